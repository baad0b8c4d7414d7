import { type CompressionType, RecordBatchWriter } from '@k/codec';
import type { Cluster } from '@k/cluster';
import { Produce, ZERO_UUID, errorFor } from '@k/wire';

export interface TestRecord {
  readonly key?: string | null;
  readonly value: string | Uint8Array | null;
  readonly timestamp?: number;
  readonly headers?: readonly { key: string; value: string | null }[];
}

/** When a virtual clock begins, 2024-01-01: the broker deletes records that are older than seven days. */
const THEN = 1_704_067_200_000;

/** One sealed batch. */
export function batchOf(records: readonly (string | TestRecord)[], compression: CompressionType = 'none'): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 16_777_216, compression });
  for (const each of records) {
    const { key = null, value, timestamp = THEN, headers = [] } = typeof each === 'string' ? { value: each } : each;
    writer.tryAppend(timestamp, key, value, headers);
  }
  return writer.seal();
}

/** Sends sealed batches as they are; returns the first offset. */
export async function produceBytes(
  cluster: Cluster,
  topic: string,
  partition: number,
  records: Uint8Array,
): Promise<number> {
  await cluster.loadTopics([topic]);
  return cluster.retry('produce', async () => {
    const topicId = cluster.topic(topic)?.topicId ?? ZERO_UUID;
    const answer = await cluster.request({ leader: { topic, partition } }, Produce, (version) => ({
      acks: -1,
      timeoutMs: 10_000,
      topicData: [
        { ...(version >= 13 ? { topicId } : { name: topic }), partitionData: [{ index: partition, records }] },
      ],
    }));
    const result = answer.responses[0]?.partitionResponses[0];
    if (result === undefined || result.errorCode !== 0) throw errorFor(result?.errorCode ?? -1, { topic, partition });
    return Number(result.baseOffset);
  });
}

export function produce(
  cluster: Cluster,
  topic: string,
  partition: number,
  records: readonly (string | TestRecord)[],
): Promise<number> {
  return produceBytes(cluster, topic, partition, batchOf(records));
}

export function numbered(count: number, prefix = 'v'): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${String(i)}`);
}
