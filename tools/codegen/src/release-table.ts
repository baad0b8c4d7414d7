import type { SchemaModel } from './model.ts';
import type { ReleaseRangesSchema, ReleaseSchema } from './notation.ts';

/** What one release takes of an API. */
export interface ReleaseRange {
  /** The first version that is announced; below `from` where older ones are announced and not taken. */
  readonly announcedFrom: number;
  readonly from: number;
  readonly to: number;
  /** False for what is answered, but of no use to a client. */
  readonly ofUse: boolean;
}

export interface ReleaseApi {
  readonly key: number;
  readonly name: string;
  /** In the order of the releases; undefined where the API is not there. */
  readonly ranges: readonly (ReleaseRange | undefined)[];
  /** The first version whose throttle time the client must sit out, where it was another way before (KIP-219). */
  readonly throttlesSince: number | undefined;
}

export interface ReleaseTable {
  readonly releases: readonly ReleaseSchema[];
  readonly apis: readonly ReleaseApi[];
}

/** Reads the table and compares it with the schemas. @throws Error naming the row, and the release, that is wrong */
export function releaseTable(
  releases: readonly ReleaseSchema[],
  rows: readonly ReleaseRangesSchema[],
  models: readonly SchemaModel[],
): ReleaseTable {
  const apis = rows.map(([name, text, more]): ReleaseApi => {
    const model = models.find((each) => each.kind === 'api' && each.name === name);
    if (model?.kind !== 'api') throw new Error(`releases: there is no API ${name}`);
    const { from: oldest, to: newest } = model.request.versions;
    const changes = readChanges(name, text, releases);
    let range: ReleaseRange | undefined;
    const ranges = releases.map((release) => {
      const cell = changes.get(release.name);
      if (cell === undefined) return range;
      const where = `releases: ${name} in ${release.name}`;
      const read = readCell(cell);
      if (read === null) throw new Error(`${where}: "${cell}" is no range`);
      if (read !== undefined && (read.from > read.to || read.announcedFrom < oldest || read.to > newest)) {
        throw new Error(`${where}: the schema has versions ${String(oldest)} to ${String(newest)}, not ${cell}`);
      }
      return (range = read);
    });
    const throttlesSince = more?.throttlesSince;
    if (throttlesSince !== undefined && throttlesSince > newest) {
      throw new Error(`releases: ${name} has no version ${String(throttlesSince)} to throttle since`);
    }
    return { key: model.key, name, ranges, throttlesSince };
  });
  return { releases, apis };
}

/** `0.9:0-0 0.11:0-1`, by release. @throws Error naming what is no release, or comes before its predecessor */
function readChanges(api: string, text: string, releases: readonly ReleaseSchema[]): Map<string, string> {
  const changes = new Map<string, string>();
  let last = -1;
  for (const change of text.split(' ')) {
    const [release = '', cell = ''] = change.split(':');
    const column = releases.findIndex(({ name }) => name === release);
    if (column < 0) throw new Error(`releases: ${api}: "${change}" begins with no release`);
    if (column <= last) throw new Error(`releases: ${api}: ${release} comes too late`);
    changes.set(release, cell);
    last = column;
  }
  return changes;
}

/** @returns undefined for `-`, null for what is no range */
function readCell(cell: string): ReleaseRange | undefined | null {
  if (cell === '-') return undefined;
  const [, useless, announced, from, to] = /^(\()?(?:(\d+)<)?(\d+)-(\d+)\)?$/.exec(cell) ?? [];
  if (from === undefined) return null;
  return {
    announcedFrom: Number(announced ?? from),
    from: Number(from),
    to: Number(to),
    ofUse: useless === undefined,
  };
}
