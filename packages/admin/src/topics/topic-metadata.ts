import { ErrorCode, errorFor, Metadata, type MessageInit, type MetadataRequest } from '@k/wire';
import type { SendRequest } from '../calls.ts';
import { tooOld } from '../too-old.ts';
import { describeTopic, nodesById, type DescribedTopic, topicError } from './described-topic.ts';
import type { NamedTopics } from './topic-selection.ts';

/** Describes topics by Metadata, all by one request: what every broker can, though it tells less than DescribeTopicPartitions. */
export async function describeByMetadata(
  request: SendRequest,
  topics: NamedTopics,
  includeAuthorizedOperations: boolean,
): Promise<[string, DescribedTopic | Error][]> {
  const answer = await request(Metadata, (version) => requestBody(version, topics, includeAuthorizedOperations));
  if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { api: Metadata.name });
  const { by, keys } = topics;
  const nodes = nodesById(answer.brokers);
  const told = new Map(answer.topics.map((topic) => [by === 'id' ? topic.topicId : topic.name, topic] as const));
  return keys.map((key) => {
    const topic = told.get(key);
    if (topic === undefined) return [key, unknown(topics, key)];
    return [key, topicError(Metadata.name, topic) ?? describeTopic(topic, nodes)];
  });
}

/** What an answer leaves out does not exist. */
function unknown({ by }: NamedTopics, key: string): Error {
  return by === 'id'
    ? errorFor(ErrorCode.UNKNOWN_TOPIC_ID, { api: Metadata.name, about: `topic id ${key}` })
    : errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { api: Metadata.name, topic: key });
}

function requestBody(
  version: number,
  { by, keys }: NamedTopics,
  includeAuthorizedOperations: boolean,
): MessageInit<MetadataRequest> {
  if (by === 'id' && version < 12) {
    throw tooOld(Metadata, version, 12, (kafka) => `topics are described by their ids from ${kafka} on: name them`);
  }
  if (includeAuthorizedOperations && version < 8) {
    throw tooOld(Metadata, version, 8, (kafka) => `includeAuthorizedOperations needs ${kafka}`);
  }
  // Before version 4 a topic that is asked for by its name may be made by that, and all topics are asked for instead.
  if (version < 4) return { topics: version === 0 ? [] : null };
  return {
    topics: keys.map((key) => (by === 'id' ? { topicId: key, name: null } : { name: key })),
    allowAutoTopicCreation: false,
    ...(version >= 8 ? { includeTopicAuthorizedOperations: includeAuthorizedOperations } : {}),
  };
}
