import {
  ConsumerGroupHeartbeat,
  type ConsumerGroupHeartbeatResponse,
  ConsumerProtocolAssignment,
  ConsumerProtocolSubscription,
  ErrorCode,
  errorFor,
  JoinGroup,
  type MessageInit,
  type MessageType,
  SyncGroup,
  Writer,
} from '@k/wire';
import type { World } from './world.ts';

/** What consumers tell each other, with its version before it. */
function bytesOf<T>(type: MessageType<T>, body: MessageInit<T>): Buffer {
  const writer = new Writer();
  writer.int16(type.maxVersion);
  type.write(writer, type.maxVersion, body);
  return writer.finish();
}

interface ClassicInit {
  readonly groupId: string;
  readonly topic?: string;
  readonly protocolType?: string;
  readonly groupInstanceId?: string;
  readonly rackId?: string;
  /** What it tells the group, in place of a subscription. */
  readonly metadata?: Buffer;
}

/** Has one member join a classic group, lead it and get both partitions of the topic. @returns its id */
export async function joinClassic(world: World, init: ClassicInit): Promise<string> {
  const { groupId, topic = 'orders', protocolType = 'consumer', groupInstanceId = null, rackId = null } = init;
  const target = { coordinator: 'group', key: groupId } as const;
  const metadata = init.metadata ?? bytesOf(ConsumerProtocolSubscription, { topics: [topic], rackId });
  const join = async (memberId: string): Promise<{ memberId: string; generationId: number }> => {
    const answer = await world.cluster.request(target, JoinGroup, {
      groupId,
      memberId,
      groupInstanceId,
      protocolType,
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 30_000,
      protocols: [{ name: 'range', metadata }],
    });
    if (answer.errorCode === ErrorCode.MEMBER_ID_REQUIRED) return join(answer.memberId);
    if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode);
    return answer;
  };
  const { memberId, generationId } = await world.run(world.cluster.retry('join', () => join('')));
  const assignment = bytesOf(ConsumerProtocolAssignment, { assignedPartitions: [{ topic, partitions: [1, 0] }] });
  const synced = await world.run(
    world.cluster.request(target, SyncGroup, {
      groupId,
      generationId,
      memberId,
      groupInstanceId,
      protocolType,
      protocolName: 'range',
      assignments: [{ memberId, assignment }],
    }),
  );
  if (synced.errorCode !== ErrorCode.NONE) throw errorFor(synced.errorCode);
  return memberId;
}

/** Has one member join a group of the consumer protocol and take what it is given. */
export async function joinConsumer(world: World, groupId: string, topic = 'orders'): Promise<string> {
  const memberId = 'AAAAAAAAAAAAAAAAAAAAAA';
  const target = { coordinator: 'group', key: groupId } as const;
  const beat = async (memberEpoch: number, told: object): Promise<ConsumerGroupHeartbeatResponse> => {
    const body = { groupId, memberId, memberEpoch, ...told };
    const answer = await world.cluster.request(target, ConsumerGroupHeartbeat, body);
    if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { message: answer.errorMessage });
    return answer;
  };
  const joining = { rebalanceTimeoutMs: 30_000, subscribedTopicNames: [topic], rackId: 'a', topicPartitions: [] };
  const joined = await world.run(world.cluster.retry('join', () => beat(0, joining)));
  await world.run(beat(joined.memberEpoch, { topicPartitions: joined.assignment?.topicPartitions ?? [] }));
  return memberId;
}
