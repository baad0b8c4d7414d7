import type { ConsumerBatch, ConsumerRecord, KafkaConsumer } from '@k/consumer';
import type { ProducerTransaction } from '@k/producer';
import { KafkaError, ProtocolError } from '@k/wire';
import { isSince } from '../draw/releases.ts';
import type { ProcessorSpec } from '../scenario/transaction-specs.ts';
import { groupBehind, outOfGroup } from './behind.ts';
import { keepAlive } from './keep-alive.ts';
import { groupOptions, newConsumer } from './new-consumer.ts';
import { GivenUp, newTransactionalProducer, TransactionRun, type Sender } from './transaction-run.ts';
import { closeMember, subscribe, tellDelivered, tellDone, type Moves } from './group-events.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

/** Its producer is over. */
class OverError extends KafkaError {}

const AGAIN_AFTER_MS = 200;
const READER = {
  isolation: 'read_committed',
  metadataMaxAgeMs: 5_000,
  fetchMaxWaitMs: 500,
  maxPartitionFetchBytes: 1_048_576,
  reuseMemory: false,
} as const;

/** Reads, and writes a record for each it has read: by `transactionally()`, or by the calls it is made of. */
export function runProcessor(incarnation: Incarnation, spec: ProcessorSpec): Running {
  const { world } = incarnation;
  let current: Processor | undefined;
  const alive = keepAlive(incarnation, (client) => {
    const processor = new Processor(incarnation, spec, client);
    current = processor;
    return { loop: () => processor.loop(), close: () => processor.close() };
  });
  return {
    finish: () => Promise.resolve(),
    behind: () =>
      groupBehind(world, spec.group, spec.from, 'read_committed') ??
      outOfGroup(world, spec.name, spec.group, current?.consumer),
    close: () => alive.close(),
  };
}

/** What one transaction is about. */
interface Batch {
  readonly first: ConsumerRecord;
  /** Of its partition, by then. */
  readonly moves: number;
}

class Processor {
  readonly #incarnation: Incarnation;
  readonly #spec: ProcessorSpec;
  readonly #client: string;
  readonly #producer;
  readonly #consumer: KafkaConsumer;
  #moves: Moves = () => 0;
  #transactions = 0;
  #outputs = 0;

