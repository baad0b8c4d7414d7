import {
  CreatePartitions,
  DeleteGroups,
  DescribeGroups,
  FindCoordinator,
  ListGroups,
  Metadata,
  OffsetCommit,
  OffsetDelete,
  OffsetFetch,
} from '@k/wire';
import { MemberClient, subscribing } from '../group/support.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Probe } from './probe.ts';

/** What tools ask of groups and topics, beside the groups themselves. */
export async function probeGroupTools(probe: Probe): Promise<void> {
  await probePartitions(probe);
  await probe.topic('read');
  await probe.topic('other');
  for (const group of ['simple', 'members', 'odd', 'none']) {
    await probe.until(
      () => probe.client.request(FindCoordinator, 4, { coordinatorKeys: [probe.name(group)] }),
      ({ coordinators }) => coordinators[0]?.errorCode === 0,
    );
  }
  await probeSimple(probe);
  await probeMembers(probe);
  await probeOtherMembers(probe);
}

async function probePartitions(probe: Probe): Promise<void> {
  await probe.topic('grown');
  const on = (...brokerIds: number[]): { brokerIds: number[] } => ({ brokerIds });
  const { brokers } = await probe.client.request(Metadata, 12, { topics: [] });
  const self = brokers[0]?.nodeId ?? -1;
  const asked: [string, { name?: string; count: number; assignments?: { brokerIds: number[] }[] }[]][] = [
    ['as it is', [{ count: 1 }]],
    ['fewer', [{ count: 0 }]],
    ['a negative number', [{ count: -1 }]],
    ['of an unknown topic', [{ name: 'unknown', count: 2 }]],
    ['of a topic named twice, beside another', [{ count: 2 }, { count: 3 }, { name: 'unknown', count: 2 }]],
    ['with too few assignments', [{ count: 3, assignments: [on(self)] }]],
    ['with no assignments', [{ count: 3, assignments: [] }]],
    ['on no broker', [{ count: 2, assignments: [on()] }]],
    ['on an unknown broker', [{ count: 2, assignments: [on(99)] }]],
    ['on a negative broker', [{ count: 2, assignments: [on(-1)] }]],
    ['on a broker twice', [{ count: 2, assignments: [on(self, self)] }]],
    ['too many', [{ count: 10_002 }]],
    ['very many', [{ count: 2_147_483_647 }]],
    ['as many as there may be', [{ count: 10_001 }]],
    ['more, to try', [{ count: 3 }]],
  ];
  const create = async (
    client: RawClient,
    [topics, validateOnly, version]: [(typeof asked)[0][1], boolean, number],
  ) => {
    const named = topics.map(({ name = 'grown', count, assignments = null }) => ({
      name: probe.name(name),
      count,
      assignments,
    }));
    const body = { topics: named, timeoutMs: 10_000, validateOnly };
    const { results } = await client.request(CreatePartitions, version, body);
    return results.map(({ name, errorCode }) => [probe.short(name), errorCode]);
  };
  for (const [what, topics] of asked) {
    await probe.ask(`partitions: ${what}`, (client) => create(client, [topics, true, 3]));
  }
  for (const version of [0, 1, 2, 3]) {
    await probe.ask(`partitions: one more, v${String(version)}`, (client) =>
      create(client, [[{ count: version + 2 }], false, version]),
    );
  }
  await probe.ask('partitions: one more, placed by hand', (client) =>
    create(client, [[{ count: 6, assignments: [on(self)] }], false, 3]),
  );
  await probe.ask('partitions: they are there', async () => {
    const { topics } = await probe.until(
      () => probe.client.request(Metadata, 12, { topics: [{ name: probe.name('grown') }] }),
      ({ topics: [topic] }) => topic?.partitions.length === 6 && topic.partitions.every((p) => p.errorCode === 0),
    );
    return topics[0]?.partitions
      .map(({ errorCode, partitionIndex, leaderEpoch, replicaNodes, isrNodes }) => [
        errorCode,
        partitionIndex,
        leaderEpoch,
        replicaNodes.length,
        isrNodes.length,
      ])
      .sort(([, a = 0], [, b = 0]) => a - b);
  });
}

