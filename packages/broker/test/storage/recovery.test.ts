import assert from 'node:assert/strict';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { seededRandom } from '@k/runtime';
import { createBroker, StorageError, type Broker } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, RECENT, recordsIn } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { freshDir, left } from './data-dirs.ts';

const LOG = join('t-0', '00000000000000000000.log');
const INDEXES = ['index', 'timeindex'].map((suffix) => join('t-0', `00000000000000000000.${suffix}`));

function shown(broker: Broker): string[] {
  return [...broker.log('t', 0).batches()].flatMap(({ bytes }) => recordsIn(bytes));
}

/** A directory with a log of `batches` batches of two records. */
async function written(t: TestContext, batches: number): Promise<{ dataDir: string; all: string[] }> {
  const dataDir = freshDir(t);
  const world = await Simulated.start({ dataDir });
  world.broker.createTopic('t');
  await produce(world, await world.client(), 0, batches);
  const all = shown(world.broker);
  await world.stop();
  return { dataDir, all };
}

async function produce(world: Simulated, client: RawClient, from: number, count: number): Promise<void> {
  for (let i = from; i < from + count; i++) {
    const producer = { producerId: 7n, producerEpoch: 0, baseSequence: 2 * i };
    const batch = batchOf([`${String(i)} a`, `${String(i)} ${'b'.repeat(i % 100)}`], producer, {
      timestamp: RECENT + i,
    });
    assert.equal((await world.run(produceTo(client, { name: 't' }, 0, batch))).errorCode, 0);
  }
}

describe('a log in files, after its process came to an end in the midst of a write,', () => {
  it('ends behind the last whole batch, and goes on there', async (t) => {
    const { dataDir, all } = await written(t, 40);
    const random = seededRandom(5);
    const { length } = readFileSync(join(dataDir, LOG));
    for (let round = 0; round < 25; round++) {
      const torn = left(t, dataDir);
      truncateSync(join(torn, LOG), Math.floor(random.next() * length));
      const world = await Simulated.start({ dataDir: torn });
      const found = shown(world.broker);
      assert.deepEqual(found, all.slice(0, found.length));
      assert.equal(world.broker.log('t', 0).endOffset, found.length);
      await produce(world, await world.client(), found.length / 2, 3);
      assert.equal(world.broker.producers('t', 0)[0]?.batches.at(-1)?.lastSequence, found.length + 5);
      const again = await Simulated.start({ dataDir: left(t, torn) });
      assert.deepEqual(shown(again.broker), shown(world.broker));
      await world.stop();
      await again.stop();
    }
  });

  it('loses the batch that is not what was written, when it is the last', async (t) => {
    const { dataDir, all } = await written(t, 10);
    const random = seededRandom(6);
    const bytes = readFileSync(join(dataDir, LOG));
    const last = [...batchStarts(bytes)].at(-1) as number;
    for (let round = 0; round < 25; round++) {
      const torn = left(t, dataDir);
      const at = last + Math.floor(random.next() * (bytes.length - last));
      // Its place and its leader epoch are not under its checksum.
      const isChecked = at >= last + 16 || (at >= last + 8 && at < last + 12);
      flip(join(torn, LOG), at);
      if (!isChecked) continue;
      const broker = await createBroker({ dataDir: torn });
      assert.deepEqual(shown(broker), all.slice(0, -2), `byte ${String(at)}`);
      await broker.close();
    }
  });

  it('that is damaged in its midst says where, and what to do', async (t) => {
    const { dataDir } = await written(t, 10);
    const third = [...batchStarts(readFileSync(join(dataDir, LOG)))][2] as number;
    flip(join(dataDir, LOG), third + 70);
    await assert.rejects(createBroker({ dataDir }), (error: Error) => {
      assert.ok(error instanceof StorageError);
      assert.ok(error.path.endsWith(LOG));
      assert.match(error.message, new RegExp(`damaged at byte ${String(third)} .*its records up to offset 3: truncate -s ${String(third)} `)); // prettier-ignore
      return true;
    });
    truncateSync(join(dataDir, LOG), third);
    const broker = await createBroker({ dataDir });
    assert.equal(shown(broker).length, 4);
    await broker.close();
  });

  it('gets its indexes anew when they are not what they should be', async (t) => {
    const { dataDir } = await written(t, 200);
    const good = INDEXES.map((path) => readFileSync(join(dataDir, path)));
    assert.ok(good.every(({ length }) => length > 0));
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(0, 5),
      (bytes: Buffer) => Buffer.concat([bytes, bytes]),
      () => Buffer.alloc(64),
    ]) {
      // prettier-ignore
      INDEXES.forEach((path, index) => {
        writeFileSync(join(dataDir, path), damage(good[index] as Buffer));
      });
      await (await createBroker({ dataDir })).close();
      assert.deepEqual(INDEXES.map((path) => readFileSync(join(dataDir, path))), good); // prettier-ignore
    }
  });
});

