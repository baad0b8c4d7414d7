/** What a process that looks for a planted bug tells. */
export type Sought =
  | { readonly type: 'begins'; readonly seed: number }
  | { readonly type: 'caught'; readonly seed: number; readonly checkers: readonly string[]; readonly message: string };
