import type { ApiSchema } from '@k/tool-codegen';

export const streamsGroupTopologyDescriptionUpdate: ApiSchema = {
  key: 93,
  name: 'StreamsGroupTopologyDescriptionUpdate',
  target: 'the group coordinator',
  about: 'A member of a group of Kafka Streams describes its whole topology, for tools to show, when a heartbeat has asked for that.',
  versions: {
    0: 'The first and only one so far (KIP-1331).',
  },
  flexible: 0,
  structs: {
    TopologyDescription: {
      subtopologies: ['[]TopologyDescriptionSubtopology', 'Its independent parts.'],
      globalStores: ['[]TopologyDescriptionGlobalStore', 'Stores that every instance has in full.'],
    },
    TopologyDescriptionSubtopology: {
      subtopologyId: ['string', 'The id of the subtopology.'],
      nodes: ['[]TopologyDescriptionNode', 'The nodes that records pass through.'],
    },
    TopologyDescriptionNode: {
      name: ['string', 'The name of the node, e.g. KSTREAM-SOURCE-0000000000.'],
      nodeType: ['int8', '1 source, 2 processor, 3 sink.'],
      sourceTopics: ['[]string (topicName)', 'The topics that a source reads from; empty for others, and when they are only known at run time.'],
      sinkTopic: ['string? (topicName) = null', 'The topic that a sink writes to; null for others, and when it is only known at run time.'],
      stores: ['[]string', 'The stores that a processor uses; empty for others.'],
      successors: ['[]string', 'The names of the nodes that come next.'],
    },
    TopologyDescriptionGlobalStore: {
      source: ['TopologyDescriptionNode', 'The source that feeds the store.'],
      processor: ['TopologyDescriptionNode', 'The processor that fills it.'],
    },
  },
  request: {
    groupId: ['string (groupId)', 'The id of the group.'],
    memberId: ['string', 'The id of the member. When the group does not know it, the answer is UNKNOWN_MEMBER_ID.'],
    topologyEpoch: ['int32', 'The epoch of the topology.'],
    topologyDescription: ['TopologyDescription', 'The description.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
  },
};
