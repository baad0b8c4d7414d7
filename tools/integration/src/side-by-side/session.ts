import type { Side } from './sides.ts';

/** What is told to one of Kafka's tools, and what the test compares of its answer. */
export interface Told {
  /** A command line, without where the brokers are: `kafka-topics --list`. Quotes hold words together. */
  readonly run: string;
  /** Tells a command line from one before that is the same. */
  readonly after?: string;
  /** Files that it reads, by the names that stand in braces in the command line: `--offset-json-file {offsets}`. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Whom it is run as, by SCRAM-SHA-512. @default nobody, who may do everything */
  readonly as?: string;
  /** Lines come in the order of a hash map, or of who answers first: they are compared in the order of the alphabet. */
  readonly anyOrder?: true;
  /** Runs it again until it says this: for what the brokers do meanwhile. */
  readonly until?: RegExp;
  /** What of its lines is compared, where the rest is of chance. */
  readonly pick?: (line: string) => string | undefined;
}

/** What is done between two commands, by clients of ours. */
export interface Act {
  readonly does: string;
  readonly act: (side: Side) => Promise<void>;
}

/** A command line alone stands for {@link Told}. */
export type Step = string | Told | Act;

/** Commands one after the other on a cluster of its own. */
export interface Session {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What it is called in the record. */
export function titleOf({ run, as, after }: Told): string {
  const notes = [...(as === undefined ? [] : [`as ${as}`]), ...(after === undefined ? [] : [`after ${after}`])];
  return notes.length === 0 ? run : `${run} (${notes.join(', ')})`;
}

/** The words of a command line. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare);
}
