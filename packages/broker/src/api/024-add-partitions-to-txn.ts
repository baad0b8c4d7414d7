import {
  AddPartitionsToTxn,
  ErrorCode,
  type AddPartitionsToTxnRequest,
  type AddPartitionsToTxnResponse,
  type MessageInit,
} from '@k/wire';
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
 * to ask whether the partitions are in (KIP-890); Kafka takes these of brokers alone, here anybody may. v5: same to us.
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
  const isUnknown = (topic: string, partition: number): boolean => cluster.partition(topic, partition) === undefined;
  const problem = transactions.problem(transactionalId, context.nodeId);
  const someUnknown = partitions.some(({ topic, partition }) => isUnknown(topic, partition));
  const added =
    problem !== ErrorCode.NONE || someUnknown || verifyOnly
      ? problem
      : transactions.add(transactionalId, producer, partitions);
  const codeOf = (topic: string, partition: number): number => {
    if (added !== ErrorCode.NONE) return added;
    if (isUnknown(topic, partition)) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
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
