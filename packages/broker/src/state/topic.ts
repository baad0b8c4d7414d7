import { Partition, type PartitionTopic } from './partition.ts';
import type { Assignment } from './placement.ts';
import { topicSettings, type TopicDefaults, type TopicSettings } from './topic-config.ts';

const MAX_NAME_LENGTH = 249;

/** One topic of the cluster. */
export class Topic implements PartitionTopic {
  readonly name: string;
  /** 22 characters of base64url, as Kafka prints it (KIP-516). */
  readonly topicId: string;
  readonly settings: TopicSettings;
  readonly #partitions: Partition[] = [];
  readonly #leaderOf: (replicas: readonly number[]) => number;
  readonly #now: () => number;

  constructor(init: {
    name: string;
    topicId: string;
    assignment: Assignment;
    leaderOf: (replicas: readonly number[]) => number;
    overrides: ReadonlyMap<string, string>;
    defaults: TopicDefaults;
    /** Wall clock, ms since the epoch. */
    now: () => number;
  }) {
    this.name = init.name;
    this.topicId = init.topicId;
    this.settings = topicSettings(init.overrides, init.defaults);
    this.#leaderOf = init.leaderOf;
    this.#now = init.now;
    this.add(init.assignment);
  }

  get partitions(): readonly Partition[] {
    return this.#partitions;
  }

  /** More partitions. */
  add(assignment: Assignment): void {
    for (const replicas of assignment) {
      const index = this.#partitions.length;
      this.#partitions.push(new Partition(this, index, replicas, this.#leaderOf(replicas), this.#now));
    }
  }
}

/** Undefined for a legal topic name, else what is wrong with it, in Kafka's words: Topic.validate. */
export function topicNameProblem(name: string): string | undefined {
  const reason = nameProblem(name);
  return reason === undefined ? undefined : `Topic name is invalid: ${reason}`;
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'the empty string is not allowed';
  if (name === '.' || name === '..') return `'${name}' is not allowed`;
  if (name.length > MAX_NAME_LENGTH) {
    return `the length of '${name}' is longer than the max allowed length ${MAX_NAME_LENGTH}`;
  }
  if (/^[a-zA-Z0-9._-]+$/.test(name)) return undefined;
  return `'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
}

/** What names of topics that would have the same metrics have in common: in those a dot is an underscore. */
export function metricNameOf(topic: string): string {
  return topic.replaceAll('.', '_');
}
