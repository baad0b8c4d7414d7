import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readBatches, readControlRecord } from '@k/codec';
import { ErrorCode, OffsetFetch } from '@k/wire';
import type { Broker } from '../../src/index.ts';
import { nodeFiles } from '../../src/storage/files.ts';
import { produceTo } from '../support/calls.ts';
import { batchOf, RECENT } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { TransactionalClient } from '../transaction/support.ts';
import { freshDir, left } from './data-dirs.ts';

const TRANSACTIONS = 6;
const PARTITIONS = [0, 1] as const;
const CHANGES = ['open', 'write', 'truncate', 'rename', 'remove', 'removeDir', 'makeDir'] as const;

/** What a client knew when its broker was killed. */
interface Moment {
  readonly dir: string;
  /** Whether it was committed, by number of the transaction: those whose end was answered. */
  readonly answered: ReadonlyMap<number, boolean>;
  /** The end that was asked for, and not answered. */
  readonly ending: Ending | undefined;
}

interface Ending {
  readonly number: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

/** Of three transactions two are committed. */
function commits(number: number): boolean {
  return number % 3 !== 1;
}

describe('a broker with a dataDir that is killed', () => {
  for (const protocol of ['v1', 'v2'] as const) {
    it(`before any change of a file has whole transactions, and ends them (${protocol})`, async (t) => {
      const moments = await momentsOf(t, protocol);
      assert.ok(moments.length > 10 * TRANSACTIONS, 'files change all the time');
      assert.ok(moments.some(({ ending }) => ending !== undefined));
      for (const [index, moment] of moments.entries()) await check(moment, protocol, `moment ${String(index)}`);
    });
  }
});

describe('a log of a broker that is killed before any change of a file', () => {
  it('has each acknowledged record that was not deleted, and the newest of each key', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ dataDir, asVersion: '3.9' });
    const client = await world.client();
    const { broker } = world;
    const segments = { 'segment.bytes': 500 };
    broker.createTopic('t', { config: segments });
    broker.createTopic('c', { config: { ...segments, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': 0 } });
    await Promise.resolve();
    const known = { start: 0, end: 0, keys: new Map<string, number>() };
    const moments: { dir: string; start: number; end: number; keys: Map<string, number> }[] = [];
    const mocks = beforeEachChange(t, () => {
      moments.push({ ...known, dir: left(t, dataDir), keys: new Map(known.keys) });
    });
    for (let number = 0; number < 30; number++) {
      const key = `key ${String(number % 4)}`;
      const records = batchOf([String(number)], {}, { timestamp: RECENT, key });
      for (const name of ['t', 'c']) assert.equal((await world.run(produceTo(client, { name }, 0, records))).errorCode, 0); // prettier-ignore
      known.end = number + 1;
      known.keys.set(key, number);
      if (number % 10 !== 9) continue;
      known.start = number - 3;
      broker.truncateBefore('t', 0, known.start);
      await world.clock.advance(60_000);
      broker.log('c', 0);
      await Promise.resolve();
    }
    for (const { mock } of mocks) mock.restore();
    assert.ok([...broker.log('c', 0).batches()].length < 20, 'it was compacted');
    await world.stop();
    assert.ok(moments.length > 100);
    for (const [index, { dir, start, end, keys }] of moments.entries()) {
      const what = `moment ${String(index)}`;
      const other = await Simulated.start({ dataDir: dir, asVersion: '3.9' });
      const log = other.broker.log('t', 0);
      assert.ok(log.startOffset <= start && log.endOffset >= end, what);
      const values = recordsOf(other.broker, 't').map(({ offset }) => offset);
      assert.deepEqual(values.filter((offset) => offset >= start), Array.from({ length: log.endOffset - start }, (_, n) => start + n), what); // prettier-ignore
      const newest = new Map(recordsOf(other.broker, 'c').map(({ key, value }) => [key, value]));
      for (const [key, value] of keys) assert.ok((newest.get(key) ?? -1) >= value, `${what}: ${key}`);
      await other.stop();
    }
  });
});

function recordsOf(broker: Broker, topic: string): { offset: number; key: string; value: number }[] {
  return [...broker.log(topic, 0).batches()].flatMap(({ bytes }) =>
    [...readBatches(bytes)].flatMap((batch) =>
      Array.from(batch, ({ offset, key, value }) => ({ offset, key: String(key), value: Number(value) })),
    ),
  );
}

/** Runs transactions; of each moment before something becomes of a file there is a copy of the directory. */
async function momentsOf(t: TestContext, protocol: 'v1' | 'v2'): Promise<Moment[]> {
  const dataDir = freshDir(t);
  const world = await Simulated.start({ dataDir });
  world.broker.createTopic('t', { partitions: PARTITIONS.length });
  const producer = new TransactionalClient(await world.client(), 'tx', protocol);
  const moments: Moment[] = [];
  const answered = new Map<number, boolean>();
  let ending: Ending | undefined;
  const mocks = beforeEachChange(t, () => {
    moments.push({ dir: left(t, dataDir), answered: new Map(answered), ending });
  });
  assert.equal(await world.run(producer.init()), 0);
  for (let number = 0; number < TRANSACTIONS; number++) {
    await world.run(write(producer, protocol, number));
    const { producerId, producerEpoch } = producer;
    ending = { number, producerId, producerEpoch };
    assert.equal(await world.run(producer.end(commits(number))), 0);
    ending = undefined;
    answered.set(number, commits(number));
  }
  for (const { mock } of mocks) mock.restore();
  await world.stop();
  return moments;
}

function beforeEachChange(t: TestContext, take: () => void): { readonly mock: { restore(): void } }[] {
  const before = { ...nodeFiles } as unknown as Record<string, (...args: unknown[]) => unknown>;
  return CHANGES.map((name) =>
    t.mock.method(nodeFiles, name, (...args: unknown[]) => {
      take();
      return before[name]?.(...args);
    }),
  );
}

async function write(producer: TransactionalClient, protocol: 'v1' | 'v2', number: number): Promise<void> {
  if (protocol === 'v1') {
    assert.equal(await producer.add('t', PARTITIONS), 0);
    assert.equal(await producer.addOffsets('g'), 0);
  }
  producer.timestamp = RECENT + number;
  for (const partition of PARTITIONS) assert.equal(await producer.produce('t', [String(number)], partition), 0);
  assert.equal(await producer.commitOffset('g', 't', number + 1), 0);
}

async function check(moment: Moment, protocol: 'v1' | 'v2', what: string): Promise<void> {
  const world = await Simulated.start({ dataDir: moment.dir });
  const { broker } = world;
  const { ending } = moment;
  const answered = new Map(moment.answered);
  const client = await world.client();
  assert.ok(!broker.transaction('tx')?.state.startsWith('Prepare'), `${what}: what was decided is carried out`);
  if (ending !== undefined) {
    // The client asks again for what it got no answer to.
    const same = Object.assign(new TransactionalClient(client, 'tx', protocol), ending);
    assert.equal(await world.run(same.end(commits(ending.number))), 0, `${what}: asked again`);
    answered.set(ending.number, commits(ending.number));
  }
  const next = new TransactionalClient(client, 'tx', protocol);
  const errorCode = await world.run(next.init());
  // What was open is aborted first.
  if (errorCode !== 0) assert.deepEqual([errorCode, await world.run(next.init())], [ErrorCode.CONCURRENT_TRANSACTIONS, 0], what); // prettier-ignore
  checkOutcomes(broker, answered, what);
  const committed = committedIn(broker, 0);
  const fetched = await world.run(client.request(OffsetFetch, 7, { groupId: 'g', topics: [{ name: 't', partitionIndexes: [0] }] })); // prettier-ignore
  const last = committed.at(-1);
  assert.equal(Number(fetched.topics[0]?.partitions[0]?.committedOffset), last === undefined ? -1 : last + 1, what);
  await world.run(write(next, protocol, TRANSACTIONS));
  assert.equal(await world.run(next.end(true)), 0, what);
  checkOutcomes(broker, answered.set(TRANSACTIONS, true), `${what}: goes on`);
  await world.stop();
}

function checkOutcomes(broker: Broker, answered: ReadonlyMap<number, boolean>, what: string): void {
  const committed = committedIn(broker, 0);
  assert.deepEqual(committedIn(broker, 1), committed, `${what}: in both partitions, or in none`);
  for (const [number, isCommitted] of answered) {
    assert.equal(committed.includes(number), isCommitted, `${what}: transaction ${String(number)}`);
  }
}

/** Reads the log as a consumer does that knows nothing but its batches. */
function committedIn(broker: Broker, partition: number): number[] {
  const log = broker.log('t', partition);
  const committed: number[] = [];
  const open = new Map<bigint, number[]>();
  for (const { bytes } of log.batches()) {
    for (const batch of readBatches(bytes)) {
      for (const record of batch) {
        const values = open.get(batch.producerId) ?? [];
        if (!batch.isControl) open.set(batch.producerId, [...values, Number(record.value)]);
        else {
          if (readControlRecord(record).type === 'commit') committed.push(...values);
          open.delete(batch.producerId);
        }
      }
    }
  }
  assert.equal(open.size, 0, `partition ${String(partition)} has an open transaction`);
  return committed;
}
