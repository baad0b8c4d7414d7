/** Some partition is in a rack of some member, and not all are in the same racks. */
export function racksMatter(memberRacks: ReadonlySet<string>, partitionRacks: readonly ReadonlySet<string>[]): boolean {
  const all = new Set<string>();
  for (const racks of partitionRacks) for (const rack of racks) all.add(rack);
  if (![...memberRacks].some((rack) => all.has(rack))) return false;
  return partitionRacks.some(({ size }) => size !== all.size);
}
