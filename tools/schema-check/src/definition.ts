/** A message as Kafka's own generator reads it: one `common/message/*.json` of a jar. Only what says something of bytes. */
export interface Definition {
  readonly name: string;
  /** request, response, header, data, coordinator-key, coordinator-value … */
  readonly type: string;
  readonly apiKey?: number;
  /** `0-4`, `3`, or `none` when no version is left. */
  readonly validVersions: string;
  readonly flexibleVersions?: string;
  readonly latestVersionUnstable?: boolean;
  readonly fields?: readonly DefinitionField[];
  readonly commonStructs?: readonly { readonly name: string; readonly fields: readonly DefinitionField[] }[];
}

export interface DefinitionField {
  readonly name: string;
  readonly type: string;
  readonly versions?: string;
  readonly nullableVersions?: string;
  readonly taggedVersions?: string;
  readonly tag?: number | string;
  readonly flexibleVersions?: string;
  readonly mapKey?: boolean;
  readonly ignorable?: boolean;
  readonly entityType?: string;
  readonly default?: string | number | boolean | null;
  readonly fields?: readonly DefinitionField[];
}

/** Reads a definition: JSON with `//` comments, and in some releases with a brace too many at its end. */
export function parseDefinition(text: string): Definition {
  const withoutComments = text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*/g, (_, quoted?: string) => quoted ?? '');
  let depth = 0;
  for (const { 0: found, index } of withoutComments.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    depth += found === '{' ? 1 : found === '}' ? -1 : 0;
    if (depth === 0 && found === '}') return JSON.parse(withoutComments.slice(0, index + 1)) as Definition;
  }
  throw new Error('the definition does not end');
}

/** Whether `versions` (`2+`, `0-4`, `3`, `none`; left out: none) has `version`. */
export function hasVersion(versions: string | undefined, version: number): boolean {
  const range = parseRange(versions);
  return range !== undefined && version >= range.from && version <= range.to;
}

export function parseRange(versions: string | undefined): { from: number; to: number } | undefined {
  if (versions === undefined || versions === 'none') return undefined;
  const [, from, more, to] = /^(\d+)(\+|-(\d+))?$/.exec(versions) ?? [];
  if (from === undefined) throw new Error(`"${versions}" are no versions`);
  return { from: Number(from), to: to !== undefined ? Number(to) : more === undefined ? Number(from) : Infinity };
}
