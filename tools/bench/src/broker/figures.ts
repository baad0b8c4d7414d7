/** By what was measured, with its unit. */
export type Figures = Readonly<Record<string, string>>;

/** How much of each there is to do. */
export interface Amounts {
  readonly records: number;
  readonly topics: number;
  readonly connections: number;
  readonly starts: number;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
