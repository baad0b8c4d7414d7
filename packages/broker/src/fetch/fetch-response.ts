import { endOffset } from '@k/codec';
import { ErrorCode, type FetchRequest, type FetchResponse, type MessageInit } from '@k/wire';
import type { RequestContext } from '../api/handler.ts';
import { READ_COMMITTED } from '../api/isolation-level.ts';
import { currentLeader, leaderEndpoints } from '../api/locate-partition.ts';
import { convertFetched, formatOfFetch, hasHardLimit } from '../log/old-formats.ts';
import { mapInTurns } from '../connection/turn.ts';
import type { Partition } from '../state/partition.ts';
import type { FetchAnswer, ReadPartition } from './fetch-context.ts';
import type { PartitionRequest } from './fetched-partition.ts';
import { isUrgent, refusedRead, type PartitionRead } from './partition-read.ts';

type ResponseInit = MessageInit<FetchResponse>;
type TopicResponse = NonNullable<ResponseInit['responses']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitions']>[number];

/** Version 12 has the place for the leader already; Kafka fills it from here on. */
const FIRST_VERSION_OF_HINTS = 16;

/** The answer as the version of the request has it: records in its format, and where the leader is now (KIP-951). */
export async function fetchResponse(
  { errorCode, sessionId, partitions }: FetchAnswer,
  request: FetchRequest,
  context: RequestContext,
): Promise<ResponseInit> {
  const { cluster, version } = context;
  const hinted = new Set<number>();
  const respond = ({ asked, read }: ReadPartition): PartitionResponse => {
    const from = Number(asked.request.fetchOffset);
    const converted = inFormatOf(version, read, asked.request);
    const response = partitionResponse(asked.index, converted, from, request.isolationLevel);
    if (version < FIRST_VERSION_OF_HINTS || read.partition === undefined || !isStale(read)) return response;
    hinted.add(read.partition.leaderId);
    return { ...response, currentLeader: currentLeader(read.partition) };
  };
  const responses = await mapInTurns(partitions, respond, cluster.clock);
  return {
    errorCode,
    sessionId,
    responses: byTopic(partitions, responses),
    ...(hinted.size > 0 ? { nodeEndpoints: leaderEndpoints(hinted, context) } : {}),
  };
}

/** Partitions of one topic stand together where they follow each other. */
function byTopic(partitions: readonly ReadPartition[], responses: readonly PartitionResponse[]): TopicResponse[] {
  const topics: { topic: string; topicId: string; partitions: PartitionResponse[] }[] = [];
  for (const [
    i,
    {
      asked: { topic, topicId },
    },
  ] of partitions.entries()) {
    const response = responses[i] as PartitionResponse;
    const last = topics[topics.length - 1];
    if (last?.topic === topic && last.topicId === topicId) last.partitions.push(response);
    else topics.push({ topic, topicId, partitions: [response] });
  }
  return topics;
}

/** The client has an old idea of who leads. */
function isStale({ errorCode }: PartitionRead): boolean {
  return errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER || errorCode === ErrorCode.FENCED_LEADER_EPOCH;
}

function inFormatOf(version: number, read: PartitionRead, request: PartitionRequest): PartitionRead {
  const magic = formatOfFetch(version);
  if (magic === 2) return read;
  const records = convertFetched(read.records, magic, Number(request.fetchOffset));
  if (records === null) return refusedRead(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, read.partition);
  const length = hasHardLimit(version) ? Math.max(0, request.partitionMaxBytes) : records.length;
  return { ...read, records: records.subarray(0, length) };
}

function partitionResponse(
  partitionIndex: number,
  read: PartitionRead,
  from: number,
  isolationLevel: number,
): PartitionResponse {
  const { errorCode, partition, highWatermark, lastStableOffset, logStartOffset, records } = read;
  const { divergingEpoch, preferredReadReplica } = read;
  // Kafka's default, where nothing was looked at.
  const none = partition === undefined ? [] : null;
  const wasRead = partition !== undefined && !isUrgent(read);
  return {
    partitionIndex,
    errorCode,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    abortedTransactions: wasRead && isolationLevel === READ_COMMITTED ? abortedIn(partition, records, from) : none,
    records,
    ...(divergingEpoch === undefined ? {} : { divergingEpoch }),
    ...(preferredReadReplica === undefined ? {} : { preferredReadReplica }),
  };
}

function abortedIn(
  { transactions }: Partition,
  records: Buffer,
  from: number,
): { producerId: number; firstOffset: number }[] {
  const aborted = transactions.abortedIn(from, endOffset(records, from));
  return aborted.map(({ producerId, firstOffset }) => ({ producerId, firstOffset }));
}
