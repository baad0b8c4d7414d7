import { type Clock, type Random, type TimerHandle, backoffMs } from '@k/runtime';
import { ErrorCode, errorFor, KafkaError, StateError, asError } from '@k/wire';
import { BatchOutcomes, type BatchOwner, isPassing, type OutcomeOptions, type SendingParts } from './batch-outcomes.ts';
import type { ProducerBatch } from './batch.ts';
import type { ProduceLink, ProduceReply } from './link.ts';
import type { ProducerCounters } from './metrics.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { ProducerIds } from './producer-ids.ts';
import type { Troubles } from './troubles.ts';

export interface SenderOptions extends OutcomeOptions {
  readonly maxInFlight: number;
  readonly maxRequestSize: number;
  readonly lingerMs: number;
}

/** So many questions for a producer id may fail before that is worth a word. */
const UNREMARKABLE_FAILURES = 2;

/** Requests to one broker. */
class Lane {
  readonly broker: number;
  inFlight = 0;
  /** Requests in a row that went out and were not answered. */
  unanswered = 0;
  /** Partitions looked at in the present round. */
  readonly candidates: PartitionQueue[] = [];
  /** Where the next request starts among the candidates, so that none is always last. */
  rotation = 0;

  constructor(broker: number) {
    this.broker = broker;
  }
}

/**
 * Sends what the partitions have ready: one Produce request carries a batch each of many partitions of one broker, and up
 * to `maxInFlight` of them are under way to a broker at a time.
 *
 * A batch is ready when it is full, when its linger is over, when someone hurries it, or, without linger, when nothing is
 * in flight to its broker: a lone record leaves at once, and while an answer is awaited the next batch fills by itself.
 */
export class Sender {
  readonly #link: ProduceLink;
  readonly #ids: ProducerIds | null;
  readonly #owner: BatchOwner;
  readonly #options: SenderOptions;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #counters: ProducerCounters;
  readonly #troubles: Troubles;
  readonly #outcomes: BatchOutcomes;
  readonly #lanes = new Map<number, Lane>();
  readonly #flying = new Set<ProducerBatch>();
  #listed: PartitionQueue[] = [];
  #scheduled = false;
  #stopped = false;
  #timer: TimerHandle;
  #timerAt = Infinity;
  /** Failures to get a producer id in a row, and when to ask again. */
  #idFailures = 0;
  #askIdAt = 0;
  #leaderlessFailures = 0;
  #askLeaderAt = 0;
  readonly #forgetMetadata: () => void;

  constructor(parts: SendingParts, options: SenderOptions) {
    const { link } = parts;
    this.#link = link;
    this.#ids = parts.ids;
    this.#owner = parts.owner;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#counters = parts.counters;
    this.#troubles = parts.troubles;
    this.#options = options;
    this.#outcomes = new BatchOutcomes(parts, options, (queue) => this.wake(queue));
    this.#forgetMetadata = link.onMetadata(() => this.#metadataChanged());
  }

  /** The partition has something to send. */
  wake(queue: PartitionQueue): void {
    if (!queue.listed) {
      queue.listed = true;
      this.#listed.push(queue);
    }
    this.schedule();
  }

  /**
   * Looks for what to send once all that is now running has run: what promises settled just now set in motion (more sends,
   * usually) still gets into the batches. No timer is involved: it is the end of the same turn of the event loop.
   */
  schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    queueMicrotask(this.#afterMicrotasks);
  }

  /** Gives up everything; batches in flight may or may not have been written. Returns how many records that were. */
  stop(reason: string): number {
    this.#stopped = true;
    this.#forgetMetadata();
    this.#sleep(Infinity, 0);
    let records = 0;
    for (const queue of this.#listed) {
      for (const batch of queue.remove(() => true)) {
        records += batch.count;
        this.#outcomes.giveUp(batch, reason, batch.lastError ?? this.#outcomes.hindrance(queue));
      }
    }
    for (const batch of this.#flying) {
      records += batch.count;
      batch.doubt ??= new StateError('KafkaProducer: closed before the answer was there');
      this.#outcomes.giveUp(batch, reason, batch.lastError ?? batch.doubt);
    }
    this.#listed = [];
    this.#flying.clear();
    return records;
  }

  // process.nextTick called from a microtask runs when the microtask queue is empty.
  readonly #afterMicrotasks = (): void => {
    process.nextTick(this.#drain);
  };

