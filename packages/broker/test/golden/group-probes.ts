import {
  FindCoordinator,
  Heartbeat,
  JoinGroup,
  LeaveGroup,
  OffsetCommit,
  OffsetFetch,
  SyncGroup,
  type JoinGroupResponse,
} from '@k/wire';
import { MemberClient } from '../group/support.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Probe } from './probe.ts';

/** The answer with ids replaced by whether they are there. */
function joined(response: JoinGroupResponse): unknown[] {
  const { errorCode, generationId, protocolType, protocolName, leader, memberId, members, skipAssignment } = response;
  return [
    errorCode,
    generationId,
    protocolType,
    protocolName,
    leader !== '',
    memberId !== '',
    members.length,
    skipAssignment,
  ];
}

export async function probeGroups(probe: Probe): Promise<void> {
  const topicId = await probe.topic('offsets');
  await probe.until(
    () => probe.client.request(FindCoordinator, 4, { coordinatorKeys: [probe.name('g')] }),
    ({ coordinators }) => coordinators[0]?.errorCode === 0,
  );
  const clients = [await RawClient.tcp(probe.address), await RawClient.tcp(probe.address)] as const;
  await probeMembers(probe, clients);
  await probeStatic(probe, clients);
  await probeOffsets(probe, topicId);
  for (const client of clients) client.close();
}

type Pair = readonly [RawClient, RawClient];

function commit(client: RawClient, probe: Probe, group: string, claim: object, committedMetadata = 'm', version = 9) {
  const partitions = [{ partitionIndex: 0, committedOffset: 5, committedMetadata }];
  const body = { groupId: group, ...claim, topics: [{ name: probe.name('offsets'), partitions }] };
  return client.request(OffsetCommit, version, body).then(({ topics }) => topics[0]?.partitions[0]?.errorCode);
}

async function probeMembers(probe: Probe, [one, other]: Pair): Promise<void> {
  const groupId = probe.name('g');
  const [a, b] = [new MemberClient(one, groupId), new MemberClient(other, groupId)];
  // A coordinator that is still loading says so first.
  await probe.until(
    () => commit(one, probe, probe.name('warm'), {}),
    (code) => code === 0,
  );
  const mine = (): object => ({ memberId: a.memberId, generationIdOrMemberEpoch: a.generationId });
  await probe.ask('join without an id', async () => joined(await a.join()));
  await probe.ask('join with it', async () => joined(await a.join()));
  await probe.ask('heartbeat before sync', () => a.heartbeat());
  await probe.ask('commit before sync', () => commit(one, probe, groupId, mine()));
  await probe.ask('join again before sync', async () => joined(await a.join()));
  const sync = { groupId, generationId: 1, memberId: a.memberId };
  await probe.ask('sync with another protocol', async () => {
    return (await one.request(SyncGroup, 5, { ...sync, protocolType: 'x', protocolName: 'range' })).errorCode;
  });
  await probe.ask('sync without a protocol', async () => (await one.request(SyncGroup, 5, sync)).errorCode);
  await probe.ask('sync', async () => {
    const { errorCode, protocolType, protocolName, assignment } = await a.sync({ [a.memberId]: 'all' });
    return [errorCode, protocolType, protocolName, assignment.toString()];
  });
  await probe.ask('sync again', async () => (await a.sync()).assignment.toString());
  const claims: [string, () => object, string?][] = [
    ['as a member', mine],
    ['of an old generation', () => ({ ...mine(), generationIdOrMemberEpoch: 0 })],
    ['without a generation', () => ({ memberId: a.memberId, generationIdOrMemberEpoch: -1 })],
    ['as somebody else', () => ({ ...mine(), memberId: 'zz' })],
    ['as nobody', () => ({})],
    ['with much metadata', mine, 'x'.repeat(5000)],
  ];
  for (const [what, claim, metadata] of claims) {
    await probe.ask(`commit ${what}`, () => commit(one, probe, groupId, claim(), metadata));
  }
  const join = { groupId, sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, protocolType: 'consumer', protocols: [{ name: 'range', metadata: Buffer.from('m') }] }; // prettier-ignore
  const joins: [string, object, number][] = [
    ['with other protocols', { protocols: [{ name: 'other', metadata: Buffer.from('x') }] }, 9],
    ['without protocols', { protocols: [] }, 9],
    ['with a short session', { sessionTimeoutMs: 5 }, 9],
    ['with a short session in v5', { sessionTimeoutMs: 5 }, 5],
    ['as an unknown member', { memberId: 'zzz' }, 9],
    ['a group without a name', { groupId: '' }, 9],
  ];
  for (const [what, changes, version] of joins) {
    await probe.ask(`join ${what}`, async () =>
      joined(await other.request(JoinGroup, version, { ...join, ...changes })),
    );
  }
  await probe.ask('two members', async () => {
    const joining = b.joinWithId();
    const told = await probe.until(
      () => a.heartbeat(),
      (code) => code !== 0,
    );
    const [first, second] = await Promise.all([a.join(), joining]);
    const waiting = b.sync();
    const assigned = await a.sync({ [a.memberId]: 'A', [b.memberId]: 'B' });
    return [told, joined(first), joined(second), assigned.assignment.toString(), (await waiting).assignment.toString()];
  });
  await probe.ask('a follower joins again', async () => joined(await b.join()));
  await probe.ask('leave, twice', async () => [await b.leave(), await b.leave()]);
  await probe.ask('heartbeats after a leave', async () => [await a.heartbeat(), await b.heartbeat()]);
  await probe.ask('sync after a leave', async () => (await a.sync()).errorCode);
  await probe.ask('commit after a leave', () => commit(one, probe, groupId, mine()));
  await probe.ask('leave in v2, twice', async () => {
    const leave = async (): Promise<number> =>
      (await one.request(LeaveGroup, 2, { groupId, memberId: a.memberId })).errorCode;
    return [await leave(), await leave()];
  });
  await probe.ask('leave an unknown group', async () => {
    const response = await one.request(LeaveGroup, 5, { groupId: probe.name('none'), members: [{ memberId: 'q' }] });
    return [response.errorCode, response.members.map(({ errorCode }) => errorCode)];
  });
  for (const unknown of [probe.name('none'), '']) {
    await probe.ask(`heartbeat in ${unknown === '' ? 'a group without a name' : 'an unknown group'}`, async () => {
      return (await one.request(Heartbeat, 4, { groupId: unknown, memberId: 'q', generationId: 1 })).errorCode;
    });
  }
  for (const version of [8, 9]) {
    await probe.ask(`commit in an unknown group, v${String(version)}`, () =>
      commit(one, probe, probe.name('none'), { memberId: 'q', generationIdOrMemberEpoch: 1 }, 'm', version),
    );
  }
}

