import { Partition, type PartitionTopic } from './partition.ts';
import { topicSettings, type TopicDefaults, type TopicSettings } from './topic-config.ts';

const MAX_NAME_LENGTH = 249;

/** One topic of the cluster. */
export class Topic implements PartitionTopic {
  readonly name: string;
  /** 22 characters of base64url, as Kafka prints it (KIP-516). */
  readonly topicId: string;
  readonly partitions: readonly Partition[];
  readonly settings: TopicSettings;

  constructor(init: {
    name: string;
    topicId: string;
    /** Replicas of each partition; the first is the preferred leader. */
    assignment: readonly (readonly number[])[];
    leaderOf: (replicas: readonly number[]) => number;
    overrides: ReadonlyMap<string, string>;
    defaults: TopicDefaults;
    /** Wall clock, ms since the epoch. */
    now: () => number;
  }) {
    this.name = init.name;
    this.topicId = init.topicId;
    this.settings = topicSettings(init.overrides, init.defaults);
    this.partitions = init.assignment.map(
      (replicas, index) => new Partition(this, index, replicas, init.leaderOf(replicas), init.now),
    );
  }
}

/** Undefined for a legal topic name, else what is wrong with it. Kafka: Topic.validate. */
export function topicNameProblem(name: string): string | undefined {
  if (name === '') return 'the topic name is empty';
  if (name === '.' || name === '..') return `the topic name cannot be "${name}"`;
  if (name.length > MAX_NAME_LENGTH) return `the topic name is longer than ${String(MAX_NAME_LENGTH)} characters`;
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return `the topic name "${name}" has characters other than ASCII letters, digits, ".", "_" and "-"`;
  }
  return undefined;
}
