import { crc32c } from '@k/codec';
import { ErrorCode, Produce, type MessageInit, type ProduceRequest, type ProduceResponse } from '@k/wire';
import { magicOf, setLogAppendTime } from '../log/batch-header.ts';
import { checkBatch, isRefusal } from '../log/check-batch.ts';
import { convertProduced, mayBeMessageSet } from '../log/old-formats.ts';
import type { Partition } from '../state/partition.ts';
import { answerPartitions, askedPartitions } from './asked-partitions.ts';
import { currentLeader, leaderEndpoints, locatePartition } from './locate-partition.ts';
import { CLOSE_CONNECTION, NO_RESPONSE, type ApiHandler, type RequestContext } from './handler.ts';

type ResponseInit = MessageInit<ProduceResponse>;
type TopicResponse = NonNullable<ResponseInit['responses']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitionResponses']>[number];
type PartitionData = ProduceRequest['topicData'][number]['partitionData'][number];

const FIRST_VERSION_OF_ERROR_MESSAGES = 8;
/** KIP-951: the new leader and its address come with NOT_LEADER_OR_FOLLOWER. */
const FIRST_VERSION_OF_LEADER_HINTS = 10;
const FIRST_VERSION_OF_TOPIC_IDS = 13;

/**
 * Produce (0), v0-v13. Appends one record batch per partition, or a message set made into record batches.
 *
 * v0-v2: message sets of magic 0 and 1; like Kafka, whose logs are all of magic 2 by now, the broker converts them. v3: record batches (magic 2). v5: log start offset. v7: zstd. v8: error messages (KIP-467). v9: flexible.
 * v10: leader hints (KIP-951). v12: same to us. v13: topic ids.
 * Of a partition that is named twice, the last records are taken, as on Kafka. Checked once per batch: CRC, structure, size, sequence (KIP-98). No record is looked at, unless it has to be converted.
 * Not implemented: transactions, broker-side recompression, null keys on compacted topics.
 */
export const produce: ApiHandler<ProduceRequest, ProduceResponse> = {
  api: Produce,
  minVersion: 0,
  maxVersion: 13,
  async handle(request, context) {
    const changed = new Set<Partition>();
    const asked = askedPartitions(request.topicData, {
      topicOf: ({ name, topicId }) => (context.version >= FIRST_VERSION_OF_TOPIC_IDS ? topicId : name),
      entriesOf: ({ partitionData }) => partitionData,
      indexOf: ({ index }) => index,
    });
    const answers = await answerPartitions(
      asked,
      (data, { topic }) => appendTo(topic, data, request, context, changed),
      context.cluster.clock,
    );
    // After all appends: a fetch that waits for several partitions finds all of them at once.
    for (const partition of changed) partition.changed();
    const all = answers.flatMap(({ partitions }) => partitions);
    // acks 0 leaves one way to tell of an error: the closed connection makes the client look up the leader again.
    if (request.acks === 0) {
      return all.some(({ errorCode }) => errorCode !== ErrorCode.NONE) ? CLOSE_CONNECTION : NO_RESPONSE;
    }
    const responses = answers.map(({ topic, partitions }): TopicResponse => {
      return { name: topic.name, topicId: topic.topicId, partitionResponses: partitions };
    });
    const hinted = new Set(all.flatMap(({ currentLeader: leader }) => leader?.leaderId ?? []));
    return hinted.size === 0 ? { responses } : { responses, nodeEndpoints: leaderEndpoints(hinted, context) };
  },
};

