import type { Clock } from '@k/runtime';
import type { BrokerSettings } from '../options.ts';
import type { Features } from './features.ts';
import type { Nodes } from './nodes.ts';
import type { PartitionTopic } from './partition.ts';
import type { Topic } from './topic.ts';

/** What the parts of a cluster's state know of the whole. */
export interface ClusterView {
  readonly settings: BrokerSettings;
  readonly clock: Clock;
  readonly nodes: Nodes;
  readonly features: Features;
  readonly topics: readonly Topic[];
  /** Whether a topic was not deleted meanwhile. */
  exists(topic: PartitionTopic): boolean;
  /** Calls `fn` with every topic that is deleted. */
  onDelete(fn: (topic: Topic) => void): void;
  /** 22 characters of base64url. */
  newUuid(): string;
}
