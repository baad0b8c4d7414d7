import {
  DescribeProducers,
  ErrorCode,
  type DescribeProducersRequest,
  type DescribeProducersResponse,
  type MessageInit,
} from '@k/wire';
import { refusalMessage } from '../access/access.ts';
import { AclOperation } from '../access/acl.ts';
import { leaderProblem, locatePartition } from './locate-partition.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicResponse = NonNullable<MessageInit<DescribeProducersResponse>['topics']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitions']>[number];

/** DescribeProducers (61), v0. What a partition knows of idempotent and transactional producers (KIP-664). */
export const describeProducers: ApiHandler<DescribeProducersRequest, DescribeProducersResponse> = {
  api: DescribeProducers,
  minVersion: 0,
  maxVersion: 0,
  handle(request, context) {
    return {
      topics: request.topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partitionIndex) => describe(name, partitionIndex, context)),
      })),
    };
  },
};

function describe(name: string, partitionIndex: number, context: RequestContext): PartitionResponse {
  const located = locatePartition({ name, topicId: '' }, partitionIndex, false, context, AclOperation.READ);
  const errorCode = typeof located === 'number' ? located : leaderProblem(located, -1, context);
  if (typeof located === 'number' || errorCode !== ErrorCode.NONE) {
    return { partitionIndex, errorCode, errorMessage: refusalMessage(errorCode) };
  }
  const { producers, transactions } = located;
  const activeProducers = producers
    .list()
    .map(({ producerId, producerEpoch, batches, lastTimestamp, coordinatorEpoch }) => ({
      producerId,
      producerEpoch,
      lastSequence: batches[batches.length - 1]?.lastSequence ?? -1,
      lastTimestamp,
      coordinatorEpoch,
      currentTxnStartOffset: transactions.openSince(producerId) ?? -1,
    }));
  return { partitionIndex, errorCode, activeProducers };
}
