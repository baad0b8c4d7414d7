import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import {
  AlterShareGroupOffsets,
  type Api,
  DeleteShareGroupOffsets,
  DescribeShareGroupOffsets,
  ErrorCode,
  FindCoordinator,
  ShareGroupDescribe,
  StreamsGroupDescribe,
} from '@k/wire';
import { PartialResultError, settled, type TopicPartition } from '../src/index.ts';
import { Scripted } from './scripted.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;

/** Two brokers, of which the second one coordinates every group. */
async function withCoordinator(apis: readonly Api<unknown, unknown>[], versions = {}): Promise<Scripted> {
  const script = await Scripted.start([FindCoordinator, ...apis], { brokers: 2, versions });
  const { host = '', port = 0 } = script.metadata([]).brokers?.[1] ?? {};
  script.on(FindCoordinator, ({ body }) => ({
    coordinators: body.coordinatorKeys.map((key) => ({ key, nodeId: 2, host, port })),
  }));
  return script;
}

it('describeShareGroups() tells what the coordinator says of share groups', async () => {
  await using script = await withCoordinator([ShareGroupDescribe]);
  script.on(ShareGroupDescribe, ({ body }) => ({
    groups: body.groupIds.map((groupId) => {
      if (groupId !== 'share') return { groupId, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage: 'No such.' };
      const assignment = { topicPartitions: [{ topicName: 'orders', partitions: [1, 0] }] };
      const member = { memberId: 'm', rackId: 'a', memberEpoch: 3, clientId: 'c', clientHost: '/h' };
      const members = [{ ...member, subscribedTopicNames: ['orders'], assignment }, { memberId: 'n' }];
      const facts = { groupState: 'Stable', groupEpoch: 4, assignmentEpoch: 3, assignorName: 'simple' };
      return { groupId, ...facts, members, authorizedOperations: body.includeAuthorizedOperations ? 8 : undefined };
    }),
  }));
  const asked = ['share', 'nobody'];
  const outcomes = await script.run(
    settled(script.admin().describeShareGroups(asked, { includeAuthorizedOperations: true })),
  );
  const { members, ...group } = outcomes.get('share')?.value ?? {};
  assert.deepEqual(group, {
    groupId: 'share',
    coordinatorId: 2,
    groupState: 'Stable',
    groupEpoch: 4,
    targetAssignmentEpoch: 3,
    authorizedOperations: new Set(['READ']),
  });
  assert.deepEqual(members?.[0], {
    memberId: 'm',
    rackId: 'a',
    clientId: 'c',
    host: '/h',
    memberEpoch: 3,
    subscribedTopics: ['orders'],
    assignment: [at(0), at(1)],
  });
  assert.equal(members[1]?.rackId, undefined);
  assert.match(outcomes.get('nobody')?.reason?.message ?? '', /GROUP_ID_NOT_FOUND.*No such\./);
  assert.deepEqual(
    script.requests(ShareGroupDescribe).map(({ broker, body }) => [broker, body.groupIds]),
    [[2, asked]],
  );
});

it('listShareGroupOffsets() tells of each partition how far the group is', async () => {
  await using script = await withCoordinator([DescribeShareGroupOffsets]);
  script.on(DescribeShareGroupOffsets, ({ body }) => ({
    groups: body.groups.map(({ groupId, topics }) => {
      if (groupId === 'refused') return { groupId, errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED };
      const partitions = [
        { partitionIndex: 0, startOffset: 7n, leaderEpoch: 2, lag: 3n },
        { partitionIndex: 1, startOffset: -1n, leaderEpoch: -1 },
        ...(groupId === 'partly'
          ? [{ partitionIndex: 2, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: 'Gone.' }]
          : []),
      ];
      assert.deepEqual(
        topics === null ? null : topics.map(({ topicName }) => topicName),
        groupId === 'all' ? null : ['orders'],
      );
      return { groupId, topics: [{ topicName: 'orders', partitions }] };
    }),
  }));
  const partitions = [at(0), at(1), at(2)];
  const asked = ['all', { groupId: 'partly', partitions }, { groupId: 'refused', partitions }];
  const outcomes = await script.run(settled(script.admin().listShareGroupOffsets(asked)));
  assert.deepEqual(
    [...(outcomes.get('all')?.value ?? [])],
    [
      [at(0), { startOffset: 7, leaderEpoch: 2, lag: 3 }],
      [at(1), null],
    ],
  );
  const partly = outcomes.get('partly')?.reason;
  assert.ok(partly instanceof PartialResultError);
  assert.equal(partly.results.size, 2);
  assert.match(partly.errors.get(at(2))?.message ?? '', /Gone\./);
  assert.equal(codeOf(outcomes.get('refused')?.reason), ErrorCode.GROUP_AUTHORIZATION_FAILED);
});

