import type { TopicPartition } from '@k/cluster';
import { at } from '../at.ts';
import type { PartitionNumbers } from './partition-numbers.ts';

/** What one member says it owns. */
export interface Claim {
  readonly partitions: readonly TopicPartition[];
  /** In which it got them; -1 if it does not say. */
  readonly generationId: number;
}

/** Nobody's, or nobody known. */
export const NOBODY = -1;

/** Who owned what before, as far as the members' claims agree. Members are numbers, by their place in the list of claims. */
export interface Ownership {
  /**
   * Of those who claim a partition the one with the highest generation; NOBODY when two have that (neither may keep it,
   * KAFKA-13406), or none claims it.
   */
  readonly owner: Int32Array;
  /** 1 for partitions that anybody claims. */
  readonly isClaimed: Uint8Array;
}

export function ownershipOf(claims: readonly Claim[], numbers: PartitionNumbers): Ownership {
  const owner = new Int32Array(numbers.total).fill(NOBODY);
  const isClaimed = new Uint8Array(numbers.total);
  const generation = new Int32Array(numbers.total);
  claims.forEach(({ partitions, generationId }, member) => {
    for (const { topic, partition } of partitions) {
      const number = numbers.numberOf(topic, partition);
      if (number < 0) continue;
      if (at(isClaimed, number) === 0 || generationId > at(generation, number)) {
        owner[number] = member;
        generation[number] = generationId;
      } else if (generationId === at(generation, number) && at(owner, number) !== member) {
        owner[number] = NOBODY;
      }
      isClaimed[number] = 1;
    }
  });
  return { owner, isClaimed };
}
