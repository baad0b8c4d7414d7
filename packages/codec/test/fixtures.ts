import { readFileSync } from 'node:fs';

/** What `tools/java-fixtures/RecordFixtures.java` writes. */
export interface JavaCase {
  readonly name: string;
  readonly bytes: string;
  readonly batches: readonly (Record<string, unknown> & { readonly records: readonly FixtureRecord[] })[];
}

export interface FixtureRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
}

function load(name: string): unknown {
  // Compiled, this file is in packages/codec/dist/test.
  const url = new URL(`../../../../test-fixtures/codec/${name}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}

/** What `tools/java-fixtures/LegacyRecordFixtures.java` writes. */
export interface JavaMessageSetCase extends JavaCase {
  /** How Java refuses it, after the batches listed. */
  readonly error: string | null;
  /** For a conversion: the format to convert to, and what Java made of it. */
  readonly magic?: 0 | 1;
  readonly fromOffset?: number;
  readonly converted?: string | null;
}

export const javaMessageSets: readonly JavaMessageSetCase[] = (
  load('java-message-sets.json') as { cases: JavaMessageSetCase[] }
).cases;

const all = (load('java-record-batches.json') as { cases: (JavaCase & { error: string | null })[] }).cases;
export const javaCases: readonly JavaCase[] = all.filter(({ error }) => error === null);
/** What Java refuses, after the batches listed. */
export const javaDamage: readonly JavaCase[] = all.filter(({ error }) => error !== null);

export const kafkajs = load('kafkajs-record-batches.json') as {
  records: FixtureRecord[];
  cases: { name: string; bytes: string }[];
};

/** What `tools/python-fixtures/codec_fixtures.py` writes. */
export const kafkaPython = load('kafka-python-1.0.2.json') as {
  payloads: { name: string; payload: string; crc32: number }[];
  sets: { name: string; bytes: string; records: [value: string | null, key: string | null][] }[];
};

/** What `tools/foreign-fixtures/message-sets.mjs` records. */
export const clientMessageSets = {
  ...(load('client-message-sets.json') as {
    records: [key: string, value: string][];
    cases: { client: string; magic: number; compression: string; sets: { bytes: string }[] }[];
  }),
  /** Segments of a broker. */
  segments: (load('kafka-2.8.2-segments.json') as { segments: { magic: number; compression: string; bytes: string }[] })
    .segments,
};

export function javaCase(name: string): { bytes: Buffer; batches: JavaCase['batches'] } {
  const found = javaCases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return { bytes: fromBase64(found.bytes), batches: found.batches };
}

export function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

export function data(text: string | null): Buffer | null {
  return text === null ? null : fromBase64(text);
}
