import type { StreamsGroupDescribeResponse } from '@k/wire';

/** A topic that a Kafka Streams application has made for itself. */
export interface StreamsTopic {
  readonly name: string;
  /** 0 when that follows from others, as for changelogs. */
  readonly partitions: number;
  /** 0 for the default of the broker. */
  readonly replicationFactor: number;
  readonly configs: ReadonlyMap<string, string>;
}

/** An independent part of an application, and its topics. */
export interface StreamsSubtopologyDescription {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly repartitionSinkTopics: readonly string[];
  readonly stateChangelogTopics: readonly StreamsTopic[];
  readonly repartitionSourceTopics: readonly StreamsTopic[];
}

/** All that an application does (KIP-1331). */
export interface StreamsTopologyDescription {
  readonly subtopologies: readonly { readonly subtopologyId: string; readonly nodes: readonly StreamsNode[] }[];
  /** Stores that every instance has in full, each with what feeds and what fills it. */
  readonly globalStores: readonly { readonly source: StreamsNode; readonly processor: StreamsNode }[];
}

/** What records pass through. */
export interface StreamsNode {
  readonly name: string;
  /** Undefined for a kind that is newer than this package. */
  readonly type: 'source' | 'processor' | 'sink' | undefined;
  /** That a source reads from; empty when they are only known at run time. */
  readonly sourceTopics: readonly string[];
  /** That a sink writes to; undefined when it is only known at run time. */
  readonly sinkTopic: string | undefined;
  /** That a processor uses. */
  readonly stores: readonly string[];
  /** The names of the nodes that come next. */
  readonly successors: readonly string[];
}

type Group = StreamsGroupDescribeResponse['groups'][number];
type Subtopology = NonNullable<NonNullable<Group['topology']>['subtopologies']>[number];
type Description = NonNullable<Group['topologyDescription']>;
type Node = Description['subtopologies'][number]['nodes'][number];

const NODE_TYPES = [undefined, 'source', 'processor', 'sink'] as const;

export function subtopologiesIn(topology: Group['topology']): StreamsSubtopologyDescription[] {
  return (topology?.subtopologies ?? []).map((each) => ({
    subtopologyId: each.subtopologyId,
    sourceTopics: each.sourceTopics,
    repartitionSinkTopics: each.repartitionSinkTopics,
    stateChangelogTopics: each.stateChangelogTopics.map(topicOf),
    repartitionSourceTopics: each.repartitionSourceTopics.map(topicOf),
  }));
}

export function topologyDescriptionIn({ subtopologies, globalStores }: Description): StreamsTopologyDescription {
  return {
    subtopologies: subtopologies.map(({ subtopologyId, nodes }) => ({ subtopologyId, nodes: nodes.map(nodeOf) })),
    globalStores: globalStores.map(({ source, processor }) => ({
      source: nodeOf(source),
      processor: nodeOf(processor),
    })),
  };
}

function topicOf(topic: Subtopology['stateChangelogTopics'][number]): StreamsTopic {
  const { name, partitions, replicationFactor, topicConfigs } = topic;
  return { name, partitions, replicationFactor, configs: new Map(topicConfigs.map(({ key, value }) => [key, value])) };
}

function nodeOf({ name, nodeType, sourceTopics, sinkTopic, stores, successors }: Node): StreamsNode {
  return { name, type: NODE_TYPES[nodeType], sourceTopics, sinkTopic: sinkTopic ?? undefined, stores, successors };
}
