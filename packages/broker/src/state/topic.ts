import { ErrorCode } from '@k/wire';
import type { ConfigValues } from '../config/config-values.ts';
import { MIN_ISR } from '../config/configs.ts';
import type { TopicSettings } from '../config/topic-settings.ts';
import type { ReplicationTerms } from '../replication/terms.ts';
import { Partition, type PartitionTopic } from './partition.ts';
import type { PartitionState } from './partition-state.ts';
import type { Assignment, Refusal } from './placement.ts';

const MAX_NAME_LENGTH = 249;

/** Makes the settings of a topic of what it sets itself and what brokers have. */
export interface TopicConfigs {
  /** Counts up with every change of the brokers'. */
  readonly version: number;
  topicSettings(overrides: ConfigValues, nodeId: number): TopicSettings;
}

/** A topic as data. */
export interface TopicState {
  readonly name: string;
  readonly overrides: readonly (readonly [name: string, value: string])[];
  readonly partitions: readonly PartitionState[];
}

/** One topic of the cluster. */
export class Topic implements PartitionTopic {
  readonly name: string;
  /** 22 characters of base64url, as Kafka prints it (KIP-516). */
  readonly topicId: string;
  #overrides: ConfigValues;
  readonly #settingsOf: TopicConfigs;
  /** By node, as long as nothing was changed. */
  readonly #settings = new Map<number, TopicSettings>();
  #settingsVersion = -1;
  readonly #partitions: Partition[] = [];
  readonly #leaderOf: (replicas: readonly number[]) => number;
  /** Something changed in one of its partitions. */
  readonly changed: () => void;
  readonly #terms: ReplicationTerms;
  readonly #onAltered: () => void;

  constructor(init: {
    name: string;
    topicId: string;
    assignment: Assignment;
    leaderOf: (replicas: readonly number[]) => number;
    /** What it sets itself, by Kafka's names. */
    overrides: ConfigValues;
    configs: TopicConfigs;
    onChange: () => void;
    terms: ReplicationTerms;
    /** Called when what {@link capture} tells became something else. */
    onAltered: () => void;
  }) {
    this.name = init.name;
    this.topicId = init.topicId;
    this.#overrides = init.overrides;
    this.#settingsOf = init.configs;
    this.#leaderOf = init.leaderOf;
    this.changed = init.onChange;
    this.#terms = init.terms;
    this.#onAltered = init.onAltered;
    this.add(init.assignment);
  }

  /** The same topic with other partitions: as somebody else sees it. */
  static as(topic: Topic, partitions: readonly Partition[]): Topic {
    const { name, topicId } = topic;
    const seen = new Topic({
      name,
      topicId,
      assignment: [],
      leaderOf: topic.#leaderOf,
      overrides: topic.#overrides,
      configs: topic.#settingsOf,
      terms: topic.#terms,
      onChange: topic.changed,
      onAltered: topic.#onAltered,
    });
    seen.#partitions.push(...partitions);
    return seen;
  }

  get partitions(): readonly Partition[] {
    return this.#partitions;
  }

  /** The settings that it has of its own. */
  get overrides(): ConfigValues {
    return this.#overrides;
  }

  /** Other settings, from now on. */
  alter(overrides: ConfigValues): void {
    const hasOtherMinIsr = overrides.get(MIN_ISR) !== this.#overrides.get(MIN_ISR);
    this.#overrides = overrides;
    this.#settings.clear();
    this.#onAltered();
    for (const partition of this.#partitions) {
      if (hasOtherMinIsr) partition.minIsrChanged();
      else partition.changed();
    }
  }

  partitionChanged(): void {
    this.#onAltered();
  }

  capture(): TopicState {
    const { name, overrides, partitions } = this;
    return { name, overrides: [...overrides], partitions: partitions.map((partition) => partition.capture()) };
  }

  settingsAt(nodeId: number): TopicSettings {
    const { version } = this.#settingsOf;
    if (version !== this.#settingsVersion) this.#settings.clear();
    this.#settingsVersion = version;
    let settings = this.#settings.get(nodeId);
    if (settings === undefined) {
      settings = this.#settingsOf.topicSettings(this.#overrides, nodeId);
      this.#settings.set(nodeId, settings);
    }
    return settings;
  }

  /** More partitions. */
  add(assignment: Assignment): void {
    this.#onAltered();
    for (const replicas of assignment) {
      const index = this.#partitions.length;
      const leaderId = this.#leaderOf(replicas);
      this.#partitions.push(new Partition(this, index, { replicas, leaderId, terms: this.#terms }));
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
  // A text of an old version may have no room for all of it and the words.
  const shown = name.length > 1000 ? `${name.slice(0, 1000)}…` : name;
  if (name.length > MAX_NAME_LENGTH) {
    return `the length of '${shown}' is longer than the max allowed length ${String(MAX_NAME_LENGTH)}`;
  }
  if (/^[a-zA-Z0-9._-]+$/.test(name)) return undefined;
  return `'${shown}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
}

/** Where the controllers keep what they know; no topic of the brokers. */
export const METADATA_TOPIC = '__cluster_metadata';

/** Why nobody may make a topic of this name, in Kafka's words: ControllerApis.createTopics. Undefined: anybody may. */
export function reservedProblem(name: string): Refusal | undefined {
  if (name !== METADATA_TOPIC) return undefined;
  return { errorCode: ErrorCode.INVALID_REQUEST, message: `Creation of internal topic ${name} is prohibited.` };
}

/** What names of topics that would have the same metrics have in common: in those a dot is an underscore. */
export function metricNameOf(topic: string): string {
  return topic.replaceAll('.', '_');
}
