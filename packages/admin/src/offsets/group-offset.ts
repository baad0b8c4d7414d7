import { z } from '@k/runtime';
import { type TopicPartition } from '@k/wire';
import { checkDistinct, topicPartition } from '../arguments.ts';
import { parseOptions } from '@k/wire';
import type { ResourceMap } from '../resource-map.ts';

/** What a group has committed for a partition. */
export interface GroupOffset {
  /** The offset of the next record to be read. */
  readonly offset: number;
  /** Text that was kept beside it; '' for none. */
  readonly metadata: string;
  /** Leader epoch of the last record that was read; undefined when it was not told (KIP-320). */
  readonly leaderEpoch: number | undefined;
}

/** An offset that a group is to have for a partition. */
export interface NewGroupOffset extends TopicPartition {
  /** The offset of the next record to be read. */
  readonly offset: number;
  /** Text to keep beside it. @default '' */
  readonly metadata?: string | undefined;
  /** Leader epoch of the record before it (KIP-320). @default none */
  readonly leaderEpoch?: number | undefined;
}

const offset = z.int().nonnegative();
const newOffset = z.strictObject({
  ...topicPartition.shape,
  offset,
  metadata: z.string().default(''),
  leaderEpoch: z.int().nonnegative().optional(),
});
const newOffsets = z.strictObject({ offsets: z.array(newOffset).readonly() });

/** A list, or what another call gave: entries without an offset are left out. */
export type NewGroupOffsets = readonly NewGroupOffset[] | ReadonlyMap<TopicPartition, Partial<GroupOffset> | null>;

/** @throws ConfigError for what is no offset, and for a partition that is there twice */
export function checkNewOffsets(call: string, offsets: NewGroupOffsets): ResourceMap<TopicPartition, GroupOffset> {
  const list = isMap(offsets) ? listOf(offsets) : offsets;
  const checked = parseOptions(`KafkaAdmin: ${call}`, newOffsets, { offsets: list }).offsets;
  return checkDistinct(
    call,
    'offsets',
    checked.map(
      ({ topic, partition, ...rest }) =>
        [
          { topic, partition },
          { leaderEpoch: undefined, ...rest },
        ] as const,
    ),
  );
}

function isMap(offsets: NewGroupOffsets): offsets is ReadonlyMap<TopicPartition, Partial<GroupOffset> | null> {
  // Not instanceof: a ResourceMap is no Map, and may be of another copy of this package.
  return (
    typeof (offsets as Partial<ReadonlyMap<unknown, unknown>> | null | undefined)?.forEach === 'function' &&
    !Array.isArray(offsets)
  );
}

function listOf(offsets: ReadonlyMap<TopicPartition, Partial<GroupOffset> | null>): unknown[] {
  return Array.from(offsets, ([place, value]) => {
    const { offset, metadata, leaderEpoch } = value ?? {};
    return offset === undefined ? [] : [{ ...place, offset, metadata, leaderEpoch }];
  }).flat();
}
