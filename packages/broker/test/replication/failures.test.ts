import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { DescribeTopicPartitions, ElectLeaders, ErrorCode, IncrementalAlterConfigs, Metadata } from '@k/wire';
import { watch } from '../support/simulated.ts';
import { Cluster, DELAY_MS } from './support.ts';

const { NONE, REQUEST_TIMED_OUT } = ErrorCode;
/** broker.session.timeout.ms */
const SESSION_MS = 9_000;

describe('a node that crashes', () => {
  let cluster: Cluster;
  const start = async (...init: Parameters<typeof Cluster.start>): Promise<void> => {
    cluster = await Cluster.start(...init);
  };
  afterEach(() => cluster.stop());
  const crash = (node: number, lostBatches = 0): Promise<void> => cluster.run(cluster.broker.crash(node, { lostBatches })); // prettier-ignore
  const comeBack = async (node: number): Promise<void> => {
    await cluster.run(cluster.broker.start(node));
    await cluster.reconnect(node);
  };

  it('is believed to lead until its session ends', async () => {
    await start();
    await cluster.run(cluster.write('a', -1));
    await crash(0);
    await assert.rejects(cluster.simulated.client(0), /ECONNREFUSED/);
    await cluster.advance(SESSION_MS - 10);
    const told = await cluster.run(cluster.client(1).request(Metadata, 12, { topics: [{ name: 't' }] }));
    assert.deepEqual(
      told.brokers.map(({ nodeId }) => nodeId),
      [0, 1, 2],
    );
    assert.deepEqual(
      [cluster.state, cluster.broker.liveNodeIds],
      [
        [0, 0, [0, 1, 2]],
        [1, 2],
      ],
    );
    await cluster.advance(10);
    assert.deepEqual(cluster.state, [1, 1, [1, 2]]);
    const after = await cluster.run(cluster.client(1).request(Metadata, 12, { topics: [{ name: 't' }] }));
    assert.deepEqual(
      after.brokers.map(({ nodeId }) => nodeId),
      [1, 2],
    );
    assert.deepEqual(after.topics[0]?.partitions[0]?.offlineReplicas, [0]);
  });

  it('takes with it what it alone had, and truncates that when it is back', async () => {
    await start();
    const losses = cluster.losses();
    await cluster.run(cluster.write('kept', -1));
    await cluster.wrote('lost');
    await crash(0);
    await cluster.advance(SESSION_MS);
    assert.deepEqual(await cluster.run(cluster.write('other', -1)), [NONE, 1]);
    await comeBack(0);
    assert.deepEqual(cluster.state, [1, 1, [1, 2]], 'it has not caught up');
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(cluster.state, [1, 1, [0, 1, 2]]);
    assert.deepEqual((await cluster.fetch(0, 0)).records, ['0:kept', '1:other']);
    assert.deepEqual(losses, [[1, 2, 1]]);
  });

  it('holds up acks=all as a follower until its session ends', async () => {
    await start();
    await crash(2);
    assert.deepEqual(await cluster.run(cluster.write('a', -1)), [REQUEST_TIMED_OUT, 0]);
    await cluster.advance(SESSION_MS - 1_000);
    assert.deepEqual(cluster.state, [0, 0, [0, 1]]);
    assert.deepEqual(await cluster.run(cluster.write('b', -1)), [NONE, 1]);
  });

  it('is found out when it comes back sooner', async () => {
    await start();
    await crash(0);
    await comeBack(0);
    assert.deepEqual(cluster.state, [1, 1, [1, 2]]);
    await cluster.advance(SESSION_MS);
    assert.deepEqual(cluster.state, [1, 1, [0, 1, 2]], 'nothing else happens');
  });

  it('loses nothing that others have when it loses its last batches', async () => {
    await start();
    const losses = cluster.losses();
    for (const value of ['a', 'b', 'c']) await cluster.run(cluster.write(value, -1));
    await cluster.advance(2 * DELAY_MS);
    await crash(0, 2);
    await cluster.advance(SESSION_MS);
    await comeBack(0);
    assert.deepEqual(cluster.state[2], [1, 2]);
    assert.deepEqual((await cluster.fetch(0, 0)).records, ['0:a'], 'it has to copy the others again');
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(cluster.state[2], [0, 1, 2]);
    assert.deepEqual((await cluster.fetch(0, 0)).records, ['0:a', '1:b', '2:c']);
    assert.deepEqual(losses, []);
  });

  it('loses what nobody else has', async () => {
    await start({}, {}, [0]);
    const losses = cluster.losses();
    for (const value of ['a', 'b', 'c']) await cluster.wrote(value);
    await crash(0, 2);
    await comeBack(0);
    assert.deepEqual(cluster.state, [0, 2, [0]]);
    assert.deepEqual((await cluster.fetch()).records, ['0:a']);
    assert.deepEqual(await cluster.wrote('d'), [NONE, 1]);
    assert.deepEqual(losses, [[1, 3, 3]]);
  });

  for (const [release, isr] of [
    ['4.4', []],
    ['3.9', [0]],
  ] as const) {
    it(`leaves a partition without a leader when it is the last in sync, until it is back: as ${release}`, async () => {
      await start({ asVersion: release }, {}, [0, 1]);
      await cluster.run(cluster.broker.stop(1));
      await cluster.wrote('a');
      await crash(0);
      await cluster.advance(SESSION_MS);
      assert.deepEqual(cluster.state, [-1, 1, isr]);
      await comeBack(1);
      await cluster.advance(60_000);
      assert.deepEqual(cluster.state, [-1, 1, isr], 'it is not in sync');
      await comeBack(0);
      assert.deepEqual(cluster.state, [0, 2, [0]]);
      await cluster.advance(5 * DELAY_MS);
      assert.deepEqual([cluster.state[2], (await cluster.fetch()).records], [[0, 1], ['0:a']]);
    });
  }

  it('has its place taken by one that is not in sync where unclean elections are enabled', async () => {
    await start({}, { 'unclean.leader.election.enable': 'true' }, [0, 1]);
    await cluster.run(cluster.write('kept', -1));
    await cluster.run(cluster.broker.stop(1));
    await cluster.wrote('lost');
    await crash(0);
    await cluster.advance(SESSION_MS);
    await comeBack(1);
    assert.deepEqual(cluster.state, [1, 2, [1]]);
    assert.deepEqual(await cluster.wrote('other'), [NONE, 1]);
    await comeBack(0);
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(
      [cluster.state[2], (await cluster.fetch(0, 0)).records],
      [
        [0, 1],
        ['0:kept', '1:other'],
      ],
    );
  });

  it('brings its own records when it is elected uncleanly, and those of the others go', async () => {
    await start({}, { 'unclean.leader.election.enable': 'true' }, [0, 1]);
    const losses = cluster.losses();
    await cluster.run(cluster.write('both', -1));
    await cluster.wrote('only 0');
    await cluster.wrote('only 0, too');
    await crash(0);
    await cluster.advance(SESSION_MS);
    await cluster.wrote('only 1');
    await crash(1);
    await cluster.advance(SESSION_MS);
    assert.deepEqual(cluster.state, [-1, 2, []]);
    await comeBack(0);
    assert.deepEqual(cluster.state, [0, 3, [0]]);
    assert.deepEqual((await cluster.fetch()).records, ['0:both', '1:only 0', '2:only 0, too']);
    assert.deepEqual(cluster.broker.log('t', 0).epochs, [
      { epoch: 0, startOffset: 0 },
      { epoch: 3, startOffset: 3 },
    ]);
    await comeBack(1);
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual((await cluster.fetch(0, 1)).records, ['0:both', '1:only 0', '2:only 0, too']);
    assert.deepEqual(losses, [
      [1, 3, 1],
      [1, 2, 2],
    ]);
  });

  it('keeps an acks=all that was under way from being answered', async () => {
    await start();
    const all = watch(cluster.write('a', -1));
    await cluster.advance(10);
    await crash(0);
    await assert.rejects(cluster.run(all.promise));
  });
});

