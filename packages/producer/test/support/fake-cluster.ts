import { readBatches } from '@k/codec';
import type { Clock, Random } from '@k/runtime';
import { ConnectionError, ErrorCode, errorFor, TimeoutError, ZERO_UUID } from '@k/wire';
import type { ProducerIdentity } from '../../src/identity/source.ts';
import type { BatchAnswer, ProduceLink, ProduceReply, SealedBatch, TopicView } from '../../src/link.ts';

interface StoredBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
}

interface ProducerEntry {
  epoch: number;
  /** The last five, oldest first, as a broker keeps them. */
  batches: StoredBatch[];
}

export interface FakeLog {
  readonly values: string[];
  readonly producers: Map<bigint, ProducerEntry>;
}

/** What happens to a request. */
export type Fate =
  /** Answered. */
  | 'answer'
  /** The connection ends before the broker has read it; requests behind it on that connection are lost too. */
  | 'lose-request'
  /** The broker stores it, and the connection ends before the answer is out. */
  | 'lose-answer'
  /** The client stops waiting; the broker stores it some time later, before what is sent after it. */
  | 'late'
  /** It cannot be sent at all. */
  | 'refuse-connection';

/** What an answered request says of a batch: an error code, and whether it is stored nevertheless. */
export interface BatchFate {
  readonly errorCode: number;
  readonly stores: boolean;
}

export interface FakeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly topics?: Record<string, number>;
  readonly brokers?: number;
  readonly fate?: (attempt: number) => Fate;
  readonly batchFate?: (batch: SealedBatch) => BatchFate | null;
  readonly latencyMs?: (broker: number) => number;
  /** Tries after which "unknown" is believed. @default never */
  readonly believedAfter?: number;
}

interface Request {
  readonly batches: readonly { readonly batch: SealedBatch; readonly bytes: Buffer }[];
  readonly fate: Fate;
  readonly reply: (reply: ProduceReply) => void;
}

/**
 * A cluster as the producer sees it, with the broker's rules for producer ids, sequence numbers and epochs (as in Kafka's
 * ProducerAppendInfo), and with every mishap a network can add.
 */
export class FakeCluster implements ProduceLink {
  readonly logs = new Map<string, FakeLog>();
  /** Batches as stored or refused, for assertions. */
  readonly requests: { broker: number; batches: number; bytes: number }[] = [];
  produceError: Error | null = null;
  initError: Error | null = null;
  inFlight = 0;
  mostInFlight = 0;
  refreshes = 0;
  loads = 0;
  /** In use at the moment, in the order of their first use. */
  readonly watched: string[] = [];
  readonly goneBrokers = new Set<number>();
  readonly #options: FakeOptions;
  readonly #views = new Map<string, TopicView>();
  readonly #known = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #connections = new Map<number, Request[]>();
  #attempts = 0;
  #nextProducerId = 1000n;

  constructor(options: FakeOptions) {
    this.#options = options;
    for (const [name, count] of Object.entries(options.topics ?? { t: 1 })) this.createTopic(name, count);
  }

  createTopic(name: string, count: number): void {
    const brokers = this.#options.brokers ?? 1;
    const leaders = Array.from({ length: count }, (_, p) => p % brokers);
    this.#views.set(name, { name, leaders, leaderEpochs: leaders.map(() => 0), topicId: ZERO_UUID });
    for (let p = 0; p < count; p++) {
      if (!this.logs.has(`${name}-${p}`)) this.logs.set(`${name}-${p}`, { values: [], producers: new Map() });
    }
  }

