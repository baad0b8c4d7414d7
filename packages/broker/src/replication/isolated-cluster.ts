import type { NodeEndpoint } from '../state/nodes.ts';
import type { Partition } from '../state/partition.ts';
import { Topic } from '../state/topic.ts';
import type { IsolableCluster } from './isolable-cluster.ts';
import type { ReplicationTerms } from './terms.ts';

/**
 * The cluster as a node has it that is cut off: who is up, which topics there are and who leads them, all as it was when that
 * happened; and its own logs, to which it goes on writing where it believes that it leads.
 */
export class IsolatedCluster<C extends IsolableCluster> {
  /** In place of the cluster for the requests that the node gets. */
  readonly asSeen: C;
  /** Its own, by what they are to the others. */
  readonly partitions: ReadonlyMap<Partition, Partition>;

  constructor(cluster: C, nodeId: number) {
    const terms = alone(cluster, nodeId);
    const partitions = new Map<Partition, Partition>();
    const topics = cluster.topics.map((topic) => {
      const seen = topic.partitions.map((partition) => {
        const own = partition.seenBy(nodeId, terms);
        partitions.set(partition, own);
        return own;
      });
      return Topic.as(topic, seen);
    });
    this.partitions = partitions;
    this.asSeen = withMembers(cluster, seenMembers(cluster, topics));
  }
}

/** The members of a cluster that tell what may have changed. */
function seenMembers(cluster: IsolableCluster, topics: readonly Topic[]): Partial<IsolableCluster> {
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  const byId = new Map(topics.map((topic) => [topic.topicId, topic]));
  const { liveNodeIds, controllerId, topicsVersion, newestTopicVersion } = cluster;
  const endpoints = (listener: string): NodeEndpoint[] =>
    liveNodeIds.flatMap((id) => cluster.nodes.knownEndpoint(id, listener) ?? []);
  return {
    topics: [...topics],
    topicsVersion,
    newestTopicVersion,
    controllerId,
    liveNodeIds,
    // It could not have the controller make any.
    settings: { ...cluster.settings, autoCreateTopics: false },
    topic: (name) => byName.get(name),
    topicById: (topicId) => byId.get(topicId),
    partition: (name, index) => byName.get(name)?.partitions[index],
    exists: ({ topicId }) => byId.has(topicId),
    isLive: (id) => liveNodeIds.includes(id),
    liveNodes: endpoints,
    knownNodes: endpoints,
    liveNode: (id, listener) => endpoints(listener).find((node) => node.id === id),
  };
}

/** The cluster with some members in the place of its own. */
function withMembers<C extends IsolableCluster>(cluster: C, members: Partial<IsolableCluster>): C {
  return new Proxy(cluster, {
    get(target, name) {
      if (name in members) return members[name as keyof IsolableCluster];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Nobody copies from it, and it copies from nobody; nor can it have the in-sync replicas changed. */
function alone(cluster: IsolableCluster, nodeId: number): ReplicationTerms {
  return {
    clock: cluster.clock,
    hasEligibleLeaders: cluster.replication.hasEligibleLeaders,
    minIsr: (partition) => cluster.replication.minIsr(partition),
    isLive: (id) => id === nodeId,
    reaches: () => false,
    reachesController: () => false,
    isInStep: () => false,
    fetchDelayMs: () => 0,
    lagTimeMaxMs: () => Infinity,
    minIsrToRead: (partition) => cluster.replication.minIsrToRead(partition),
    lost: () => undefined,
  };
}
