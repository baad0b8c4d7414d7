import type { TopicPartition } from '@k/wire';

/** A member of a group that shares out partitions. */
export interface GroupMemberDescription {
  readonly memberId: string;
  /** The lasting name of a static member (KIP-345); undefined for others, and before Kafka 2.4. */
  readonly groupInstanceId: string | undefined;
  /** The rack it is in; undefined when it did not say, or a classic group's coordinator does not tell. */
  readonly rackId: string | undefined;
  readonly clientId: string;
  /** Where it comes from, as the coordinator sees it: `/127.0.0.1`. */
  readonly host: string;
  /** What it has at present. Of a classic group only while it is Stable. */
  readonly assignment: readonly TopicPartition[];
  /** What it is to have in the end; undefined in classic groups. */
  readonly targetAssignment: readonly TopicPartition[] | undefined;
  /** How far it has come; undefined in classic groups. */
  readonly memberEpoch: number | undefined;
  /** Whether it speaks the consumer protocol in a group of that protocol; undefined where that is not told (before Kafka 4.0). */
  readonly upgraded: boolean | undefined;
  /** The topics that it subscribed to by name; undefined where that cannot be read. */
  readonly subscribedTopics: readonly string[] | undefined;
  /** The expression that it subscribed to; undefined for none, and in classic groups. */
  readonly subscribedTopicRegex: string | undefined;
}

interface AssignedTopic {
  readonly topicName: string;
  readonly partitions: readonly number[];
}

/** The partitions of an answer's assignment, in the order of topics and numbers. */
export function partitionsIn(assignment: { readonly topicPartitions: readonly AssignedTopic[] }): TopicPartition[] {
  return inOrder(
    assignment.topicPartitions.flatMap(({ topicName: topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    ),
  );
}

export function inOrder(partitions: TopicPartition[]): TopicPartition[] {
  return partitions.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
}
