import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ConsumerGroupDescribe, DeleteGroups, DescribeGroups, ErrorCode, FindCoordinator, ListGroups } from '@k/wire';
import { failure } from '@k/testing';
import { PartialResultError, settled } from '../src/index.ts';
import { joinClassic, joinConsumer } from './members.ts';
import { World } from './world.ts';

/** A world with a topic and groups of each kind that there is. */
async function withGroups(options: Parameters<typeof World.create>[0] = {}): Promise<World> {
  const world = await World.create(options);
  world.broker.createTopic('orders', { partitions: 2 });
  return world;
}

const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;
/** Of one of the resources that failed. */
function errorOf(error: Error, resource: string): Error | undefined {
  assert.ok(error instanceof PartialResultError);
  return error.errors.get(resource);
}
const offset = { topic: 'orders', partition: 0, offset: 1 };

it('listGroups() has the groups of every broker, and filters them', async () => {
  await using world = await withGroups({ nodes: 3 });
  const admin = world.admin();
  const names = Array.from({ length: 9 }, (_, i) => `group-${i}`);
  for (const name of names) await world.run(admin.alterConsumerGroupOffsets(name, [offset]));
  await joinClassic(world, { groupId: 'classic' });
  await joinClassic(world, { groupId: 'workers', protocolType: 'connect' });
  await joinConsumer(world, 'modern');
  const counts = world.counted();
  const listed = await world.run(admin.listGroups());
  assert.equal(counts.get('ListGroups'), 3);
  assert.deepEqual([...listed.keys()].sort(), [...names, 'classic', 'modern', 'workers'].sort());
  assert.deepEqual(listed.get('group-1'), {
    groupId: 'group-1',
    protocolType: '',
    groupState: 'Empty',
    type: 'classic',
    isSimpleConsumerGroup: true,
  });
  assert.deepEqual(listed.get('modern'), {
    groupId: 'modern',
    protocolType: 'consumer',
    groupState: 'Stable',
    type: 'consumer',
    isSimpleConsumerGroup: false,
  });
  const stable = await world.run(admin.listGroups({ groupStates: ['Stable'], types: ['classic'] }));
  assert.deepEqual([...stable.keys()].sort(), ['classic', 'workers']);
  const connect = await world.run(admin.listGroups({ protocolTypes: ['connect'] }));
  assert.deepEqual([...connect.keys()], ['workers']);
});

it('a broker that cannot list its groups does not hide those of the others', async () => {
  await using world = await withGroups({ nodes: 3 });
  const admin = world.admin();
  const names = Array.from({ length: 9 }, (_, i) => `group-${i}`);
  for (const name of names) await world.run(admin.alterConsumerGroupOffsets(name, [offset]));
  const errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
  world.broker.control(ListGroups, () => ({ errorCode }), { nodeId: 1 });
  const error = await world.run(failure(admin.listGroups()));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual([...error.errors.keys()], [{ broker: 1 }]);
  assert.equal(codeOf(error.errors.get({ broker: 1 })), errorCode);
  assert.ok(error.results.size > 0 && error.results.size < names.length);
  const outcomes = await world.run(settled(admin.listGroups()));
  assert.equal(outcomes.get({ broker: 1 } as never)?.status, 'rejected');
});

it('a coordinator that still loads is asked again', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('group', [offset]));
  const loading = { errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS };
  const control = world.broker.control(ListGroups, () => loading, { times: 2 });
  assert.deepEqual([...(await world.run(admin.listGroups())).keys()], ['group']);
  assert.equal(control.calls, 2);
});

it('filters that a broker is too old for are refused, and name the release', async () => {
  await using world = await withGroups({ asVersion: '2.4' });
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('group', [offset]));
  const listed = await world.run(admin.listGroups({ types: ['classic', 'share'] }));
  assert.deepEqual(listed.get('group'), {
    groupId: 'group',
    protocolType: '',
    groupState: undefined,
    type: undefined,
    isSimpleConsumerGroup: true,
  });
  for (const [options, message] of [
    [{ groupStates: ['Empty'] }, /needs Kafka 2\.6/],
    [{ types: ['share'] }, /groups of type share need Kafka 3\.8/],
  ] as const) {
    const error = await world.run(failure(admin.listGroups(options)));
    assert.ok(error instanceof PartialResultError);
    const [cause] = [...error.errors.values()];
    assert.equal(cause?.name, 'UnsupportedVersionError');
    assert.match(cause.message, message);
  }
});

