import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DescribeQuorum, InitProducerId, RemoveRaftVoter, UpdateFeatures } from '@k/wire';
import { ConfigError, StorageError, createBroker } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, RECENT, recordsIn } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { freshDir, left } from './data-dirs.ts';
import { admin, describeAll, EVERYTHING, makeOneOfEach } from './one-of-each.ts';

async function clientsOf(world: Simulated): Promise<RawClient[]> {
  return [await admin(world, 0), await admin(world, 1)];
}

/** Without what a restart changes: leaders begin another epoch, which shows here and there. */
function lasting(told: Record<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(told, (key, value: unknown) =>
      ['leaderEpoch', 'committedLeaderEpoch', 'currentLeaderEpoch'].includes(key) ? undefined : value,
    ),
  ) as unknown;
}

describe('a dataDir', () => {
  for (const way of ['a SIGKILL', 'a close'] as const) {
    it(`keeps one of each thing over ${way}`, async (t) => {
      const dataDir = freshDir(t);
      const world = await Simulated.start({ ...EVERYTHING, dataDir });
      const clients = await clientsOf(world);
      await makeOneOfEach(world, clients);
      const before = await describeAll(world, clients);
      if (way === 'a close') await world.stop();
      const other = await Simulated.start({ ...EVERYTHING, dataDir: way === 'a close' ? dataDir : left(t, dataDir) });
      const after = await describeAll(other, await clientsOf(other));
      assert.deepEqual(lasting(after), lasting(before));
      assert.equal(other.broker.clusterId, world.broker.clusterId);
      assert.equal(other.broker.topic('t')?.partitions[1]?.leaderEpoch, 3, 'one more than before');
      if (way !== 'a close') await world.stop();
      await other.stop();
    });
  }

  it('keeps who votes, gives no producer id twice, and puts topics where they would have come', async (t) => {
    const dataDir = freshDir(t);
    const nodes = 3;
    const world = await Simulated.start({ nodes, dataDir });
    const client = await world.client();
    const asked = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] };
    const voters = async (of: Simulated, at: RawClient) =>
      (await of.run(at.request(DescribeQuorum, 2, asked))).topics[0]?.partitions[0]?.currentVoters ?? [];
    const feature = { feature: 'kraft.version', maxVersionLevel: 1, upgradeType: 1 };
    assert.equal((await world.run(client.request(UpdateFeatures, 2, { featureUpdates: [feature] }))).errorCode, 0);
    const { replicaId: voterId = -1, replicaDirectoryId: voterDirectoryId = '' } = (await voters(world, client))[2] ?? {}; // prettier-ignore
    const removed = await world.run(client.request(RemoveRaftVoter, 0, { clusterId: null, voterId, voterDirectoryId }));
    assert.equal(removed.errorCode, 0);
    const newId = async (of: Simulated, at: RawClient) =>
      Number((await of.run(at.request(InitProducerId, 4, { transactionalId: null }))).producerId);
    const given = [await newId(world, client), await newId(world, client)];
    world.broker.createTopic('first', { replicationFactor: 1 });
    await Promise.resolve();
    const other = await Simulated.start({ nodes, dataDir: left(t, dataDir) });
    const again = await other.client();
    assert.deepEqual((await voters(other, again)).map(({ replicaId }) => replicaId), [0, 1]); // prettier-ignore
    assert.ok(!given.includes(await newId(other, again)));
    const next = { replicationFactor: 1 };
    const { partitions } = world.broker.createTopic('next', next);
    assert.deepEqual(other.broker.createTopic('next', next).partitions[0]?.replicas, partitions[0]?.replicas);
    await world.stop();
    await other.stop();
  });

  it('has Kafka’s files, and none of a topic that was deleted', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ dataDir, asVersion: '3.9' });
    const client = await world.client();
    world.broker.createTopic('orders', { partitions: 2, config: { 'segment.bytes': 2048 } });
    world.broker.createTopic('gone');
    for (let i = 0; i < 100; i++) {
      const batch = batchOf(['x'.repeat(200)], {}, { timestamp: RECENT + i });
      assert.equal((await world.run(produceTo(client, { name: 'orders' }, 1, batch))).errorCode, 0);
    }
    world.broker.deleteTopic('gone');
    await world.stop();
    assert.deepEqual(
      readdirSync(dataDir).sort(),
      ['__cluster_state', 'log-start-offset-checkpoint', 'meta.properties', 'orders-0', 'orders-1', 'recovery-point-offset-checkpoint', 'replication-offset-checkpoint'], // prettier-ignore
    );
    const files = readdirSync(join(dataDir, 'orders-1')).sort();
    assert.deepEqual(files.slice(0, 3), ['00000000000000000000.index', '00000000000000000000.log', '00000000000000000000.timeindex']); // prettier-ignore
    const logs = files.filter((name) => name.endsWith('.log'));
    assert.ok(logs.length > 10);
    const bytes = Buffer.concat(logs.map((name) => readFileSync(join(dataDir, 'orders-1', name))));
    assert.equal(recordsIn(bytes).length, 100);
    assert.match(
      readFileSync(join(dataDir, 'orders-1', 'partition.metadata'), 'utf8'),
      /^version: 0\ntopic_id: \S{22}\n$/,
    );
    assert.match(readFileSync(join(dataDir, 'orders-1', 'leader-epoch-checkpoint'), 'utf8'), /^0\n1\n0 0\n$/);
    assert.match(readFileSync(join(dataDir, 'recovery-point-offset-checkpoint'), 'utf8'), /\norders 1 100\n/);
  });

  it('follows what becomes of logs: retention, truncation, compaction, deletion', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ dataDir, nodes: 2, asVersion: '3.9' });
    const clients = [await world.client(0), await world.client(1)];
    const { broker } = world;
    broker.createTopic('t', { assignment: [[0, 1]], config: { 'segment.bytes': 500 } });
    const compacted = { 'segment.bytes': 500, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': 0 };
    broker.createTopic('c', { assignment: [[0, 1]], config: compacted });
    const shown = (name: string, of = broker): string[] => [
      `${String(of.log(name, 0).startOffset)} to ${String(of.log(name, 0).endOffset)}`,
      ...[...of.log(name, 0).batches()].flatMap(({ bytes }) => recordsIn(bytes)),
    ];
    const check = async (what: string): Promise<void> => {
      // What a method does is written before whoever called it goes on after an await.
      await Promise.resolve();
      const other = await Simulated.start({ dataDir: left(t, dataDir), nodes: 2, asVersion: '3.9' });
      for (const name of ['t', 'c']) assert.deepEqual(shown(name, other.broker), shown(name), `${what}: ${name}`);
      await other.stop();
    };
    const produce = async (from: number, count: number): Promise<void> => {
      for (const name of ['t', 'c']) {
        for (let i = from; i < from + count; i++) {
          const leader = clients[broker.topic(name)?.partitions[0]?.leaderId ?? 0] as RawClient;
          const records = keyed(`key ${String(i % 4)}`, `${name} ${String(i)}`);
          assert.equal((await world.run(produceTo(leader, { name }, 0, records))).errorCode, 0);
        }
      }
    };
    await produce(0, 30);
    await check('appends');
    broker.truncateBefore('t', 0, 7);
    await check('deletion up to the midst of a segment');
    await world.clock.advance(60_000);
    broker.log('c', 0);
    assert.ok(shown('c').length < 20, 'it was compacted');
    await check('compaction');
    broker.electUncleanly('t', 0, 1, 22);
    await check('truncation');
    await produce(30, 5);
    await check('appends behind what was cut off');
    broker.truncateBefore('t', 0, broker.log('t', 0).endOffset);
    await check('deletion of everything');
    await produce(35, 5);
    await check('appends where nothing was left');
    await world.stop();
  });

  it('is what restore() makes of it', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ ...EVERYTHING, dataDir });
    await makeOneOfEach(world, await clientsOf(world));
    const before = await describeAll(world, await clientsOf(world));
    const snapshot = world.broker.snapshot();
    world.broker.deleteTopic('t');
    world.broker.createTopic('t');
    world.broker.restore(snapshot);
    await Promise.resolve();
    const other = await Simulated.start({ ...EVERYTHING, dataDir: left(t, dataDir) });
    assert.deepEqual(lasting(await describeAll(other, await clientsOf(other))), lasting(before));
    await world.stop();
    await other.stop();
  });

  it('that is a file is refused in words', async (t) => {
    const dataDir = freshDir(t);
    writeFileSync(dataDir, '');
    await assert.rejects(createBroker({ dataDir }), (error: Error) => {
      assert.ok(error instanceof StorageError);
      assert.match(error.message, /is no directory, and cannot become one: EEXIST/);
      return true;
    });
  });

  it('is one broker’s at a time, and nobody’s who is gone', async (t) => {
    const dataDir = freshDir(t);
    const broker = await createBroker({ dataDir });
    await assert.rejects(createBroker({ dataDir }), (error: Error) => {
      assert.ok(error instanceof StorageError);
      assert.match(error.message, /another broker of this process/);
      return true;
    });
    await broker.close();
    writeFileSync(join(dataDir, '.lock'), '1\n');
    await assert.rejects(createBroker({ dataDir }), /process 1 has it as its dataDir.*remove the file/);
    writeFileSync(join(dataDir, '.lock'), '999999999\n');
    const next = await createBroker({ dataDir });
    assert.equal(readFileSync(join(dataDir, '.lock'), 'utf8'), `${String(process.pid)}\n`);
    await next.close();
    assert.ok(!existsSync(join(dataDir, '.lock')));
  });

  it('of another Kafka, of another cluster or of more nodes is refused, and left alone', async (t) => {
    const foreign = freshDir(t);
    mkdirSync(join(foreign, 'orders-0'), { recursive: true });
    writeFileSync(join(foreign, 'orders-0', 'partition.metadata'), 'version: 0\ntopic_id: x\n');
    await assert.rejects(createBroker({ dataDir: foreign }), /nothing of a broker of @k\/broker/);
    assert.deepEqual(readdirSync(foreign).sort(), ['__cluster_state', 'orders-0']);
    const dataDir = freshDir(t);
    const broker = await createBroker({ dataDir, clusterId: 'one', nodes: 3 });
    broker.createTopic('t');
    await broker.close();
    await assert.rejects(createBroker({ dataDir, clusterId: 'two', nodes: 3 }), ConfigError);
    await assert.rejects(
      createBroker({ dataDir, nodes: 2 }),
      /dataDir .* is that of a cluster with 3 nodes at the least, as t-0 has a replica at node 2: option "nodes" has to be 3, not \d$/,
    );
    const again = await createBroker({ dataDir, nodes: 4 });
    assert.equal(again.clusterId, 'one');
    await again.close();
  });
});

function keyed(key: string, value: string): Buffer {
  return batchOf([value], {}, { timestamp: RECENT, key });
}

it(
  'a dataDir that cannot be made is refused, where a file system makes nothing, too',
  { skip: existsSync('/proc/self') ? false : 'there is no /proc' },
  async () => {
    await assert.rejects(createBroker({ dataDir: '/proc/k-broker/data' }), (error) => error instanceof StorageError && /cannot become one: ENOENT/.test(error.message)); // prettier-ignore
  },
);
