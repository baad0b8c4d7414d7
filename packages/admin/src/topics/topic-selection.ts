import { z } from '@k/runtime';
import { isUuid, parseOptions, ZERO_UUID } from '@k/wire';
import { checkDistinct, topicName } from '../arguments.ts';

/** Topics by their names, or by their ids as Kafka prints them (22 characters), which brokers know from Kafka 2.8 on. */
export type TopicSelection = readonly string[] | { readonly topicIds: readonly string[] };

/** Which way the topics of a call are named, and how. */
export interface NamedTopics {
  readonly by: 'name' | 'id';
  /** Each once. */
  readonly keys: readonly string[];
}

const topicId = z.custom<string>(
  (value) => typeof value === 'string' && isUuid(value) && value !== ZERO_UUID,
  'expected a topic id: 22 characters',
);
const byName = z.strictObject({ topics: z.array(topicName).readonly() });
const byId = z.strictObject({ topicIds: z.array(topicId).readonly() });

/** @throws ConfigError */
export function topicsOf(call: string, topics: TopicSelection): NamedTopics {
  const isByName = Array.isArray(topics) || typeof topics !== 'object' || (topics as unknown) === null;
  const subject = `KafkaAdmin: ${call}`;
  const keys = isByName
    ? parseOptions(subject, byName, { topics }).topics
    : parseOptions(subject, byId, topics).topicIds;
  const once = checkDistinct(
    call,
    isByName ? 'topics' : 'topicIds',
    keys.map((key) => [key, true] as const),
  );
  return { by: isByName ? 'name' : 'id', keys: [...once.keys()] };
}
