import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupMemberMetadataValue: DataSchema = {
  name: 'StreamsGroupMemberMetadataValue',
  about: 'What a member of a group of Kafka Streams (KIP-1071) told about itself.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 19 },
  structs: {
    Endpoint: {
      host: ['string', 'A host name or an address.'],
      port: ['uint16', 'The port.'],
    },
    KeyValue: {
      key: ['string', 'The name of the tag.'],
      value: ['string', 'Its value.'],
    },
  },
  fields: {
    instanceId: ['string?', 'The lasting name of a static member (group.instance.id); null for others.'],
    rackId: ['string?', 'The rack the member is in; null when unknown.'],
    clientId: ['string', 'What the client calls itself, for logs, metrics and quotas.'],
    clientHost: ['string', 'The address of the client.'],
    rebalanceTimeoutMs: ['int32 = -1', 'How long the member may take to give up what it shall no longer have, in ms; -1 when unknown.'],
    topologyEpoch: ['int32', 'The epoch of the topology that the member has.'],
    processId: ['string', 'Tells the instances of the application apart; those of one process have the same.'],
    userEndpoint: ['Endpoint? = null', 'Where the application answers queries (application.server); null for nowhere.'],
    clientTags: ['[]KeyValue', 'The tags of the instance (client.tag.*), by which standby tasks are kept apart from active ones.'],
  },
};
