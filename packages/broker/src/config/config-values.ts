/** Settings by name. */
export type ConfigValues = ReadonlyMap<string, string>;
