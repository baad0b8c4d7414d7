/** What the protocol numbers, by the names that it has here. */
export type Codes<Name extends string> = Readonly<Record<Name, number>>;

/** The name of a code; `UNKNOWN` for one that is newer than this package. */
export function nameOf<Name extends string>(codes: Codes<Name>, code: number): Name | 'UNKNOWN' {
  for (const name of namesOf(codes)) if (codes[name] === code) return name;
  return 'UNKNOWN';
}

export function namesOf<Name extends string>(codes: Codes<Name>): [Name, ...Name[]] {
  return Object.keys(codes) as [Name, ...Name[]];
}
