import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, ListTransactions, parseOptions } from '@k/wire';
import type { ListTransactionsRequest, ListTransactionsResponse, MessageInit } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { everyBroker } from '../every-broker.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { TRANSACTION_STATES, transactionState, type TransactionStateName } from './transaction-state.ts';

export interface ListTransactionsOptions extends WaitOptions {
  /** Only those in one of these states. @default any */
  readonly states?: readonly TransactionStateName[] | undefined;
  /** Only those of one of these producers. @default any */
  readonly producerIds?: readonly bigint[] | undefined;
  /** Only those that have been open for longer, milliseconds; from Kafka 3.8 on. @default any */
  readonly durationMs?: number | undefined;
  /** Only those whose id matches this regular expression (RE2) as a whole; from Kafka 4.1 on. @default any */
  readonly transactionalIdPattern?: string | undefined;
}

export interface TransactionListing {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly state: TransactionStateName;
}

const CALL = 'listTransactions()';
const listOptions = schemaOf<ListTransactionsOptions>()(
  z.strictObject({
    ...waitSettings,
    states: z
      .array(
        z.custom<TransactionStateName>(
          (value) => TRANSACTION_STATES.some((state) => state === value),
          `expected one of ${TRANSACTION_STATES.join(', ')}`,
        ),
      )
      .readonly()
      .optional(),
    producerIds: z
      .array(z.custom<bigint>((value) => typeof value === 'bigint', 'expected a bigint'))
      .readonly()
      .optional(),
    durationMs: z.int().nonnegative().optional(),
    transactionalIdPattern: z.string().min(1).optional(),
  }),
);
type Filters = Omit<ListTransactionsOptions, keyof WaitOptions>;

export async function listTransactions(
  calls: AdminCalls,
  options?: ListTransactionsOptions,
): Promise<ResourceMap<number, readonly TransactionListing[]>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, listOptions, options ?? {});
  const { signal, timeoutMs, ...filters } = checked;
  return everyBroker(calls, calls.deadline(CALL, { signal, timeoutMs }), CALL, async (request) =>
    listingsOf(await request(ListTransactions, (version) => requestBody(version, filters))),
  );
}

function requestBody(version: number, filters: Filters): MessageInit<ListTransactionsRequest> {
  const { states = [], producerIds = [], durationMs, transactionalIdPattern } = filters;
  if (durationMs !== undefined && version < 1) {
    throw tooOld(ListTransactions, version, 1, (kafka) => `durationMs needs ${kafka}`);
  }
  if (transactionalIdPattern !== undefined && version < 2) {
    throw tooOld(ListTransactions, version, 2, (kafka) => `transactionalIdPattern needs ${kafka}`);
  }
  return {
    stateFilters: states,
    producerIdFilters: producerIds,
    ...(durationMs === undefined ? {} : { durationFilter: BigInt(durationMs) }),
    ...(transactionalIdPattern === undefined ? {} : { transactionalIdPattern }),
  };
}

function listingsOf({ errorCode, transactionStates }: ListTransactionsResponse): TransactionListing[] {
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: ListTransactions.name });
  return transactionStates.map(({ transactionalId, producerId, transactionState: state }) => {
    return { transactionalId, producerId, state: transactionState(state) };
  });
}