  readonly #drain = (): void => {
    this.#scheduled = false;
    if (this.#stopped) return;
    const now = this.#clock.monotonic();
    const lanes = this.#sort(now);
    if (this.#hasIdentity(now)) for (const lane of lanes) this.#serve(lane, now);
    for (const lane of lanes) lane.candidates.length = 0;
  };

  /** Expires, drops partitions with nothing to send, and hands the others to their brokers' lanes. */
  #sort(now: number): Lane[] {
    const { lingerMs, deliveryTimeoutMs } = this.#options;
    const lanes: Lane[] = [];
    const listed = this.#listed;
    let kept = 0;
    let leaderless: PartitionQueue | null = null;
    for (const queue of listed) {
      if (queue.oldestCreatedAt() + deliveryTimeoutMs <= now) this.#outcomes.expire(queue, now);
      if (!queue.hasWaiting) {
        queue.listed = false;
        continue;
      }
      listed[kept++] = queue;
      this.#wakeAt(queue.oldestCreatedAt() + deliveryTimeoutMs, now);
      if (queue.notBefore > now) this.#wakeAt(queue.notBefore, now);
      // Once its linger is over, it is an answer or the end of a pause that lets it go.
      const lingers = lingerMs > 0 && queue.open !== null ? queue.open.createdAt + lingerMs : 0;
      if (lingers > now) this.#wakeAt(lingers, now);
      const leader = this.#link.topic(queue.topic)?.leaders[queue.partition] ?? -1;
      if (leader < 0) {
        leaderless = queue;
        continue;
      }
      // Answers of the old leader first: two brokers must not hold batches of one sequence.
      if (queue.inFlight > 0 && queue.broker !== leader) continue;
      let lane = this.#lanes.get(leader);
      if (lane === undefined) this.#lanes.set(leader, (lane = new Lane(leader)));
      if (lane.candidates.length === 0) lanes.push(lane);
      lane.candidates.push(queue);
    }
    listed.length = kept;
    if (leaderless !== null) this.#seekLeader(leaderless, now);
    return lanes;
  }

