import {
  ErrorCode,
  TxnOffsetCommit,
  type MessageInit,
  type TxnOffsetCommitRequest,
  type TxnOffsetCommitResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { OFFSETS_TOPIC, offsetsPartitionOf } from '../group/offsets-topic.ts';
import { admitWriter } from '../transaction/admission.ts';
import type { CommittedPartition } from '../group/commit-sender.ts';
import { checkOffset, committedPartitions } from './committed-offset.ts';
import { identityOf } from './transaction-errors.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/** KIP-890: an error that says to abort and go on. */
const FIRST_VERSION_OF_ABORTABLE = 4;
/** KIP-890: nobody asks AddOffsetsToTxn before. */
const FIRST_VERSION_THAT_ADDS = 5;
/** KIP-1319: topics by id, and a group that is not there is told as that. */
const FIRST_VERSION_OF_TOPIC_IDS = 6;
/** Before, a member of a consumer group (KIP-848) is told of an old epoch as of an old generation. */
const FIRST_VERSION_OF_STALE_EPOCHS = 6;

/**
 * TxnOffsetCommit (28), v0-v6. Keeps the offsets of a group until the producer's transaction is committed; before that
 * nobody sees them.
 *
 * v2: leader epoch. v3: flexible; member, generation and instance of the consumer, which are checked as for OffsetCommit
 * (KIP-447). v4: TRANSACTION_ABORTABLE instead of INVALID_TXN_STATE. v5: puts the offsets into the transaction by itself.
 * v6: topic ids (KIP-1319).
 */
export const txnOffsetCommit: ApiHandler<TxnOffsetCommitRequest, TxnOffsetCommitResponse> = {
  api: TxnOffsetCommit,
  minVersion: 0,
  maxVersion: 6,
  handle(request, context): MessageInit<TxnOffsetCommitResponse> {
    const { groupId, producerId } = request;
    const { cluster, version } = context;
    const byId = version >= FIRST_VERSION_OF_TOPIC_IDS;
    const unknown = byId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    const refusal = committerRefusal(request, context);
    const topics = request.topics.map((asked) => {
      const known = byId ? cluster.topicById(asked.topicId) : cluster.topic(asked.name);
      return {
        ...asked,
        known,
        refusal: refusal === ErrorCode.NONE ? topicRefusal(asked.name, known, context) : refusal,
      };
    });
    // Nothing is put into the transaction for topics that do not exist, or may not be read.
    const someKnown = topics.some(
      (topic) =>
        topic.refusal === ErrorCode.NONE &&
        topic.partitions.some(({ partitionIndex }) => topic.known?.partitions[partitionIndex] !== undefined),
    );
    const problem = someKnown ? commitProblem(request, context) : ErrorCode.NONE;
    return {
      topics: topics.map(({ name, topicId, known, partitions, refusal: refused }) => ({
        name,
        topicId,
        partitions: partitions.map((entry) => {
          const { partitionIndex } = entry;
          if (refused !== ErrorCode.NONE) return { partitionIndex, errorCode: refused };
          if (known === undefined) return { partitionIndex, errorCode: unknown };
          if (known.partitions[partitionIndex] === undefined) {
            return { partitionIndex, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
          }
          if (problem !== ErrorCode.NONE) return { partitionIndex, errorCode: problem };
          const checked = checkOffset(entry, context);
          if (typeof checked === 'number') return { partitionIndex, errorCode: checked };
          context.groups.pending.add(Number(producerId), groupId, known.name, partitionIndex, checked);
          // It comes to be with its first offset.
          context.groups.getOrCreate(groupId);
          return { partitionIndex, errorCode: ErrorCode.NONE };
        }),
      })),
    };
  },
};

/** What the producer may not do at all. */
function committerRefusal({ transactionalId, groupId }: TxnOffsetCommitRequest, { access }: RequestContext): number {
  const refusal = access.transactionalId(AclOperation.WRITE, transactionalId);
  return refusal === ErrorCode.NONE ? access.group(AclOperation.READ, groupId) : refusal;
}

/** @param known undefined: there is no such topic; of an id it has no name either */
function topicRefusal(
  name: string,
  known: { readonly name: string } | undefined,
  { access, version }: RequestContext,
): number {
  const topic = version >= FIRST_VERSION_OF_TOPIC_IDS ? known?.name : name;
  return topic === undefined ? ErrorCode.NONE : access.topic(AclOperation.READ, topic);
}

function commitProblem(request: TxnOffsetCommitRequest, context: RequestContext): number {
  const { groups, nodeId, version, transactions } = context;
  const { groupId, memberId, groupInstanceId, generationIdOrMemberEpoch: generationId, transactionalId } = request;
  const problem = groups.problem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return problem;
  const group = groups.group(groupId);
  if (group === undefined && generationId >= 0) {
    return version >= FIRST_VERSION_OF_TOPIC_IDS ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.ILLEGAL_GENERATION;
  }
  const partitions = (): CommittedPartition[] =>
    committedPartitions(request.topics, version >= FIRST_VERSION_OF_TOPIC_IDS, context.cluster);
  const sender = { memberId, groupInstanceId, memberEpoch: generationId, version, partitions };
  const fenced = group?.transactionalCommitProblem(sender) ?? ErrorCode.NONE;
  if (fenced === ErrorCode.STALE_MEMBER_EPOCH && version < FIRST_VERSION_OF_STALE_EPOCHS)
    return ErrorCode.ILLEGAL_GENERATION;
  if (fenced !== ErrorCode.NONE) return fenced;
  const admitted = admitWriter(transactions, {
    transactionalId,
    producer: identityOf(request.producerId, request.producerEpoch),
    partition: { topic: OFFSETS_TOPIC, partition: offsetsPartitionOf(groupId) },
    adds: version >= FIRST_VERSION_THAT_ADDS,
    knowsAbortable: version >= FIRST_VERSION_OF_ABORTABLE,
  });
  // The same to try again, in words for a coordinator.
  return admitted === ErrorCode.NOT_ENOUGH_REPLICAS ? ErrorCode.COORDINATOR_NOT_AVAILABLE : admitted;
}
