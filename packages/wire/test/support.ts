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
    ...Object.values<unknown>({ ...wire }).filter(isMessage),
  ].map((message) => [message.name, message]),
);

function isMessage(it: unknown): it is MessageType<unknown> {
  return typeof it === 'object' && it !== null && 'flexibleSince' in it;
}

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
export type Release = (typeof releases)[number];

/** Messages of a release that are not ours, each with the reason. */
export const notOurs: Record<Release, readonly { readonly messages: RegExp; readonly because: string }[]> = {
  '3.9.2': [
    {
      messages: /Share(Group|Fetch|Acknowledge)/,
      because: 'share groups were early access in 3.9: their version 0 never was in a release for use, and is gone',
    },
  ],
  '4.4.0': [],
};

/** What a release calls otherwise than the newest one, whose names ours are; undefined for what no version has any more. */
const RENAMED: Record<string, Record<string, string | undefined>> = {
  ListClientMetricsResourcesRequest: {},
  ListClientMetricsResourcesResponse: { clientMetricsResources: 'configResources', name: 'resourceName' },
  TxnOffsetCommitRequest: { generationId: 'generationIdOrMemberEpoch' },
  VoteRequest: {
    candidateDirectoryId: 'replicaDirectoryId',
    candidateEpoch: 'replicaEpoch',
    candidateId: 'replicaId',
  },
  ShareFetchRequest: { partitionMaxBytes: undefined },
};

/** All that Kafka's own classes of a release wrote, by the names of ours. */
export function fixtures(release: Release): Fixture[] {
  const file = `${repository}test-fixtures/wire/kafka-${release}.jsonl.gz`;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Fixture)
    .filter(({ message }) => !notOurs[release].some((other) => other.messages.test(message)))
    .map((fixture) => renamed(release === '3.9.2' ? keyByType(fixture) : fixture));
}

/** Up to 3.9 the type that begins the key of a coordinator's record passed for its version; there is only version 0. */
function keyByType(fixture: Fixture): Fixture {
  if (!/Key$/.test(fixture.message)) return fixture;
  const records = fixture.message.startsWith('Transaction')
    ? wire.transactionStateRecords
    : wire.consumerOffsetsRecords;
  const key = records[fixture.version]?.key;
  if (key === undefined) throw new Error(`${fixture.message}: no record of type ${String(fixture.version)}`);
  return { ...fixture, message: key.name, version: 0 };
}

function renamed(fixture: Fixture): Fixture {
  const names = RENAMED[fixture.message];
  if (names === undefined) return fixture;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([key, field]) => [key in names ? names[key] : key, walk(field)] as const);
    return Object.fromEntries(fields.filter(([key]) => key !== undefined));
  };
  const message = fixture.message.replace('ListClientMetricsResources', 'ListConfigResources');
  return { ...fixture, message, value: walk(fixture.value) };
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
