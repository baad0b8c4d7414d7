import {
  ErrorCode,
  TxnOffsetCommit,
  type MessageInit,
  type TxnOffsetCommitRequest,
  type TxnOffsetCommitResponse,
} from '@k/wire';
import { OFFSETS_TOPIC, offsetsPartitionOf } from '../group/offsets-topic.ts';
import { admitWriter } from '../transaction/admission.ts';
import { checkOffset } from './committed-offset.ts';
import { identityOf } from './transaction-errors.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/** KIP-890: an error that says to abort and go on. */
const FIRST_VERSION_OF_ABORTABLE = 4;
/** KIP-890: nobody asks AddOffsetsToTxn before. */
const FIRST_VERSION_THAT_ADDS = 5;

/**
 * TxnOffsetCommit (28), v0-v5. Keeps the offsets of a group until the producer's transaction is committed; before that
 * nobody sees them.
 *
 * v2: leader epoch. v3: flexible; member, generation and instance of the consumer, which are checked as for OffsetCommit
 * (KIP-447). v4: TRANSACTION_ABORTABLE instead of INVALID_TXN_STATE. v5: puts the offsets into the transaction by itself.
 * Not implemented: groups of the new consumer protocol.
 */
export const txnOffsetCommit: ApiHandler<TxnOffsetCommitRequest, TxnOffsetCommitResponse> = {
  api: TxnOffsetCommit,
  minVersion: 0,
  maxVersion: 5,
  handle(request, context): MessageInit<TxnOffsetCommitResponse> {
    const { groupId, producerId, topics } = request;
    const isKnown = (name: string, index: number): boolean => context.cluster.partition(name, index) !== undefined;
    // Nothing is put into the transaction for topics that do not exist.
    const someKnown = topics.some(({ name, partitions }) =>
      partitions.some((each) => isKnown(name, each.partitionIndex)),
    );
    const problem = someKnown ? commitProblem(request, context) : ErrorCode.NONE;
    return {
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map((entry) => {
          const { partitionIndex } = entry;
          if (!isKnown(name, partitionIndex)) {
            return { partitionIndex, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
          }
          if (problem !== ErrorCode.NONE) return { partitionIndex, errorCode: problem };
          const checked = checkOffset(entry, context);
          if (typeof checked === 'number') return { partitionIndex, errorCode: checked };
          context.groups.pending.add(Number(producerId), groupId, name, partitionIndex, checked);
          return { partitionIndex, errorCode: ErrorCode.NONE };
        }),
      })),
    };
  },
};

function commitProblem(request: TxnOffsetCommitRequest, context: RequestContext): number {
  const { groups, nodeId, version, transactions } = context;
  const { groupId, memberId, groupInstanceId, generationIdOrMemberEpoch: generationId, transactionalId } = request;
  const problem = groups.problem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return problem;
  if (groups.group(groupId) === undefined && generationId >= 0) return ErrorCode.ILLEGAL_GENERATION;
  const fenced = groups.getOrCreate(groupId).transactionalCommitProblem(memberId, groupInstanceId, generationId);
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