it('describeConsumerGroups() tells of groups of both protocols', async () => {
  await using world = await withGroups({ nodes: 3 });
  const admin = world.admin();
  const classicId = await joinClassic(world, { groupId: 'classic', groupInstanceId: 'first', rackId: 'a' });
  const memberId = await joinConsumer(world, 'modern');
  await world.run(admin.alterConsumerGroupOffsets('simple', [offset]));
  const asked = ['classic', 'modern', 'simple', 'nobody'];
  const outcomes = await world.run(settled(admin.describeConsumerGroups(asked, { includeAuthorizedOperations: true })));
  const classic = outcomes.get('classic')?.value;
  const places = [0, 1].map((partition) => ({ topic: 'orders', partition }));
  assert.equal(classic?.type, 'classic');
  assert.equal(classic.groupState, 'Stable');
  assert.equal(classic.partitionAssignor, 'range');
  assert.equal(classic.groupEpoch, undefined);
  assert.deepEqual(classic.members, [
    {
      memberId: classicId,
      groupInstanceId: 'first',
      rackId: 'a',
      clientId: 'other',
      host: classic.members[0]?.host,
      assignment: places,
      targetAssignment: undefined,
      memberEpoch: undefined,
      upgraded: undefined,
      subscribedTopics: ['orders'],
      subscribedTopicRegex: undefined,
    },
  ]);
  assert.ok(classic.authorizedOperations?.has('READ') === true && !classic.authorizedOperations.has('WRITE'));
  const modern = outcomes.get('modern')?.value;
  assert.equal(modern?.type, 'consumer');
  assert.equal(modern.partitionAssignor, 'uniform');
  assert.equal(modern.groupEpoch, modern.targetAssignmentEpoch);
  const [member] = modern.members;
  assert.equal(member?.memberId, memberId);
  assert.equal(member.upgraded, true);
  assert.equal(member.rackId, 'a');
  assert.deepEqual(member.assignment, places);
  assert.deepEqual(member.targetAssignment, places);
  assert.deepEqual(member.subscribedTopics, ['orders']);
  assert.equal(member.subscribedTopicRegex, undefined);
  assert.equal(outcomes.get('simple')?.value?.isSimpleConsumerGroup, true);
  assert.equal(codeOf(outcomes.get('nobody')?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
  assert.deepEqual([...outcomes.keys()], asked);
});

it('many groups are described by one request to each coordinator, found by one', async () => {
  await using world = await withGroups({ nodes: 3 });
  const admin = world.admin();
  const names = Array.from({ length: 30 }, (_, i) => `group-${i}`);
  for (const name of names) await joinConsumer(world, name);
  const counts = world.counted();
  const described = await world.run(admin.describeConsumerGroups(names));
  assert.equal(described.size, 30);
  assert.deepEqual(Object.fromEntries(counts), { Metadata: 1, FindCoordinator: 1, ConsumerGroupDescribe: 3 });
});

it('an old broker is asked for coordinators one by one, and for classic groups at once', async () => {
  await using world = await withGroups({ asVersion: '2.8' });
  const admin = world.admin();
  const names = ['a', 'b', 'c'];
  for (const groupId of names) await joinClassic(world, { groupId });
  const counts = world.counted();
  const described = await world.run(admin.describeConsumerGroups(names));
  assert.deepEqual(
    Array.from(described.values(), ({ groupState }) => groupState),
    ['Stable', 'Stable', 'Stable'],
  );
  assert.deepEqual(Object.fromEntries(counts), { Metadata: 1, FindCoordinator: 3, DescribeGroups: 1 });
  const gone = await world.run(failure(admin.describeConsumerGroups(['nobody'])));
  assert.equal(codeOf(errorOf(gone, 'nobody')), ErrorCode.GROUP_ID_NOT_FOUND);
});

it('a coordinator that moves in the middle of a call is looked for', async () => {
  await using world = await withGroups({ nodes: 2 });
  const admin = world.admin();
  await joinConsumer(world, 'modern');
  const notHere = (request: { groupIds: string[] }): object => ({
    groups: request.groupIds.map((groupId) => ({ groupId, errorCode: ErrorCode.NOT_COORDINATOR })),
  });
  world.broker.control(ConsumerGroupDescribe, notHere, { times: 1 });
  const lookups = world.counted();
  const described = await world.run(admin.describeConsumerGroups(['modern']));
  assert.equal(described.get('modern')?.members.length, 1);
  assert.equal(lookups.get('FindCoordinator'), 2);
});

it('a coordinator that is lost in the middle of a call is looked for, and the call goes on', async () => {
  await using world = await withGroups({ nodes: 2 });
  const admin = world.admin();
  await joinConsumer(world, 'modern');
  world.broker.control(ConsumerGroupDescribe, () => 'close', { times: 1 });
  const lookups = world.counted();
  assert.equal((await world.run(admin.describeConsumerGroups(['modern']))).size, 1);
  assert.equal(lookups.get('FindCoordinator'), 2);
});

it('one group without coordinator holds up no other, and is told when time is over', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  await joinConsumer(world, 'modern');
  world.broker.control(FindCoordinator, async (_, context) => {
    const answer = await context.forward();
    const coordinators = (answer?.coordinators ?? []).map((each) =>
      each.key === 'lost' ? { ...each, nodeId: -1, host: '', errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE } : each,
    );
    return { ...answer, coordinators };
  });
  const outcomes = await world.run(settled(admin.describeConsumerGroups(['modern', 'lost'], { timeoutMs: 5000 })));
  assert.equal(outcomes.get('modern')?.status, 'fulfilled');
  const { reason } = outcomes.get('lost') ?? {};
  assert.equal(reason?.name, 'TimeoutError');
  assert.match(reason.message, /COORDINATOR_NOT_AVAILABLE/);
});

it('what was told of groups stands when the classic ones among them cannot be asked about', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  await joinConsumer(world, 'modern');
  await joinClassic(world, { groupId: 'classic' });
  const errorCode = ErrorCode.GROUP_AUTHORIZATION_FAILED;
  world.broker.control(DescribeGroups, ({ groups }) => ({ groups: groups.map((groupId) => ({ groupId, errorCode })) }));
  const outcomes = await world.run(settled(admin.describeConsumerGroups(['classic', 'modern'])));
  assert.equal(codeOf(outcomes.get('classic')?.reason), errorCode);
  assert.equal(outcomes.get('modern')?.status, 'fulfilled');
  world.broker.control(DescribeGroups, () => 'hang');
  const slow = await world.run(settled(admin.describeConsumerGroups(['classic', 'modern'], { timeoutMs: 3000 })));
  assert.equal(slow.get('classic')?.reason?.name, 'TimeoutError');
  assert.equal(slow.get('modern')?.status, 'fulfilled');
});

