import type { BrokerSettings } from '../options.ts';
import type { ClusterView } from '../state/cluster-view.ts';
import type { NodeEndpoint } from '../state/nodes.ts';
import type { Partition } from '../state/partition.ts';
import type { Topic } from '../state/topic.ts';
import type { Replication } from './replication.ts';

/** What of a cluster's state may change while a node does not hear of it. */
export interface IsolableCluster extends ClusterView {
  readonly settings: BrokerSettings;
  readonly replication: Replication;
  readonly topicsVersion: number;
  readonly newestTopicVersion: number;
  readonly controllerId: number;
  readonly liveNodeIds: number[];
  topic(name: string): Topic | undefined;
  topicById(topicId: string): Topic | undefined;
  partition(name: string, index: number): Partition | undefined;
  isLive(id: number): boolean;
  liveNodes(listener: string): NodeEndpoint[];
  knownNodes(listener: string): NodeEndpoint[];
  liveNode(id: number, listener: string): NodeEndpoint | undefined;
}
