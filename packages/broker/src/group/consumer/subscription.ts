import type { ConsumerMember } from './consumer-member.ts';

/** What of the cluster's topics a group looks at. */
export interface TopicSource {
  topic(name: string): KnownTopic | undefined;
  topicById(topicId: string): KnownTopic | undefined;
}

export interface KnownTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: { readonly length: number };
}

/** The topics that a regular expression matched. */
export interface ResolvedRegex {
  readonly topics: ReadonlySet<string>;
  readonly resolvedAtMs: number;
  /** Which topics there were: see ClusterState.topicsVersion. */
  readonly topicsVersion: number;
}

export type ResolvedRegexes = ReadonlyMap<string, ResolvedRegex>;

/** All topics the member subscribes to: by name, and what its regular expression matched, as far as it was looked at. */
export function topicsOf({ topics, regex }: ConsumerMember, resolved: ResolvedRegexes): Set<string> {
  return new Set([...topics, ...(resolved.get(regex)?.topics ?? [])]);
}

/** Their ids, of those that there are. */
export function idsOf(names: Iterable<string>, source: TopicSource): Set<string> {
  return new Set([...names].flatMap((name) => source.topic(name)?.topicId ?? []));
}

/**
 * Whether all members subscribe to the same: assignors have an easier way then. As in Kafka the same topics once by name
 * and once by a regular expression are not the same, nor are two expressions that match the same.
 */
export function isHomogeneous(members: readonly ConsumerMember[]): boolean {
  const regexes = new Set(members.map(({ regex }) => regex));
  if (regexes.size > 1) return false;
  const [regex] = regexes;
  if (regex !== undefined && regex !== '') {
    return members.every(({ topics }) => topics.size === 0);
  }
  const [first] = members;
  return first === undefined || members.every(({ topics }) => sameTopics(topics, first.topics));
}

export function sameTopics(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((topic) => other.has(topic));
}

/** A text that is another one when a topic came, went, was made again or grew. */
export function fingerprint(names: Iterable<string>, source: TopicSource): string {
  return [...names]
    .sort()
    .flatMap((name) => {
      const topic = source.topic(name);
      return topic === undefined ? [] : `${name} ${topic.topicId} ${String(topic.partitions.length)}`;
    })
    .join('\n');
}
