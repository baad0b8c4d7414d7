import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ConfigError } from '@k/wire';
import { odd } from '@k/testing';
import {
  createGroupMember,
  decodeAssignment,
  decodeSubscription,
  encodeAssignment,
  encodeSubscription,
  OffsetClient,
  PartitionMap,
  rangeAssignor,
} from '../src/index.ts';
import { assignorNames, assignorOf } from '../src/assignors/built-in-assignors.ts';
import { initialMembership, nextTickAt, transition } from '../src/classic/membership-machine.ts';
import { Owner, World } from './world.ts';

describe('arguments', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  async function refused(call: () => unknown, message: RegExp): Promise<void> {
    await assert.rejects(
      async () => call(),
      (error: Error) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.match(error.message, message);
        return true;
      },
    );
  }

  it('of a member: each wrong one is named, with what it got and what it takes', async () => {
    const right = {
      cluster: world.cluster,
      options: { groupId: 'g' },
      assignors: [rangeAssignor],
      handler: new Owner(),
    };
    const make = (wrong: object): (() => unknown) => {
      return () => createGroupMember(odd({ ...right, ...wrong }));
    };
    await refused(() => createGroupMember(odd(undefined)), /^GroupMember: /);
    await refused(make({ cluster: 'localhost:9092' }), /option "cluster": expected a Cluster, got "localhost:9092"/);
    await refused(make({ options: { groupId: 5 } }), /option "options.groupId": .*got 5/);
    await refused(
      make({ options: { groupId: 'g', groupID: 'g' } }),
      /unknown option "options.groupID", did you mean "groupId"\?/,
    );
    await refused(make({ options: { groupId: 'g', heartbeatIntervalMs: 45_000 } }), /lower than sessionTimeoutMs/);
    await refused(make({ assignors: [] }), /option "assignors": /);
    await refused(make({ assignors: [{ ...rangeAssignor, name: '' }] }), /or an Assignor: /);
    await refused(
      make({ assignors: ['roundRobin'] }),
      /expected one of 'range', 'roundrobin'.*, or an Assignor: .*, got "roundRobin"/,
    );
    await refused(make({ assignors: ['toString'] }), /expected one of 'range'/);
    await refused(
      make({ assignors: [{ name: 'raw', protocols: ['eager'], metadata: () => Buffer.alloc(0) }] }),
      /or an Assignor: /,
    );
    await refused(make({ assignors: ['range', rangeAssignor] }), /expected assignors of different names/);
    await refused(make({ assignors: [{ ...rangeAssignor, protocols: undefined }] }), /or an Assignor: .*protocols/);
    await refused(make({ assignors: [{ ...rangeAssignor, protocols: ['cooperative'] }] }), /or an Assignor: /);
    await refused(make({ assignors: [rangeAssignor, rangeAssignor] }), /expected assignors of different names/);
    await refused(make({ handler: { onAssigned: () => undefined } }), /functions onAssigned, onRevoked, /);
    await refused(make({ handlers: {} }), /unknown option "handlers", did you mean "handler"/);
    const member = createGroupMember(right);
    await refused(() => {
      member.subscribe(odd(undefined));
    }, /^GroupMember: subscribe\(\): topics: expected the names of topics, none of them empty, got nothing$/);
    await refused(() => {
      member.subscribe(['t', odd(5)]);
    }, /got 5$/);
    await refused(() => member.leave(odd({ timeoutMs: '5' })), /^GroupMember: leave\(\): .*, got "5"$/);
    await refused(() => member.leave(odd(5_000)), /^GroupMember: leave\(\): /);
    assert.deepEqual(member.status, { state: 'unjoined', memberId: '', epoch: -1 }, 'nothing has come of it');
  });

  it('one topic as text is one topic', async () => {
    const owner = new Owner();
    const member = world.member(owner);
    member.subscribe('t');
    await world.run(owner.until('assigned 4'));
    await world.run(member.leave());
  });

  it('of an offset client', async () => {
    const { cluster } = world;
    await refused(() => new OffsetClient(odd({}), 'g'), /^OffsetClient: cluster: expected a Cluster, got an object$/);
    await refused(() => new OffsetClient(cluster, odd(7)), /groupId: .*got 7$/);
    await refused(
      () => new OffsetClient(cluster, 'g', odd({})),
      /through: expected a Channel or a Cluster, got an object/,
    );
    const client = new OffsetClient(cluster, 'g');
    const deadline = cluster.deadline('commit');
    const commit = (value: unknown): (() => unknown) => {
      const map = new PartitionMap<never>().set('t', 0, odd(value));
      return () => client.commit(map, undefined, deadline);
    };
    await refused(
      () => client.commit(odd({ t: 5 }), undefined, deadline),
      /offsets: expected a PartitionMap, got an object/,
    );
    await refused(commit(5), /offsets: t-0: expected \{ offset, metadata, leaderEpoch \}, got 5$/);
    await refused(commit({ offset: '5' }), /offsets: t-0: offset: expected a whole number of 0 or more, got "5"$/);
    await refused(commit({ offset: 5n }), /got 5n$/);
    await refused(commit({ offset: -1 }), /got -1$/);
    await refused(commit({ offset: 5, metadata: null }), /metadata: expected text, got null$/);
    await refused(commit({ offset: 5, leaderEpoch: 0.5 }), /leaderEpoch: .*got 0.5$/);
    await refused(commit({ offset: 5, leaderEpoch: -2 }), /leaderEpoch: .*got -2$/);
    await refused(commit({ offset: 5, leaderEpoch: 2 ** 31 }), /leaderEpoch: .*got 2147483648$/);
    await refused(commit({ offset: 5, topicId: 't' }), /topicId: expected the id of a topic, got "t"$/);
    const one = new PartitionMap<{ offset: number }>().set('t', 0, { offset: 5 });
    await refused(() => client.commit(one, odd('me'), deadline), /member: expected what GroupMember.identity gives/);
    const me = { protocol: 'classic', memberId: 'm', epoch: 1, groupInstanceId: null };
    for (const wrong of [
      { protocol: 'new' },
      { memberId: 5 },
      { epoch: -2 },
      { epoch: 2 ** 31 },
      { groupInstanceId: '' },
    ]) {
      await refused(
        () => client.commit(one, odd({ ...me, ...wrong }), deadline),
        /member: expected .*, got an object$/,
      );
    }
    await refused(() => client.commit(one, undefined, odd(5_000)), /deadline: expected a Deadline, .*got 5000$/);
    await refused(() => client.commit(one, undefined, deadline, odd('told')), /onSettled: expected a function/);
    await refused(
      () => client.fetch(odd([]), { deadline }),
      /fetch\(\): partitions: expected a PartitionMap, got an empty array$/,
    );
    await refused(
      () => client.fetch(one, odd(undefined)),
      /options: expected \{ deadline, requireStable, member \}, got nothing$/,
    );
    await refused(() => client.fetch(one, odd({})), /fetch\(\): deadline: expected a Deadline, .*got nothing$/);
    await refused(() => client.fetch(one, odd({ deadline, requireStable: 1 })), /requireStable: .*got 1$/);
    await refused(() => client.fetch(one, odd({ deadline, member: 'me' })), /fetch\(\): member: .*got "me"$/);
    await refused(() => client.fetch(new PartitionMap().set('t', -1, true), { deadline }), /partition.*got -1$/);
    assert.equal(world.broker.committed('g', 't', 0), undefined);
  });

  it('of what members tell each other', async () => {
    await refused(() => encodeSubscription(odd(undefined)), /^encodeSubscription\(\): subscription: .*got nothing$/);
    await refused(() => encodeSubscription(odd({ topics: 't' })), /topics: expected the names of topics, got "t"$/);
    await refused(() => encodeSubscription({ topics: ['t'], userData: odd('x') }), /userData: .*got "x"$/);
    const said = { topics: ['t'], userData: null };
    await refused(
      () => encodeSubscription({ ...said, ownedPartitions: odd(['t']) }),
      /ownedPartitions: expected a list/,
    );
    await refused(() => encodeSubscription({ ...said, ownedPartitions: odd([{ topic: 't' }]) }), /ownedPartitions: /);
    await refused(() => encodeSubscription({ ...said, generationId: -2 }), /generationId: expected .*, got -2$/);
    await refused(() => encodeSubscription({ ...said, rackId: '' }), /rackId: expected text or null, got ""$/);
    await refused(() => encodeSubscription(said, 4), /version: expected a version from 0 to 3, got 4$/);
    await refused(
      () => decodeSubscription(odd('text')),
      /^decodeSubscription\(\): bytes: expected a Buffer, got "text"$/,
    );
    await refused(() => encodeAssignment(odd({ t: [0] })), /^encodeAssignment\(\): assignment: expected a Map/);
    await refused(() => encodeAssignment(new Map([['t', odd(['0'])]])), /got an array of 1$/);
    await refused(() => decodeAssignment(odd(undefined)), /^decodeAssignment\(\): bytes: .*got nothing$/);
    for (const each of assignorNames.map(assignorOf)) {
      await refused(
        () => each.assign(odd({}), [], new Map()),
        /^\w+Assignor: assign\(\): partitionsPerTopic: expected a Map/,
      );
      await refused(() => each.assign(new Map(), odd('m'), new Map()), /Assignor: assign\(\): members: .*got "m"$/);
    }
  });

  it('of a map and of the machine', async () => {
    const map = new PartitionMap<number>();
    await refused(
      () => map.set('t', odd('0'), 1),
      /^PartitionMap: set\(\): partition: expected a whole number, got "0"$/,
    );
    await refused(() => map.set(odd(undefined), 0, 1), /topic: expected text, got nothing$/);
    assert.equal(map.size, 0);
    await refused(() => transition(odd(undefined), { type: 'join' }, 0, odd({})), /^transition\(\): membership: /);
    await refused(
      () => transition(initialMembership, odd('join'), 0, odd({})),
      /event: expected an event, got "join"$/,
    );
    await refused(() => transition(initialMembership, { type: 'join' }, NaN, odd({})), /now: .*got NaN$/);
    await refused(() => nextTickAt(odd({ state: 'gone' }), odd({})), /^nextTickAt\(\): membership: /);
  });
});
