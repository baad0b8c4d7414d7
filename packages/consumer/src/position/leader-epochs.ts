import type { ProtocolError } from '@k/wire';
import { OffsetForLeaderEpoch, ErrorCode, UnsupportedVersionError, errorFor } from '@k/wire';
import type { Deadline } from '@k/runtime';
import { PartitionMap } from '@k/cluster';
import type { Channel, Cluster } from '@k/cluster';
import type { EpochEnd } from './assigned-partition.ts';
import type { Assignment } from './assignment.ts';

/** Consumers may ask from this version on: before, it takes the rights of a broker (KIP-320, Kafka 2.3). */
const FIRST_VERSION_FOR_CONSUMERS = 3;

/** The metadata or the assignment is new: tells each partition the epoch of its leader, where it has one. */
export function followLeaders<K, V>(cluster: Cluster, assignment: Assignment<K, V>): void {
  for (const owned of assignment.values()) {
    const { leaderId = -1, leaderEpoch = -1 } = cluster.partition(owned) ?? {};
    if (leaderId >= 0) owned.isLedIn(leaderEpoch);
  }
}

/** What is asked of a leader about one partition. */
export interface EpochQuestion {
  /** The leader's own. */
  readonly currentLeaderEpoch: number;
  /** The one whose end is wanted. */
  readonly leaderEpoch: number;
}

export interface EpochEnds {
  readonly ends: PartitionMap<EpochEnd>;
  /** Partitions without an answer, each with its own reason. */
  readonly errors: PartitionMap<Error>;
}

/**
 * Asks one broker, once, where epochs end in the logs that it leads; undefined when it is too old to be asked.
 * @throws what kept the request as a whole from being answered
 */
export async function epochEndsAt(
  channel: Channel,
  broker: number,
  questions: PartitionMap<EpochQuestion>,
  deadline: Deadline,
): Promise<EpochEnds | undefined> {
  if (!(await canBeAsked(channel, broker, deadline))) return undefined;
  const answer = await channel.request(
    { broker },
    OffsetForLeaderEpoch,
    {
      replicaId: -1,
      topics: questions.byTopic().map(([topic, list]) => ({
        topic,
        partitions: list.map(([partition, question]) => ({ partition, ...question })),
      })),
    },
    {
      timeoutMs: deadline.remainingMs(),
      signal: deadline.signal,
      partitions: Array.from(questions, ([topic, partition]) => ({ topic, partition })),
    },
  );
  const result: EpochEnds = { ends: new PartitionMap(), errors: new PartitionMap() };
  const refuse = (topic: string, partition: number, code: number): ProtocolError => {
    const error = errorFor(code, { api: OffsetForLeaderEpoch.name, topic, partition, broker });
    result.errors.set(topic, partition, error);
    return error;
  };
  // What a broker leaves out of its answer it does not know.
  for (const [topic, partition] of questions) refuse(topic, partition, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  for (const { topic, partitions } of answer.topics) {
    for (const { partition, errorCode, leaderEpoch, endOffset } of partitions) {
      if (!questions.has(topic, partition)) continue;
      if (errorCode === ErrorCode.NONE) {
        result.ends.set(topic, partition, { leaderEpoch, endOffset: Number(endOffset) });
        result.errors.delete(topic, partition);
      } else {
        refuse(topic, partition, errorCode);
      }
    }
  }
  return result;
}

async function canBeAsked(channel: Channel, broker: number, deadline: Deadline): Promise<boolean> {
  const connection = await channel.connection(broker, { deadline });
  try {
    return connection.versionFor(OffsetForLeaderEpoch) >= FIRST_VERSION_FOR_CONSUMERS;
  } catch (error) {
    if (error instanceof UnsupportedVersionError) return false;
    throw error;
  }
}
