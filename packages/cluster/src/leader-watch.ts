import type { AskedRequest } from '@k/conn';
import { Bag, type BagItem, type Clock, EarliestTimer } from '@k/runtime';
import { TimeoutError } from '@k/wire';
import type { TopicPartition } from './metadata.ts';

/** An answer is overdue so long after it was due: the broker may be frozen, and another one lead in its place. */
const SILENCE_MS = 5_000;
/** A leader that lives has answered what it was asked before so long after it was replaced. */
const GRACE_MS = 1_000;

export interface LeaderWatchInit {
  readonly clock: Clock;
  /** Broker id of a partition's leader; undefined when none is known. */
  readonly leaderOf: (partition: TopicPartition) => number | undefined;
  /** Asks for metadata. */
  readonly refresh: (reason: string) => void;
}

/** A request to the leader of partitions. */
export interface LeaderRequest {
  /** 'Fetch request'. */
  readonly what: string;
  readonly broker: number;
  readonly partitions: Iterable<TopicPartition>;
  /** How long the broker may rightly keep the answer back, milliseconds. */
  readonly heldMs: number;
}

/** One that is not answered yet. Times are of the monotonic clock. */
export interface WatchedRequest extends BagItem {
  readonly request: LeaderRequest;
  readonly startedAt: number;
  /**
   * What fails when it is given up; set by who sends it. The connection's own object where there is one: of a function
   * around it V8 kept everything within reach until a full collection.
   */
  asked: AskedRequest | undefined;
  /** When metadata is asked for because of it, next. */
  askAt: number;
  /** When another leader was first seen, and of what; undefined while there is none. */
  moved: { readonly at: number; readonly partition: TopicPartition; readonly leader: number } | undefined;
}

/**
 * Keeps requests from waiting for a leader that is none any more. A frozen broker, or one behind a network that lets
 * nothing through, neither answers nor ends its connections, and who asked would wait out the whole time limit.
 *
 * Metadata is asked for when an answer is overdue, at brokers that do answer; and when another leader is known and the
 * old one is still silent a moment later, the request is given up: the caller asks the new one.
 */
export class LeaderWatch {
  readonly #init: LeaderWatchInit;
  readonly #open = new Bag<WatchedRequest>();
  /** Stays armed when the last request is answered: under way again in a moment, it would be set anew for each. */
  readonly #timer: EarliestTimer;

  constructor(init: LeaderWatchInit) {
    this.#init = init;
    this.#timer = new EarliestTimer(init.clock, () => {
      this.#onTime();
    });
  }

  /** To be told of its end by {@link LeaderWatch.ended}. */
  watch(request: LeaderRequest): WatchedRequest {
    const startedAt = this.#init.clock.monotonic();
    const askAt = startedAt + request.heldMs + SILENCE_MS;
    const watched: WatchedRequest = { request, startedAt, asked: undefined, askAt, moved: undefined, place: -1 };
    this.#open.add(watched);
    this.#timer.arm(askAt, startedAt);
    return watched;
  }

  ended(watched: WatchedRequest): void {
    this.#open.delete(watched);
  }

  /** No request is under way any more, nor will be. */
  stop(): void {
    this.#timer.cancel();
  }

  /** Whether the broker owes an overdue answer. */
  isSilent(broker: number): boolean {
    for (const open of this.#open) if (open.request.broker === broker && this.#isOverdue(open)) return true;
    return false;
  }

  /** There is new metadata. */
  look(): void {
    const now = this.#init.clock.monotonic();
    for (const open of this.#open) {
      const moved = this.#newLeader(open.request);
      if (moved === undefined) open.moved = undefined;
      else if (open.moved === undefined) {
        open.moved = { at: now, ...moved };
        this.#timer.arm(now + GRACE_MS, now);
      }
    }
  }

  #newLeader({ broker, partitions }: LeaderRequest): { partition: TopicPartition; leader: number } | undefined {
    for (const partition of partitions) {
      const leader = this.#init.leaderOf(partition);
      if (leader !== undefined && leader !== broker) return { partition, leader };
    }
    return undefined;
  }

  #isOverdue({ startedAt, request }: WatchedRequest): boolean {
    return startedAt + request.heldMs + SILENCE_MS <= this.#init.clock.monotonic();
  }

  #onTime(): void {
    const now = this.#init.clock.monotonic();
    let reason: string | undefined;
    for (const open of this.#open) {
      const { request, moved, startedAt } = open;
      if (moved !== undefined && moved.at + GRACE_MS <= now) {
        open.asked?.fail(givenUp(open, moved, now));
        continue;
      }
      if (open.askAt <= now) {
        open.askAt = now + SILENCE_MS;
        reason ??= `${request.what} to broker ${request.broker}: no answer for ${Math.round(now - startedAt)} ms`;
      }
      this.#timer.arm(Math.min(open.askAt, moved === undefined ? Infinity : moved.at + GRACE_MS), now);
    }
    if (reason !== undefined) this.#init.refresh(reason);
  }
}

function givenUp(
  { request, startedAt }: WatchedRequest,
  { partition, leader }: NonNullable<WatchedRequest['moved']>,
  now: number,
): TimeoutError {
  const operation = `${request.what} to broker ${request.broker}`;
  const timeoutMs = Math.round(now - startedAt);
  const news = `and ${partition.topic}-${partition.partition} is led by broker ${leader} by now`;
  return new TimeoutError({ operation, timeoutMs, message: `${operation}: no answer within ${timeoutMs} ms, ${news}` });
}
