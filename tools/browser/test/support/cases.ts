import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Cases, MessageCase } from '../../src/index.ts';

const fixtures = fileURLToPath(new URL('../../../../../test-fixtures/', import.meta.url));

const RECORD_SETS = [
  'client-message-sets',
  'client-record-batches',
  'java-message-sets',
  'java-record-batches',
  'kafka-2.8.2-segments',
  'kafka-python-1.0.2',
  'kafkajs-record-batches',
];

/** Bytes that others than we wrote: Kafka's own classes, clients and brokers. */
export function readCases(): Cases {
  const lines = gunzipSync(readFileSync(`${fixtures}wire/kafka-4.4.0.jsonl.gz`))
    .toString()
    .trimEnd()
    .split('\n');
  const messages = lines
    .map((line) => JSON.parse(line) as MessageCase)
    .filter(({ message }) => /Request$|Response$/.test(message))
    .map(({ message, version, hex }) => ({ message, version, hex }));
  const streams = ['fetch', 'group', 'produce'].map((name) =>
    readFileSync(`${fixtures}wire/streams/${name}.requests`, 'hex'),
  );
  const recordSets = RECORD_SETS.flatMap((name) =>
    bytesIn(JSON.parse(readFileSync(`${fixtures}codec/${name}.json`, 'utf8'))),
  );
  return { messages, streams, recordSets };
}

/** Whatever is called `bytes` in it. */
function bytesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'bytes' && typeof part === 'string' ? [part] : bytesIn(part),
  );
}