async function probeStatic(probe: Probe, [one, other]: Pair): Promise<void> {
  const groupId = probe.name('static');
  const instance = { groupInstanceId: 'i' };
  const [first, second, third] = [one, other, one].map((client) => new MemberClient(client, groupId)) as [MemberClient, MemberClient, MemberClient]; // prettier-ignore
  await probe.ask('static: join', async () => joined(await first.join(instance)));
  await probe.ask('static: sync', async () => (await first.sync({ [first.memberId]: 'mine' })).assignment.toString());
  await probe.ask('static: return', async () => [
    joined(await second.join(instance)),
    (await second.sync()).assignment.toString(),
  ]);
  await probe.ask('static: heartbeats', async () => [
    await first.heartbeat('i'),
    await first.heartbeat(),
    await second.heartbeat('i'),
  ]);
  await probe.ask('static: return in v8', async () => {
    const response = await third.join({ ...instance, version: 8 });
    return [joined(response), response.leader === second.memberId];
  });
}

async function probeOffsets(probe: Probe, topicId: string): Promise<void> {
  const name = probe.name('offsets');
  await probe.ask('commit without a group', (client) => commit(client, probe, '', {}));
  await probe.ask('commit to an unknown topic', async (client) => {
    const topics = [{ name: probe.name('nope'), partitions: [{ partitionIndex: 0, committedOffset: 1 }] }];
    return (await client.request(OffsetCommit, 9, { groupId: probe.name('simple'), topics })).topics[0]?.partitions[0]
      ?.errorCode;
  });
  const asked = [
    { name, partitionIndexes: [0, 7] },
    { name: probe.name('nope'), partitionIndexes: [0] },
  ];
  const byId = [topicId, `${'B'.repeat(21)}A`].map((id) => ({ topicId: id, partitionIndexes: [0] }));
  const bodies: [string, number, object][] = [
    ['', 9, { groups: [{ groupId: probe.name('g'), topics: asked }] }],
    [' of an unknown group', 9, { groups: [{ groupId: probe.name('none'), topics: null }] }],
    [' by id', 10, { groups: [{ groupId: probe.name('g'), topics: byId }] }],
    [' in v1', 1, { groupId: probe.name('none'), topics: [{ name, partitionIndexes: [0] }] }],
    [' of everything in v7', 7, { groupId: probe.name('warm'), topics: null }],
  ];
  for (const [what, version, body] of bodies) {
    await probe.ask(`offsets${what}`, async (client) => {
      const response = await client.request(OffsetFetch, version, body);
      return (version >= 8 ? response.groups : [response]).map(({ errorCode, topics }) => [
        errorCode,
        topics.map((topic) => [
          probe.short(topic.name),
          topic.partitions.map((p) => [
            p.partitionIndex,
            p.committedOffset,
            p.committedLeaderEpoch,
            p.metadata,
            p.errorCode,
          ]),
        ]),
      ]);
    });
  }
}
