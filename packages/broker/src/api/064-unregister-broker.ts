import { ErrorCode, UnregisterBroker, type UnregisterBrokerRequest, type UnregisterBrokerResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * UnregisterBroker (64), v0. A node that is down is not expected back (KIP-631): it is no fenced broker any more, gets no
 * new replicas, and keeps those it has. When it starts it registers again. One that is up loses its partitions and groups as if
 * it were down, and its clients stay connected, as on Kafka, where it is not told.
 */
export const unregisterBroker: ApiHandler<UnregisterBrokerRequest, UnregisterBrokerResponse> = {
  api: UnregisterBroker,
  minVersion: 0,
  maxVersion: 0,
  handle({ brokerId }, { cluster, nodeId, groups, transactions }) {
    const saysNothing = cluster.releaseAt(nodeId)?.wordlessUnregistration === true;
    if (!cluster.nodes.registeredIds.includes(brokerId)) {
      const errorMessage = saysNothing ? '' : `Broker ID ${String(brokerId)} is not currently registered`;
      return { errorCode: ErrorCode.BROKER_ID_NOT_REGISTERED, errorMessage };
    }
    const placement = groups.placement();
    cluster.unregister(brokerId);
    groups.moveGroups(placement);
    transactions.moved();
    return { errorCode: ErrorCode.NONE, errorMessage: saysNothing ? '' : null };
  },
};
