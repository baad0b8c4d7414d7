// What is tried in a browser. It runs in Node too, and what it finds there is what browsers are compared with.
import { checksums, readGzip, readRecordSet, stamp, writeBatches } from './codec-checks.ts';
import { type MessageCase, others, readAndWrite, readStream } from './wire-checks.ts';

export interface Cases {
  readonly messages: readonly MessageCase[];
  /** What clients sent, in hexadecimal digits. */
  readonly streams: readonly string[];
  /** In base64. */
  readonly recordSets: readonly string[];
}

/** What came of the cases, in text. */
export interface Findings {
  /** What is the same everywhere. */
  readonly same: Readonly<Record<string, readonly unknown[]>>;
  /** Batches by compression, in hexadecimal digits: each library has its own bytes. */
  readonly written: Readonly<Record<string, string>>;
  /** What is there of Node's. */
  readonly ofNode: readonly string[];
}

/** @param cases - {@link Cases} as JSON: text is what two worlds can hand each other. @returns {@link Findings} as JSON */
export async function run(cases: string): Promise<string> {
  const { messages, streams, recordSets } = JSON.parse(cases) as Cases;
  const findings: Findings = {
    same: {
      messages: messages.map(readAndWrite),
      streams: streams.map(readStream),
      others: others(),
      recordSets: recordSets.map(readRecordSet),
      stamp: stamp(),
      checksums: recordSets.map(checksums),
      gzip: await readGzip(),
    },
    written: writeBatches(),
    ofNode: ['Buffer', 'process', 'require', 'global', 'setImmediate'].filter((name) => name in globalThis),
  };
  return JSON.stringify(findings);
}
