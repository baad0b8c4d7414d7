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
    const cells = text.split(' ');
    if (cells.length !== releases.length) {
      throw new Error(`releases: ${name} has ${String(cells.length)} ranges for ${String(releases.length)} releases`);
    }
    const ranges = cells.map((cell, column) => {
      const range = readCell(cell);
      const where = `releases: ${name} in ${String(releases[column]?.name)}`;
      if (range === null) throw new Error(`${where}: "${cell}" is no range`);
      if (range !== undefined && (range.from > range.to || range.announcedFrom < oldest || range.to > newest)) {
        throw new Error(`${where}: the schema has versions ${String(oldest)} to ${String(newest)}, not ${cell}`);
      }
      return range;
    });
    const throttlesSince = more?.throttlesSince;
    if (throttlesSince !== undefined && throttlesSince > newest) {
      throw new Error(`releases: ${name} has no version ${String(throttlesSince)} to throttle since`);
    }
    return { key: model.key, name, ranges, throttlesSince };
  });
  return { releases, apis };
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
