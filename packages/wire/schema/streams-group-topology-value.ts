import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupTopologyValue: DataSchema = {
  name: 'StreamsGroupTopologyValue',
  about: 'The topology of a group of Kafka Streams (KIP-1071): what it reads, writes and keeps.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 23 },
  structs: {
    TopicConfig: {
      key: ['string', 'The name of the setting.'],
      value: ['string', 'Its value.'],
    },
    TopicInfo: {
      name: ['string', 'The name of the topic.'],
      partitions: ['int32', 'How many partitions it must have; 0 when any number will do, and for changelogs.'],
      replicationFactor: ['int16', 'How many replicas it is to have; 0 for the default of the broker.'],
      topicConfigs: ['[]TopicConfig', 'Its settings.'],
    },
  },
  fields: {
    epoch: ['int32', 'The epoch of the topology, which goes up when the application changes it.'],
    subtopologies: ['[]Subtopology', 'Its independent parts.', {
      subtopologyId: ['string', 'The id of the subtopology.'],
      sourceTopics: ['[]string', 'The topics it reads from.'],
      sourceTopicRegex: ['[]string', 'Regular expressions for topics it reads from.'],
      stateChangelogTopics: ['[]TopicInfo', 'The changelogs of its stores.'],
      repartitionSinkTopics: ['[]string', 'The repartition topics it writes to.'],
      repartitionSourceTopics: ['[]TopicInfo', 'The repartition topics it reads from.'],
      copartitionGroups: ['[]CopartitionGroup', 'Topics among those it reads from that must have the same number of partitions.', {
        sourceTopics: ['[]int16', 'Positions in sourceTopics.'],
        sourceTopicRegex: ['[]int16', 'Positions in sourceTopicRegex.'],
        repartitionSourceTopics: ['[]int16', 'Positions in repartitionSourceTopics.'],
      }],
    }],
  },
};
