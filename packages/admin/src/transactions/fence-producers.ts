import type { WaitOptions } from '@k/runtime';
import { ErrorCode, errorFor, InitProducerId } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { coordinatorsOf } from '../coordinators.ts';
import { onlyResult } from '../partial-result-error.ts';
import type { ResourceMap } from '../resource-map.ts';
import { checkTransactionalIds } from './transactional-ids.ts';

/** What a producer that comes next would be numbered under; all before it are refused. */
export interface FencedProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

export async function fenceProducers(
  calls: AdminCalls,
  transactionalIds: readonly string[],
  options?: WaitOptions,
): Promise<ResourceMap<string, FencedProducer>> {
  return fence(calls, 'fenceProducers()', transactionalIds, options);
}

export async function forceTerminateTransaction(
  calls: AdminCalls,
  transactionalId: string,
  options?: WaitOptions,
): Promise<void> {
  await onlyResult(fence(calls, 'forceTerminateTransaction()', [transactionalId], options));
}

async function fence(
  calls: AdminCalls,
  call: string,
  transactionalIds: readonly string[],
  options: WaitOptions | undefined,
): Promise<ResourceMap<string, FencedProducer>> {
  const checked = checkTransactionalIds(call, transactionalIds);
  const deadline = calls.deadline(call, calls.waitOptions(call, options));
  return calls.each<string, FencedProducer>(deadline, {
    name: call,
    resources: checked,
    ...coordinatorsOf(calls.cluster, 'transaction'),
    maxPerRequest: 1,
    ask: async (ids, request) =>
      Promise.all(
        ids.map(async (transactionalId) => {
          // For so long the coordinator may take to write it down, as Java's Admin has it.
          const transactionTimeoutMs = calls.brokerTimeoutMs(deadline);
          const answer = await request(InitProducerId, { transactionalId, transactionTimeoutMs });
          const { errorCode, producerId, producerEpoch } = answer;
          if (errorCode === ErrorCode.NONE) return [transactionalId, { producerId, producerEpoch }] as const;
          const about = `transactional id ${transactionalId}`;
          return [transactionalId, errorFor(errorCode, { api: InitProducerId.name, about })] as const;
        }),
      ),
  });
}