function appendTo(
  topic: { readonly name: string; readonly topicId: string },
  data: PartitionData,
  request: ProduceRequest,
  context: RequestContext,
  changed: Set<Partition>,
): PartitionResponse {
  const { cluster, version } = context;
  const refuse = (errorCode: number, message: string | null = null): PartitionResponse => ({
    index: data.index,
    errorCode,
    baseOffset: -1,
    ...(version >= FIRST_VERSION_OF_ERROR_MESSAGES ? { errorMessage: message } : {}),
  });
  if (request.acks < -1 || request.acks > 1) return refuse(ErrorCode.INVALID_REQUIRED_ACKS);
  if (request.transactionalId !== null) {
    return refuse(ErrorCode.INVALID_TXN_STATE, 'transactions are not implemented by this broker');
  }
  const located = locatePartition(topic, data.index, version >= FIRST_VERSION_OF_TOPIC_IDS, context);
  if (typeof located === 'number') return refuse(located);
  if (located.leaderId !== context.nodeId) {
    const response = refuse(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    return version >= FIRST_VERSION_OF_LEADER_HINTS ? { ...response, currentLeader: currentLeader(located) } : response;
  }
  const { settings } = located.topic;
  if (request.acks === -1 && cluster.isr(located).length < settings.minInsyncReplicas) {
    return refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
  }
  const nowMs = cluster.clock.now();
  if (mayBeMessageSet(version) && (data.records === null || magicOf(data.records) !== 2)) {
    return appendMessageSet(data, located, nowMs, refuse, changed);
  }
  const batch = checkBatch(data.records, {
    maxMessageBytes: settings.maxMessageBytes,
    timestampAfterMaxMs: settings.timestampAfterMaxMs,
    nowMs,
    produceVersion: version,
  });
  if (isRefusal(batch)) return refuse(batch.errorCode, batch.message);
  const stampMs = settings.logAppendTime ? Math.floor(nowMs) : -1;
  if (batch.producerId >= 0) {
    const verdict = located.producers.check(batch);
    if (verdict.kind === 'reject') return refuse(verdict.errorCode, verdict.message);
    if (verdict.kind === 'duplicate') {
      return success(
        data.index,
        verdict.batch.baseOffset,
        settings.logAppendTime ? verdict.batch.timestamp : -1,
        located,
      );
    }
  }
  const records = (data.records as Buffer).subarray(0, batch.byteLength);
  // The frame is ours alone, so its bytes may be changed before they are copied into the log.
  if (settings.logAppendTime) setLogAppendTime(records, stampMs, crc32c);
  const info = settings.logAppendTime ? { lastOffsetDelta: batch.lastOffsetDelta, maxTimestamp: stampMs } : batch;
  const baseOffset = located.log.append(records, info, located.leaderEpoch);
  if (batch.producerId >= 0) located.producers.appended(batch, baseOffset, info.maxTimestamp);
  if (settings.retentionBytes >= 0) located.log.retainBytes(settings.retentionBytes);
  changed.add(located);
  return success(data.index, baseOffset, stampMs, located);
}

/** Format 0 and 1: what is stored is the set made into record batches. */
function appendMessageSet(
  { index, records }: PartitionData,
  partition: Partition,
  nowMs: number,
  refuse: (errorCode: number, message: string) => PartitionResponse,
  changed: Set<Partition>,
): PartitionResponse {
  const { log, leaderEpoch } = partition;
  const { settings } = partition.topic;
  const { maxMessageBytes, timestampAfterMaxMs } = settings;
  const converted = convertProduced(records, log.endOffset, { maxMessageBytes, timestampAfterMaxMs, nowMs });
  if (isRefusal(converted)) return refuse(converted.errorCode, converted.message);
  const stampMs = settings.logAppendTime ? Math.floor(nowMs) : -1;
  // -1 for a set without a whole message, as on Kafka.
  const baseOffset = converted.length === 0 ? -1 : log.endOffset;
  for (const batch of converted) {
    if (settings.logAppendTime) batch.setMaxTimestamp('LogAppendTime', stampMs);
    const { baseOffset: first, lastOffset, maxTimestamp } = batch;
    log.append(batch.slice, { lastOffsetDelta: lastOffset - first, maxTimestamp }, leaderEpoch);
  }
  if (settings.retentionBytes >= 0) log.retainBytes(settings.retentionBytes);
  changed.add(partition);
  return success(index, baseOffset, stampMs, partition);
}

function success(index: number, baseOffset: number, appendTimeMs: number, partition: Partition): PartitionResponse {
  return {
    index,
    errorCode: ErrorCode.NONE,
    baseOffset,
    logAppendTimeMs: appendTimeMs,
    logStartOffset: partition.log.startOffset,
  };
}