  moveLeader(name: string, partition: number, broker: number): void {
    const view = this.#views.get(name)!;
    this.#views.set(name, { ...view, leaders: view.leaders.map((it, p) => (p === partition ? broker : it)) });
    this.tell();
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  log(name: string, partition: number): FakeLog {
    return this.logs.get(`${name}-${partition}`)!;
  }

  topic(name: string): TopicView | undefined {
    return this.#known.has(name) ? this.#views.get(name) : undefined;
  }

  hasBroker(id: number): boolean {
    return !this.goneBrokers.has(id);
  }

  watch(name: string): void {
    this.watched.push(name);
  }

  unwatch(name: string): void {
    this.watched.splice(this.watched.indexOf(name), 1);
    this.#known.delete(name);
  }

  async loadTopic(name: string, minPartitions: number, onFailure: (error: Error) => void): Promise<void> {
    this.loads++;
    for (let tries = 1; ; tries++) {
      await this.#sleep(1);
      const view = this.#views.get(name);
      if (view !== undefined && name.startsWith('forbidden')) {
        throw errorFor(ErrorCode.TOPIC_AUTHORIZATION_FAILED, { topic: name });
      }
      if (view !== undefined) {
        this.#known.add(name);
        this.tell();
      }
      if (view !== undefined && view.leaders.length >= minPartitions) return;
      const error = errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { topic: name });
      if (tries >= (this.#options.believedAfter ?? Infinity)) throw error;
      if (tries === 100) throw new TimeoutError({ operation: 'load', timeoutMs: 10_000, cause: error });
      onFailure(error);
      await this.#sleep(100);
    }
  }

  trouble(): Error | undefined {
    return this.produceError ?? undefined;
  }

  refresh(): void {
    this.refreshes++;
    void this.#sleep(1).then(() => this.tell());
  }

  /** Who still wants to know of new metadata. */
  get listeners(): number {
    return this.#listeners.size;
  }

  onMetadata(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async initProducerId(): Promise<ProducerIdentity> {
    await this.#sleep(1);
    if (this.initError !== null) throw this.initError;
    return { producerId: this.#nextProducerId++, epoch: 0 };
  }

  produce(broker: number, batches: readonly SealedBatch[], timeoutMs: number): Promise<ProduceReply> {
    const sealed = batches.map((batch) => ({ batch, bytes: Buffer.from(batch.records) }));
    this.requests.push({
      broker,
      batches: batches.length,
      bytes: sealed.reduce((sum, it) => sum + it.bytes.length, 0),
    });
    const fate = this.#options.fate?.(this.#attempts++) ?? 'answer';
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    return new Promise<ProduceReply>((resolve) => {
      const reply = (it: ProduceReply): void => {
        this.inFlight--;
        resolve(it);
      };
      if (this.produceError !== null || fate === 'refuse-connection') {
        const error = this.produceError ?? gone('connecting');
        void this.#sleep(1).then(() => reply({ error, left: false }));
        return;
      }
      const connection = this.#connections.get(broker) ?? [];
      this.#connections.set(broker, connection);
      const request: Request = { batches: sealed, fate, reply };
      connection.push(request);
      if (fate === 'late') {
        // The reply is not awaited any more; the request itself keeps its place on the connection.
        this.#options.clock.setTimeout(
          () => reply({ error: new TimeoutError({ operation: 'Produce', timeoutMs }), left: true }),
          timeoutMs,
        );
      }
      if (connection.length === 1) this.#serve(broker, connection);
    });
  }

  /** One request after another, as a broker serves a connection. */
  #serve(broker: number, connection: Request[]): void {
    const latency = this.#options.latencyMs?.(broker) ?? 1;
    this.#options.clock.setTimeout(() => {
      const request = connection[0]!;
      const ends = request.fate === 'lose-request' || request.fate === 'lose-answer';
      if (request.fate !== 'lose-request') {
        const answers = request.batches.map(({ batch, bytes }) => this.#append(broker, batch, bytes));
        if (request.fate === 'answer') request.reply({ answers });
      }
      if (ends) {
        this.#connections.delete(broker);
        for (const it of connection) if (it.fate !== 'late') it.reply({ error: gone('ready'), left: true });
        return;
      }
      connection.shift();
      if (connection.length > 0) this.#serve(broker, connection);
    }, latency);
  }

  #append(broker: number, batch: SealedBatch, bytes: Buffer): BatchAnswer {
    const fate = this.#options.batchFate?.(batch) ?? null;
    if (fate !== null && !fate.stores) return refused(fate.errorCode);
    if (this.#views.get(batch.topic)?.leaders[batch.partition] !== broker)
      return refused(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    const answer = this.#store(this.log(batch.topic, batch.partition), bytes);
    return fate !== null && answer.errorCode === 0 ? refused(fate.errorCode) : answer;
  }

  #store(log: FakeLog, bytes: Buffer): BatchAnswer {
    const [batch] = [...readBatches(bytes)];
    batch!.verify();
    const { producerId, producerEpoch: epoch, baseSequence: first } = batch!;
    const values = [...batch!].map((record) => record.value?.toString() ?? '');
    const last = (first + values.length - 1) % 0x80000000;
    if (producerId >= 0n) {
      const entry = log.producers.get(producerId);
      const duplicate = entry?.batches.find(
        (it) => entry.epoch === epoch && it.firstSequence === first && it.lastSequence === last,
      );
      if (duplicate !== undefined) return { ...refused(0), baseOffset: duplicate.baseOffset };
      if (entry !== undefined) {
        if (epoch < entry.epoch) return refused(ErrorCode.INVALID_PRODUCER_EPOCH);
        if (epoch > entry.epoch ? first !== 0 : first !== (entry.batches.at(-1)!.lastSequence + 1) % 0x80000000) {
          return refused(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        }
      }
      const kept = entry?.epoch === epoch ? entry.batches.slice(-4) : [];
      const stored = { firstSequence: first, lastSequence: last, baseOffset: log.values.length };
      log.producers.set(producerId, { epoch, batches: [...kept, stored] });
    }
    const baseOffset = log.values.length;
    log.values.push(...values);
    return { ...refused(0), baseOffset };
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.clock.setTimeout(resolve, ms));
  }
}

function refused(errorCode: number): BatchAnswer {
  return { errorCode, baseOffset: -1, logAppendTime: -1, errorMessage: null };
}

function gone(phase: string): ConnectionError {
  return new ConnectionError('Connection to fake:9092: gone', { broker: 'fake:9092', phase });
}
