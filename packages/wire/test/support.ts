import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as wire from '../src/index.ts';
import type { MessageType } from '../src/index.ts';

export const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Every message of the package, by name. */
export const messages: ReadonlyMap<string, MessageType<unknown>> = new Map(
  [
    ...wire.apis.flatMap((api) => [api.request, api.response]),
    wire.RequestHeader,
    wire.ResponseHeader,
    wire.ConsumerProtocolSubscription,
    wire.ConsumerProtocolAssignment,
  ].map((message: MessageType<unknown>) => [message.name, message]),
);

export function messageNamed(name: string): MessageType<unknown> {
  const message = messages.get(name);
  if (message === undefined) throw new Error(`no message ${name}`);
  return message;
}

/** One message as Kafka's own classes wrote and read it; see test-fixtures/wire/README.md. */
export interface Fixture {
  readonly message: string;
  readonly version: number;
  readonly case: 'defaults' | 'populated' | 'nulls' | 'extremes' | 'tags';
  readonly hex: string;
  readonly value: unknown;
}

export const releases = ['3.9.2', '4.4.0'] as const;

export function fixtures(release: (typeof releases)[number]): Fixture[] {
  const file = `${repository}test-fixtures/wire/kafka-clients-${release}.jsonl.gz`;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Fixture).filter(({ message }) => messages.has(message));
}

/** A decoded message in the notation of the fixtures: int64 as "5n", bytes as "hex:05". */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${String(value)}n`;
  if (value instanceof Uint8Array) return `hex:${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
  }
  return value;
}
