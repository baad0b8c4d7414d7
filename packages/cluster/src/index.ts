export { Cluster, type ClusterRequestOptions, type DeadlineOptions, type LoadTopicsOptions } from './cluster.ts';
export type { CoordinatorKind } from './coordinators.ts';
export type { BrokerNode, MetadataSnapshot, PartitionMetadata, TopicMetadata, TopicPartition } from './metadata.ts';
export { clusterOptions, type ClusterOptions, type ClusterSettings } from './options.ts';
export { describeTarget, type Target } from './target.ts';
