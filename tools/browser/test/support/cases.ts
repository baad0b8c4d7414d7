import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Cases, MessageCase } from '../../src/index.ts';

const fixtures = fileURLToPath(new URL('../../../../../test-fixtures/', import.meta.url));

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
  return { messages, streams };
}
