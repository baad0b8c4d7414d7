import type { BuiltSource } from './package-under-test.ts';
import { lineWith, type Mutant } from './mutants.ts';

/** Changes of one file that were judged to leave a program that no caller can tell from the original. */
export interface Equivalents {
  /** Relative to the package: `src/batch.ts`. */
  readonly file: string;
  /** Why nobody can see a difference. */
  readonly why: string;
  /**
   * Each as the tool prints it: the built line with what is changed between ‹ and ›, and what it is changed into; and how
   * often the file has just that line, if not once.
   */
  readonly changes: readonly (readonly [line: string, to: string, times?: number])[];
}

export interface LeftOut {
  readonly mutants: ReadonlySet<Mutant>;
  /** Judgements on a text that has gone, or stands more often than was judged, a sentence each. */
  readonly stale: readonly string[];
}

/** What of `sources` was judged. Judgements on files that are not among them say nothing. */
export function judged(sources: readonly BuiltSource[], equivalents: readonly Equivalents[]): LeftOut {
  const mutants = new Set<Mutant>();
  const stale: string[] = [];
  for (const source of sources) {
    const places = new Map<string, Mutant[]>();
    for (const mutant of source.mutants) {
      const key = keyOf(lineWith(source.text, mutant), mutant.replacement);
      places.set(key, [...(places.get(key) ?? []), mutant]);
    }
    for (const { file, changes } of equivalents) {
      if (file !== source.source) continue;
      for (const [line, to, times = 1] of changes) {
        const meant = places.get(keyOf(line, to)) ?? [];
        if (meant.length === times) for (const mutant of meant) mutants.add(mutant);
        else stale.push(`${file} has ${meant.length} times, not ${times}: ${line}  →  ${to}`);
      }
    }
  }
  return { mutants, stale };
}

function keyOf(line: string, to: string): string {
  return `${line} → ${to}`;
}