it('offsets of share groups are set and deleted, and each refusal is told where it belongs', async () => {
  await using script = await withCoordinator([AlterShareGroupOffsets, DeleteShareGroupOffsets]);
  const admin = script.admin();
  const refusal = { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: 'Gone.' };
  script.on(AlterShareGroupOffsets, ({ body: { groupId, topics } }) => {
    if (groupId === 'busy') return { errorCode: ErrorCode.NON_EMPTY_GROUP };
    return {
      responses: topics.map(({ topicName, partitions }) => ({
        topicName,
        partitions: partitions.map(({ partitionIndex, startOffset }) =>
          startOffset === 5n ? { partitionIndex } : { partitionIndex, ...refusal },
        ),
      })),
    };
  });
  script.on(DeleteShareGroupOffsets, ({ body: { groupId, topics } }) => {
    if (groupId === 'busy') return { errorCode: ErrorCode.NON_EMPTY_GROUP };
    return {
      responses: topics.map(({ topicName }) => (topicName === 'orders' ? { topicName } : { topicName, ...refusal })),
    };
  });
  const offsets = [
    { ...at(0), startOffset: 5 },
    { ...at(1), startOffset: 6 },
  ];
  const altered = await script.run(settled(admin.alterShareGroupOffsets('group', offsets)));
  assert.equal(altered.get(at(0))?.status, 'fulfilled');
  assert.match(altered.get(at(1))?.reason?.message ?? '', /UNKNOWN_TOPIC_OR_PARTITION.*orders-1.*Gone\./);
  const deleted = await script.run(settled(admin.deleteShareGroupOffsets('group', ['orders', 'nothing'])));
  assert.equal(deleted.get('orders')?.status, 'fulfilled');
  assert.equal(codeOf(deleted.get('nothing')?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  for (const call of [
    () => admin.alterShareGroupOffsets('busy', offsets),
    () => admin.deleteShareGroupOffsets('busy', ['orders']),
  ]) {
    const error = await script.run(failure(call()));
    assert.ok(error instanceof PartialResultError);
    assert.ok([...error.errors.values()].every((each) => codeOf(each) === ErrorCode.NON_EMPTY_GROUP));
    assert.equal(error.results.size, 0);
  }
});

it('describeStreamsGroups() tells topology and members, and refuses what a broker cannot tell', async () => {
  await using script = await withCoordinator([StreamsGroupDescribe]);
  const tasks = { activeTasks: [{ subtopologyId: '0', partitions: [0, 1] }], standbyTasks: [], warmupTasks: [] };
  const changelog = { name: 'log', partitions: 0, topicConfigs: [{ key: 'cleanup.policy', value: 'compact' }] };
  script.on(StreamsGroupDescribe, ({ body }) => ({
    groups: body.groupIds.map((groupId) => ({
      groupId,
      groupState: 'Stable',
      groupEpoch: 2,
      assignmentEpoch: 2,
      topology:
        groupId === 'bare'
          ? null
          : {
              epoch: 9,
              subtopologies: [{ subtopologyId: '0', sourceTopics: ['orders'], stateChangelogTopics: [changelog] }],
            },
      members: [
        {
          memberId: 'm',
          processId: 'p',
          userEndpoint: { host: 'app', port: 80 },
          clientTags: [{ key: 'zone', value: 'a' }],
          taskOffsets: [{ subtopologyId: '0', partition: 1, offset: 12n }],
          assignment: tasks,
        },
      ],
      topologyDescription: body.includeTopologyDescription
        ? { subtopologies: [{ subtopologyId: '0', nodes: [{ name: 'n', nodeType: 1, sourceTopics: ['orders'] }] }] }
        : null,
      assignorName: 'sticky',
    })),
  }));
  const admin = script.admin();
  const group = (await script.run(admin.describeStreamsGroups(['app'], { includeTopologyDescription: true }))).get(
    'app',
  );
  assert.deepEqual([group?.topologyEpoch, group?.assignorName, group?.coordinatorId], [9, 'sticky', 2]);
  assert.deepEqual(group?.subtopologies[0]?.stateChangelogTopics[0]?.configs, new Map([['cleanup.policy', 'compact']]));
  const [member] = group.members;
  assert.deepEqual(member?.userEndpoint, { host: 'app', port: 80 });
  assert.deepEqual(member.clientTags, new Map([['zone', 'a']]));
  assert.deepEqual(member.taskOffsets, [{ subtopologyId: '0', partition: 1, offset: 12 }]);
  assert.deepEqual(
    member.assignment.activeTasks,
    [0, 1].map((partition) => ({ subtopologyId: '0', partition })),
  );
  assert.equal(group.topologyDescription?.subtopologies[0]?.nodes[0]?.type, 'source');
  const bare = (await script.run(admin.describeStreamsGroups(['bare']))).get('bare');
  assert.deepEqual([bare?.topologyEpoch, bare?.subtopologies, bare?.topologyDescription], [undefined, [], undefined]);
});

it('what only newer brokers tell of Kafka Streams is refused with the release', async () => {
  await using script = await withCoordinator([StreamsGroupDescribe], { StreamsGroupDescribe: 0 });
  script.on(StreamsGroupDescribe, ({ body }) => ({ groups: body.groupIds.map((groupId) => ({ groupId })) }));
  const admin = script.admin();
  assert.equal((await script.run(admin.describeStreamsGroups(['app']))).size, 1);
  const error = await script.run(failure(admin.describeStreamsGroups(['app'], { includeTopologyDescription: true })));
  assert.match(error.message, /includeTopologyDescription needs Kafka 4\.4/);
});