  constructor(incarnation: Incarnation, spec: ProcessorSpec, client: string) {
    this.#incarnation = incarnation;
    this.#spec = spec;
    this.#client = client;
    this.#producer = newTransactionalProducer(incarnation, spec);
    const settings = { ...READER, requestTimeoutMs: spec.requestTimeoutMs };
    this.#consumer = newConsumer(incarnation, client, settings, {
      ...groupOptions(spec.group, spec.groupKind),
      enableAutoCommit: false,
    });
  }

  get consumer(): KafkaConsumer {
    return this.#consumer;
  }

  async loop(): Promise<void> {
    // Before anything is read: what an earlier one left open is ended by this.
    await this.#producer.initTransactions({ timeoutMs: Infinity });
    const { group, from } = this.#spec;
    this.#moves = subscribe(this.#incarnation, this.#consumer, {
      group,
      member: this.#client,
      instanceId: null,
      topics: from,
    });
    if (this.#spec.style === 'function') await this.#transactionally();
    else while (await this.#batches()) await pause(this.#incarnation, AGAIN_AFTER_MS);
  }

  async close(): Promise<void> {
    await Promise.all([closeMember(this.#incarnation, this.#consumer), this.#producer.close()]);
  }

  async #transactionally(): Promise<void> {
    let before: TransactionRun | undefined;
    const last = new Map<string, Batch>();
    const ended = (): void => before?.tell('unknown');
    try {
      await this.#producer.transactionally(this.#consumer, (records, transaction) => {
        ended();
        const run = this.#newRun();
        const batch = this.#batchOf(records);
        // Of a transaction that was aborted nobody tells: what was in it comes again.
        const place = `${batch.first.topic}-${String(batch.first.partition)}`;
        const former = last.get(place);
        if (former?.first.offset === batch.first.offset) this.#comesAgain(former);
        last.set(place, batch);
        before = run;
        run.tell('begun');
        this.#transform(run, records, transaction);
        this.#tellOffsets(run, records);
        run.tell('committing');
      });
    } finally {
      ended();
    }
  }

  /** Whether it is to go on: with what comes again. */
  async #batches(): Promise<boolean> {
    const batches = this.#consumer.batches();
    for (;;) {
      const step = await batches.next();
      if (step.done === true) return false;
      const records = step.value.toArray();
      if (records.length === 0) continue;
      const batch = this.#batchOf(records);
      if (await this.#isCommitted(records, step.value)) continue;
      await batches.return();
      this.#comesAgain(batch);
      return true;
    }
  }

  async #isCommitted(
    records: readonly ConsumerRecord[],
    owned: Pick<ConsumerBatch<unknown, unknown>, 'isOwned'>,
  ): Promise<boolean> {
    const last = records.at(-1) as ConsumerRecord;
    const { topic, partition, offset, leaderEpoch } = last;
    let group;
    try {
      group = this.#consumer.groupMetadata();
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
    const run = this.#newRun();
    const end = await run.run('calls', async (sender) => {
      this.#transform(run, records, sender);
      this.#tellOffsets(run, records);
      await sender.sendOffsets(group, { topic, partition, offset: offset + 1, leaderEpoch });
      await this.#checkOwned(owned);
    });
    // Who cannot tell how it ended begins anew, at what is committed.
    if (end === 'over') throw new OverError(`${this.#client}: its producer is over`);
    return end === 'committed';
  }

  /** Before Kafka 2.5 no coordinator does (KIP-447): the program has to, once its records are stored. */
  async #checkOwned(batch: Pick<ConsumerBatch<unknown, unknown>, 'isOwned'>): Promise<void> {
    if (isSince(this.#incarnation.world.scenario.cluster.asVersion, '2.8')) return;
    await this.#producer.flush();
    if (!batch.isOwned) throw new GivenUp('its partition went meanwhile');
  }

  #newRun(): TransactionRun {
    const name = `${this.#client}:${String(++this.#transactions)}`;
    return new TransactionRun(this.#incarnation, this.#producer, this.#client, name);
  }

  #transform(
    run: TransactionRun,
    records: readonly ConsumerRecord[],
    sender: Sender | ProducerTransaction<string, string>,
  ): void {
    const { group, to } = this.#spec;
    for (const record of records) {
      const { topic, partition, offset, key } = record;
      tellDelivered(
        this.#incarnation,
        this.#consumer,
        { reader: this.#client, group, isolation: 'read_committed' },
        record,
      );
      const value = `${this.#client}>${String(++this.#outputs)}`;
      run.send(sender, { topic: to, key: key === null ? null : String(key), value }, { topic, partition, offset });
      tellDone(this.#incarnation, { reader: this.#client, group }, record);
    }
  }

  #batchOf(records: readonly ConsumerRecord[]): Batch {
    const first = records[0] as ConsumerRecord;
    return { first, moves: this.#moves(first.topic, first.partition) };
  }

  /** What was read, and not committed; after a rebalance another one goes on with it. */
  #comesAgain({ first, moves }: Batch): void {
    const { topic, partition, offset } = first;
    if (this.#moves(topic, partition) !== moves) return;
    const { recorder } = this.#incarnation.world;
    recorder.write({ type: 'jumped', reader: this.#client, topic, partition, to: offset, why: 'seek' });
  }

  #tellOffsets(run: TransactionRun, records: readonly ConsumerRecord[]): void {
    const { topic, partition, offset } = records.at(-1) as ConsumerRecord;
    run.tell('offsets', [{ group: this.#spec.group, topic, partition, offset: offset + 1 }]);
  }
}