it('describeClassicGroups() tells of any classic group; describeConsumerGroups() only of those of consumers', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  await joinClassic(world, { groupId: 'workers', protocolType: 'connect', metadata: Buffer.from([0, 1, 2]) });
  await joinConsumer(world, 'modern');
  const outcomes = await world.run(settled(admin.describeClassicGroups(['workers', 'modern'])));
  const workers = outcomes.get('workers')?.value;
  assert.equal(workers?.protocolType, 'connect');
  assert.equal(workers.protocolData, 'range');
  assert.deepEqual(workers.members[0]?.assignment, []);
  assert.equal(workers.members[0].subscribedTopics, undefined);
  assert.equal(workers.authorizedOperations, undefined);
  assert.equal(codeOf(outcomes.get('modern')?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
  const error = await world.run(failure(admin.describeConsumerGroups(['workers'])));
  assert.match(error.message, /GROUP_ID_NOT_FOUND.*its protocol type is 'connect'/);
});

it('members of consumers that tell what is none are told all the same', async () => {
  await using world = await withGroups();
  await joinClassic(world, { groupId: 'odd', metadata: Buffer.from([0]) });
  const described = await world.run(world.admin().describeConsumerGroups(['odd']));
  assert.equal(described.get('odd')?.members[0]?.subscribedTopics, undefined);
});

it('authorised operations are told on request, and refused by brokers that are too old', async () => {
  await using world = await withGroups({ asVersion: '1.1' });
  const admin = world.admin();
  await joinClassic(world, { groupId: 'classic' });
  assert.equal((await world.run(admin.describeConsumerGroups(['classic']))).size, 1);
  const asked = admin.describeConsumerGroups(['classic'], { includeAuthorizedOperations: true });
  const error = await world.run(failure(asked));
  assert.match(error.message, /includeAuthorizedOperations needs Kafka 2\.3/);
});

it('deleteConsumerGroups() deletes those that have no members', async () => {
  await using world = await withGroups({ nodes: 3 });
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('simple', [offset]));
  await joinClassic(world, { groupId: 'classic' });
  const outcomes = await world.run(settled(admin.deleteConsumerGroups(['simple', 'classic', 'nobody'])));
  assert.equal(outcomes.get('simple')?.status, 'fulfilled');
  assert.equal(codeOf(outcomes.get('classic')?.reason), ErrorCode.NON_EMPTY_GROUP);
  assert.equal(codeOf(outcomes.get('nobody')?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
  assert.deepEqual(world.broker.groupIds, ['classic']);
});

it('a deletion that was done and whose answer was lost is told as what the next attempt finds', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('simple', [offset]));
  world.broker.control(
    DeleteGroups,
    async (_, context) => {
      await context.forward();
      return 'close' as const;
    },
    { times: 1 },
  );
  const error = await world.run(failure(admin.deleteConsumerGroups(['simple'])));
  assert.equal(codeOf(errorOf(error, 'simple')), ErrorCode.GROUP_ID_NOT_FOUND);
});

