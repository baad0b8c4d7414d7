import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { AlterClientQuotas, CreateTopics, ErrorCode, InitProducerId, OffsetCommit } from '@k/wire';
import type { BrokerEvent } from '../../src/index.ts';
import { nodeFiles } from '../../src/storage/files.ts';
import { fetchFrom, produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, RECENT } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { freshDir } from './data-dirs.ts';

/** What cannot be found again from other files. */
const PRECIOUS = /\.(?:log|journal)$|partition\.metadata$/;

/** What a power failure would take: files whose bytes, and names whose directory, the disk was not asked to have. */
class Unsynced {
  readonly #paths = new Map<number, string>();
  readonly #bytes = new Set<string>();
  readonly #names = new Set<string>();

  constructor(t: TestContext) {
    const before = { ...nodeFiles };
    t.mock.method(nodeFiles, 'open', (path: string, flags: 'r+' | 'w+' | 'wx') => {
      if (!nodeFiles.exists(path)) this.#names.add(path);
      const fd = before.open(path, flags);
      this.#paths.set(fd, path);
      return fd;
    });
    const touched = (fd: number): unknown => this.#bytes.add(this.#paths.get(fd) ?? '');
    t.mock.method(nodeFiles, 'write', (fd: number, bytes: Uint8Array, position: number) => {
      touched(fd);
      before.write(fd, bytes, position);
    });
    t.mock.method(nodeFiles, 'truncate', (fd: number, length: number) => {
      touched(fd);
      before.truncate(fd, length);
    });
    t.mock.method(nodeFiles, 'sync', (fd: number) => {
      before.sync(fd);
      this.#bytes.delete(this.#paths.get(fd) ?? '');
    });
    t.mock.method(nodeFiles, 'syncDir', (dir: string) => {
      before.syncDir(dir);
      for (const path of this.#names) if (dirname(path) === dir) this.#names.delete(path);
    });
    t.mock.method(nodeFiles, 'rename', (from: string, to: string) => {
      before.rename(from, to);
      if (this.#bytes.delete(from)) this.#bytes.add(to);
      this.#names.delete(from);
      this.#names.add(to);
    });
    t.mock.method(nodeFiles, 'remove', (path: string) => {
      before.remove(path);
      this.#bytes.delete(path);
      this.#names.delete(path);
    });
  }

  files(): string[] {
    return [...new Set([...this.#bytes, ...this.#names])].filter((path) => PRECIOUS.test(path));
  }
}

function send(world: Simulated, client: RawClient, sequence: number): ReturnType<typeof produceTo> {
  const producer = { producerId: 1n, producerEpoch: 0, baseSequence: sequence };
  return world.run(produceTo(client, { name: 't' }, 0, batchOf(['x'.repeat(400)], producer, { timestamp: RECENT })));
}

/** Of each kind of thing one; each is answered without an error. */
const REQUESTS: Record<string, (world: Simulated, client: RawClient, round: number) => Promise<number | undefined>> = {
  CreateTopics: async (world, client, round) => {
    const topics = [{ name: `t${String(round)}`, numPartitions: 2, replicationFactor: 1 }];
    return (await world.run(client.request(CreateTopics, 7, { topics, timeoutMs: 1000 }))).topics[0]?.errorCode;
  },
  Produce: async (world, client, round) => (await send(world, client, round)).errorCode,
  OffsetCommit: async (world, client, round) => {
    const topics = [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: round }] }];
    const { topics: told } = await world.run(client.request(OffsetCommit, 8, { groupId: 'g', topics }));
    return told[0]?.partitions[0]?.errorCode;
  },
  InitProducerId: async (world, client) =>
    (await world.run(client.request(InitProducerId, 4, { transactionalId: null }))).errorCode,
  AlterClientQuotas: async (world, client, round) => {
    const ops = [{ key: 'producer_byte_rate', value: 1_000_000 + round, remove: false }];
    const entries = [{ entity: [{ entityType: 'user', entityName: 'alice' }], ops }];
    return (await world.run(client.request(AlterClientQuotas, 1, { entries }))).entries[0]?.errorCode;
  },
};

describe('flush', () => {
  it('always: the disk has all that was answered, and the names of the files that it is in', async (t) => {
    const unsynced = new Unsynced(t);
    const world = await Simulated.start({ dataDir: freshDir(t), flush: 'always', asVersion: '3.9' });
    world.broker.createTopic('t', { config: { 'segment.bytes': 1000 } });
    const client = await world.client();
    for (let round = 0; round < 5; round++) {
      for (const [name, request] of Object.entries(REQUESTS)) {
        assert.equal(await request(world, client, round), 0, name);
        assert.deepEqual(unsynced.files(), [], `${name} was answered before`);
      }
    }
    await world.stop();
  });

  it('always: who changes nothing waits for no disk', async (t) => {
    const world = await Simulated.start({ dataDir: freshDir(t), flush: 'always' });
    world.broker.createTopic('t');
    const client = await world.client();
    assert.equal((await send(world, client, 0)).errorCode, 0);
    const sync = t.mock.method(nodeFiles, 'sync');
    assert.equal((await world.run(fetchFrom(client, 't', 0, 0))).errorCode, 0);
    assert.equal(sync.mock.callCount(), 0);
    assert.equal((await send(world, client, 1)).errorCode, 0);
    assert.ok(sync.mock.callCount() > 0);
    await world.stop();
  });

  it('everyMs: the disk has it by then, and at the close', async (t) => {
    const unsynced = new Unsynced(t);
    const world = await Simulated.start({ dataDir: freshDir(t), flush: { everyMs: 100 } });
    world.broker.createTopic('t');
    const client = await world.client();
    await world.clock.advance(1000);
    assert.deepEqual(unsynced.files(), []);
    assert.equal((await send(world, client, 0)).errorCode, 0);
    assert.equal(await REQUESTS['OffsetCommit']?.(world, client, 1), 0);
    assert.deepEqual(unsynced.files().map((path) => path.split('.').at(-1)).sort(), ['journal', 'log']); // prettier-ignore
    await world.clock.advance(100);
    assert.deepEqual(unsynced.files(), []);
    assert.equal((await send(world, client, 1)).errorCode, 0);
    await world.stop();
    assert.deepEqual(unsynced.files(), []);
  });

  it('always: what the disk does not take is not acknowledged, however often it is asked for', async (t) => {
    const world = await Simulated.start({ dataDir: freshDir(t), flush: 'always' });
    world.broker.createTopic('t');
    const client = await world.client();
    assert.equal((await send(world, client, 0)).errorCode, 0);
    const broken = t.mock.method(nodeFiles, 'sync', () => {
      throw new Error('EIO: i/o error, fdatasync');
    });
    assert.equal((await send(world, client, 1)).errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    assert.equal((await send(world, client, 1)).errorCode, ErrorCode.KAFKA_STORAGE_ERROR, 'nothing is left to write');
    broken.mock.restore();
    assert.equal((await send(world, client, 1)).errorCode, 0);
    await world.stop();
  });

  it('everyMs: observers are told when the disk does not take it', async (t) => {
    const world = await Simulated.start({ dataDir: freshDir(t), flush: { everyMs: 100 } });
    world.broker.createTopic('t');
    const client = await world.client();
    await world.clock.advance(1000);
    const events: BrokerEvent[] = [];
    world.broker.observe((event) => {
      if (/^storage/.test(event.type)) events.push(event);
    });
    assert.equal((await send(world, client, 0)).errorCode, 0);
    const broken = t.mock.method(nodeFiles, 'sync', () => {
      throw new Error('EIO: i/o error, fdatasync');
    });
    await world.clock.advance(100);
    assert.equal(events.length, 1);
    assert.equal((await send(world, client, 1)).errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    assert.equal(events.length, 1, 'it is not over, and not another one');
    broken.mock.restore();
    assert.equal((await send(world, client, 1)).errorCode, 0);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['storageError', 'storageHealed'],
    );
    await world.stop();
  });

  it('everyMs: a problem is not over by a flush that has nothing of what could not be written', async (t) => {
    const world = await Simulated.start({ dataDir: freshDir(t), flush: { everyMs: 100 } });
    world.broker.createTopic('t');
    const client = await world.client();
    await world.clock.advance(1000);
    const events: string[] = [];
    world.broker.observe(({ type }) => {
      if (/^storage/.test(type)) events.push(type);
    });
    assert.equal((await send(world, client, 0)).errorCode, 0);
    const full = t.mock.method(nodeFiles, 'write', () => {
      throw new Error('ENOSPC: no space left on device, write');
    });
    assert.equal((await send(world, client, 1)).errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    await world.clock.advance(100);
    assert.deepEqual(events, ['storageError']);
    assert.equal((await send(world, client, 1)).errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    assert.equal(world.broker.log('t', 0).endOffset, 2, 'what met it first, and no more');
    full.mock.restore();
    assert.equal((await send(world, client, 1)).errorCode, 0);
    assert.deepEqual(events, ['storageError', 'storageHealed']);
    await world.stop();
  });
});
