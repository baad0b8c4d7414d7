import {
  DescribeTransactions,
  ErrorCode,
  type DescribeTransactionsRequest,
  type DescribeTransactionsResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type StateResponse = NonNullable<MessageInit<DescribeTransactionsResponse>['transactionStates']>[number];

/** DescribeTransactions (65), v0. How the transactions of some transactional ids stand (KIP-664). */
export const describeTransactions: ApiHandler<DescribeTransactionsRequest, DescribeTransactionsResponse> = {
  api: DescribeTransactions,
  minVersion: 0,
  maxVersion: 0,
  handle: (request, context) => ({
    transactionStates: request.transactionalIds.map((transactionalId) => describe(transactionalId, context)),
  }),
};

function describe(transactionalId: string, { access, transactions, nodeId }: RequestContext): StateResponse {
  const refusal = access.transactionalId(AclOperation.DESCRIBE, transactionalId);
  if (refusal !== ErrorCode.NONE) return { transactionalId, errorCode: refusal };
  const problem = transactions.problem(transactionalId, nodeId);
  if (problem !== ErrorCode.NONE) return { transactionalId, errorCode: problem };
  const transaction = transactions.find(transactionalId);
  if (transaction === undefined) return { transactionalId, errorCode: ErrorCode.TRANSACTIONAL_ID_NOT_FOUND };
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of transaction.partitions) {
    if (access.topic(AclOperation.DESCRIBE, topic) !== ErrorCode.NONE) continue;
    const partitions = topics.get(topic) ?? [];
    partitions.push(partition);
    topics.set(topic, partitions);
  }
  return {
    transactionalId,
    errorCode: ErrorCode.NONE,
    transactionState: transaction.state,
    transactionTimeoutMs: transaction.timeoutMs,
    transactionStartTimeMs: transaction.startedMs,
    ...transaction.identity,
    topics: [...topics].map(([topic, partitions]) => ({ topic, partitions })),
  };
}
