import { Bag, type BagItem, type Clock, type Random, type TimerHandle, backoffMs } from '@k/runtime';
import { asError, ErrorCode, errorFor, KafkaError, StateError } from '@k/wire';
import { BatchOutcomes, type BatchOwner, isPassing, type OutcomeOptions, type SendingParts } from './batch-outcomes.ts';
import type { ProducerBatch } from './batch.ts';
import { Compressor } from './compressor.ts';
import type { IdentitySource } from './identity/source.ts';
import type { ProduceLink, ProduceReply } from './link.ts';
import type { ProducerCounters, RequestCounters } from './metrics.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { Troubles } from './troubles.ts';

export interface SenderOptions extends OutcomeOptions {
  readonly maxInFlight: number;
  readonly maxRequestSize: number;
  readonly lingerMs: number;
  readonly compressionType: string;
}

/** Requests to one broker, and what may go into the next one. */
class BrokerQueue {
  readonly id: number;
  readonly counters: RequestCounters;
  /** Requests in a row that went out and were not answered. */
  unanswered = 0;
  /** Since when it has owed an answer, by the monotonic clock; Infinity while it owes none. */
  silentSince = Infinity;
  /** Partitions looked at in the present round. */
  readonly candidates: PartitionQueue[] = [];
  /** Where the next request starts among the candidates, so that none is always last. */
  rotation = 0;

  constructor(id: number, counters: RequestCounters) {
    this.id = id;
    this.counters = counters;
  }

  get inFlight(): number {
    return this.counters.inFlight;
  }
}

/** A request that has no answer yet. */
interface InFlight extends BagItem {
  readonly batches: readonly ProducerBatch[];
}

/**
 * Sends what the partitions have ready: one Produce request carries a batch each of many partitions of one broker, and up
 * to `maxInFlight` of them are under way to a broker at a time.
 *
 * A batch is ready when it is full, when its linger is over, when a flush or the want of memory hurries it, or, without
 * linger, when nothing is in flight to its broker: a lone record leaves at once, and while an answer is awaited the next
 * batch fills by itself.
 */
export class Sender {
  readonly #link: ProduceLink;
  readonly #identity: IdentitySource | null;
  readonly #owner: BatchOwner;
  readonly #options: SenderOptions;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #counters: ProducerCounters;
  readonly #troubles: Troubles;
  readonly #outcomes: BatchOutcomes;
  /** null without compression */
  readonly #compressor: Compressor | null;
  readonly #brokers = new Map<number, BrokerQueue>();
  readonly #inFlight = new Bag<InFlight>();
  #listed: PartitionQueue[] = [];
  #scheduled = false;
  #stopped = false;
  #timer: TimerHandle;
  #timerAt = Infinity;
  #leaderlessFailures = 0;
  #askLeaderAt = 0;
  readonly #forgetMetadata: () => void;

  constructor(parts: SendingParts, options: SenderOptions) {
    const { link } = parts;
    this.#link = link;
    this.#owner = parts.owner;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#counters = parts.counters;
    this.#troubles = parts.troubles;
    this.#options = options;
    this.#outcomes = new BatchOutcomes(parts, options, (queue) => this.wake(queue));
    this.#compressor =
      options.compressionType === 'none'
        ? null
        : new Compressor((queue, batch, error) => this.#compressed(queue, batch, error));
    this.#identity = parts.identity;
    this.#identity?.listen({
      ready: () => this.schedule(),
      wakeAt: (at, now) => this.#wakeAt(at, now),
      fatal: (error) => this.#noIdentity(error),
    });
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

  /** How long the partition's broker has owed an answer, in milliseconds; 0 or less when it owes none. */
  silentMs({ topic, partition }: PartitionQueue): number {
    const leader = this.#link.topic(topic)?.leaders[partition] ?? -1;
    return this.#clock.monotonic() - (this.#brokers.get(leader)?.silentSince ?? Infinity);
  }

  /** Gives up all batches; those in flight may have been written. Returns the number of their records. */
  stop(reason: string): number {
    this.#stopped = true;
    this.#identity?.stop();
    this.#forgetMetadata();
    this.#sleep(Infinity, 0);
    let records = 0;
    for (const queue of this.#listed) {
      for (const batch of queue.remove(() => true)) {
        records += batch.count;
        this.#outcomes.giveUp(batch, reason, batch.lastError ?? this.#outcomes.hindrance(queue));
      }
    }
    for (const { batches } of this.#inFlight) {
      for (const batch of batches) {
        records += batch.count;
        batch.doubt ??= new StateError('KafkaProducer: closed before the answer was there');
        this.#outcomes.giveUp(batch, reason, batch.lastError ?? batch.doubt);
      }
    }
    this.#listed = [];
    this.#inFlight.clear();
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
    const brokers = this.#sort(now);
    for (const broker of brokers) this.#serve(broker, now);
    for (const broker of brokers) broker.candidates.length = 0;
    this.#compressor?.start(this.#listed);
    const refusal = this.#identity?.refusal ?? null;
    if (refusal !== null) this.#noIdentity(refusal);
  };