describe('the journal of a dataDir', () => {
  it('ends behind the last whole frame', async (t) => {
    const dataDir = freshDir(t);
    const broker = await createBroker({ dataDir });
    await Promise.resolve();
    const before = readFileSync(journalOf(dataDir)).length;
    const names: string[] = [];
    const ends: number[] = [];
    for (let i = 0; i < 10; i++) {
      names.push(broker.createTopic(`t${String(i)}`).name);
      await Promise.resolve();
      ends.push(readFileSync(journalOf(dataDir)).length);
    }
    const random = seededRandom(7);
    const length = ends.at(-1) as number;
    for (let round = 0; round < 25; round++) {
      const torn = left(t, dataDir);
      const at = before + Math.floor(random.next() * (length - before));
      truncateSync(journalOf(torn), at);
      const other = await createBroker({ dataDir: torn });
      assert.deepEqual(other.topicNames, names.slice(0, ends.filter((end) => end <= at).length), `byte ${String(at)}`);
      assert.deepEqual(readdirSync(torn).filter((name) => name.startsWith('t')).length, other.topicNames.length);
      await other.close();
    }
    const damaged = left(t, dataDir);
    flip(journalOf(damaged), (ends[3] as number) + 20);
    const message = new RegExp(`damaged at byte ${String(ends[3])}: .*truncate -s ${String(ends[3])}`);
    await assert.rejects(createBroker({ dataDir: damaged }), message);
    const garbage = left(t, dataDir);
    writeFileSync(journalOf(garbage), 'something else');
    await assert.rejects(createBroker({ dataDir: garbage }), /\.journal: has nothing that can be read, at its beginning either: take the directory from a copy/); // prettier-ignore
    await broker.close();
  });

  it('begins anew when it has become long', async (t) => {
    const dataDir = freshDir(t);
    const broker = await createBroker({ dataDir, nodes: 2 });
    const first = journalOf(dataDir);
    broker.createTopic('large', { partitions: 200 });
    for (let i = 1; journalOf(dataDir) === first; i++) {
      assert.ok(i < 200, 'it never does');
      broker.moveLeader('large', 0, i % 2);
      await Promise.resolve();
    }
    const { leaderEpoch = 0 } = broker.topic('large')?.partitions[0] ?? {};
    assert.ok(readFileSync(journalOf(dataDir)).length < 100_000);
    broker.createTopic('kept');
    await broker.close();
    const again = await createBroker({ dataDir, nodes: 2 });
    assert.deepEqual(again.topicNames, ['large', 'kept']);
    assert.equal(again.topic('large')?.partitions[0]?.leaderEpoch, leaderEpoch + 1);
    await again.close();
  });
});

function journalOf(dataDir: string): string {
  const dir = join(dataDir, '__cluster_state');
  return join(dir, readdirSync(dir).find((name) => name.endsWith('.journal')) as string);
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at);
  writeFileSync(path, bytes);
}

function* batchStarts(bytes: Buffer): Generator<number> {
  for (let at = 0; at < bytes.length; at += 12 + bytes.readInt32BE(at + 8)) yield at;
}
