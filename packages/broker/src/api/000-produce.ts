import { ErrorCode, Produce, type MessageInit, type ProduceRequest, type ProduceResponse } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { appendRecords } from '../log/append-records.ts';
import { hasProducerId, isRefusal, type BatchRefusal } from '../log/check-batch.ts';
import { awaitReplicas, type Unacknowledged } from '../replication/await-replicas.ts';
import type { Partition } from '../state/partition.ts';
import { admitWriter, markersWritten } from '../transaction/admission.ts';
import type { ProducerIdentity } from '../transaction/transaction.ts';
import { answerPartitions, askedPartitions } from './asked-partitions.ts';
import { currentLeader, leaderEndpoints, locatePartition } from './locate-partition.ts';
import { CLOSE_CONNECTION, NO_RESPONSE, type ApiHandler, type RequestContext } from './handler.ts';

type ResponseInit = MessageInit<ProduceResponse>;
type TopicResponse = NonNullable<ResponseInit['responses']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitionResponses']>[number];
type PartitionData = ProduceRequest['topicData'][number]['partitionData'][number];
/** An error with what there is to say about it. */
type Refused = Pick<BatchRefusal, 'errorCode' | 'recordErrors'> & { readonly message?: string | null };

const FIRST_VERSION_OF_ERROR_MESSAGES = 8;
/** KIP-951: the new leader and its address come with NOT_LEADER_OR_FOLLOWER. */
const FIRST_VERSION_OF_LEADER_HINTS = 10;
/** KIP-890: an error that says to abort and go on. */
const FIRST_VERSION_OF_ABORTABLE = 11;
/** KIP-890: nobody asks AddPartitionsToTxn before. */
const FIRST_VERSION_THAT_ADDS = 12;
const FIRST_VERSION_OF_TOPIC_IDS = 13;

/**
 * Produce (0), v0-v13. Appends one record batch per partition, or a message set made into record batches.
 *
 * v0-v2: message sets of magic 0 and 1; like Kafka, whose logs are all of magic 2 by now, the broker converts them.
 * v3: record batches (magic 2). v5: log start offset. v7: zstd. v8: error messages, errors of single records (KIP-467).
 * v9: flexible. v10: leader hints (KIP-951). v11: TRANSACTION_ABORTABLE instead of INVALID_TXN_STATE. v12: puts the
 * partition into the transaction by itself (KIP-890), and waits a little while the one before is being ended. v13: topic ids.
 * acks=all is answered when all in-sync replicas have the records, acks=1 when the leader has them.
 * Of a partition that is named twice, the last records are taken, as on Kafka. Checked once per batch: CRC, structure,
 * size, sequence (KIP-98). Records are looked at only where the topic asks for it (keys, times, `compression.type`), or
 * where they have to be converted; Kafka looks at all of them.
 * A transactional batch has to be of a transaction that the partition is in, whatever release is played.
 */