  /** Expires, drops partitions with nothing to send, and hands the others to their brokers. */
  #sort(now: number): BrokerQueue[] {
    const { lingerMs, deliveryTimeoutMs } = this.#options;
    const brokers: BrokerQueue[] = [];
    const listed = this.#listed;
    let kept = 0;
    let leaderless: PartitionQueue | null = null;
    for (const queue of listed) {
      if (queue.oldestCreatedAt() + deliveryTimeoutMs <= now) this.#expire(queue, now);
      if (!queue.hasWaiting) {
        queue.listed = false;
        continue;
      }
      listed[kept++] = queue;
      this.#wakeAt(queue.oldestCreatedAt() + deliveryTimeoutMs, now);
      if (queue.notBefore > now) this.#wakeAt(queue.notBefore, now);
      // A batch whose linger is over waits for an answer or for the end of its pause: neither needs this timer.
      const lingers = lingerMs > 0 && queue.open !== null ? queue.open.createdAt + lingerMs : 0;
      if (lingers > now) this.#wakeAt(lingers, now);
      const leader = this.#link.topic(queue.topic)?.leaders[queue.partition] ?? -1;
      if (leader < 0) {
        leaderless = queue;
        continue;
      }
      // After a move the old leader's answers come first: two brokers must not get batches of one sequence at a time.
      if (queue.inFlight > 0 && queue.broker !== leader) continue;
      const broker = this.#brokers.get(leader) ?? this.#addBroker(leader);
      if (broker.candidates.length === 0) brokers.push(broker);
      broker.candidates.push(queue);
    }
    listed.length = kept;
    if (leaderless !== null) this.#seekLeader(leaderless, now);
    return brokers;
  }

  #addBroker(id: number): BrokerQueue {
    const broker = new BrokerQueue(id, this.#counters.addBroker(id));
    this.#brokers.set(id, broker);
    return broker;
  }

  /** Of a broker that the cluster tells of no longer nothing is kept, nor complained of. */
  #forgetBrokers(): void {
    for (const [id, broker] of this.#brokers) {
      if (broker.inFlight > 0 || this.#link.hasBroker(id)) continue;
      this.#brokers.delete(id);
      this.#counters.forgetBroker(id);
      this.#troubles.over(broker);
    }
  }

  #expire(queue: PartitionQueue, now: number): void {
    this.#outcomes.expire(queue, now);
    // With nothing left to send it could never prove that it answers again.
    const broker = this.#brokers.get(queue.broker);
    if (broker?.inFlight === 0) broker.silentSince = Infinity;
  }

  #serve(broker: BrokerQueue, now: number): void {
    while (broker.inFlight < this.#options.maxInFlight) {
      const queues: PartitionQueue[] = [];
      const batches: ProducerBatch[] = [];
      this.#collect(broker, now, queues, batches);
      if (batches.length === 0) return;
      this.#dispatch(broker, now, queues, batches);
    }
  }

  #collect(broker: BrokerQueue, now: number, queues: PartitionQueue[], batches: ProducerBatch[]): void {
    const { lingerMs, maxRequestSize } = this.#options;
    const candidates = broker.candidates;
    const hurried = this.#owner.hurried || (lingerMs === 0 && broker.inFlight === 0);
    const start = broker.rotation % candidates.length;
    let size = 0;
    let firstLeftOut = -1;
    for (let i = 0; i < candidates.length; i++) {
      const at = (start + i) % candidates.length;
      const queue = candidates[at] as PartitionQueue;
      const open = queue.open;
      const takeOpen = hurried || (lingerMs > 0 && open !== null && open.createdAt + lingerMs <= now);
      const batch = queue.next(now, takeOpen);
      if (batch === null || (this.#compressor !== null && (batch.wantsThread || batch.isCompressing))) continue;
      if (batches.length > 0 && size + batch.byteLength > maxRequestSize) {
        if (firstLeftOut < 0) firstLeftOut = at;
        continue;
      }
      size += batch.byteLength;
      queue.send(batch);
      queue.broker = broker.id;
      queues.push(queue);
      batches.push(batch);
    }
    broker.rotation = firstLeftOut < 0 ? start : firstLeftOut;
  }

  /** Done, or not to be done: then the batch fails alone, as it has no numbers that would be missing. */
  #compressed(queue: PartitionQueue, batch: ProducerBatch, error: Error | null): void {
    if (this.#stopped) return;
    if (error === null) this.#owner.sealed(batch);
    else if (queue.remove((it) => it === batch).length > 0) this.#outcomes.fail(batch, error);
    this.schedule();
  }

  #dispatch(broker: BrokerQueue, now: number, queues: PartitionQueue[], batches: ProducerBatch[]): void {
    this.#seal(queues, batches);
    if (batches.length === 0) return;
    const { deliveryTimeoutMs, requestTimeoutMs } = this.#options;
    let timeoutMs = requestTimeoutMs;
    const counters = this.#counters;
    let bytes = 0;
    for (const batch of batches) {
      bytes += batch.byteLength;
      timeoutMs = Math.min(timeoutMs, batch.createdAt + deliveryTimeoutMs - now);
      if (batch.attempts > 1) counters.retried(batch);
    }
    broker.silentSince = Math.min(broker.silentSince, now);
    counters.requests.sent(bytes);
    broker.counters.sent(bytes);
    const sentAt = this.#clock.monotonic();
    const request: InFlight = { batches, place: -1 };
    this.#inFlight.add(request);
    void this.#link.produce(broker.id, batches, Math.max(1, timeoutMs), this.#identity?.tag ?? null).then((reply) => {
      this.#count(broker, sentAt, reply);
      this.#inFlight.delete(request);
      this.#completed(broker, queues, batches, reply);
    });
  }

  /**
   * Compresses those that no other thread has, and stamps them, here and not while the request is written: what goes to a
   * connection is bytes. A batch that its codec cannot seal is taken out of the request, which carries the others.
   */
  #seal(queues: PartitionQueue[], batches: ProducerBatch[]): void {
    for (let i = 0; i < batches.length; i++) {
      const batch = batches[i] as ProducerBatch;
      try {
        batch.seal();
        this.#owner.sealed(batch);
      } catch (error) {
        this.#outcomes.unanswered(queues[i] as PartitionQueue, batch, asError(error), false);
        queues.splice(i, 1);
        batches.splice(i--, 1);
      }
    }
  }

  #count(broker: BrokerQueue, sentAt: number, reply: ProduceReply): void {
    const { requests } = this.#counters;
    if ('error' in reply) {
      requests.unanswered();
      broker.counters.unanswered();
      return;
    }
    const latencyMs = this.#clock.monotonic() - sentAt;
    requests.answered(latencyMs);
    broker.counters.answered(latencyMs);
  }

  #completed(
    broker: BrokerQueue,
    queues: readonly PartitionQueue[],
    batches: readonly ProducerBatch[],
    reply: ProduceReply,
  ): void {
    // stop() has settled these batches already.
    if (this.#stopped) return;
    if ('error' in reply && KafkaError.is(reply.error) && reply.error.refreshMetadata) {
      this.#link.refresh(reply.error.message);
    }
    this.#watch(broker, reply);
    if (!('error' in reply)) broker.silentSince = broker.inFlight > 0 ? this.#clock.monotonic() : Infinity;
    for (let i = 0; i < batches.length; i++) {
      const queue = queues[i] as PartitionQueue;
      const batch = batches[i] as ProducerBatch;
      if ('error' in reply) {
        this.#outcomes.unanswered(queue, batch, reply.error, reply.left);
        continue;
      }
      const answer = reply.answers[i];
      if (answer !== undefined && 'refusal' in answer) this.#outcomes.refused(queue, batch, answer);
      else if (this.#options.acks === 0) this.#outcomes.stored(queue, batch, -1, -1);
      else this.#outcomes.answered(queue, batch, answer);
    }
    // Nothing goes again, so nothing is owed.
    if (broker.inFlight === 0 && !queues.some((queue) => queue.hasWaiting)) broker.silentSince = Infinity;
    this.schedule();
  }

  /** Warns of a broker that takes requests and does not answer. The cluster warns of one that cannot be reached. */
  #watch(broker: BrokerQueue, reply: ProduceReply): void {
    if (!('error' in reply)) {
      broker.unanswered = 0;
      this.#troubles.over(broker);
      return;
    }
    const { error, left } = reply;
    // A restart of the broker loses one request of a connection too: the second in a row is worth a warning.
    if (left && (++broker.unanswered > 1 || !isPassing(error))) {
      this.#troubles.met(broker, `Broker ${broker.id} does not answer Produce requests`, error);
    }
  }

  /** There is no producer id to be had: batches without numbers fail. */
  #noIdentity(error: Error): void {
    for (const queue of this.#listed) {
      for (const batch of queue.remove((it) => !it.hasSequence)) this.#outcomes.fail(batch, error);
    }
  }

  #seekLeader(queue: PartitionQueue, now: number): void {
    if (this.#askLeaderAt <= now) {
      const { topic, partition } = queue;
      if (this.#leaderlessFailures > 0) {
        const error = errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic, partition });
        this.#troubles.metPartition(queue, 'wait', error);
      }
      this.#link.refresh(`${topic}-${partition} has no leader`);
      this.#askLeaderAt = now + Math.max(1, this.#pause(this.#leaderlessFailures++));
    }
    this.#wakeAt(this.#askLeaderAt, now);
  }

  #metadataChanged(): void {
    if (this.#stopped) return;
    this.#forgetBrokers();
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
