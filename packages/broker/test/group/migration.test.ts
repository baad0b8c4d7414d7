import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode } from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated, watch } from '../support/simulated.ts';
import { classicAssignment, classicSubscription, readClassicAssignment } from './classic-consumer.ts';
import { ConsumerClient, describeGroup } from './consumer-support.ts';
import { MemberClient, REBALANCE_MS, SESSION_MS } from './support.ts';

const RANGE: [string, string][] = [['range', classicSubscription(['t'], {})]];

describe('a group that moves to the consumer protocol (KIP-848) with members in it, and back', () => {
  let simulated: Simulated;
  let client: RawClient;
  let other: RawClient;
  const run = <T>(promise: Promise<T>): Promise<T> => simulated.run(promise);

  const start = async (options: BrokerOptions = {}): Promise<void> => {
    simulated = await Simulated.start(options);
    simulated.broker.createTopic('t', { partitions: 4 });
    client = await simulated.client();
    other = await simulated.client();
  };
  const restart = async (options: BrokerOptions): Promise<void> => {
    await simulated.stop();
    await start(options);
  };

  /** A member of a stable classic group, with all partitions. */
  async function classicMember(): Promise<MemberClient> {
    const member = new MemberClient(client);
    await run(member.joinWithId({ protocols: RANGE }));
    await run(member.sync({ [member.memberId]: classicAssignment('t', [0, 1, 2, 3]) }));
    return member;
  }

  /** It joins again as it is told to, having given up all but these. @returns its partitions then */
  async function rejoin(member: MemberClient, owned: readonly number[]): Promise<number[]> {
    const joined = await run(member.join({ protocols: [['range', classicSubscription(['t'], { t: owned })]] }));
    assert.equal(joined.errorCode, 0);
    const { errorCode, assignment } = await run(member.sync());
    assert.equal(errorCode, 0);
    return readClassicAssignment(assignment).flatMap(([, partitions]) => partitions);
  }

  beforeEach(() => start());
  afterEach(() => simulated.stop());

  it('answers who waits in the classic group, so that it joins again', async () => {
    const member = await classicMember();
    const second = new MemberClient(other);
    await run(second.join({ protocols: RANGE }));
    const waiting = watch(second.join({ protocols: RANGE }));
    await run(new ConsumerClient(client, 'a').join(['t']));
    assert.equal((await run(waiting.promise)).errorCode, ErrorCode.REBALANCE_IN_PROGRESS);
    assert.equal(await run(member.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
    assert.equal(simulated.broker.group('g')?.type, 'consumer');
  });

  it('takes a classic member out that does not join again within its rebalance timeout', async () => {
    const member = await classicMember();
    const a = new ConsumerClient(other, 'a');
    await run(a.join(['t']));
    assert.equal(await run(member.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
    for (let waited = 0; waited < REBALANCE_MS; waited += SESSION_MS / 2) {
      assert.equal(await run(member.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
      await simulated.clock.advance(SESSION_MS / 2);
      await run(a.say());
    }
    await simulated.clock.advance(1);
    assert.equal(await run(member.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
    await run(a.say());
    assert.deepEqual(a.partitions, [0, 1, 2, 3]);
  });

  it('takes a classic member out that does not sync within its rebalance timeout', async () => {
    const member = await classicMember();
    await run(new ConsumerClient(other, 'a').join(['t']));
    await run(member.join({ protocols: RANGE }));
    for (let waited = 0; waited < REBALANCE_MS; waited += SESSION_MS / 2) {
      assert.equal(await run(member.heartbeat()), 0);
      await simulated.clock.advance(SESSION_MS / 2);
    }
    await simulated.clock.advance(1);
    assert.equal(await run(member.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('takes a classic member out whose own session ended', async () => {
    const member = await classicMember();
    await run(new ConsumerClient(other, 'a').join(['t']));
    await simulated.clock.advance(SESSION_MS - 1);
    assert.equal(await run(member.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
    await simulated.clock.advance(SESSION_MS + 1);
    assert.equal(await run(member.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('is classic again when the session of the last member of the new protocol ended', async () => {
    await restart({ groupConsumerSessionTimeoutMs: 5_000 });
    const member = await classicMember();
    await run(new ConsumerClient(other, 'a').join(['t']));
    assert.deepEqual(await rejoin(member, []), [0, 1]);
    await simulated.clock.advance(5_001);
    assert.equal(simulated.broker.group('g')?.type, 'classic');
    assert.equal(await run(member.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
    await run(member.join({ protocols: RANGE }));
    await run(member.sync({ [member.memberId]: classicAssignment('t', [0, 1, 2, 3]) }));
    assert.equal(await run(member.heartbeat()), 0);
    assert.equal(simulated.broker.group('g')?.state, 'Stable');
  });

  it('a classic member may become one of the new protocol under its id, and keeps what it has', async () => {
    const member = await classicMember();
    const a = new ConsumerClient(other, 'a');
    await run(a.join(['t']));
    assert.deepEqual(await rejoin(member, []), [0, 1]);
    const same = new ConsumerClient(client, member.memberId);
    await run(same.join(['t']));
    assert.deepEqual(same.partitions, [0, 1]);
    const { members } = await run(describeGroup(client));
    assert.deepEqual(
      members.map(({ memberType }) => memberType),
      [1, 1],
    );
    await simulated.clock.advance(SESSION_MS + 1);
    assert.equal((await run(same.say())).errorCode, 0, 'its session is that of the new protocol now');
  });

  it('does not move where groupConsumerMigrationPolicy does not let it', async () => {
    await restart({ groupConsumerMigrationPolicy: 'disabled' });
    const member = await classicMember();
    const refused = await run(new ConsumerClient(other, 'a').join(['t']));
    assert.deepEqual(
      [refused.errorCode, refused.errorMessage],
      [
        ErrorCode.GROUP_ID_NOT_FOUND,
        'Cannot upgrade classic group g to consumer group because online upgrade is disabled.',
      ],
    );
    assert.equal(await run(member.heartbeat()), 0, 'nothing happened to the group');
    await run(member.leave());
    await run(new ConsumerClient(other, 'a').join(['t']));
    const { errorCode } = await run(new MemberClient(client).join({ protocols: RANGE }));
    assert.equal(errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('does not move back where groupConsumerMigrationPolicy is upgrade alone', async () => {
    await restart({ groupConsumerMigrationPolicy: 'upgrade' });
    const member = await classicMember();
    const a = new ConsumerClient(other, 'a');
    await run(a.join(['t']));
    assert.deepEqual(await rejoin(member, []), [0, 1]);
    await run(a.leave());
    assert.equal(simulated.broker.group('g')?.type, 'consumer');
    assert.equal(await run(member.heartbeat()), 0, 'Kafka tells it with the next change only');
    assert.equal(simulated.broker.group('g')?.state, 'Assigning');
  });

  it('does not move when that would lose what a custom assignor said', async () => {
    const member = new MemberClient(client);
    await run(member.joinWithId({ protocols: RANGE }));
    await run(member.sync({ [member.memberId]: classicAssignment('t', [0, 1, 2, 3], 'its own') }));
    const { errorCode, errorMessage } = await run(new ConsumerClient(other, 'a').join(['t']));
    assert.equal(errorCode, ErrorCode.GROUP_ID_NOT_FOUND);
    assert.match(errorMessage ?? '', /because an unsupported custom assignor is in use/);
    assert.equal(await run(member.heartbeat()), 0);
  });

  it('a join that is refused leaves the classic group as it was', async () => {
    const member = await classicMember();
    const { errorCode } = await run(new ConsumerClient(other, 'a').join(null, { subscribedTopicRegex: 'a(' }));
    assert.equal(errorCode, ErrorCode.INVALID_REGULAR_EXPRESSION);
    assert.equal(simulated.broker.group('g')?.type, 'classic');
    assert.equal(await run(member.heartbeat()), 0);
    await simulated.clock.advance(SESSION_MS + 1);
    assert.equal(await run(member.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
  });
});
