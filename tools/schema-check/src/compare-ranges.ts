import type { ReleaseTable } from '@k/tool-codegen';
import { type Definition, parseRange } from './definition.ts';

/**
 * Compares what our table of releases says of one with the versions in its definitions.
 * @param release  `3.9.2`
 * @returns one line for each API that is otherwise; none for a release that is not in the table
 */
export function compareRanges(
  release: string,
  definitions: readonly Definition[],
  { releases, apis }: ReleaseTable,
): string[] {
  const column = releases.findIndex(({ name }) => release === name || release.startsWith(`${name}.`));
  if (column < 0) return [];
  const requests = new Map(definitions.filter(({ type }) => type === 'request').map((each) => [each.apiKey, each]));
  return apis.flatMap(({ key, name, ranges }) => {
    const ours = ranges[column];
    if (ours === undefined) return []; // it may be there, and not be for clients yet
    const definition = requests.get(key);
    const theirs = parseRange(definition?.validVersions);
    if (definition === undefined || theirs === undefined) return [`${name}: the table has it, ${release} lacks it`];
    // The newest one is not announced while it is unstable.
    const to = definition.latestVersionUnstable === true ? theirs.to - 1 : theirs.to;
    if (ours.from === theirs.from && ours.to === to) return [];
    return [
      `${name}: versions ${String(theirs.from)} to ${String(to)}, the table has ${String(ours.from)} to ${String(ours.to)}`,
    ];
  });
}
