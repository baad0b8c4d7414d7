import type { Cluster, TopicPartition } from '@k/cluster';
import { type CompressionType, type RecordBatch, readBatches } from '@k/codec';
import type { Lab } from '../lab.ts';
import { endOffset, fetchRecords } from '../nodes/partition-requests.ts';
import type { SeenRecord } from './contract.ts';

/** A record as it lies in a log, and how its batch is compressed. */
export interface LoggedRecord extends SeenRecord {
  readonly compression: CompressionType;
}

/** All records that a topic holds now, those of aborted transactions too, partition by partition: what tests compare with what clients of others say. */
export async function readLogs(lab: Lab, topic: string): Promise<LoggedRecord[]> {
  await using cluster = lab.cluster();
  const [metadata] = await cluster.loadTopics([topic]);
  const records: LoggedRecord[] = [];
  for (const { partition } of metadata?.partitions ?? []) {
    for await (const batch of batchesOf(cluster, { topic, partition })) {
      if (batch.isControl) continue;
      for (const { offset, timestamp, keyText: key, valueText: value, headers } of batch) {
        const pairs = headers.map(({ key: name, value: content }) => [name, content?.toString() ?? ''] as const);
        const { compression } = batch;
        records.push({ topic, partition, offset, timestamp, key, value, headers: pairs, compression });
      }
    }
  }
  return records;
}

async function* batchesOf(cluster: Cluster, where: TopicPartition): AsyncGenerator<RecordBatch> {
  const end = await endOffset(cluster, where);
  for (let offset = 0; offset < end;) {
    for (const batch of readBatches(await fetchRecords(cluster, where, offset, { maxWaitMs: 0 }))) {
      yield batch;
      offset = batch.nextOffset;
    }
  }
}
