import { Fetch, ListOffsets, Produce, type FetchRequest, type MessageInit } from '@k/wire';
import type { RawClient } from './raw-client.ts';

/** One Produce with one partition; what that partition was answered. */
export async function produceTo(
  client: RawClient,
  topic: { name: string; topicId?: string },
  partition: number,
  records: Buffer | null,
  options: { acks?: number; version?: number } = {},
): Promise<{
  errorCode: number;
  baseOffset: bigint;
  errorMessage: string | null;
  logStartOffset: bigint;
  logAppendTimeMs: bigint;
  currentLeader: { leaderId: number; leaderEpoch: number };
}> {
  const version = options.version ?? 9;
  const response = await client.request(Produce, version, {
    acks: options.acks ?? -1,
    timeoutMs: 1000,
    topicData: [
      {
        ...(version >= 13 ? { topicId: topic.topicId ?? '' } : { name: topic.name }),
        partitionData: [{ index: partition, records }],
      },
    ],
  });
  const answer = response.responses[0]?.partitionResponses[0];
  if (answer === undefined) throw new Error('the answer has no partition');
  return answer;
}

/** One Fetch of one partition with Fetch v12, and what that partition was answered. */
export async function fetchFrom(
  client: RawClient,
  topic: string,
  partition: number,
  offset: number,
  options: Partial<{
    maxWaitMs: number;
    minBytes: number;
    maxBytes: number;
    partitionMaxBytes: number;
    epoch: number;
  }> = {},
) {
  const response = await client.request(Fetch, 12, fetchBody(topic, partition, offset, options));
  const answer = response.responses[0]?.partitions[0];
  if (answer === undefined) throw new Error('the answer has no partition');
  return answer;
}

export function fetchBody(
  topic: string,
  partition: number,
  offset: number,
  options: Partial<{
    maxWaitMs: number;
    minBytes: number;
    maxBytes: number;
    partitionMaxBytes: number;
    epoch: number;
  }> = {},
): MessageInit<FetchRequest> {
  return {
    maxWaitMs: options.maxWaitMs ?? 0,
    minBytes: options.minBytes ?? 1,
    maxBytes: options.maxBytes ?? 1_000_000,
    topics: [
      {
        topic,
        partitions: [
          {
            partition,
            fetchOffset: offset,
            partitionMaxBytes: options.partitionMaxBytes ?? 1_000_000,
            currentLeaderEpoch: options.epoch ?? -1,
          },
        ],
      },
    ],
  };
}

/** One ListOffsets v9 of one partition. */
export async function listOffset(client: RawClient, topic: string, partition: number, timestamp: number, version = 9) {
  const response = await client.request(ListOffsets, version, {
    replicaId: -1,
    topics: [{ name: topic, partitions: [{ partitionIndex: partition, timestamp }] }],
  });
  const answer = response.topics[0]?.partitions[0];
  if (answer === undefined) throw new Error('the answer has no partition');
  return answer;
}
