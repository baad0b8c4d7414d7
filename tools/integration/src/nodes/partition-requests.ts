import type { Cluster, ClusterRequestOptions, Requester, TopicPartition } from '@k/cluster';
import { RecordBatchWriter, readBatches } from '@k/codec';
import {
  ErrorCode,
  Fetch,
  Heartbeat,
  ListOffsets,
  Metadata,
  Produce,
  type ProduceResponse,
  ZERO_UUID,
  errorFor,
} from '@k/wire';
import { PATIENCE_MS } from '../lab.ts';

/** Of one Produce, the answer for its one partition, errors included, and where the brokers that it names are. */
type ProduceAnswer = ProduceResponse['responses'][number]['partitionResponses'][number] &
  Pick<ProduceResponse, 'nodeEndpoints'>;

/** One Produce of one record, which all in-sync replicas must have. */
export async function produceAnswer(cluster: Cluster, where: TopicPartition, value: string): Promise<ProduceAnswer> {
  const { topic, partition } = where;
  const writer = new RecordBatchWriter({ maxBytes: 1 << 16 });
  writer.tryAppend(Date.now(), null, value);
  const partitionData = [{ index: partition, records: writer.seal() }];
  const { responses, nodeEndpoints } = await cluster.request({ leader: where }, Produce, {
    acks: -1,
    timeoutMs: 10_000,
    topicData: [{ name: topic, topicId: topicIdOf(cluster, topic), partitionData }],
  });
  const answer = responses[0]?.partitionResponses[0];
  if (answer?.index !== partition) throw new Error(`Produce was answered without ${topic}-${partition}`);
  return { ...answer, nodeEndpoints };
}

type FetchRequestOptions = ClusterRequestOptions & {
  /** How long the broker may wait for the first record. */
  readonly maxWaitMs: number;
  /** @default the cluster */
  readonly through?: Requester;
};

/** The record batches of one partition that one Fetch brings. @throws ProtocolError */
export async function fetchRecords(
  cluster: Cluster,
  where: TopicPartition,
  offset: number,
  { maxWaitMs, through = cluster, ...options }: FetchRequestOptions,
): Promise<Buffer | null> {
  const { topic, partition } = where;
  const partitions = [{ partition, fetchOffset: BigInt(offset), partitionMaxBytes: 1 << 20 }];
  const body = { maxWaitMs, minBytes: 1, topics: [{ topic, topicId: topicIdOf(cluster, topic), partitions }] };
  const { responses, errorCode } = await through.request({ leader: where }, Fetch, body, options);
  check(errorCode, where);
  const answer = responses[0]?.partitions[0];
  if (answer?.partitionIndex !== partition) throw new Error(`Fetch was answered without ${topic}-${partition}`);
  check(answer.errorCode, where);
  return answer.records;
}

/** The values in them, from the beginning of the log. @throws ProtocolError */
export async function fetchValues(
  cluster: Cluster,
  where: TopicPartition,
  options: FetchRequestOptions,
): Promise<(string | undefined)[]> {
  const records = await fetchRecords(cluster, where, 0, options);
  return [...readBatches(records, { fromOffset: 0 })].flatMap((batch) =>
    [...batch].map(({ value }) => value?.toString()),
  );
}

/** Where a log ends, by one request to its leader. @throws ProtocolError */
export async function endOffset(
  cluster: Cluster,
  where: TopicPartition,
  options: ClusterRequestOptions = {},
): Promise<number> {
  const { topic, partition } = where;
  const body = {
    replicaId: -1,
    topics: [{ name: topic, partitions: [{ partitionIndex: partition, timestamp: -1n }] }],
  };
  const { topics } = await cluster.request({ leader: where }, ListOffsets, body, options);
  const answer = topics[0]?.partitions[0];
  if (answer === undefined) throw new Error(`ListOffsets was answered without ${topic}-${partition}`);
  check(answer.errorCode, where);
  return Number(answer.offset);
}

/** Asks this broker, and no other, for something that every broker knows. */
export async function ask(cluster: Cluster, brokerId: number): Promise<void> {
  await cluster.request({ broker: brokerId }, Metadata, { topics: [] });
}

/** Asks the coordinator of a group for something that only it can answer: whether it knows a member that nobody knows. */
export async function askCoordinator(cluster: Cluster, groupId: string): Promise<void> {
  const target = { coordinator: 'group', key: groupId } as const;
  const stranger = { groupId, generationId: 1, memberId: 'stranger' };
  const attempt = async (): Promise<void> => {
    const { errorCode } = await cluster.request(target, Heartbeat, stranger);
    if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID) return;
    // While it still loads the group a heartbeat is answered blindly, with 0.
    throw errorFor(errorCode === ErrorCode.NONE ? ErrorCode.COORDINATOR_LOAD_IN_PROGRESS : errorCode);
  };
  await cluster.retry(`ask the coordinator of ${groupId}`, attempt, { timeoutMs: PATIENCE_MS });
}

function topicIdOf(cluster: Cluster, topic: string): string {
  return cluster.topic(topic)?.topicId ?? ZERO_UUID;
}

function check(errorCode: number, where: TopicPartition): void {
  if (errorCode !== 0) throw errorFor(errorCode, where);
}
