import {
  ConsumerProtocolAssignment,
  ConsumerProtocolSubscription,
  type DescribeGroupsResponse,
  KafkaError,
  type MessageType,
  Reader,
} from '@k/wire';
import { inOrder, type GroupMemberDescription } from './members.ts';

type Member = DescribeGroupsResponse['groups'][number]['members'][number];

/** What consumers tell each other through the coordinator of their classic group, which does not look inside. */
export const CONSUMER_PROTOCOL_TYPE = 'consumer';

/** A member of a classic group. What it told its group can be read when they are consumers. */
export function classicMember(member: Member, protocolType: string): GroupMemberDescription {
  const { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment } = member;
  const isConsumer = protocolType === CONSUMER_PROTOCOL_TYPE;
  const subscription = isConsumer ? read(ConsumerProtocolSubscription, memberMetadata) : undefined;
  const assignment = isConsumer ? read(ConsumerProtocolAssignment, memberAssignment) : undefined;
  return {
    memberId,
    groupInstanceId: groupInstanceId ?? undefined,
    rackId: subscription?.rackId ?? undefined,
    clientId,
    host: clientHost,
    assignment: inOrder(
      (assignment?.assignedPartitions ?? []).flatMap(({ topic, partitions }) =>
        partitions.map((partition) => ({ topic, partition })),
      ),
    ),
    targetAssignment: undefined,
    memberEpoch: undefined,
    upgraded: undefined,
    subscribedTopics: subscription?.topics,
    subscribedTopicRegex: undefined,
  };
}

/**
 * The version stands before it; a newer one only appends fields. Undefined for no bytes, which is what there is while the
 * group is not Stable, and for bytes that are something else: any client may say that it is a consumer.
 */
function read<T>(type: MessageType<T>, bytes: Uint8Array): T | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const reader = new Reader(bytes);
    const version = reader.int16();
    return version < 0 ? undefined : type.read(reader, Math.min(version, type.maxVersion));
  } catch (error) {
    if (KafkaError.is(error)) return undefined;
    throw error;
  }
}
