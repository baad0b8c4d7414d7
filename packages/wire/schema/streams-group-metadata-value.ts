import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupMetadataValue: DataSchema = {
  name: 'StreamsGroupMetadataValue',
  about: 'The epoch of a group of Kafka Streams (KIP-1071), and what is known of its topology.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 17 },
  structs: {
    LastAssignmentConfig: {
      key: ['string', 'The name of the setting.'],
      value: ['string', 'Its value.'],
    },
  },
  fields: {
    epoch: ['int32', 'The epoch of the group; goes up when something changes for which the target assignment has to be made anew.'],
    metadataHash: ['int64', 'A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not computed.'],
    validatedTopologyEpoch: ['int32 tag 0 = -1', 'The epoch of the topology whose topics were last found to be there as needed; -1 for none.'],
    lastAssignmentConfigs: ['[]LastAssignmentConfig? tag 1', 'The settings with which tasks were last assigned; empty or null when not kept.'],
    storedDescriptionTopologyEpoch: ['int32 tag 2 = -1', 'The epoch of the topology whose description the plugin of the broker has stored (KIP-1331); -1 for none, -2 when the plugin was cut short and it is not known.'],
    failedDescriptionTopologyEpoch: ['int32 tag 3 = -1', 'The epoch of the topology whose description that plugin refused for good, so that members are not asked for it again; -1 for none.'],
  },
};
