import {
  AddPartitionsToTxn,
  ErrorCode,
  type AddPartitionsToTxnRequest,
  type AddPartitionsToTxnResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { ProducerIdentity } from '../transaction/transaction.ts';
import { beforeFenced, identityOf } from './transaction-errors.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type ResponseInit = MessageInit<AddPartitionsToTxnResponse>;
type TopicResult = NonNullable<ResponseInit['resultsByTopicV3AndBelow']>[number];
type AskedTopic = AddPartitionsToTxnRequest['v3AndBelowTopics'][number];

const FIRST_VERSION_OF_BATCHES = 4;

interface Asked {
  readonly transactionalId: string;
  readonly producer: ProducerIdentity;
  readonly verifyOnly: boolean;
  readonly topics: readonly AskedTopic[];
}

/**
 * AddPartitionsToTxn (24), v0-v5. Puts partitions into a producer's transaction, which begins with the first of them: all
 * or none. Of partitions that do not exist, none is added, and the others are OPERATION_NOT_ATTEMPTED.
 *
 * v2: PRODUCER_FENCED instead of INVALID_PRODUCER_EPOCH (KIP-588). v3: flexible. v4: several transactional ids, and only
 * to ask whether the partitions are in (KIP-890): of brokers alone, whoever may CLUSTER_ACTION. v5: same to us.
 */
export const addPartitionsToTxn: ApiHandler<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse> = {
  api: AddPartitionsToTxn,
  minVersion: 0,
  maxVersion: 5,
  handle(request, context) {
    if (context.version < FIRST_VERSION_OF_BATCHES) {
      const resultsByTopicV3AndBelow = answer(
        {
          transactionalId: request.v3AndBelowTransactionalId,
          producer: identityOf(request.v3AndBelowProducerId, request.v3AndBelowProducerEpoch),
          verifyOnly: false,
          topics: request.v3AndBelowTopics,
        },
        context,
      );
      return { resultsByTopicV3AndBelow };
    }
    const refusal = context.access.cluster(AclOperation.CLUSTER_ACTION);
    if (refusal !== ErrorCode.NONE) return { errorCode: refusal };
    const resultsByTransaction = request.transactions.map((each) => {
      const { transactionalId, producerId, producerEpoch, verifyOnly, topics } = each;
      const asked = { transactionalId, producer: identityOf(producerId, producerEpoch), verifyOnly, topics };
      return { transactionalId, topicResults: answer(asked, context) };
    });
    return { errorCode: ErrorCode.NONE, resultsByTransaction };
  },
};

function answer(asked: Asked, context: RequestContext): TopicResult[] {
  const { transactionalId, producer, verifyOnly, topics } = asked;
  const { cluster, transactions } = context;
  const partitions = topics.flatMap(({ name, partitions: indexes }) =>
    indexes.map((partition) => ({ topic: name, partition })),
  );
  const problemOf = (topic: string, partition: number): number => {
    const refusal = writerRefusal(topic, context);
    if (refusal !== ErrorCode.NONE) return refusal;
    return cluster.partition(topic, partition) === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.NONE;
  };
  const problem = transactionProblem(transactionalId, context);
  const someUnknown = partitions.some(({ topic, partition }) => problemOf(topic, partition) !== ErrorCode.NONE);
  const added =
    problem !== ErrorCode.NONE || someUnknown || verifyOnly
      ? problem
      : transactions.add(transactionalId, producer, partitions);
  const codeOf = (topic: string, partition: number): number => {
    if (added !== ErrorCode.NONE) return added;
    const own = problemOf(topic, partition);
    if (own !== ErrorCode.NONE) return own;
    if (someUnknown) return ErrorCode.OPERATION_NOT_ATTEMPTED;
    return verifyOnly ? transactions.verify(transactionalId, producer, { topic, partition }) : ErrorCode.NONE;
  };
  return topics.map(({ name, partitions: indexes }) => ({
    name,
    resultsByPartition: indexes.map((partitionIndex) => ({
      partitionIndex,
      partitionErrorCode: beforeFenced(codeOf(name, partitionIndex), context.version, 2),
    })),
  }));
}

/** From v4 on brokers ask, and have been asked themselves. */
function writerRefusal(topic: string, { access, version }: RequestContext): number {
  return version < FIRST_VERSION_OF_BATCHES ? access.topic(AclOperation.WRITE, topic) : ErrorCode.NONE;
}

function transactionProblem(
  transactionalId: string,
  { access, transactions, nodeId, version }: RequestContext,
): number {
  const asks = version < FIRST_VERSION_OF_BATCHES;
  const refusal = asks ? access.transactionalId(AclOperation.WRITE, transactionalId) : ErrorCode.NONE;
  return refusal === ErrorCode.NONE ? transactions.problem(transactionalId, nodeId) : refusal;
}