export const produce: ApiHandler<ProduceRequest, ProduceResponse> = {
  api: Produce,
  minVersion: 0,
  maxVersion: 13,
  async handle(request, context) {
    const { transactionalId } = request;
    context.quotas?.produced(context.sizeInBytes);
    const refusal = writerProblem(request, context);
    if (refusal !== ErrorCode.NONE) return refuseAll(request, refusal);
    // What is refused after the append stays in the log, and each retry would add to it.
    if (!context.cluster.canWrite()) return refuseAll(request, ErrorCode.KAFKA_STORAGE_ERROR);
    if (transactionalId !== null && context.version >= FIRST_VERSION_THAT_ADDS) {
      await markersWritten(context.transactions, transactionalId, context.cluster.clock);
    }
    const changed = new Set<Partition>();
    const unacknowledged: Unacknowledged[] = [];
    const asked = askedPartitions(request.topicData, {
      topicOf: ({ name, topicId }) => (context.version >= FIRST_VERSION_OF_TOPIC_IDS ? topicId : name),
      entriesOf: ({ partitionData }) => partitionData,
      indexOf: ({ index }) => index,
    });
    const answers = await answerPartitions(
      asked,
      (data, { topic }) => appendTo(topic, data, request, context, { changed, unacknowledged }),
      context.cluster.clock,
    );
    // After all appends: a fetch that waits for several partitions finds all of them at once.
    for (const partition of changed) partition.changed();
    if (unacknowledged.length > 0) await awaitReplicas(unacknowledged, request.timeoutMs, context);
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

/** What the producer may not do at all, whatever it writes to. */
function writerProblem(
  { transactionalId, topicData }: ProduceRequest,
  { access, cluster, nodeId }: RequestContext,
): number {
  if (transactionalId !== null) return access.transactionalId(AclOperation.WRITE, transactionalId);
  if (cluster.releaseAt(nodeId)?.idempotentWriteAlone !== true) return ErrorCode.NONE;
  const isIdempotent = topicData.some(({ partitionData }) =>
    partitionData.some(({ records }) => hasProducerId(records)),
  );
  return isIdempotent ? access.cluster(AclOperation.IDEMPOTENT_WRITE) : ErrorCode.NONE;
}

function refuseAll({ topicData, acks }: ProduceRequest, errorCode: number): ResponseInit | typeof CLOSE_CONNECTION {
  if (acks === 0) return CLOSE_CONNECTION;
  const refused = (index: number): PartitionResponse => ({ index, errorCode, baseOffset: -1 });
  return {
    responses: topicData.map(({ name, topicId, partitionData }) => {
      return { name, topicId, partitionResponses: partitionData.map(({ index }) => refused(index)) };
    }),
  };
}

function appendTo(
  topic: { readonly name: string; readonly topicId: string },
  data: PartitionData,
  request: ProduceRequest,
  context: RequestContext,
  done: { readonly changed: Set<Partition>; readonly unacknowledged: Unacknowledged[] },
): PartitionResponse {
  const { cluster, version } = context;
  const refuse = ({ errorCode, message = null, recordErrors = [] }: Refused): PartitionResponse => ({
    index: data.index,
    errorCode,
    baseOffset: -1,
    ...(version >= FIRST_VERSION_OF_ERROR_MESSAGES ? { errorMessage: message, recordErrors } : {}),
  });
  const byId = version >= FIRST_VERSION_OF_TOPIC_IDS;
  const located = locatePartition(topic, data.index, byId, context, AclOperation.WRITE);
  if (typeof located === 'number') return refuse({ errorCode: located });
  if (request.acks < -1 || request.acks > 1) return refuse({ errorCode: ErrorCode.INVALID_REQUIRED_ACKS });
  if (located.leaderId !== context.nodeId) {
    const response = refuse({ errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER });
    return version >= FIRST_VERSION_OF_LEADER_HINTS ? { ...response, currentLeader: currentLeader(located) } : response;
  }
  if (request.acks === -1 && located.isr.length < cluster.minIsr(located)) {
    return refuse({ errorCode: ErrorCode.NOT_ENOUGH_REPLICAS });
  }
  const appended = appendRecords(located, data.records, {
    produceVersion: version,
    nowMs: cluster.clock.now(),
    mixedMessageSets: cluster.releaseAt(context.nodeId)?.mixedMessageSets === true,
    admit: admission(request, located, context),
  });
  if (isRefusal(appended)) {
    const response = refuse(appended);
    return appended.recordErrors === undefined ? response : { ...response, logStartOffset: located.log.startOffset };
  }
  done.changed.add(located);
  const answer = {
    index: data.index,
    errorCode: ErrorCode.NONE,
    baseOffset: appended.baseOffset,
    logAppendTimeMs: appended.appendTimeMs,
    logStartOffset: located.log.startOffset,
  };
  if (request.acks === -1) done.unacknowledged.push({ partition: located, endOffset: appended.endOffset, answer });
  return answer;
}

/** Asks whether the partition is in the transaction; undefined where the request is of none. */
function admission(
  { transactionalId }: ProduceRequest,
  { topic, index }: Partition,
  { transactions, version }: RequestContext,
): ((producer: ProducerIdentity) => number) | undefined {
  if (transactionalId === null) return undefined;
  return (producer) =>
    admitWriter(transactions, {
      transactionalId,
      producer,
      partition: { topic: topic.name, partition: index },
      adds: version >= FIRST_VERSION_THAT_ADDS,
      knowsAbortable: version >= FIRST_VERSION_OF_ABORTABLE,
    });
}
