import type { WaitOptions } from '@k/runtime';
import { DescribeTransactions, ErrorCode, errorFor, type TopicPartition } from '@k/wire';
import type { DescribeTransactionsResponse } from '@k/wire';
import { type AdminCalls, brokerOf } from '../calls.ts';
import { coordinatorsOf } from '../coordinators.ts';
import type { ResourceMap } from '../resource-map.ts';
import { transactionState, type TransactionStateName } from './transaction-state.ts';
import { checkTransactionalIds } from './transactional-ids.ts';

export interface DescribedTransaction {
  /** Id of the broker that coordinates it. */
  readonly coordinatorId: number;
  readonly state: TransactionStateName;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** After how long the coordinator aborts it. */
  readonly transactionTimeoutMs: number;
  /** When it began, milliseconds since 1970; undefined when none is open. */
  readonly transactionStartTimeMs: number | undefined;
  /** The partitions in it; while it is being ended, those that have not been told yet. */
  readonly topicPartitions: readonly TopicPartition[];
}

const CALL = 'describeTransactions()';

export async function describeTransactions(
  calls: AdminCalls,
  transactionalIds: readonly string[],
  options?: WaitOptions,
): Promise<ResourceMap<string, DescribedTransaction>> {
  const checked = checkTransactionalIds(CALL, transactionalIds);
  const deadline = calls.deadline(CALL, calls.waitOptions(CALL, options));
  return calls.each<string, DescribedTransaction>(deadline, {
    name: CALL,
    resources: checked,
    ...coordinatorsOf(calls.cluster, 'transaction'),
    ask: async (ids, request, target) => {
      const { transactionStates } = await request(DescribeTransactions, { transactionalIds: [...ids] });
      return transactionStates.map((told) => {
        const { transactionalId: id, errorCode } = told;
        if (errorCode === ErrorCode.NONE) return [id, descriptionOf(told, brokerOf(target))];
        return [id, errorFor(errorCode, { api: DescribeTransactions.name, about: `transactional id ${id}` })];
      });
    },
  });
}

type Told = DescribeTransactionsResponse['transactionStates'][number];

function descriptionOf(told: Told, coordinatorId: number): DescribedTransaction {
  const { producerId, producerEpoch, transactionTimeoutMs, transactionStartTimeMs: startedAt } = told;
  return {
    coordinatorId,
    state: transactionState(told.transactionState),
    producerId,
    producerEpoch,
    transactionTimeoutMs,
    transactionStartTimeMs: startedAt < 0n ? undefined : Number(startedAt),
    topicPartitions: told.topics.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    ),
  };
}
