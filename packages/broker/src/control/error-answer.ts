import {
  AddPartitionsToTxn,
  ConfigError,
  KafkaError,
  AlterConfigs,
  ConsumerGroupDescribe,
  CreatePartitions,
  CreateTopics,
  DeleteGroups,
  DeleteRecords,
  DeleteTopics,
  DescribeConfigs,
  DescribeGroups,
  Fetch,
  FindCoordinator,
  IncrementalAlterConfigs,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  OffsetForLeaderEpoch,
  Produce,
  TxnOffsetCommit,
  type Api,
  type MessageInit,
} from '@k/wire';

type Answer = (errorCode: number, request: never, version: number) => object;

/** Where an error stands in answers that have one for each thing that was asked. Kafka: AbstractRequest.getErrorResponse. */
const ANSWERS = new Map<number, Answer>();

function answer<Req, Res>(
  api: Api<Req, Res>,
  make: (errorCode: number, request: Req, version: number) => MessageInit<Res>,
): void {
  ANSWERS.set(api.key, make as Answer);
}

answer(Produce, (errorCode, { topicData }) => ({
  responses: topicData.map(({ name, topicId, partitionData }) => ({
    name,
    topicId,
    partitionResponses: partitionData.map(({ index }) => ({ index, errorCode, baseOffset: -1n })),
  })),
}));
answer(Fetch, (errorCode, { topics }, version) => ({
  // Of a session that goes on nothing is named.
  ...(version >= 7 && (topics.length === 0 || SESSION_ERRORS.has(errorCode)) ? { errorCode } : {}),
  responses: topics.map(({ topic, topicId, partitions }) => ({
    topic,
    topicId,
    partitions: partitions.map(({ partition }) => ({
      partitionIndex: partition,
      errorCode,
      highWatermark: -1n,
      records: Buffer.alloc(0),
    })),
  })),
}));
/** FETCH_SESSION_ID_NOT_FOUND, INVALID_FETCH_SESSION_EPOCH and FETCH_SESSION_TOPIC_ID_ERROR are about all of the answer. */
const SESSION_ERRORS = new Set([70, 71, 106]);
answer(ListOffsets, (errorCode, { topics }) => ({
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
  })),
}));
answer(Metadata, (errorCode, { topics }) => ({
  topics: (topics ?? []).map(({ name, topicId }) => ({ name, topicId, errorCode })),
}));
answer(OffsetCommit, (errorCode, { topics }) => ({
  topics: topics.map(({ name, topicId, partitions }) => ({
    name,
    topicId,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
  })),
}));
answer(OffsetFetch, (errorCode, { groups, topics }, version) =>
  version >= 8
    ? { groups: groups.map(({ groupId }) => ({ groupId, errorCode, topics: [] })) }
    : {
        errorCode,
        topics: (topics ?? []).map(({ name, partitionIndexes }) => ({
          name,
          partitions: partitionIndexes.map((partitionIndex) => ({
            partitionIndex,
            committedOffset: -1n,
            metadata: '',
            errorCode,
          })),
        })),
      },
);
answer(FindCoordinator, (errorCode, { coordinatorKeys }, version) =>
  version >= 4
    ? { coordinators: coordinatorKeys.map((key) => ({ key, nodeId: -1, host: '', port: -1, errorCode })) }
    : { errorCode, nodeId: -1, host: '', port: -1 },
);
answer(DescribeGroups, (errorCode, { groups }) => ({ groups: groups.map((groupId) => ({ groupId, errorCode })) }));
answer(ConsumerGroupDescribe, (errorCode, { groupIds }) => ({
  groups: groupIds.map((groupId) => ({ groupId, errorCode })),
}));
answer(DeleteGroups, (errorCode, { groupsNames }) => ({
  results: groupsNames.map((groupId) => ({ groupId, errorCode })),
}));
answer(CreateTopics, (errorCode, { topics }) => ({ topics: topics.map(({ name }) => ({ name, errorCode })) }));
answer(DeleteTopics, (errorCode, { topics, topicNames }, version) => ({
  responses:
    version >= 6
      ? topics.map(({ name, topicId }) => ({ name, topicId, errorCode }))
      : topicNames.map((name) => ({ name, errorCode })),
}));
answer(CreatePartitions, (errorCode, { topics }) => ({ results: topics.map(({ name }) => ({ name, errorCode })) }));
answer(DeleteRecords, (errorCode, { topics }) => ({
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, lowWatermark: -1n, errorCode })),
  })),
}));
answer(OffsetForLeaderEpoch, (errorCode, { topics }) => ({
  topics: topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition }) => ({ partition, errorCode })),
  })),
}));
answer(AddPartitionsToTxn, (errorCode, { v3AndBelowTopics }, version) =>
  version >= 4
    ? { errorCode }
    : {
        resultsByTopicV3AndBelow: v3AndBelowTopics.map(({ name, partitions }) => ({
          name,
          resultsByPartition: partitions.map((partitionIndex) => ({ partitionIndex, partitionErrorCode: errorCode })),
        })),
      },
);
answer(TxnOffsetCommit, (errorCode, { topics }) => ({
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
  })),
}));
answer(DescribeConfigs, (errorCode, { resources }) => ({
  results: resources.map(({ resourceType, resourceName }) => ({
    resourceType,
    resourceName,
    errorCode,
    errorMessage: null,
  })),
}));
for (const api of [AlterConfigs, IncrementalAlterConfigs]) {
  ANSWERS.set(
    api.key,
    (errorCode, { resources }: { resources: readonly { resourceType: number; resourceName: string }[] }) => ({
      responses: resources.map(({ resourceType, resourceName }) => ({
        resourceType,
        resourceName,
        errorCode,
        errorMessage: null,
      })),
    }),
  );
}

/**
 * The answer that says this of all that the request asks for; of other APIs that of the answer as a whole.
 * @throws ConfigError where the answer has no place for that
 */
export function errorAnswer(api: Api<unknown, unknown>, version: number, request: unknown, errorCode: number): object {
  const made = ANSWERS.get(api.key)?.(errorCode, request as never, version) ?? { errorCode };
  try {
    api.response.encode(version, made);
  } catch (error) {
    if (!KafkaError.is(error)) throw error;
    throw new ConfigError(
      `control: fail(): ${api.name} v${String(version)} has no error for all of it: answer with a body`,
    );
  }
  return made;
}
