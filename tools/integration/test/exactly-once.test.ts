import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer, TransactionError } from '@k/producer';
import { World } from '@k/testing';

const INPUTS = 240;
const PARTITIONS = 4;
/** The inputs come for as long as workers, leaders and connections change. */
const INPUT_EVERY_MS = 75;

/**
 * A group of workers, each with a consumer and a transactional producer, between two topics, on a network that resets
 * connections and refuses them. Workers come, are closed, and are replaced by an instance with the same id while they still
 * work; leaders and coordinators move; handlers fail. Every input has exactly one output.
 */
class Ledger {
  readonly world: World;
  readonly seed: number;
  readonly done = new AbortController();
  readonly #workers: Promise<void>[] = [];
  /** What the test is about has happened so often. */
  readonly seen = { batches: 0, failures: 0, replaced: 0 };
  #names = 0;

  constructor(world: World, seed: number) {
    this.world = world;
    this.seed = seed;
  }

  chance(part: number): boolean {
    return this.world.runtime.random.next() < part;
  }

  pick(count: number): number {
    return Math.floor(this.world.runtime.random.next() * count);
  }

  #client(): { bootstrapServers: string[]; runtime: World['runtime']; clientId: string; requestTimeoutMs: number } {
    const { bootstrapServers, runtime } = this.world;
    return { bootstrapServers, runtime, clientId: `c${++this.#names}`, requestTimeoutMs: 3_000 };
  }

  /** Writes the inputs one by one, so that there is something to do in all that happens. */
  async #feed(): Promise<void> {
    const producer = new KafkaProducer(this.#client());
    const sent: Promise<unknown>[] = [];
    for (let i = 0; i < INPUTS; i++) {
      sent.push(producer.send({ topic: 'in', partition: i % PARTITIONS, value: String(i) }));
      await this.#pause(INPUT_EVERY_MS);
    }
    await Promise.all(sent);
    await producer.close();
  }

  startFeed(): void {
    this.#workers.push(this.#feed());
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((go) => void this.world.clock.setTimeout(go, ms));
  }

  /** Works until the end, or until its producer is over: then another one takes its place. */
  start(transactionalId: string, signal: AbortSignal): void {
    const work = async (): Promise<void> => {
      const consumer = new KafkaConsumer({
        ...this.#client(),
        groupId: 'g',
        autoOffsetReset: 'earliest',
        enableAutoCommit: false,
        isolationLevel: 'read_committed',
        sessionTimeoutMs: 10_000,
        maxPartitionFetchBytes: 400,
      });
      const producer = new KafkaProducer({
        ...this.#client(),
        transactionalId,
        transactionTimeoutMs: 15_000,
        deliveryTimeoutMs: 20_000,
      });
      consumer.subscribe(['in']);
      let isOver = false;
      while (!signal.aborted && !isOver) {
        try {
          await producer.transactionally(
            consumer,
            async (records, tx) => {
              this.seen.batches++;
              for (const { value } of records) {
                void tx.send({ topic: 'out', partition: this.pick(PARTITIONS), value: String(value) });
              }
              if (this.chance(0.1)) {
                this.seen.failures++;
                throw new Error('the handler failed');
              }
              if (this.chance(0.02)) await this.#pause(20_000);
            },
            { signal },
          );
        } catch (error) {
          isOver = error instanceof TransactionError && error.kind !== 'abortable';
          if (!isOver) assert.match(String(error), /the handler failed|an abortable/, `seed ${this.seed}`);
        }
      }
      await Promise.all([consumer.close(), producer.close()]);
      if (!isOver || signal.aborted) return;
      this.seen.replaced++;
      this.start(transactionalId, signal);
    };
    this.#workers.push(work());
  }

  async ended(): Promise<void> {
    // One that is over has perhaps begun another one.
    for (let seen = 0; seen < this.#workers.length; seen++) await this.#workers[seen];
  }

  async outputs(): Promise<string[]> {
    const consumer = new KafkaConsumer({ ...this.#client(), isolationLevel: 'read_committed' });
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: 'out', partition }));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    const values: string[] = [];
    for await (const { value } of consumer.records({ idleTimeoutMs: 5_000 })) values.push(String(value));
    await consumer.close();
    return values;
  }
}

async function simulate(seed: number): Promise<Ledger['seen']> {
  const world = await World.create({ nodes: 3 }, seed);
  const { broker, network, clock } = world;
  broker.updateFeature('transaction.version', seed % 2 === 0 ? 1 : 2);
  broker.createTopic('in', { partitions: PARTITIONS });
  broker.createTopic('out', { partitions: PARTITIONS });
  const ledger = new Ledger(world, seed);
  network.setFaults({ latencyMs: [0, 5], maxChunkBytes: 700, dropProbability: 0.005, refuseProbability: 0.05 });
  const leaving = new AbortController();
  ledger.startFeed();
  ledger.start('one', ledger.done.signal);
  ledger.start('two', leaving.signal);
  for (let round = 0; round < 12; round++) {
    await clock.advance(500 + ledger.pick(2_000));
    const topic = ledger.chance(0.5) ? 'in' : 'out';
    const partition = ledger.pick(PARTITIONS);
    const leader = broker.topic(topic)!.partitions[partition]!.leaderId;
    broker.moveLeader(topic, partition, (leader + 1 + ledger.pick(2)) % 3);
    if (round === 3) ledger.start('three', ledger.done.signal);
    // Another instance of the same id, while the first one is at work.
    if (round === 6) ledger.start('one', ledger.done.signal);
    if (round === 8) leaving.abort();
  }
  network.setFaults({});
  for (let committed = 0; committed < INPUTS;) {
    await clock.advance(1_000);
    committed = 0;
    for (let p = 0; p < PARTITIONS; p++) committed += broker.committed('g', 'in', p)?.offset ?? 0;
    assert.ok(clock.now() < 4_000_000_000_000, `seed ${seed}: it does not end`);
  }
  ledger.done.abort();
  await world.run(ledger.ended());
  const outputs = await world.run(ledger.outputs());
  const expected = Array.from({ length: INPUTS }, (_, i) => String(i));
  assert.deepEqual(outputs.sort(byNumber), expected, `seed ${seed}`);
  await world.close();
  return ledger.seen;
}

function byNumber(one: string, other: string): number {
  return Number(one) - Number(other);
}

const SEEDS = Number(process.env['LEDGER_SEEDS'] ?? 10);

test('every input has exactly one output, whatever happens to workers, brokers and connections', async () => {
  const all = { batches: 0, failures: 0, replaced: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { batches, failures, replaced } = await simulate(seed);
    all.batches += batches;
    all.failures += failures;
    all.replaced += replaced;
  }
  assert.ok(all.batches > 30 * SEEDS && all.failures > 0 && all.replaced > 0, JSON.stringify(all));
});