function list(probe: Probe, client: RawClient, version: number, filters: object = {}): Promise<unknown> {
  return client.request(ListGroups, version, filters).then(({ errorCode, groups }) => [
    errorCode,
    groups
      .filter(({ groupId }) => groupId !== probe.short(groupId))
      .map(({ groupId, protocolType, groupState, groupType }) => [
        probe.short(groupId),
        protocolType,
        groupState,
        groupType,
      ])
      .sort(),
  ]);
}

/** @param groups each once: Kafka answers what is named twice twice */
async function describe(probe: Probe, client: RawClient, version: number, groups: string[]): Promise<unknown> {
  const includeAuthorizedOperations = version >= 3 ? { includeAuthorizedOperations: true } : {};
  const named = groups.map((group) => (group === '' ? '' : probe.name(group)));
  const answer = await client.request(DescribeGroups, version, { groups: named, ...includeAuthorizedOperations });
  return answer.groups
    .map((group) => [
      probe.short(group.groupId),
      group.errorCode,
      probe.short(group.errorMessage),
      group.groupState,
      group.protocolType,
      group.protocolData,
      group.authorizedOperations,
      group.members
        .map((member) => [
          member.memberId !== '',
          member.groupInstanceId,
          member.clientId,
          member.clientHost,
          probe.short(member.memberMetadata.toString('latin1')),
          member.memberAssignment.toString(),
        ])
        .sort(),
    ])
    .sort();
}

async function remove(probe: Probe, client: RawClient, version: number, groups: string[]): Promise<unknown> {
  const groupsNames = groups.map((group) => (group === '' ? '' : probe.name(group)));
  const { results } = await client.request(DeleteGroups, version, { groupsNames });
  return results
    .map(({ groupId, errorCode, errorMessage }) => [probe.short(groupId), errorCode, probe.short(errorMessage)])
    .sort();
}

async function forget(probe: Probe, client: RawClient, group: string, topics: [string, number[]][]): Promise<unknown> {
  const answer = await client.request(OffsetDelete, 0, {
    groupId: group === '' ? '' : probe.name(group),
    topics: topics.map(([topic, partitions]) => ({
      name: probe.name(topic),
      partitions: partitions.map((partitionIndex) => ({ partitionIndex })),
    })),
  });
  const told = answer.topics.map(({ name, partitions }) => [
    probe.short(name),
    partitions.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]),
  ]);
  return [answer.errorCode, told];
}

/** @param member who commits; nobody for a group without members */
async function commit(probe: Probe, client: RawClient, group: string, topics: string[], member: object = {}) {
  const partitions = [{ partitionIndex: 0, committedOffset: 5n, committedMetadata: '' }];
  const body = { groupId: probe.name(group), ...member, topics: topics.map((name) => ({ name: probe.name(name), partitions })) }; // prettier-ignore
  const answer = await client.request(OffsetCommit, 9, body);
  return answer.topics.map((topic) => topic.partitions[0]?.errorCode);
}

async function committed(probe: Probe, client: RawClient, group: string): Promise<unknown> {
  const { groups } = await client.request(OffsetFetch, 9, { groups: [{ groupId: probe.name(group), topics: null }] });
  return groups[0]?.topics.map(({ name, partitions }) => [probe.short(name), partitions.map((p) => p.committedOffset)]);
}

