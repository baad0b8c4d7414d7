import { z } from '@k/runtime';
import { wrongArgument } from '@k/wire';
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
