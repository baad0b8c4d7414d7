import type { GroupCoordinator } from '../group/group-coordinator.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { TransactionCoordinator } from '../transaction/transaction-coordinator.ts';
import type { Durable } from './durable.ts';
import { TopicStore } from './topic-store.ts';

/** All that has a state to keep. */
export interface Stateful {
  readonly cluster: ClusterState;
  readonly groups: GroupCoordinator;
  readonly transactions: TransactionCoordinator;
}

/**
 * Every store of a cluster that outlives a restart, in the order in which they are restored. Not among them, because Kafka
 * loses them, too: connections, fetch sessions, what was used of quotas, levels of loggers, metrics of clients.
 */
export function durableStores({ cluster, groups, transactions }: Stateful): readonly Durable[] {
  const { features, nodes, quorum, configs, quotas, scramUsers, authorizer, delegationTokens } = cluster;
  return [
    features.durable,
    nodes.durable,
    quorum.durable,
    configs,
    cluster.producerIds.durable,
    cluster.topicPlaces,
    new TopicStore(cluster),
    cluster.logDirs,
    quotas,
    scramUsers,
    ...(authorizer === undefined ? [] : [authorizer.acls]),
    ...(delegationTokens === undefined ? [] : [delegationTokens]),
    groups.committed,
    groups.pending,
    groups.store,
    transactions.coordinatorEpoch,
    transactions,
  ];
}

/** What a snapshot has beside those. */
export function volatileStores({ cluster }: Stateful): readonly Durable[] {
  return [cluster.configs.loggers.durable];
}
