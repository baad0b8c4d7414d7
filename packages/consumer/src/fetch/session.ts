import { ErrorCode, ZERO_UUID } from '@k/wire';
import { PartitionMap } from '@k/cluster';
import type { TopicPartition } from '@k/cluster';

const NO_SESSION = 0;
/** Asks for a session: the request names every partition, and the broker remembers them. */
const OPENING_EPOCH = 0;
/** Does without. */
const FINAL_EPOCH = -1;
/** The counter begins anew behind it, at 1. */
const LAST_EPOCH = 0x7fffffff;

/** A partition as a broker is asked for it. What it is asked for with is for others to know. */
export interface SessionPartition extends TopicPartition {
  /** The zero uuid when brokers do not tell it. */
  readonly topicId: string;
}

/** What one request says. */
export interface SessionRequest<A> {
  readonly sessionId: number;
  readonly sessionEpoch: number;
  /** What the broker is to fetch beside what it remembers, or in another way. */
  readonly asked: readonly A[];
  /** What it remembers and is not to fetch. */
  readonly forgotten: readonly A[];
  /** Every topic has an id. */
  readonly byId: boolean;
}

/**
 * An incremental fetch session (KIP-227): a broker remembers what it was asked for, so that a request says only what is to
 * be different, and an answer only what is new. Requests are made one after the other. After one that failed, nobody knows
 * whether the broker has seen it: the next one names everything again. So it does while a broker keeps no session.
 */
export class FetchSession<A extends SessionPartition> implements Iterable<A> {
  #id = NO_SESSION;
  #epoch = OPENING_EPOCH;
  #byId = false;
  readonly #wanted = new PartitionMap<A>();
  /** Names of the topics in it by their ids, and how many partitions of each. */
  readonly #topics = new Map<string, { readonly topic: string; partitions: number }>();
  /** Of those wanted, what the broker has not been told. */
  readonly #changed = new Set<A>();
  /** No longer wanted, which the broker has not been told. */
  readonly #forgotten = new PartitionMap<A>();

  /** For requests that are to leave no trace at the broker. */
  static none<A extends SessionPartition>(): FetchSession<A> {
    const session = new FetchSession<A>();
    session.#epoch = FINAL_EPOCH;
    return session;
  }

  get size(): number {
    return this.#wanted.size;
  }

  [Symbol.iterator](): Iterator<A> {
    return this.#wanted.values()[Symbol.iterator]();
  }

  get({ topic, partition }: TopicPartition): A | undefined {
    return this.#wanted.get(topic, partition);
  }

  has(asked: A): boolean {
    return this.get(asked) === asked;
  }

  /**
   * What a part of an answer is about; undefined for what is not wanted any more. Topics come by id, or before version 13 by
   * name. A broker that tells of what it was not asked for is out of step, and is told everything again.
   */
  find(answer: { readonly topic: string; readonly topicId: string }, partition: number): A | undefined {
    const topic = answer.topic === '' ? this.#topics.get(answer.topicId)?.topic : answer.topic;
    const asked = topic === undefined ? undefined : this.#wanted.get(topic, partition);
    if (asked === undefined && !this.#isForgotten(answer, partition)) this.#renew();
    return asked;
  }

  /** The broker had not been told that it is not wanted any more. */
  #isForgotten({ topic, topicId }: { readonly topic: string; readonly topicId: string }, partition: number): boolean {
    for (const asked of this.#forgotten.values()) {
      if (asked.partition === partition && (topic === '' ? asked.topicId === topicId : asked.topic === topic))
        return true;
    }
    return false;
  }

  /** Is to be fetched in this way from the next request on. */
  want(asked: A): void {
    const { topic, partition, topicId } = asked;
    const before = this.get(asked);
    if (before !== undefined) {
      this.#changed.delete(before);
      this.#uncount(before);
    }
    const remembered = before ?? this.#forgotten.get(topic, partition);
    // It was made again, and what the broker remembers is about the one before.
    if (remembered !== undefined && remembered.topicId !== topicId) this.#renew();
    this.#wanted.set(topic, partition, asked);
    this.#forgotten.delete(topic, partition);
    this.#changed.add(asked);
    const known = this.#topics.get(topicId);
    if (known === undefined) this.#topics.set(topicId, { topic, partitions: 1 });
    else known.partitions++;
  }

  /** Is not to be fetched from the next request on, unless it is wanted anew or in another way by now. */
  forget(asked: A): void {
    if (!this.has(asked)) return;
    const { topic, partition } = asked;
    this.#wanted.delete(topic, partition);
    this.#changed.delete(asked);
    this.#uncount(asked);
    this.#forgotten.set(topic, partition, asked);
  }

  #uncount({ topicId }: A): void {
    const known = this.#topics.get(topicId);
    if (known !== undefined && --known.partitions === 0) this.#topics.delete(topicId);
  }

  /** The request to send now; {@link FetchSession.answered} or {@link FetchSession.failed} is to be told of its end. */
  request(): SessionRequest<A> {
    const byId = !this.#topics.has(ZERO_UUID);
    // A session has its topics by id or by name, for good.
    if (byId !== this.#byId) this.#renew();
    this.#byId = byId;
    const isFull = this.#epoch <= OPENING_EPOCH;
    const request = {
      sessionId: this.#id,
      sessionEpoch: this.#epoch,
      asked: [...(isFull ? this : this.#changed)],
      forgotten: isFull ? [] : [...this.#forgotten.values()],
      byId,
    };
    this.#changed.clear();
    this.#forgotten.clear();
    return request;
  }

  /** An answer came. @returns whether the broker lost, or never had, what it was to remember: it is asked anew, without a pause */
  answered({ errorCode, sessionId }: { readonly errorCode: number; readonly sessionId: number }): boolean {
    if (errorCode === ErrorCode.NONE) {
      this.#id = sessionId;
      if (sessionId === NO_SESSION) this.#renew();
      else this.#epoch = epochAfter(this.#epoch);
      return false;
    }
    const wasIncremental = this.#epoch > OPENING_EPOCH;
    if (errorCode === ErrorCode.FETCH_SESSION_ID_NOT_FOUND) this.#id = NO_SESSION;
    this.#renew();
    return wasIncremental && isSessionError(errorCode);
  }

  /** The request that has the broker forget it; null when it has none, as far as is known. */
  get ending(): SessionRequest<A> | null {
    if (this.#epoch <= OPENING_EPOCH) return null;
    return { sessionId: this.#id, sessionEpoch: FINAL_EPOCH, asked: [], forgotten: [], byId: this.#byId };
  }

  /** Nothing is wanted any more, or for now. @returns the request that has the broker forget it; null when it has none */
  end(): SessionRequest<A> | null {
    const said = this.ending;
    this.#id = NO_SESSION;
    this.#forgotten.clear();
    this.#renew();
    return said;
  }

  /** No answer came. */
  failed(): void {
    this.#renew();
  }

  /** The next request opens another session, and ends this one by naming it. */
  #renew(): void {
    if (this.#epoch !== FINAL_EPOCH) this.#epoch = OPENING_EPOCH;
  }
}

export function epochAfter(epoch: number): number {
  return epoch === LAST_EPOCH ? 1 : epoch + 1;
}

function isSessionError(code: number): boolean {
  switch (code) {
    case ErrorCode.FETCH_SESSION_ID_NOT_FOUND:
    case ErrorCode.INVALID_FETCH_SESSION_EPOCH:
    case ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR:
    case ErrorCode.INCONSISTENT_TOPIC_ID:
    case ErrorCode.UNKNOWN_TOPIC_ID:
      return true;
    default:
      return false;
  }
}
