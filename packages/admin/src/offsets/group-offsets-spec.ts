import { z } from '@k/runtime';
import { parseOptions, type TopicPartition } from '@k/wire';
import { checkDistinct, checkPartitions, groupIdSetting } from '../arguments.ts';
import type { ResourceMap } from '../resource-map.ts';

/** A group, and which of its offsets are asked for. */
export interface GroupOffsetsSpec {
  readonly groupId: string;
  /** @default all that it has; before Kafka 0.10.2 they have to be named */
  readonly partitions?: readonly TopicPartition[] | undefined;
}

const groupsArgument = z.strictObject({
  groups: z
    .array(
      z.union(
        [groupIdSetting, z.strictObject({ groupId: groupIdSetting, partitions: z.unknown().optional() })],
        'expected the id of a group, or { groupId, partitions }',
      ),
    )
    .readonly(),
});

/** By group: its partitions; undefined for all. @throws ConfigError for what is no group, and for one that is there twice */
export function checkSpecs(
  call: string,
  groups: readonly (string | GroupOffsetsSpec)[],
): ResourceMap<string, readonly TopicPartition[] | undefined> {
  const { groups: checked } = parseOptions(`KafkaAdmin: ${call}`, groupsArgument, { groups });
  const entries = checked.map((group) => {
    if (typeof group === 'string') return [group, undefined] as const;
    const { groupId, partitions } = group;
    return [groupId, partitions === undefined ? undefined : checkPartitions(call, partitions)] as const;
  });
  return checkDistinct(call, 'groups', entries);
}
