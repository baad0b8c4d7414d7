import { RecordBatchWriter } from '@k/codec';
import { ErrorCode, errorFor, wrongArgument } from '@k/wire';
import { appendRecords } from '../log/append-records.ts';
import { isRefusal } from '../log/check-batch.ts';
import { NO_LEADER, type Partition } from '../state/partition.ts';
import type { Topic } from '../state/topic.ts';
import { placeKey } from './place-key.ts';
import { headersOf, type BrokerRecordInit } from './record-init.ts';

/** Where a record went. */
export interface ProducedOffset {
  readonly partition: number;
  readonly offset: number;
}

/** About what clients send in one piece. */
const BATCH_BYTES = 1024 * 1024;
/** The newest: the batch is judged as by today's rules. */
const PRODUCE_VERSION = 13;

/**
 * Appends records as Produce does, by the topic's own rules (sizes, times, keys), and wakes who waits for them.
 * @param nowMs wall clock
 * @returns where each went, in the order given
 * @throws ConfigError for a partition that is not there, before anything is written; ProtocolError for what Kafka refuses:
 * what was before it in its partition is written then
 */
export function produceRecords(
  call: string,
  topic: Topic,
  records: readonly BrokerRecordInit[],
  nowMs: number,
): ProducedOffset[] {
  const placed = place(call, topic, records);
  const offsets: ProducedOffset[] = [];
  for (const [index, indexes] of placed) {
    const partition = topic.partitions[index] as Partition;
    if (partition.leaderId === NO_LEADER) {
      throw errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic: topic.name, partition: index });
    }
    try {
      const written = append(partition, indexes.map((at) => records[at] as BrokerRecordInit), nowMs); // prettier-ignore
      for (const [i, offset] of written.entries()) offsets[indexes[i] as number] = { partition: index, offset };
    } finally {
      partition.changed();
    }
  }
  return offsets;
}

/** The places in `records` of what goes to each partition. Those without a key go on where the ones before ended. */
function place(call: string, topic: Topic, records: readonly BrokerRecordInit[]): Map<number, number[]> {
  const count = topic.partitions.length;
  let turn = topic.partitions.reduce((sum, { log }) => sum + log.endOffset, 0);
  const placed = new Map<number, number[]>();
  for (const [at, { partition, key }] of records.entries()) {
    if (partition !== undefined && partition >= count) {
      const taken = `one of the ${String(count)} of ${topic.name}, from 0 on`;
      throw wrongArgument(call, `records.${String(at)}.partition`, taken, partition);
    }
    const keyed = key === undefined || key === null ? undefined : placeKey(key, count);
    const index = partition ?? keyed ?? turn++ % count;
    const before = placed.get(index);
    if (before === undefined) placed.set(index, [at]);
    else before.push(at);
  }
  return placed;
}

/** @returns the offset of each */
function append(partition: Partition, records: readonly BrokerRecordInit[], nowMs: number): number[] {
  const writer = new RecordBatchWriter({ maxBytes: Math.min(BATCH_BYTES, partition.settings.maxMessageBytes) });
  const offsets: number[] = [];
  const flush = (): void => {
    const { count } = writer;
    const baseOffset = appendBatch(partition, writer.seal(), nowMs);
    for (let delta = 0; delta < count; delta++) offsets.push(baseOffset + delta);
    writer.reset();
  };
  for (const record of records) {
    const { key = null, value, timestamp = Math.floor(nowMs) } = record;
    const headers = headersOf(record);
    if (writer.tryAppend(timestamp, key, value, headers) >= 0) continue;
    flush();
    writer.tryAppend(timestamp, key, value, headers);
  }
  if (writer.count > 0) flush();
  return offsets;
}

function appendBatch(partition: Partition, batch: Buffer, nowMs: number): number {
  const terms = { produceVersion: PRODUCE_VERSION, nowMs, mixedMessageSets: false, admit: undefined };
  const appended = appendRecords(partition, batch, terms);
  if (!isRefusal(appended)) return appended.baseOffset;
  const { topic, index } = partition;
  const { errorCode, message } = appended;
  throw errorFor(errorCode, { topic: topic.name, partition: index, message });
}