async function probeSimple(probe: Probe): Promise<void> {
  // A coordinator that is still loading says so first.
  await probe.until(
    () => commit(probe, probe.client, 'simple', ['read', 'other']),
    (codes) => codes.every((code) => code === 0),
  );
  for (const version of [0, 1, 2, 3, 4, 5]) {
    await probe.ask(`list, v${String(version)}`, (client) => list(probe, client, version));
  }
  const filters: [string, object][] = [
    ['empty ones', { statesFilter: [' EMPTY'] }],
    ['stable ones, and some that are none', { statesFilter: ['Stable', 'nonsense'] }],
    ['classic ones', { typesFilter: ['Classic'] }],
    ['types that it has not', { typesFilter: ['consumer', 'nonsense'] }],
    ['empty classic ones', { statesFilter: ['empty', 'dead'], typesFilter: ['consumer', 'classic'] }],
  ];
  for (const [what, filter] of filters) await probe.ask(`list ${what}`, (client) => list(probe, client, 5, filter));
  for (const version of [0, 1, 2, 3, 4, 5, 6]) {
    await probe.ask(`describe without members, v${String(version)}`, (client) =>
      describe(probe, client, version, ['simple', 'none', '']),
    );
  }
  const offsets: [string, string, [string, number[]][]][] = [
    ['of an unknown group', 'none', [['read', [0]]]],
    ['of a group without a name', '', [['read', [0]]]],
    ['of unknown topics and partitions', 'simple', [['read', [9, 0, 0]], ['unknown', [0]]]],
    ['that are gone', 'simple', [['read', [0]]]],
    ['of no topic', 'simple', []],
  ]; // prettier-ignore
  for (const [what, group, topics] of offsets) {
    await probe.ask(`forget offsets ${what}`, (client) => forget(probe, client, group, topics));
  }
  await probe.ask('what is left', (client) => committed(probe, client, 'simple'));
  await probe.ask('delete', (client) => remove(probe, client, 3, ['simple', 'none', '', 'simple']));
  for (const version of [0, 1, 2, 3]) {
    await probe.ask(`delete again, v${String(version)}`, (client) => remove(probe, client, version, ['simple']));
  }
  await probe.ask('list what was deleted', (client) => list(probe, client, 5));
  await probe.ask('describe what was deleted', (client) => describe(probe, client, 6, ['simple']));
  await probe.ask('offsets of what was deleted', (client) => committed(probe, client, 'simple'));
}

async function probeMembers(probe: Probe): Promise<void> {
  const one = await RawClient.tcp(probe.address);
  const member = new MemberClient(one, probe.name('members'));
  const protocols: [string, string][] = [['range', subscribing(probe.name('read'))]];
  const options = { groupInstanceId: 'static', protocols };
  const tell = async (when: string): Promise<void> => {
    await probe.ask(`list ${when}`, (client) => list(probe, client, 5));
    await probe.ask(`describe ${when}`, (client) => describe(probe, client, 6, ['members']));
    await probe.ask(`describe ${when}, v3`, (client) => describe(probe, client, 3, ['members']));
    await probe.ask(`delete ${when}`, (client) => remove(probe, client, 3, ['members']));
    await probe.ask(`forget offsets ${when}`, (client) => forget(probe, client, 'members', [['read', [0]], ['other', [0]]])); // prettier-ignore
  };
  await member.join(options);
  await tell('before the assignment');
  await member.sync({ [member.memberId]: 'all of it' });
  const { memberId, generationId: generationIdOrMemberEpoch } = member;
  const claim = { memberId, groupInstanceId: 'static', generationIdOrMemberEpoch };
  await probe.ask('a member commits', (client) => commit(probe, client, 'members', ['read', 'other'], claim));
  await tell('with a member');
  await probe.ask('what is left with a member', (client) => committed(probe, client, 'members'));
  const other = await RawClient.tcp(probe.address);
  const second = new MemberClient(other, probe.name('members'));
  const joining = second.joinWithId({ protocols });
  await probe.until(
    () => member.heartbeat('static'),
    (code) => code !== 0,
  );
  await tell('while it joins anew');
  await Promise.all([member.join(options), joining]);
  await member.leave();
  await second.leave();
  one.close();
  other.close();
}

async function probeOtherMembers(probe: Probe): Promise<void> {
  const one = await RawClient.tcp(probe.address);
  // Consumers whose metadata nobody can read: they may be reading anything.
  const member = new MemberClient(one, probe.name('odd'));
  await member.joinWithId({ protocols: [['range', 'm']] });
  await member.sync({ [member.memberId]: 'x' });
  const { memberId, generationId: generationIdOrMemberEpoch } = member;
  await commit(probe, one, 'odd', ['read'], { memberId, generationIdOrMemberEpoch });
  await probe.ask('forget offsets of who knows what', (client) => forget(probe, client, 'odd', [['read', [0]]]));
  await probe.ask('describe who knows what', (client) => describe(probe, client, 6, ['odd']));
  await member.leave();
  await probe.ask('describe after all left', (client) => describe(probe, client, 6, ['odd']));
  await probe.ask('list after all left', (client) => list(probe, client, 5, { statesFilter: ['Empty'] }));
  await probe.ask('forget offsets after all left', (client) => forget(probe, client, 'odd', [['read', [0]]]));
  await probe.ask('delete after all left', (client) => remove(probe, client, 2, ['odd']));
  one.close();
}
