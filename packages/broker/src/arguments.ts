import { parseOptions, wrongArgument } from '@k/wire';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { configValue, MAX_PARTITIONS } from './options/numbers.ts';
import { recordSchema, type BrokerRecordInit } from './produce/record-init.ts';
import { RELEASE_NAMES } from './release/release-ranges.ts';
import type { PlayedRelease } from './release/releases.ts';

/** What a topic is made of when a test makes it. */
export interface CreateTopicOptions {
  /** Number of partitions. @default the broker's `defaultPartitions` */
  readonly partitions?: number | undefined;
  /** Replicas of each partition. @default the broker's `defaultReplicationFactor` */
  readonly replicationFactor?: number | undefined;
  /** Node ids by partition, the first of each being the preferred leader; instead of the two counts. */
  readonly assignment?: readonly (readonly number[])[] | undefined;
  /** Kafka's topic configuration, e.g. `{ 'max.message.bytes': 2000 }`. */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** How nodes are started again. */
export interface StartOptions {
  /** The release that they play from now on, as after a step of a rolling upgrade. @default the one before */
  readonly asVersion?: PlayedRelease | undefined;
}

const startOptions = schemaOf<StartOptions>()(z.strictObject({ asVersion: z.enum(RELEASE_NAMES).optional() }));

/** How far a follower is behind. */
export interface FollowerOptions {
  /**
   * Where its log ends and does not grow any more: it leaves the ISR. A batch begins there, or the log ends.
   * @default where the log ends now; without a limit when `highWatermark` is given
   */
  readonly endOffset?: number | undefined;
  /** The last high watermark that it was told: what it serves ends there. A batch begins there. @default none */
  readonly highWatermark?: number | undefined;
}

const followerOptions = schemaOf<FollowerOptions>()(
  z.strictObject({ endOffset: z.int().min(0).optional(), highWatermark: z.int().min(0).optional() }),
);

/** The checks of {@link CreateTopicOptions}. */
export const topicFields = {
  partitions: z.int().max(MAX_PARTITIONS).optional(),
  replicationFactor: z.int().optional(),
  assignment: z.array(z.array(z.int()).readonly()).readonly().optional(),
  config: z.record(z.string(), configValue).optional(),
};

const topicOptions = schemaOf<CreateTopicOptions>()(z.strictObject(topicFields));

const produceArguments = z.strictObject({ records: z.array(recordSchema) });

/** @throws ConfigError */
export function parseTopicOptions(call: string, options: unknown): zod.output<typeof topicOptions> {
  const parsed = parseOptions(call, topicOptions, options);
  const { partitions, replicationFactor, assignment } = parsed;
  // The counts may stand beside it when they say the same.
  if (assignment !== undefined && partitions !== undefined && partitions !== assignment.length) {
    throw wrongArgument(call, 'partitions', `as many as assignment has, ${String(assignment.length)}`, partitions);
  }
  const factor = assignment?.[0]?.length;
  if (factor !== undefined && replicationFactor !== undefined && replicationFactor !== factor) {
    throw wrongArgument(call, 'replicationFactor', `as many as assignment has, ${String(factor)}`, replicationFactor);
  }
  return parsed;
}

/** @throws ConfigError */
export function parseRecords(call: string, records: unknown): readonly BrokerRecordInit[] {
  return parseOptions(call, produceArguments, { records: Array.isArray(records) ? records : [records] }).records;
}

/** @throws ConfigError */
export function parseStartOptions(call: string, options: unknown): StartOptions {
  return parseOptions(call, startOptions, options);
}

/** @throws ConfigError */
export function parseFollowerOptions(call: string, options: unknown): FollowerOptions {
  return parseOptions(call, followerOptions, options);
}
