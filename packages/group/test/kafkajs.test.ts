import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBroker } from '@k/broker';
import { Cluster } from '@k/cluster';
import { AssignerProtocol, Kafka, PartitionAssigners, logLevel } from 'kafkajs';
import { createGroupMember, decodeAssignment, kafkajsRoundRobinAssignor } from '../src/index.ts';
import { Owner } from './world.ts';

/** kafkajs 2.2.4, a client written by others. */
describe('a group with members of kafkajs', () => {
  it('writes kafkajs’s metadata, and shares out as kafkajs does', async () => {
    const topics = ['t', 'u'];
    const counts = new Map([
      ['t', 5],
      ['u', 3],
    ]);
    const cluster = {
      findTopicPartitionMetadata: (topic: string) =>
        Array.from({ length: counts.get(topic) ?? 0 }, (_, partitionId) => ({ partitionId })),
    };
    const theirs = PartitionAssigners.roundRobin({ cluster, groupId: 'g', logger: undefined } as never);
    const nothing = { ownedPartitions: [], generationId: -1, rackId: null, lastAssignment: null };
    const metadata = kafkajsRoundRobinAssignor.metadata({ topics, ...nothing });
    assert.deepEqual(metadata, theirs.protocol({ topics }).metadata);
    const members = ['c', 'a', 'b'].map((memberId) => ({ memberId, groupInstanceId: null, metadata }));
    const ours = await kafkajsRoundRobinAssignor.assign(counts, members, new Map());
    const given = await theirs.assign({
      members: members.map((member) => ({ ...member, memberMetadata: metadata })),
      topics,
    });
    assert.equal(given.length, 3);
    for (const { memberId, memberAssignment } of given) {
      const bytes = ours.get(memberId) ?? Buffer.alloc(0);
      assert.deepEqual(decodeAssignment(bytes), decodeAssignment(memberAssignment), memberId);
      const { assignment } = AssignerProtocol.MemberAssignment.decode(bytes) ?? {};
      assert.deepEqual(assignment, AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment);
    }
  });

  it('moves over while it is at work: a kafkajs member leads, then ours does', async () => {
    const broker = await createBroker({ nodes: 1 });
    broker.createTopic('t', { partitions: 4 });
    const kafka = new Kafka({ brokers: broker.bootstrapServers, logLevel: logLevel.NOTHING });
    const theirs = (): ReturnType<Kafka['consumer']> => kafka.consumer({ groupId: 'g', heartbeatInterval: 50 });
    const cluster = new Cluster({ bootstrapServers: broker.bootstrapServers });
    const owner = new Owner();
    const options = { groupId: 'g', heartbeatIntervalMs: 50, sessionTimeoutMs: 30_000 };
    const ours = createGroupMember({ cluster, options, assignors: ['RoundRobinAssigner', 'range'], handler: owner });
    const first = theirs();
    const second = theirs();
    try {
      const alone = joined(first, 4);
      await first.connect();
      await first.subscribe({ topic: 't' });
      await first.run({ eachMessage: () => Promise.resolve() });
      await alone;
      const shared = joined(first, 2);
      ours.subscribe(['t']);
      await owner.until('assigned 2');
      await shared;
      await first.disconnect();
      await owner.until('assigned 4');
      const late = joined(second, 2);
      await second.connect();
      await second.subscribe({ topic: 't' });
      await second.run({ eachMessage: () => Promise.resolve() });
      await owner.until('assigned 2');
      await late;
    } finally {
      await Promise.all([first.disconnect(), second.disconnect(), ours.leave()]);
      await cluster.close();
      await broker.close();
    }
  });
});

/** Resolves when the consumer has joined and got so many partitions of t. */
function joined(consumer: ReturnType<Kafka['consumer']>, count: number): Promise<void> {
  return new Promise((resolve) => {
    consumer.on('consumer.group_join', ({ payload }) => {
      if (payload.memberAssignment['t']?.length === count) resolve();
    });
  });
}