it('removeMembersFromConsumerGroup() takes out the named ones, or all', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  const memberId = await joinClassic(world, { groupId: 'dynamic' });
  await joinClassic(world, { groupId: 'static', groupInstanceId: 'first' });
  const named = await world.run(
    settled(
      admin.removeMembersFromConsumerGroup('static', { members: [{ groupInstanceId: 'first' }, { memberId: 'x' }] }),
    ),
  );
  assert.equal(named.get({ groupInstanceId: 'first' })?.status, 'fulfilled');
  assert.equal(codeOf(named.get({ memberId: 'x' })?.reason), ErrorCode.UNKNOWN_MEMBER_ID);
  const all = await world.run(admin.removeMembersFromConsumerGroup('dynamic'));
  assert.deepEqual([...all.keys()], [{ memberId }]);
  const described = await world.run(admin.describeConsumerGroups(['static', 'dynamic']));
  assert.deepEqual(
    Array.from(described.values(), ({ members }) => members.length),
    [0, 0],
  );
  const nobody = await world.run(failure(admin.removeMembersFromConsumerGroup('nobody')));
  assert.equal(codeOf(nobody), ErrorCode.GROUP_ID_NOT_FOUND);
});

it('to remove members needs Kafka 2.4', async () => {
  await using world = await withGroups({ asVersion: '1.1' });
  await joinClassic(world, { groupId: 'group' });
  const error = await world.run(failure(world.admin().removeMembersFromConsumerGroup('group')));
  assert.match(error.message, /to remove members of a group needs Kafka 2\.4/);
});

it('a call that is cancelled in the middle rejects with the reason of its signal', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  await joinConsumer(world, 'modern');
  const stop = new AbortController();
  const control = world.broker.control(ConsumerGroupDescribe, () => 'hang');
  const described = failure(admin.describeConsumerGroups(['modern'], { signal: stop.signal }));
  await world.run(control.seen(1));
  stop.abort(new Error('enough'));
  assert.equal((await world.run(described)).message, 'enough');
});

it('nothing is asked about no groups, and wrong arguments are told before anything is asked', async () => {
  await using world = await withGroups();
  const admin = world.admin();
  const counts = world.counted();
  assert.equal((await world.run(admin.describeConsumerGroups([]))).size, 0);
  assert.equal((await world.run(admin.deleteConsumerGroups([]))).size, 0);
  await assert.rejects(admin.describeConsumerGroups(['a', 'a']), {
    name: 'ConfigError',
    message: /groupIds.*'a' twice/,
  });
  await assert.rejects(admin.deleteShareGroups(['']), /groupIds\.0/);
  // @ts-expect-error -- one id is no list
  await assert.rejects(admin.describeShareGroups('a'), /groupIds/);
  // @ts-expect-error -- a state that there is not
  await assert.rejects(admin.listGroups({ groupStates: ['Sleepy'] }), /groupStates\.0/);
  // @ts-expect-error -- a name that nobody knows
  await assert.rejects(admin.listGroups({ states: ['Stable'] }), /states/);
  await assert.rejects(admin.removeMembersFromConsumerGroup(''), /groupId/);
  const both = [{ memberId: 'x', ...{ groupInstanceId: 'y' } }];
  await assert.rejects(admin.removeMembersFromConsumerGroup('g', { members: both }), /members\.0/);
  assert.equal(counts.size, 0);
});
