/**
 * Zeller's delta debugging: a list of which no part can be left out, of items that together fail as all of them do.
 * @param fails whether a list does; asked of lists that are smaller and smaller
 */
export async function ddmin<T>(items: readonly T[], fails: (items: readonly T[]) => Promise<boolean>): Promise<T[]> {
  let left = [...items];
  if (left.length > 0 && (await fails([]))) return [];
  for (let parts = 2; left.length > 1;) {
    const size = Math.ceil(left.length / parts);
    const smaller = await firstWithout(left, size, fails);
    if (smaller !== undefined) {
      left = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) return left;
    else parts = Math.min(left.length, parts * 2);
  }
  return left;
}

/** The list without the first of its parts that is not needed. */
async function firstWithout<T>(
  items: readonly T[],
  size: number,
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<T[] | undefined> {
  for (let from = 0; from < items.length; from += size) {
    const rest = [...items.slice(0, from), ...items.slice(from + size)];
    if (await fails(rest)) return rest;
  }
  return undefined;
}
