import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CreatePartitions, ErrorCode, Metadata } from '@k/wire';
import { createBroker, type Broker, type BrokerOptions } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';

const { NONE, INVALID_REPLICA_ASSIGNMENT, NOT_CONTROLLER, POLICY_VIOLATION, UNKNOWN_TOPIC_OR_PARTITION } = ErrorCode;

/** What is not compared with a real Kafka in golden/group-tool-probes.ts: several nodes and topics. */
describe('CreatePartitions', () => {
  let broker: Broker;
  let client: RawClient;
  const start = async (options: BrokerOptions = {}): Promise<void> => {
    broker = await createBroker({ nodes: 3, ...options });
    client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    broker.createTopic('t', { partitions: 1, replicationFactor: 2 });
    broker.createTopic('u', { partitions: 1 });
  };
  const stop = async (): Promise<void> => {
    client.close();
    await broker.close();
  };
  beforeEach(() => start());
  afterEach(stop);

  type Topic = { name: string; count: number; assignments?: { brokerIds: number[] }[] | null };
  async function create(topics: Topic[], through = client) {
    const all = topics.map(({ assignments = null, ...topic }) => ({ ...topic, assignments }));
    const { results } = await through.request(CreatePartitions, 3, { topics: all });
    return results.map(({ name, errorCode }) => [name, errorCode]);
  }
  const counts = (): number[] => ['t', 'u'].map((name) => broker.topic(name)?.partitions.length ?? 0);

  it('spreads the new partitions, with as many replicas as the topic has, and they are written to at once', async () => {
    await produceTo(client, { name: 't' }, 0, batchOf(['before']));
    const asked = [
      { name: 't', count: 3 },
      { name: 'u', count: 2 },
    ];
    assert.deepEqual(await create(asked), [
      ['t', NONE],
      ['u', NONE],
    ]);
    const partitions = broker.topic('t')?.partitions ?? [];
    const added = [...partitions.slice(1), ...(broker.topic('u')?.partitions.slice(1) ?? [])];
    assert.equal(new Set(added.map(({ leaderId }) => leaderId)).size, 3, 'each node leads one of them');
    for (const { partition, replicas, isr, leaderEpoch } of partitions) {
      assert.deepEqual([replicas.length, isr.length, leaderEpoch], [2, 2, 0], String(partition));
    }
    const through = await RawClient.tcp(broker.bootstrapServers[partitions[2]?.leaderId ?? 0] as string);
    assert.equal((await produceTo(through, { name: 't' }, 2, batchOf(['after']))).errorCode, NONE);
    through.close();
    assert.equal(broker.log('t', 0).endOffset, 1, 'what was there stays');
    const { topics } = await client.request(Metadata, 12, { topics: [{ name: 't' }] });
    assert.equal(topics[0]?.partitions.length, 3);
  });

  it('puts them where it is told to, if each has as many replicas', async () => {
    const on = (...brokerIds: number[]) => ({ brokerIds });
    assert.deepEqual(await create([{ name: 't', count: 2, assignments: [on(1)] }]), [['t', INVALID_REPLICA_ASSIGNMENT]]); // prettier-ignore
    assert.deepEqual(await create([{ name: 't', count: 3, assignments: [on(2, 1), on(1, 0)] }]), [['t', NONE]]);
    assert.deepEqual(
      broker.topic('t')?.partitions.slice(1).map(({ leaderId, replicas }) => [leaderId, replicas]),
      [[2, [2, 1]], [1, [1, 0]]],
    ); // prettier-ignore
  });

  it('makes all that it can of a request, and none of one that asks for more than 10,000', async () => {
    assert.deepEqual(
      await create([{ name: 't', count: 1 }, { name: 'x', count: 9_000 }, { name: 'u', count: 2_000 }]),
      [['t', ErrorCode.INVALID_PARTITIONS], ['x', UNKNOWN_TOPIC_OR_PARTITION], ['u', NONE]],
    ); // prettier-ignore
    assert.deepEqual(counts(), [1, 2_000]);
    assert.deepEqual(
      await create([{ name: 't', count: 5_002 }, { name: 'u', count: 7_000 }]),
      [['t', POLICY_VIOLATION], ['u', POLICY_VIOLATION]],
    ); // prettier-ignore
    assert.deepEqual(counts(), [1, 2_000]);
  });

  it('is for the controller alone where there is ZooKeeper', async () => {
    await stop();
    await start({ asVersion: '2.8' });
    const other = await RawClient.tcp(broker.bootstrapServers[1] as string);
    assert.deepEqual(await create([{ name: 't', count: 2 }], other), [['t', NOT_CONTROLLER]]);
    assert.deepEqual(await create([{ name: 't', count: 2 }]), [['t', NONE]]);
    other.close();
  });

  it('is a method of the broker, too', () => {
    assert.equal(broker.createPartitions('t', 3).partitions.length, 3);
    assert.throws(() => broker.createPartitions('t', 3), /INVALID_PARTITIONS.*already has 3 partition/);
    assert.throws(() => broker.createPartitions('x', 3), /UNKNOWN_TOPIC_OR_PARTITION/);
    assert.throws(() => broker.createPartitions('t', 1.5), /"?count"?/);
  });
});