  #serve(lane: Lane, now: number): void {
    while (lane.inFlight < this.#options.maxInFlight) {
      const queues: PartitionQueue[] = [];
      const batches: ProducerBatch[] = [];
      this.#collect(lane, now, queues, batches);
      if (batches.length === 0) return;
      this.#dispatch(lane, now, queues, batches);
    }
  }

  #collect(lane: Lane, now: number, queues: PartitionQueue[], batches: ProducerBatch[]): void {
    const { lingerMs, maxRequestSize } = this.#options;
    const candidates = lane.candidates;
    const hurried = this.#owner.hurried || (lingerMs === 0 && lane.inFlight === 0);
    const start = lane.rotation % candidates.length;
    let size = 0;
    let firstLeftOut = -1;
    for (let i = 0; i < candidates.length; i++) {
      const at = (start + i) % candidates.length;
      const queue = candidates[at] as PartitionQueue;
      const open = queue.open;
      const takeOpen = hurried || (lingerMs > 0 && open !== null && open.createdAt + lingerMs <= now);
      const batch = queue.next(now, takeOpen);
      if (batch === null) continue;
      if (batches.length > 0 && size + batch.byteLength > maxRequestSize) {
        if (firstLeftOut < 0) firstLeftOut = at;
        continue;
      }
      size += batch.byteLength;
      queue.launch(batch);
      queue.broker = lane.broker;
      queues.push(queue);
      batches.push(batch);
    }
    lane.rotation = firstLeftOut < 0 ? start : firstLeftOut;
  }

  #dispatch(lane: Lane, now: number, queues: PartitionQueue[], batches: ProducerBatch[]): void {
    this.#seal(queues, batches);
    if (batches.length === 0) return;
    const { deliveryTimeoutMs, requestTimeoutMs } = this.#options;
    let timeoutMs = requestTimeoutMs;
    const counters = this.#counters;
    for (const batch of batches) {
      timeoutMs = Math.min(timeoutMs, batch.createdAt + deliveryTimeoutMs - now);
      this.#flying.add(batch);
      if (batch.attempts > 1) counters.batchesRetried++;
    }
    lane.inFlight++;
    counters.requests++;
    counters.requestsInFlight++;
    void this.#link.produce(lane.broker, batches, Math.max(1, timeoutMs)).then((reply) => {
      this.#landed(lane, queues, batches, reply);
    });
  }

  /**
   * Compresses and stamps them, here and not while the request is written: what goes to a connection is bytes. A batch that
   * its codec cannot seal is taken out of the request, which carries the others.
   */
  #seal(queues: PartitionQueue[], batches: ProducerBatch[]): void {
    for (let i = 0; i < batches.length; i++) {
      const batch = batches[i] as ProducerBatch;
      try {
        batch.seal();
      } catch (error) {
        this.#outcomes.unanswered(queues[i] as PartitionQueue, batch, asError(error), false);
        queues.splice(i, 1);
        batches.splice(i--, 1);
      }
    }
  }

  #landed(lane: Lane, queues: readonly PartitionQueue[], batches: readonly ProducerBatch[], reply: ProduceReply): void {
    lane.inFlight--;
    this.#counters.requestsInFlight--;
    // Given up meanwhile: everybody has been told.
    if (this.#stopped) return;
    for (const batch of batches) this.#flying.delete(batch);
    if ('error' in reply && KafkaError.is(reply.error) && reply.error.refreshMetadata) {
      this.#link.refresh(reply.error.message);
    }
    this.#watch(lane, reply);
    for (let i = 0; i < batches.length; i++) {
      const queue = queues[i] as PartitionQueue;
      const batch = batches[i] as ProducerBatch;
      if ('error' in reply) this.#outcomes.unanswered(queue, batch, reply.error, reply.left);
      else if (this.#options.acks === 0) this.#outcomes.stored(queue, batch, -1, -1);
      else this.#outcomes.answered(queue, batch, reply.answers[i]);
    }
    this.schedule();
  }

  /** Brokers that cannot be reached are told of by the cluster; this is about those that take requests in vain. */
  #watch(lane: Lane, reply: ProduceReply): void {
    if (!('error' in reply)) {
      lane.unanswered = 0;
      this.#troubles.over(lane);
      return;
    }
    const { error, left } = reply;
    // Connections are lost in a restart too: only once more after that it is worth a word.
    if (left && (++lane.unanswered > 1 || !isPassing(error))) {
      this.#troubles.met(lane, `Broker ${lane.broker} does not answer Produce requests`, error);
    }
  }

  /** Whether batches can be numbered; starts asking for a producer id when there is none. */
  #hasIdentity(now: number): boolean {
    const ids = this.#ids;
    if (ids === null || ids.state === 'present') return true;
    if (ids.state === 'asking' || this.#listed.length === 0) return false;
    if (this.#askIdAt > now) {
      this.#wakeAt(this.#askIdAt, now);
      return false;
    }
    ids.ensure().then(
      () => {
        this.#idFailures = 0;
        this.#troubles.over(ids);
        this.schedule();
      },
      (error: unknown) => this.#withoutIdentity(ids, asError(error)),
    );
    return false;
  }

  #withoutIdentity(ids: ProducerIds, error: Error): void {
    if (this.#stopped) return;
    this.#askIdAt = this.#clock.monotonic() + Math.max(1, this.#pause(this.#idFailures++));
    if (KafkaError.is(error) && error.retriable) {
      // A cluster that has just been started gives none for a moment.
      if (this.#idFailures > UNREMARKABLE_FAILURES) this.#troubles.met(ids, 'There is no producer id', error);
    } else {
      for (const queue of this.#listed) {
        for (const batch of queue.remove((it) => !it.hasSequence)) this.#outcomes.fail(batch, error);
      }
      this.#troubles.over(ids);
    }
    this.schedule();
  }

  #seekLeader(queue: PartitionQueue, now: number): void {
    if (this.#askLeaderAt <= now) {
      const { topic, partition } = queue;
      if (this.#leaderlessFailures > 0) {
        const error = errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic, partition });
        this.#troubles.met(queue, `Records for ${topic}-${partition} wait`, error);
      }
      this.#link.refresh(`${topic}-${partition} has no leader`);
      this.#askLeaderAt = now + Math.max(1, this.#pause(this.#leaderlessFailures++));
    }
    this.#wakeAt(this.#askLeaderAt, now);
  }

  #metadataChanged(): void {
    if (this.#stopped) return;
    for (const queue of this.#listed) {
      const leader = this.#link.topic(queue.topic)?.leaders[queue.partition] ?? -1;
      if (leader >= 0) {
        this.#leaderlessFailures = 0;
        if (leader !== queue.broker) queue.forgetPauses();
      }
    }
    if (this.#listed.length > 0) this.schedule();
  }

  #pause(failures: number): number {
    const { retryBackoffMs, retryBackoffMaxMs } = this.#options;
    return backoffMs(failures, { initialMs: retryBackoffMs, maxMs: retryBackoffMaxMs }, this.#random);
  }

  /** Looks again at `at`, if nothing makes it look earlier. */
  #wakeAt(at: number, now: number): void {
    if (at < this.#timerAt) this.#sleep(at, now);
  }

  #sleep(until: number, now: number): void {
    if (this.#timerAt !== Infinity) this.#clock.clearTimeout(this.#timer);
    this.#timerAt = until;
    if (until === Infinity) return;
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#timerAt = Infinity;
        this.schedule();
      },
      Math.max(0, until - now),
    );
  }
}
