import type { ApiSchema } from '@k/tool-codegen';

export const streamsGroupDescribe: ApiSchema = {
  key: 89,
  name: 'StreamsGroupDescribe',
  target: 'the group coordinator',
  about: 'Tells the state, the topology and the members of groups of Kafka Streams (KIP-1071).',
  versions: {
    0: 'The first.',
    1: 'The full description of the topology on request (KIP-1331); assignorName (KIP-1357).',
  },
  flexible: 0,
  structs: {
    Endpoint: {
      host: ['string', 'Where the application listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    },
    TaskOffset: {
      subtopologyId: ['string', 'The id of the subtopology.'],
      partition: ['int32', 'The number of the task: that of its input partitions.'],
      offset: ['int64', 'The sum of the offsets in all changelogs of the task.'],
    },
    Assignment: {
      activeTasks: ['[]TaskIds', 'The active tasks.'],
      standbyTasks: ['[]TaskIds', 'The standby tasks.'],
      warmupTasks: ['[]TaskIds', 'The warm-up tasks.'],
    },
    TaskIds: {
      subtopologyId: ['string', 'The id of the subtopology.'],
      partitions: ['[]int32', 'The numbers of the tasks: those of their input partitions.'],
    },
    KeyValue: {
      key: ['string', 'The name.'],
      value: ['string', 'The value.'],
    },
    TopicInfo: {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['int32', 'How many partitions it is to have; 0 when that follows from others, as for changelogs.'],
      replicationFactor: ['int16', 'How many replicas it is to have; 0 for the default of the broker.'],
      topicConfigs: ['[]KeyValue', 'Its settings.'],
    },
    TopologyDescription: {
      subtopologies: ['[]TopologyDescriptionSubtopology v1+', 'Its independent parts.'],
      globalStores: ['[]TopologyDescriptionGlobalStore v1+', 'Stores that every instance has in full.'],
    },
    TopologyDescriptionSubtopology: {
      subtopologyId: ['string v1+', 'The id of the subtopology.'],
      nodes: ['[]TopologyDescriptionNode v1+', 'The nodes that records pass through.'],
    },
    TopologyDescriptionNode: {
      name: ['string v1+', 'The name of the node, e.g. KSTREAM-SOURCE-0000000000.'],
      nodeType: ['int8 v1+', '1 source, 2 processor, 3 sink.'],
      sourceTopics: ['[]string v1+ (topicName)', 'The topics that a source reads from; empty for others, and when they are only known at run time.'],
      sinkTopic: ['string? v1+ (topicName) = null', 'The topic that a sink writes to; null for others, and when it is only known at run time.'],
      stores: ['[]string v1+', 'The stores that a processor uses; empty for others.'],
      successors: ['[]string v1+', 'The names of the nodes that come next.'],
    },
    TopologyDescriptionGlobalStore: {
      source: ['TopologyDescriptionNode v1+', 'The source that feeds the store.'],
      processor: ['TopologyDescriptionNode v1+', 'The processor that fills it.'],
    },
  },
  request: {
    groupIds: ['[]string (groupId)', 'The ids of the groups.'],
    includeAuthorizedOperations: ['bool', 'Whether to tell what this user may do with each group.'],
    includeTopologyDescription: ['bool v1+', 'Whether to tell the full description of the topology.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    groups: ['[]DescribedGroup', 'The groups.', {
      errorCode: ['int16', '0, or what went wrong with the group.'],
      errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
      groupId: ['string (groupId)', 'The id of the group.'],
      groupState: ['string', 'Empty, NotReady, Assigning, Reconciling, Stable or Dead; empty on an error.'],
      groupEpoch: ['int32', 'Goes up with each change of the members, the topology or its topics.'],
      assignmentEpoch: ['int32', 'The group epoch that the target assignment was made for.'],
      topology: ['Topology? = null', 'What the application does, as far as the coordinator knows it; null on an error.', {
        epoch: ['int32', 'The epoch of the topology.'],
        subtopologies: ['[]Subtopology? = null', 'Its independent parts; null while source topics are missing or do not match.', {
          subtopologyId: ['string', 'The id of the subtopology.'],
          sourceTopics: ['[]string (topicName)', 'The topics it reads from; regular expressions have been resolved.'],
          repartitionSinkTopics: ['[]string (topicName)', 'The repartition topics it writes to.'],
          stateChangelogTopics: ['[]TopicInfo', 'The changelogs of its stores, created by the coordinator.'],
          repartitionSourceTopics: ['[]TopicInfo', 'The repartition topics it reads from, created by the coordinator.'],
        }],
      }],
      members: ['[]Member', 'The members.', {
        memberId: ['string', 'The id of the member.'],
        memberEpoch: ['int32', 'The epoch that the member has reached.'],
        instanceId: ['string? = null', 'The lasting name of a static member (group.instance.id); null for others.'],
        rackId: ['string? = null', 'The rack the member is in; null when unknown.'],
        clientId: ['string', 'What the client of the member calls itself.'],
        clientHost: ['string', 'Where the member comes from: its address.'],
        topologyEpoch: ['int32', 'The epoch of the topology that the member has.'],
        processId: ['string', 'Tells the instances of the application apart; those of one process have the same.'],
        userEndpoint: ['Endpoint? = null', 'Where the application answers queries (application.server); null for nowhere.'],
        clientTags: ['[]KeyValue', 'Tags of the client, by which standby tasks are spread.'],
        taskOffsets: ['[]TaskOffset', 'How far the member has read the changelogs of its tasks.'],
        taskEndOffsets: ['[]TaskOffset', 'Where the changelogs of its tasks end.'],
        assignment: ['Assignment', 'What the member has at present.'],
        targetAssignment: ['Assignment', 'What the member is to have in the end.'],
        isClassic: ['bool', 'Whether the member still uses the classic protocol.'],
      }],
      authorizedOperations: ['int32 = -2147483648', 'Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for.'],
      topologyDescription: ['TopologyDescription? v1+ = null', 'The full description of the topology; null unless the status is 3.'],
      topologyDescriptionStatus: ['int8 v1+', '0 not asked for, 1 no description there, 2 it could not be read, 3 it is in topologyDescription.'],
      assignorName: ['string? v1+ ignorable = null', 'The assignor that the coordinator will use next time; null on an error.'],
    }],
  },
};
