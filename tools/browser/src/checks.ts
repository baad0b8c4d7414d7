// What is tried in a browser. It runs in Node too, and what it finds there is what browsers are compared with.
import { type MessageCase, others, readAndWrite, readStream } from './wire-checks.ts';

export interface Cases {
  readonly messages: readonly MessageCase[];
  /** What clients sent, in hexadecimal digits. */
  readonly streams: readonly string[];
}

/** What came of each case, in text. */
export interface Findings {
  readonly messages: readonly string[];
  readonly streams: readonly (readonly string[])[];
  readonly others: readonly string[];
  /** What is there of Node's. */
  readonly ofNode: readonly string[];
}

/** @param cases - {@link Cases} as JSON: text is what two worlds can hand each other. @returns {@link Findings} as JSON */
export function run(cases: string): string {
  const { messages, streams } = JSON.parse(cases) as Cases;
  const findings: Findings = {
    messages: messages.map(readAndWrite),
    streams: streams.map(readStream),
    others: others(),
    ofNode: ['Buffer', 'process', 'require', 'global', 'setImmediate'].filter((name) => name in globalThis),
  };
  return JSON.stringify(findings);
}