describe('eligible leaders (KIP-966)', () => {
  let cluster: Cluster;
  afterEach(() => cluster.stop());
  const told = async (node: number): Promise<unknown[]> => {
    const answer = await cluster.run(cluster.client(node).request(DescribeTopicPartitions, 0, { topics: [{ name: 't' }] })); // prettier-ignore
    const [partition] = answer.topics[0]?.partitions ?? [];
    return [partition?.leaderId, partition?.isrNodes, partition?.eligibleLeaderReplicas, partition?.lastKnownElr];
  };
  const stop = (node: number): Promise<void> => cluster.run(cluster.broker.stop(node));
  const comeBack = async (node: number): Promise<void> => {
    await cluster.run(cluster.broker.start(node));
    await cluster.reconnect(node);
  };
  const start = async (): Promise<void> => {
    cluster = await Cluster.start({ nodes: 4 }, { 'min.insync.replicas': '2' }, [0, 1, 2]);
    await cluster.run(cluster.write('a', -1));
    await cluster.advance(5 * DELAY_MS);
  };

  it('are those that were in sync when too few are left; they have all that is readable, and lead', async () => {
    await start();
    const other = await cluster.simulated.client(3);
    (cluster.clients as unknown[])[3] = other;
    await stop(0);
    assert.deepEqual(await told(3), [1, [1, 2], [], []]);
    await stop(1);
    assert.deepEqual(await told(3), [2, [2], [1], []]);
    assert.deepEqual(await cluster.wrote('not readable', 1, 2), [ErrorCode.NONE, 1]);
    await stop(2);
    assert.deepEqual(await told(3), [-1, [], [1, 2], []]);
    await comeBack(0);
    assert.deepEqual(await told(3), [-1, [], [1, 2], []], 'it may lack what is readable');
    await comeBack(1);
    assert.deepEqual(await told(3), [1, [1], [2], []]);
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(await told(3), [1, [0, 1], [], []]);
    assert.deepEqual((await cluster.fetch(0, 1)).records, ['0:a']);
  });

  for (const [whose, resource] of [
    ['the topic', { resourceType: 2, resourceName: 't' }],
    ['all brokers', { resourceType: 4, resourceName: '' }],
  ] as const) {
    it(`are none any more with another min.insync.replicas of ${whose}: they lack what is readable then`, async () => {
      const isOfTopic = resource.resourceType === 2;
      cluster = await Cluster.start({ nodes: 4 }, isOfTopic ? { 'min.insync.replicas': '2' } : {}, [0, 1, 2]);
      (cluster.clients as unknown[])[3] = await cluster.simulated.client(3);
      const ask = async (value: string): Promise<void> => {
        const configs = [{ name: 'min.insync.replicas', configOperation: 0, value }];
        const body = { resources: [{ ...resource, configs }], validateOnly: false };
        const { responses } = await cluster.run(cluster.client(3).request(IncrementalAlterConfigs, 1, body));
        assert.equal(responses[0]?.errorCode, ErrorCode.NONE, responses[0]?.errorMessage ?? '');
      };
      if (!isOfTopic) await ask('2');
      await cluster.run(cluster.write('a', -1));
      await cluster.advance(5 * DELAY_MS);
      await stop(0);
      await stop(1);
      assert.deepEqual(await told(3), [2, [2], [1], []]);
      await ask('2');
      assert.deepEqual(await told(3), [2, [2], [1], []], 'it is the same');
      await ask('1');
      assert.deepEqual(await told(3), [2, [2], [], []]);
      assert.deepEqual(await cluster.wrote('readable', -1, 2), [ErrorCode.NONE, 1]);
      await stop(2);
      assert.deepEqual(await told(3), [-1, [], [2], []]);
      await ask('2');
      assert.deepEqual(await told(3), [-1, [], [2], []], 'it has all that is readable');
      await comeBack(1);
      assert.deepEqual(await told(3), [-1, [], [2], []]);
      await comeBack(2);
      assert.deepEqual((await told(3))[0], 2);
      assert.deepEqual((await cluster.fetch(0, 2)).records, ['0:a', '1:readable']);
    });
  }

  it('are none any more when another has led uncleanly', async () => {
    await start();
    (cluster.clients as unknown[])[3] = await cluster.simulated.client(3);
    for (const node of [0, 1, 2]) await stop(node);
    await comeBack(0);
    const body = { electionType: 1, topicPartitions: [{ topic: 't', partitions: [0] }] };
    await cluster.run(cluster.client(3).request(ElectLeaders, 2, body));
    assert.deepEqual(await told(3), [0, [0], [], []]);
  });

  it('are none any more when they crash; who led last leads where there is nobody better', async () => {
    await start();
    (cluster.clients as unknown[])[3] = await cluster.simulated.client(3);
    await stop(0);
    await stop(1);
    await cluster.run(cluster.broker.crash(2));
    await cluster.advance(SESSION_MS);
    assert.deepEqual(await told(3), [-1, [], [1, 2], []]);
    await comeBack(2);
    assert.deepEqual(await told(3), [-1, [], [1], []], 'nobody knows what it has');
    await stop(2);
    await comeBack(1);
    assert.deepEqual(await told(3), [1, [1], [], []]);
    await cluster.run(cluster.broker.crash(1));
    await cluster.advance(SESSION_MS);
    assert.deepEqual(await told(3), [-1, [], [1], []]);
    await comeBack(1);
    assert.deepEqual(await told(3), [1, [1], [], []]);
  });
});
