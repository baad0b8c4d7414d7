import {
  ErrorCode,
  ListTransactions,
  type ListTransactionsRequest,
  type ListTransactionsResponse,
  type MessageInit,
} from '@k/wire';
import { RE2JS } from 're2js';
import { AclOperation } from '../access/acl.ts';
import { TRANSACTION_TRANSITIONS } from '../transaction/transaction-state.ts';
import type { ApiHandler } from './handler.ts';

/** Those that somebody may ask for; PrepareEpochFence passes too fast to be seen, here as on Kafka. */
const STATES: ReadonlySet<string> = new Set([...Object.keys(TRANSACTION_TRANSITIONS), 'PrepareEpochFence']);

/**
 * ListTransactions (66), v0-v2. The transactional ids that this node coordinates (KIP-664).
 *
 * v1: only those open for so long (KIP-994). v2: only ids that match a pattern of RE2 as a whole (KIP-1152).
 */
export const listTransactions: ApiHandler<ListTransactionsRequest, ListTransactionsResponse> = {
  api: ListTransactions,
  minVersion: 0,
  maxVersion: 2,
  handle(request, { access, transactions, nodeId, cluster }): MessageInit<ListTransactionsResponse> {
    const { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern } = request;
    const pattern = patternOf(transactionalIdPattern);
    if (pattern === null) return { errorCode: ErrorCode.INVALID_REGULAR_EXPRESSION };
    const producerIds = new Set(producerIdFilters.map(Number));
    const states = new Set(stateFilters);
    const now = cluster.clock.now();
    const found = transactions.transactions.filter(
      ({ transactionalId, identity, state, startedMs }) =>
        transactions.coordinatorOf(transactionalId) === nodeId &&
        access.transactionalId(AclOperation.DESCRIBE, transactionalId) === ErrorCode.NONE &&
        (producerIds.size === 0 || producerIds.has(identity.producerId)) &&
        (states.size === 0 || states.has(state)) &&
        (durationFilter < 0n || (startedMs >= 0 && now - startedMs > Number(durationFilter))) &&
        (pattern === undefined || pattern.testExact(transactionalId)),
    );
    return {
      errorCode: ErrorCode.NONE,
      unknownStateFilters: stateFilters.filter((state) => !STATES.has(state)),
      transactionStates: found.map(({ transactionalId, identity: { producerId }, state: transactionState }) => ({
        transactionalId,
        producerId,
        transactionState,
      })),
    };
  },
};

/** Undefined: any; null: it is none. */
function patternOf(text: string | null): RE2JS | undefined | null {
  if (text === null || text === '') return undefined;
  try {
    return RE2JS.compile(text);
  } catch {
    return null;
  }
}
