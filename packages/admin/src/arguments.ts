import { z } from '@k/runtime';
import { parseOptions, type TopicPartition, wrongArgument } from '@k/wire';
import { showResource } from './partial-result-error.ts';
import { ResourceMap } from './resource-map.ts';

const INT32 = 0x7fff_ffff;

/** Checks of what many calls take. */
export const topicName = z.string().min(1);
export const partitionIndex = z.int().nonnegative().max(INT32);
export const brokerId = z.int().nonnegative().max(INT32);
/** How many partitions. */
export const partitionCount = z.int().positive().max(INT32);
export const topicPartition = z.strictObject({ topic: topicName, partition: partitionIndex });
export const groupIdSetting = z.string().min(1);

/**
 * Entries by their name or resource, of which none may come twice.
 * @throws ConfigError that names the one that does
 */
export function checkDistinct<K, T>(
  call: string,
  argument: string,
  entries: Iterable<readonly [resource: K, value: T]>,
): ResourceMap<K, T> {
  const byResource = new ResourceMap<K, T>();
  for (const [resource, value] of entries) {
    if (byResource.has(resource)) {
      throw wrongArgument(`KafkaAdmin: ${call}`, argument, 'each of them once', `'${showResource(resource)}' twice`);
    }
    byResource.set(resource, value);
  }
  return byResource;
}

const groupIdArgument = z.strictObject({ groupId: groupIdSetting });
const groupIdsArgument = z.strictObject({ groupIds: z.array(groupIdSetting).readonly() });
const partitionsArgument = z.strictObject({ partitions: z.array(topicPartition).readonly() });

/** @throws ConfigError for what is no id of a group */
export function checkGroupId(call: string, groupId: unknown): string {
  return parseOptions(`KafkaAdmin: ${call}`, groupIdArgument, { groupId }).groupId;
}

/** @throws ConfigError for what is no list of ids, and for one that is in it twice */
export function checkGroupIds(call: string, groupIds: unknown): readonly string[] {
  const checked = parseOptions(`KafkaAdmin: ${call}`, groupIdsArgument, { groupIds }).groupIds;
  const entries = checked.map((id) => [id, true] as const);
  checkDistinct(call, 'groupIds', entries);
  return checked;
}

/** @throws ConfigError for what is no list of partitions, and for one that is in it twice */
export function checkPartitions(call: string, partitions: unknown): readonly TopicPartition[] {
  const checked = parseOptions(`KafkaAdmin: ${call}`, partitionsArgument, { partitions }).partitions;
  const entries = checked.map((partition) => [partition, true] as const);
  checkDistinct(call, 'partitions', entries);
  return checked;
}
