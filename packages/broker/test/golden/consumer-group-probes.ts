import {
  DeleteTopics,
  CreateTopics,
  EndTxn,
  FindCoordinator,
  Heartbeat,
  OffsetCommit,
  OffsetFetch,
  TxnOffsetCommit,
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
} from '@k/wire';
import { ConsumerClient, describeGroup } from '../group/consumer-support.ts';
import { MemberClient } from '../group/support.ts';
import { RawClient } from '../support/raw-client.ts';
import { TransactionalClient } from '../transaction/support.ts';
import { classicAssignment, classicSubscription, readClassicAssignment } from '../group/classic-consumer.ts';
import type { Probe } from './probe.ts';

/** A member that asks as it goes along; topics are told by name, as ids differ from run to run. */
class Asking extends ConsumerClient {
  readonly #probe: Probe;
  readonly #names: ReadonlyMap<string, string>;
  readonly #what: string;

  constructor(stage: Stage, id: string, group: string) {
    super(stage.client, id, stage.probe.name(group));
    this.#probe = stage.probe;
    this.#names = stage.names;
    this.#what = `${group}: ${id}`;
  }

  override async send(
    more: Partial<ConsumerGroupHeartbeatRequest> = {},
    version = 1,
  ): Promise<ConsumerGroupHeartbeatResponse> {
    const response = await super.send(more, version);
    const { errorCode, errorMessage, memberEpoch, heartbeatIntervalMs, assignment } = response;
    const partitions = assignment?.topicPartitions.map((each): [string, number[]] => [
      this.#names.get(each.topicId) ?? 'unknown',
      [...each.partitions].sort((a, b) => a - b),
    ]);
    await this.#probe.ask(this.#next(), () =>
      Promise.resolve({
        ...(errorCode === 0 ? {} : { errorCode, errorMessage: this.#probe.short(errorMessage) }),
        memberEpoch,
        heartbeatIntervalMs,
        partitions: partitions?.sort(([one], [other]) => (one < other ? -1 : 1)) ?? null,
      }),
    );
    return response;
  }

  #next(): string {
    for (let step = 1; ; step++) {
      const what = `${this.#what}, ${String(step)}`;
      if (!(what in this.#probe.answers)) return what;
    }
  }
}

interface Stage {
  readonly probe: Probe;
  readonly client: RawClient;
  /** Of topics, by id. */
  readonly names: Map<string, string>;
}

/** What heartbeats of scripted members get, and what those of the classic protocol beside them. */
export async function probeConsumerGroups(probe: Probe): Promise<void> {
  await probe.until(
    () => probe.client.request(FindCoordinator, 4, { coordinatorKeys: [probe.name('g')] }),
    ({ coordinators }) => coordinators[0]?.errorCode === 0,
  );
  const client = await RawClient.tcp(probe.address);
  const stage = { probe, client, names: new Map<string, string>() };
  // The order in which assignors walk over topics is that of their ids, which are of chance: one topic each.
  await topic(stage, 'four', 4);
  await topic(stage, 'six', 6);
  // A coordinator that is still loading, or does not know of the topics yet.
  const warm = new ConsumerClient(client, 'w', probe.name('warm'));
  await probe.until(
    () => warm.join(['four', 'six'].map((each) => probe.name(each))),
    ({ assignment }) => assignment?.topicPartitions.length === 2,
  );
  for (const scene of [
    badRequests,
    share,
    assignors,
    subscriptions,
    staticMembers,
    renamedMembers,
    fullGroup,
    lostAnswers,
    regexes,
    offsets,
    upgrade,
    downgrade,
    edges,
  ]) {
    await scene(stage);
  }
  client.close();
}

async function topic({ probe, client, names }: Stage, short: string, numPartitions: number): Promise<string> {
  const name = probe.name(short);
  const { topics } = await client.request(CreateTopics, 7, {
    timeoutMs: 10_000,
    topics: [{ name, numPartitions, replicationFactor: 1 }],
  });
  const id = topics[0]?.topicId ?? '';
  names.set(id, short);
  return id;
}

async function describe(stage: Stage, group: string, what: string): Promise<void> {
  const { probe, client, names } = stage;
  await probe.ask(`${group}: ${what}`, async () => {
    const described = await describeGroup(client, probe.name(group));
    const told = ({ topicPartitions }: (typeof described.members)[number]['assignment']): unknown =>
      topicPartitions
        .map(({ topicId, partitions }) => [names.get(topicId), [...partitions].sort((a, b) => a - b)])
        .sort();
    return {
      ...described,
      groupId: group,
      errorMessage: probe.short(described.errorMessage),
      members: described.members
        .map((member) => ({
          ...member,
          memberId: member.memberId.length > 10 ? 'given by the coordinator' : member.memberId,
          subscribedTopicNames: member.subscribedTopicNames.map((name) => probe.short(name)).sort(),
          subscribedTopicRegex: probe.short(member.subscribedTopicRegex),
          assignment: told(member.assignment),
          targetAssignment: told(member.targetAssignment),
        }))
        .sort((one, other) => (one.memberId < other.memberId ? -1 : 1)),
    };
  });
}

async function badRequests(stage: Stage): Promise<void> {
  const group = 'bad';
  const t = stage.probe.name('four');
  const m = new Asking(stage, 'm', group);
  await m.send({ memberEpoch: 5 });
  await m.join([t], { rebalanceTimeoutMs: -1 });
  await m.join([t], { topicPartitions: null });
  await m.join([t], { topicPartitions: [{ topicId: [...stage.names.keys()][0] as string, partitions: [0] }] });
  await m.join(null);
  await m.join([t], { memberId: ' ' });
  await m.join([t], { instanceId: '' });
  await m.join([t], { rackId: ' ' });
  await m.join([t], { serverAssignor: 'sticky' });
  await m.join(null, { subscribedTopicRegex: 'a(' });
  await m.join(null, { subscribedTopicRegex: '[z-a]' });
  await m.join(null, { subscribedTopicRegex: 'x**' });
  await m.join(null, { subscribedTopicRegex: '(?<!a)b' });
  await m.send({ memberEpoch: -2 });
  await m.send({ memberEpoch: -3 });
  await m.send({ memberEpoch: -1 });
  await new Asking(stage, '', group).send({ memberEpoch: 3 });
  await describe(stage, group, 'was not made');
  await m.join([t]);
  await m.send({ memberEpoch: 9 });
  await m.send({ memberId: 'other', memberEpoch: 2 });
  await new Asking(stage, 'gone', group).leave();
  await new Asking(stage, 'stays', group).leave(-2, { instanceId: 'nobody' });
  await m.leave();
  await m.leave();
  await describe(stage, group, 'is empty');
}

async function share(stage: Stage): Promise<void> {
  const group = 'share';
  const t = stage.probe.name('four');
  const [a, b, c] = ['a', 'b', 'c'].map((id) => new Asking(stage, id, group)) as [Asking, Asking, Asking];
  await a.join([t]);
  await a.send();
  await a.follow();
  await b.join([t]);
  await describe(stage, group, 'reconciles');
  await b.say();
  await a.say();
  await describe(stage, group, 'revokes');
  await a.send();
  await a.follow();
  await b.send();
  await b.follow();
  await b.send();
  await describe(stage, group, 'is stable');
  await c.join([t]);
  await a.say();
  await b.say();
  await a.follow();
  await b.follow();
  await c.say();
  await c.follow();
  await b.leave();
  await a.send();
  await c.send();
  await a.follow();
  await c.follow();
  await describe(stage, group, 'has two left');
  // It forgets all and joins again.
  await a.join([t]);
  await a.follow();
}

async function assignors(stage: Stage): Promise<void> {
  const group = 'assignors';
  const names = ['four', 'six'].map((each) => stage.probe.name(each));
  const a = new Asking(stage, 'a', group);
  const b = new Asking(stage, 'b', group);
  await a.join(names, { serverAssignor: 'range' });
  await b.join(names);
  await describe(stage, group, 'goes by range');
  await a.follow();
  await a.follow();
  await b.say();
  await b.follow();
  await a.send({ serverAssignor: 'uniform' });
  await describe(stage, group, 'goes by uniform');
  // Never as many for one as for the other: which wins then is up to Java's hash maps.
  await a.send({ serverAssignor: 'range' });
  const c = new Asking(stage, 'c', group);
  await c.join(names);
  await describe(stage, group, 'goes by range again');
}

async function subscriptions(stage: Stage): Promise<void> {
  const group = 'subscriptions';
  const [four, six] = ['four', 'six'].map((each) => stage.probe.name(each)) as [string, string];
  const a = new Asking(stage, 'a', group);
  const b = new Asking(stage, 'b', group);
  await a.join([four]);
  await b.join([six, stage.probe.name('missing')]);
  await a.follow();
  await b.follow();
  await a.send({ subscribedTopicNames: [four, six] });
  await b.say();
  await b.follow();
  await a.follow();
  await a.follow();
  await a.send({ subscribedTopicNames: [six] });
  await a.say();
  await a.follow();
  await a.send({ subscribedTopicNames: [] });
  await a.follow();
  await b.say();
  await describe(stage, group, 'has a member that wants nothing');
  const later = await topic(stage, 'missing', 2);
  await stage.probe.until(
    async () => new ConsumerClient(stage.client, 'x', stage.probe.name('watch')).join([stage.probe.name('missing')]),
    ({ assignment }) => (assignment?.topicPartitions.length ?? 0) > 0,
  );
  await b.send();
  await b.follow();
  await stage.client.request(DeleteTopics, 6, { topics: [{ topicId: later }], timeoutMs: 10_000 });
  await stage.probe.until(
    async () => new ConsumerClient(stage.client, 'y', stage.probe.name('gone')).join([stage.probe.name('missing')]),
    ({ assignment }) => assignment?.topicPartitions.length === 0,
  );
  await b.send();
  await b.follow();
  await describe(stage, group, 'lost a topic');
}

async function staticMembers(stage: Stage): Promise<void> {
  const group = 'static';
  const t = stage.probe.name('four');
  const member = (id: string): Asking => new Asking(stage, id, group);
  const [a, other, b] = [member('a'), member('other'), member('b')];
  await a.join([t], { instanceId: 'i' });
  await a.follow();
  await other.join([t], { instanceId: 'i' });
  await other.send({ memberEpoch: 2, instanceId: 'i' });
  await a.send({ instanceId: 'j' });
  await a.send({ instanceId: 'i' });
  await b.join([t]);
  await a.say();
  await a.follow();
  await b.say();
  await b.follow();
  await a.leave(-2, { instanceId: 'i' });
  await describe(stage, group, 'keeps the place of one');
  await b.say();
  const again = member('again');
  await again.join([t], { instanceId: 'i' });
  await describe(stage, group, 'has it back');
  await again.follow();
  await a.send({ instanceId: 'i', memberEpoch: 2 });
  await again.leave(-2, { instanceId: 'i' });
  const changed = member('changed');
  await changed.join([stage.probe.name('six')], { instanceId: 'i' });
  await changed.follow();
  await changed.follow();
  await changed.leave(-1, { instanceId: 'i' });
  await b.say();
  await describe(stage, group, 'lost one for good');
}

/** A member that joins again under another instance id, and others that want the one it had. */
async function renamedMembers(stage: Stage): Promise<void> {
  const group = 'renamed';
  const t = stage.probe.name('four');
  const member = (id: string): Asking => new Asking(stage, id, group);
  const [a, b] = [member('a'), member('b')];
  await a.join([t], { instanceId: 'i' });
  await a.follow();
  await a.join([t], { instanceId: 'j' });
  await describe(stage, group, 'has a member of another name');
  await b.join([t], { instanceId: 'i' });
  await describe(stage, group, 'has the former name, or not');
  await a.leave(-1, { instanceId: 'j' });
  await b.join([t], { instanceId: 'i' });
  await describe(stage, group, 'lost the renamed one');
}

/** A group of as many members as the broker lets in, which are four. */
async function fullGroup(stage: Stage): Promise<void> {
  const group = 'full';
  const t = stage.probe.name('four');
  const member = (id: string): Asking => new Asking(stage, id, group);
  const [a, b] = [member('a'), member('b')];
  await a.join([t], { instanceId: 'i' });
  for (const each of [b, member('c'), member('d')]) await each.join([t]);
  await member('e').join([t]);
  await member('f').join([t], { instanceId: 'f' });
  await member('other').join([t], { instanceId: 'i' });
  await a.leave(-2, { instanceId: 'i' });
  await member('again').join([t], { instanceId: 'i' });
  const old = classic(stage, group);
  await stage.probe.ask(`${group}: a classic member joins`, async () => {
    const metadata = classicSubscription([t], {});
    return (await old.join({ protocols: [['range', metadata]] })).errorCode;
  });
  await b.leave();
  await member('late').join([t], { instanceId: 'i' });
  await describe(stage, group, 'let in who there was room for');
}

async function lostAnswers(stage: Stage): Promise<void> {
  const group = 'lost';
  const t = stage.probe.name('four');
  const a = new Asking(stage, 'a', group);
  const b = new Asking(stage, 'b', group);
  await a.join([t]);
  await a.follow();
  await b.join([t]);
  await a.say();
  const before = a.epoch;
  await a.follow();
  // As if the last answer had not come.
  await a.send({ memberEpoch: before });
  const owned = Object.entries(a.owned).map(([topicId, partitions]) => ({ topicId, partitions: [...partitions] }));
  await a.send({ memberEpoch: before, topicPartitions: owned });
  const all = owned.map(({ topicId }) => ({ topicId, partitions: [0, 1, 2, 3] }));
  await a.send({ memberEpoch: before, topicPartitions: all });
  await a.send({ memberEpoch: before - 1, topicPartitions: owned });
  await a.say();
}

async function regexes(stage: Stage): Promise<void> {
  const group = 'regex';
  const prefix = stage.probe.name('');
  const a = new Asking(stage, 'a', group);
  const b = new Asking(stage, 'b', group);
  await a.join(null, { subscribedTopicRegex: `${prefix}fou.` });
  const settled = async (epoch: number): Promise<void> => {
    await stage.probe.until(
      () => describeGroup(stage.client, stage.probe.name(group)),
      ({ groupEpoch }) => groupEpoch >= epoch,
    );
  };
  await settled(2);
  await a.send();
  await a.follow();
  await b.join(null, { subscribedTopicRegex: `${prefix}fou.` });
  await a.say();
  await a.follow();
  await b.say();
  await b.follow();
  await describe(stage, group, 'matches one topic');
  await b.send({ subscribedTopicRegex: '' });
  await b.follow();
  await b.send({ subscribedTopicNames: [stage.probe.name('six')] });
  await a.say();
  await b.follow();
  await describe(stage, group, 'has a member by name');
  await a.leave();
  await describe(stage, group, 'has no expression left');
}

async function offsets(stage: Stage): Promise<void> {
  const { probe, client } = stage;
  const group = 'offsets';
  const t = probe.name('four');
  const groupId = probe.name(group);
  const a = new Asking(stage, 'a', group);
  const b = new Asking(stage, 'b', group);
  await a.join([t]);
  await a.follow();
  await b.join([t]);
  await a.say();
  await a.follow();
  await b.say();
  await b.follow();
  const commit = async (
    memberId: string,
    epoch: number,
    partitions: readonly number[],
    version = 9,
  ): Promise<unknown> => {
    const topics = [
      { name: t, partitions: partitions.map((partitionIndex) => ({ partitionIndex, committedOffset: 1 })) },
    ];
    const response = await client.request(OffsetCommit, version, {
      groupId,
      memberId,
      generationIdOrMemberEpoch: epoch,
      topics,
    });
    return response.topics[0]?.partitions.map((each) => [each.partitionIndex, each.errorCode]).sort();
  };
  const commits: [string, string, number, readonly number[], number?][] = [
    ['as a member', 'a', 3, [0, 1]],
    ['what it does not have', 'a', 3, [3]],
    ['with the epoch before', 'a', 2, [0, 1]],
    ['with the epoch before, what it does not have', 'a', 2, [0, 3]],
    ['with an epoch before it had it', 'b', 2, [2]],
    ['with an epoch to come', 'a', 4, [0]],
    ['in an old version', 'a', 3, [0], 8],
    ['as somebody else', 'zz', 3, [0]],
    ['as nobody', '', -1, [0]],
    ['a partition that is not there', 'a', 3, [0, 9]],
  ];
  for (const [what, ...args] of commits) await probe.ask(`${group}: commits ${what}`, () => commit(...args));
  const fetches: [string, string | null, number][] = [
    ['as a member', 'a', 3],
    ['with an old epoch', 'a', 2],
    ['with an epoch to come', 'a', 9],
    ['as somebody else', 'zz', 3],
    ['as nobody', null, -1],
    ['without an epoch', 'a', -1],
  ];
  for (const [what, memberId, memberEpoch] of fetches) {
    await probe.ask(`${group}: fetches ${what}`, async () => {
      const groups = [{ groupId, memberId, memberEpoch, topics: [{ name: t, partitionIndexes: [0] }] }];
      const response = await client.request(OffsetFetch, 9, { groups });
      return response.groups.map(({ errorCode, topics }) => [errorCode, topics[0]?.partitions[0]?.committedOffset]);
    });
  }
  await transactionalOffsets(stage, groupId);
  await a.leave();
  await b.leave();
  await probe.ask(`${group}: commits to the empty group`, () => commit('', -1, [0]));
  await probe.ask(`${group}: commits to the empty group as a member`, () => commit('a', 3, [0]));
}

/** The same in a transaction: as the members of {@link offsets}, a in epoch 3 with partitions 0 and 1, b with 2 and 3. */
async function transactionalOffsets({ probe, client, names }: Stage, groupId: string): Promise<void> {
  const { transactionalId, producerId, producerEpoch } = await transaction(probe, client);
  const [topicId = ''] = names.keys();
  const commit = async (
    asking: RawClient,
    memberId: string,
    generationIdOrMemberEpoch: number,
    partitions: readonly number[],
    version = 5,
  ): Promise<unknown> => {
    const entries = partitions.map((partitionIndex) => ({ partitionIndex, committedOffset: 1 }));
    const response = await asking.request(TxnOffsetCommit, version, {
      ...{ transactionalId, producerId, producerEpoch },
      ...{ groupId, memberId, generationIdOrMemberEpoch },
      topics: [version < 6 ? { name: probe.name('four'), partitions: entries } : { topicId, partitions: entries }],
    });
    return response.topics[0]?.partitions.map((each) => [each.partitionIndex, each.errorCode]).sort();
  };
  const commits: [string, string, number, readonly number[], number?][] = [
    ['as a member', 'a', 3, [0, 1]],
    ['with the epoch before', 'a', 2, [0, 1]],
    ['with the epoch before, what it does not have', 'a', 2, [0, 3]],
    ['with an epoch before it had it', 'b', 2, [2]],
    ['with an epoch to come', 'a', 4, [0]],
    ['in an old version', 'a', 3, [0], 4],
    ['in an old version, with an epoch before it had it', 'b', 2, [2], 4],
    ['by topic id, with an epoch before it had it', 'b', 2, [2], 6],
    ['as somebody else', 'zz', 3, [0]],
    ['as nobody', '', -1, [0]],
    ['as a member without an epoch', 'a', -1, [0]],
  ];
  for (const [what, ...args] of commits) {
    await probe.ask(`offsets: commits in a transaction ${what}`, (asking) => commit(asking, ...args));
  }
  await client.request(EndTxn, 4, { transactionalId, producerId, producerEpoch, committed: false });
}

/** A transaction that has the offsets of the group, so that clients of all ages can commit in it. */
async function transaction(probe: Probe, client: RawClient): Promise<TransactionalClient> {
  const producer = new TransactionalClient(client, probe.name('producer'));
  await probe.until(
    () => client.request(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [producer.transactionalId] }),
    ({ coordinators }) => coordinators[0]?.errorCode === 0,
  );
  await probe.until(
    () => producer.init(),
    (code) => code === 0,
  );
  await probe.until(
    () => producer.addOffsets(probe.name('offsets')),
    (code) => code === 0,
  );
  return producer;
}

function classic(stage: Stage, group: string): MemberClient {
  return new MemberClient(stage.client, stage.probe.name(group));
}

/** The answer to JoinGroup and SyncGroup, and to a heartbeat after them. */
async function rejoin(
  stage: Stage,
  what: string,
  member: MemberClient,
  owned: readonly number[],
  more: { readonly groupInstanceId?: string } = {},
): Promise<void> {
  const t = stage.probe.name('six');
  await stage.probe.ask(`${what} joins`, async () => {
    const metadata = classicSubscription([t], { [t]: owned });
    const joined = await member.join({ protocols: [['range', metadata]], ...more });
    const { errorCode, generationId, protocolType, protocolName, leader, members, skipAssignment } = joined;
    return {
      errorCode,
      generationId,
      protocolType,
      protocolName,
      leader: leader !== '',
      members: members.length,
      skipAssignment,
    };
  });
  await stage.probe.ask(`${what} syncs`, async () => {
    const { errorCode, protocolType, protocolName, assignment } = await member.sync(
      {},
      5,
      more.groupInstanceId ?? null,
    );
    return {
      errorCode,
      protocolType,
      protocolName,
      assignment: readClassicAssignment(assignment).map(([name, ids]) => [stage.probe.short(name), ids]),
    };
  });
  await stage.probe.ask(`${what} beats`, () => member.heartbeat(more.groupInstanceId ?? null));
}

/** A classic group becomes a consumer group with its member in it, and a classic one again when the others have left. */
async function upgrade(stage: Stage): Promise<void> {
  const group = 'upgrade';
  const { probe } = stage;
  const t = probe.name('six');
  const old = classic(stage, group);
  const metadata = classicSubscription([t], {});
  await old.joinWithId({ protocols: [['range', metadata]] });
  const generation = old.generationId;
  await probe.ask(`${group}: the generation at first`, () => Promise.resolve(generation));
  await old.sync({ [old.memberId]: classicAssignment(t, [0, 1, 2, 3, 4, 5]) });
  const a = new Asking(stage, 'a', group);
  await a.send({ memberEpoch: 2 });
  await a.join([t]);
  await probe.ask(`${group}: old beats`, () => old.heartbeat());
  await describe(stage, group, 'is mixed');
  await rejoin(stage, `${group}: old`, old, [0, 1, 2, 3, 4, 5]);
  await rejoin(stage, `${group}: old, having given up,`, old, [0, 1, 2]);
  await a.say();
  await a.follow();
  await probe.ask(`${group}: old leads no more`, () => old.heartbeat());
  const second = classic(stage, group);
  await rejoin(stage, `${group}: second, without an id,`, second, []);
  await rejoin(stage, `${group}: second`, second, []);
  await probe.ask(`${group}: old is told of the second`, () => old.heartbeat());
  await rejoin(stage, `${group}: old after the second`, old, [0, 1]);
  await a.say();
  await a.follow();
  await rejoin(stage, `${group}: second, when all gave up,`, second, []);
  const wrong = classic(stage, group);
  await probe.ask(`${group}: another protocol`, async () => {
    wrong.memberId = 'wrong';
    return (await wrong.join({ protocols: [['roundrobin', metadata]] })).errorCode;
  });
  await probe.ask(`${group}: no subscription`, async () => {
    wrong.memberId = 'wrong';
    return (await wrong.join({ protocols: [['range', 'no subscription at all']] })).errorCode;
  });
  await probe.ask(`${group}: a member of the new protocol in the classic one`, async () => {
    const response = await stage.client.request(Heartbeat, 4, {
      groupId: probe.name(group),
      memberId: 'a',
      generationId: a.epoch,
    });
    return response.errorCode;
  });
  await a.leave();
  await describe(stage, group, 'is classic again');
  await probe.ask(`${group}: old is told of that`, () => old.heartbeat());
  await probe.ask(`${group}: both join again`, async () => {
    const other = await RawClient.tcp(probe.address);
    const twin = new MemberClient(other, probe.name(group));
    twin.memberId = second.memberId;
    const joins = await Promise.all([
      old.join({ protocols: [['range', metadata]] }),
      twin.join({ protocols: [['range', metadata]] }),
    ]);
    other.close();
    return joins.map(({ errorCode, generationId, protocolName }) => ({ errorCode, generationId, protocolName }));
  });
}

/** A static member comes back as a classic one, and with it the group. */
async function downgrade(stage: Stage): Promise<void> {
  const group = 'downgrade';
  const { probe } = stage;
  const t = probe.name('six');
  const a = new Asking(stage, 'a', group);
  await a.join([t], { instanceId: 'i' });
  await a.follow();
  const back = classic(stage, group);
  await rejoin(stage, `${group}: back`, back, [], { groupInstanceId: 'i' });
  await describe(stage, group, 'is classic');
  await rejoin(stage, `${group}: back again`, back, [], { groupInstanceId: 'i' });
}

async function edges(stage: Stage): Promise<void> {
  const { probe, client } = stage;
  const t = probe.name('four');
  // An empty group of one protocol gives way to the other.
  const group = 'edges';
  const a = new Asking(stage, 'a', group);
  await a.join([t]);
  await a.leave();
  const old = classic(stage, group);
  const metadata = classicSubscription([t], {});
  await probe.ask(`${group}: a classic member joins an empty group`, async () => {
    const { errorCode, generationId } = await old.joinWithId({ protocols: [['range', metadata]] });
    return { errorCode, generationId };
  });
  await describe(stage, group, 'is classic');
  await probe.ask(`${group}: it leaves`, () => old.leave());
  await a.join([t]);
  await describe(stage, group, 'is a consumer group again');
  // Of another protocol type than consumers have, no group of theirs is made.
  const other = 'others';
  const b = new Asking(stage, 'b', other);
  await probe.ask(`${other}: joins`, async () => {
    const groupId = probe.name(other);
    const member = new MemberClient(client, groupId);
    return (await member.joinWithId({ protocolType: 'connect', protocols: [['range', metadata]] })).errorCode;
  });
  await b.join([t]);
  await new Asking(stage, 'nobody', 'nowhere').leave();
  await describe(stage, 'nowhere', 'is not there');
  // By v0 the coordinator makes the id.
  const c = new Asking(stage, '', 'v0');
  await c.send({ memberEpoch: 0, rebalanceTimeoutMs: 1_000, subscribedTopicNames: [t], topicPartitions: [] }, 0);
  await probe.ask('v0: has an id', () => Promise.resolve(c.memberId !== ''));
}
