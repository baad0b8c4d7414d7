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
  const memberRacks = members.map(({ rackId }) => rackId ?? '');
  const membersIn = new Map<string, number>();
  for (const rack of memberRacks) if (rack !== '') membersIn.set(rack, (membersIn.get(rack) ?? 0) + 1);
  if (membersIn.size === 0) return undefined;
  const partitionRacks: ReadonlySet<string>[] = [];
  for (let number = 0; number < numbers.total; number++) {
    const topic = numbers.topics[numbers.topicOf[number] ?? -1] ?? '';
    partitionRacks.push(new Set(racks.get(topic)?.[numbers.partitionOf(number)]));
  }
  if (!racksMatter(new Set(membersIn.keys()), partitionRacks)) return undefined;
  const isNear = (member: number, partition: number): boolean =>
    partitionRacks[partition]?.has(memberRacks[member] ?? '') ?? false;
  return {
    isNear,
    isFar: (member, partition) => memberRacks[member] !== '' && !isNear(member, partition),
    countNear: (partition) =>
      [...(partitionRacks[partition] ?? [])].reduce((sum, rack) => sum + (membersIn.get(rack) ?? 0), 0),
  };
}
