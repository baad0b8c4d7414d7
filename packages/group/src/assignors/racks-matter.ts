import type { MemberSubscription } from './assignor.ts';

/** Some partition is in a rack of some member, and not all are in the same racks. */
export function racksMatter(
  members: readonly Pick<MemberSubscription, 'rackId'>[],
  partitionRacks: readonly ReadonlySet<string | null>[],
): boolean {
  const all = new Set(partitionRacks.flatMap((racks) => [...racks]));
  return members.some(({ rackId }) => all.has(rackId)) && partitionRacks.some(({ size }) => size !== all.size);
}
