import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { type PartialResultError, settled } from '@k/admin';
import type { KafkaConsumer } from '@k/consumer';
import { ErrorCode, UnsupportedVersionError } from '@k/wire';
import { eventually } from '../eventually.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { isOlder, onceKnown } from './admin-needs.ts';
import { shareMember, streamsMember } from './newer-members.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Groups and their members, by `@k/admin`. */
export function adminGroups(lab: GetLab): void {
  describe('groups', () => {
    it('are listed with the brokers that have them, and selected', async (t) => {
      await using admin = lab().admin();
      const topic = await lab().topic(2);
      const [simple, joined] = [lab().name('simple'), lab().name('joined')];
      await onceKnown(lab, () => admin.alterConsumerGroupOffsets(simple, [{ topic, partition: 0, offset: 0 }], limits));
      await using member = await joinedBy(lab().consumer({ groupId: joined, groupProtocol: 'classic' }), topic);
      assert.equal(member.assignment().length, 2);
      const listed = await admin.listGroups(limits);
      const knowsStates = !isOlder(lab(), '2.6');
      const knowsTypes = !isOlder(lab(), '3.8');
      assert.deepEqual(listed.get(simple), {
        groupId: simple,
        protocolType: '',
        groupState: knowsStates ? 'Empty' : undefined,
        type: knowsTypes ? 'classic' : undefined,
        isSimpleConsumerGroup: true,
      });
      assert.equal(listed.get(joined)?.protocolType, 'consumer');
      assert.equal(listed.get(joined)?.isSimpleConsumerGroup, false);
      if (!knowsStates) {
        await assert.rejects(admin.listGroups({ groupStates: ['Empty'], ...limits }), /needs Kafka 2\.6/);
        t.diagnostic('states of groups are told by Kafka 2.6 and newer');
        return;
      }
      const stable = await admin.listGroups({ groupStates: ['Stable'], types: ['classic'], ...limits });
      assert.ok(stable.has(joined) && !stable.has(simple));
    });

    it('of the classic protocol are described, deleted when they have no members, and refused else', async (t) => {
      await using admin = lab().admin();
      const topic = await lab().topic(2);
      const groupId = lab().name('group');
      const options = { groupId, groupProtocol: 'classic', clientId: 'reader' } as const;
      await using member = await joinedBy(lab().consumer(options), topic);
      const group = (await admin.describeConsumerGroups([groupId], limits)).get(groupId);
      assert.deepEqual([group?.type, group?.groupState, group?.partitionAssignor], ['classic', 'Stable', 'range']);
      assert.ok(lab().target.nodes.some(({ id }) => id === group?.coordinatorId));
      const [only, ...others] = group?.members ?? [];
      assert.equal(others.length, 0);
      assert.deepEqual([only?.clientId, only?.subscribedTopics], ['reader', [topic]]);
      assert.deepEqual(
        only?.assignment,
        [0, 1].map((partition) => ({ topic, partition })),
      );
      const classic = (await admin.describeClassicGroups([groupId], limits)).get(groupId);
      assert.deepEqual([classic?.protocolType, classic?.members], ['consumer', group?.members]);
      const nobody = lab().name('nobody');
      const outcomes = await settled(admin.describeConsumerGroups([nobody, groupId], limits));
      assert.equal(codeOf(outcomes.get(nobody)?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
      assert.equal(outcomes.get(groupId)?.status, 'fulfilled');
      if (isOlder(lab(), '1.1')) {
        await assert.rejects(admin.deleteConsumerGroups([groupId], limits), /DeleteGroups: .*Kafka 1\.1/);
        t.diagnostic('groups are deleted by Kafka 1.1 and newer');
        return;
      }
      const refused = await settled(admin.deleteConsumerGroups([groupId, nobody], limits));
      assert.equal(codeOf(refused.get(groupId)?.reason), ErrorCode.NON_EMPTY_GROUP);
      assert.equal(codeOf(refused.get(nobody)?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
      await member.close();
      assert.deepEqual([...(await admin.deleteConsumerGroups([groupId], limits)).keys()], [groupId]);
      assert.equal((await admin.listGroups(limits)).has(groupId), false);
    });

    it('of the consumer protocol are described beside classic ones', async (t) => {
      if (isOlder(lab(), '4.0', t, 'the consumer protocol came with Kafka 4.0')) return;
      await using admin = lab().admin();
      const topic = await lab().topic(2);
      const [modern, classic] = [lab().name('modern'), lab().name('classic')];
      await using first = await joinedBy(lab().consumer({ groupId: modern, groupProtocol: 'consumer' }), topic);
      await using second = await joinedBy(lab().consumer({ groupId: classic, groupProtocol: 'classic' }), topic);
      assert.deepEqual([first.assignment().length, second.assignment().length], [2, 2]);
      const described = await admin.describeConsumerGroups([modern, classic], {
        ...limits,
        includeAuthorizedOperations: true,
      });
      assert.deepEqual([described.get(modern)?.type, described.get(classic)?.type], ['consumer', 'classic']);
      const group = described.get(modern);
      assert.equal(group?.groupState, 'Stable');
      assert.equal(group.groupEpoch, group.targetAssignmentEpoch);
      assert.ok(group.authorizedOperations?.has('DELETE'));
      const [member] = group.members;
      assert.equal(member?.upgraded, true);
      assert.equal(member.memberEpoch, group.groupEpoch);
      assert.deepEqual(member.assignment, member.targetAssignment);
      assert.deepEqual(
        member.assignment,
        [0, 1].map((partition) => ({ topic, partition })),
      );
      const other = await settled(admin.describeClassicGroups([modern], limits));
      assert.equal(codeOf(other.get(modern)?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
    });

    it('lose the members that are removed', async (t) => {
      await using admin = lab().admin();
      const topic = await lab().topic(2);
      const groupId = lab().name('group');
      const groupInstanceId = 'first';
      const isStatic = isOlder(lab(), '2.4') ? {} : { groupInstanceId };
      const options = { groupId, ...isStatic, groupProtocol: 'classic' } as const;
      // It is not asked for records, and so does not hear that it is out, nor join again.
      await using member = await joinedBy(lab().consumer(options), topic);
      assert.equal(member.assignment().length, 2);
      if (isOlder(lab(), '2.4')) {
        await assert.rejects(admin.removeMembersFromConsumerGroup(groupId, limits), /needs Kafka 2\.4/);
        t.diagnostic('members are removed by Kafka 2.4 and newer');
        return;
      }
      const unknown = { groupInstanceId: 'nobody' };
      const outcomes = await settled(
        admin.removeMembersFromConsumerGroup(groupId, { ...limits, members: [{ groupInstanceId }, unknown] }),
      );
      assert.equal(outcomes.get({ groupInstanceId })?.status, 'fulfilled');
      assert.equal(codeOf(outcomes.get(unknown)?.reason), ErrorCode.UNKNOWN_MEMBER_ID);
    });

    it('take a call that is cancelled, and many at once', async () => {
      await using admin = lab().admin();
      const topic = await lab().topic(1);
      const names = Array.from({ length: 40 }, () => lab().name('many'));
      const offsets = [{ topic, partition: 0, offset: 0 }];
      for (const name of names) await onceKnown(lab, () => admin.alterConsumerGroupOffsets(name, offsets, limits));
      const described = await admin.describeConsumerGroups(names, limits);
      assert.deepEqual([...described.keys()], names);
      assert.ok([...described.values()].every(({ groupState }) => groupState === 'Empty'));
      const signal = AbortSignal.abort(new Error('enough'));
      await assert.rejects(admin.describeConsumerGroups(names, { signal }), /enough/);
    });

    it('of share consumers are described, and go on where they are told to', async (t) => {
      if (isOlder(lab(), '4.1', t, 'share groups came with Kafka 4.1')) return;
      await using admin = lab().admin();
      const topic = await lab().topic(2);
      const [groupId, nobody] = [lab().name('share'), lab().name('nobody')];
      const memberId = randomBytes(16).toString('base64url');
      const none = await settled(admin.describeShareGroups([nobody], limits));
      assert.equal(codeOf(none.get(nobody)?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
      const beat = await joinedOrSkipped(t, shareMember(lab, { groupId, memberId, topic }));
      if (beat === undefined) return;
      const assigned = async (): Promise<number | undefined> => {
        await beat();
        const group = (await admin.describeShareGroups([groupId], limits)).get(groupId);
        return group?.members[0]?.assignment.length;
      };
      await eventually('how many partitions the member of the share group has', assigned, (count) => count === 2);
      const group = (await admin.describeShareGroups([groupId], { ...limits, includeAuthorizedOperations: true })).get(
        groupId,
      );
      assert.equal(group?.groupState, 'Stable');
      assert.deepEqual([group.members[0]?.memberId, group.members[0]?.subscribedTopics], [memberId, [topic]]);
      assert.ok(group.authorizedOperations?.has('READ'));
      const listed = await admin.listGroups({ ...limits, types: ['share'] });
      assert.equal(listed.get(groupId)?.type, 'share');
      const places = [0, 1].map((partition) => ({ topic, partition }));
      const offsets = places.map((place) => ({ ...place, startOffset: 0 }));
      const refused = await settled(admin.alterShareGroupOffsets(groupId, offsets, limits));
      assert.equal(codeOf(refused.get({ topic, partition: 0 })?.reason), ErrorCode.NON_EMPTY_GROUP);
      await beat(-1);
      await using producer = lab().producer();
      await producer.sendMany(Array.from({ length: 6 }, (_, i) => ({ topic, partition: 0, value: String(i) })));
      const moved = places.map((place) => ({ ...place, startOffset: place.partition === 0 ? 2 : 0 }));
      assert.equal((await admin.alterShareGroupOffsets(groupId, moved, limits)).size, 2);
      const told = (await admin.listShareGroupOffsets([groupId], limits)).get(groupId);
      assert.equal(told?.get({ topic, partition: 0 })?.startOffset, 2);
      if (!isOlder(lab(), '4.2')) assert.equal(told.get({ topic, partition: 0 })?.lag, 4);
      assert.equal((await admin.deleteShareGroupOffsets(groupId, [topic], limits)).size, 1);
      const gone = await admin.listShareGroupOffsets([{ groupId, partitions: places }], limits);
      assert.equal(gone.get(groupId)?.get({ topic, partition: 0 }), null);
      assert.equal((await admin.deleteShareGroups([groupId], limits)).size, 1);
      const after = await settled(admin.describeShareGroups([groupId], limits));
      assert.equal(codeOf(after.get(groupId)?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
    });

    it('of Kafka Streams are described', async (t) => {
      if (isOlder(lab(), '4.2', t, 'groups of Kafka Streams came with Kafka 4.2')) return;
      await using admin = lab().admin();
      const topic = await lab().topic(2);
      const groupId = lab().name('streams');
      const nobody = lab().name('nobody');
      const outcomes = await settled(admin.describeStreamsGroups([nobody], limits));
      assert.equal(codeOf(outcomes.get(nobody)?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
      const memberId = await joinedOrSkipped(t, streamsMember(lab, { groupId, topic }));
      if (memberId === undefined) return;
      const options = { ...limits, includeTopologyDescription: !isOlder(lab(), '4.4') };
      const group = (await admin.describeStreamsGroups([groupId], options)).get(groupId);
      assert.deepEqual(
        group?.subtopologies.map(({ subtopologyId, sourceTopics }) => [subtopologyId, sourceTopics]),
        [['0', [topic]]],
      );
      const [member] = group.members;
      assert.deepEqual([member?.memberId, member?.processId], [memberId, 'process']);
      assert.equal(group.topologyEpoch, 1);
      assert.deepEqual(member?.targetAssignment.activeTasks.map(({ partition }) => partition).sort(), [0, 1]);
      assert.deepEqual(member.clientTags, new Map([['zone', 'a']]));
    });

    it('of newer protocols are refused by brokers that are too old, which names the release', async (t) => {
      if (!isOlder(lab(), '4.0')) {
        t.skip(`${lab().target.name} has these protocols`);
        return;
      }
      await using admin = lab().admin();
      for (const ask of [
        () => admin.describeShareGroups(['a'], limits),
        () => admin.listShareGroupOffsets(['a'], limits),
        () => admin.alterShareGroupOffsets('a', [{ topic: 'a', partition: 0, startOffset: 0 }], limits),
        () => admin.deleteShareGroupOffsets('a', ['a'], limits),
        () => admin.describeStreamsGroups(['a'], limits),
      ]) {
        await assert.rejects(ask(), (error: PartialResultError) => {
          const [cause] = [...error.errors.values()];
          assert.equal(cause?.name, 'UnsupportedVersionError');
          assert.match(cause.message, /Kafka 4\.[12]/);
          return true;
        });
      }
    });
  });
}

const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;

/** A consumer once it has partitions. */
export async function joinedBy(consumer: KafkaConsumer, topic: string): Promise<KafkaConsumer> {
  consumer.subscribe([topic]);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  while (consumer.assignment().length === 0) {
    await consumer.poll({ timeoutMs: 100, signal });
    signal.throwIfAborted();
  }
  return consumer;
}

/** What a member is; undefined, and the test skipped, on a broker that tells of such groups and has no members of them. */
async function joinedOrSkipped<T>(t: TestContext, joining: Promise<T>): Promise<T | undefined> {
  try {
    return await joining;
  } catch (error) {
    if (!(error instanceof UnsupportedVersionError)) throw error;
    t.skip(error.message);
    return undefined;
  }
}
