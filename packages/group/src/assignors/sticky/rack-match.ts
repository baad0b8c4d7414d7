import type { MemberSubscription, PartitionRacks } from '../assignor.ts';
import { racksMatter } from '../racks-matter.ts';
import type { PartitionNumbers } from './partition-numbers.ts';

/** Which members are near to which partitions (KIP-881). */
export interface RackMatch {
  /** False also for members that do not say where they are: any partition is as near to them as any other. */
  isFar(member: number, partition: number): boolean;
  /** True for a member whose rack has a replica. */
  isNear(member: number, partition: number): boolean;
  /** How many members are near to a partition. */
  countNear(partition: number): number;
}

/** Undefined when racks make no difference: none known, none in common, or every partition in every rack. */
export function rackMatchOf(
  members: readonly MemberSubscription[],
  numbers: PartitionNumbers,
  racks: PartitionRacks,
): RackMatch | undefined {
  const partitionRacks = Array.from(
    numbers.topicOf,
    (_, number): ReadonlySet<string | null> =>
      new Set(racks.get(numbers.topicAt(number))?.[numbers.partitionOf(number)]),
  );
  if (!racksMatter(members, partitionRacks)) return undefined;
  const rackOf = members.map(({ rackId }) => rackId);
  const membersIn = new Map<string | null, number>();
  for (const rack of rackOf) membersIn.set(rack, (membersIn.get(rack) ?? 0) + 1);
  const isNear = (member: number, partition: number): boolean =>
    partitionRacks[partition]?.has(rackOf[member] as string | null) === true;
  return {
    isNear,
    isFar: (member, partition) => rackOf[member] !== null && !isNear(member, partition),
    countNear: (partition) =>
      [...(partitionRacks[partition] ?? [])].reduce((sum, rack) => sum + (membersIn.get(rack) ?? 0), 0),
  };
}
