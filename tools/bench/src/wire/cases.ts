import assert from 'node:assert/strict';
import { RecordBatchWriter } from '@k/codec';
import { type AnyApi, Fetch, Heartbeat, Metadata, Produce } from '@k/wire';
import { kafkajs, type Peer, platformatic } from './peers.ts';
import * as samples from './samples.ts';

export const OURS = '@k/wire';

/** One thing to do with the same bytes; `run` may give a promise. */
export interface Contender {
  readonly client: string;
  readonly run: () => unknown;
}

export interface Case {
  /** `decode Metadata v12, 20 topics × 12 partitions`. */
  readonly name: string;
  readonly bytes: number;
  readonly contenders: readonly Contender[];
}

const WHAT: Record<ApiName, string> = {
  metadata: `${samples.TOPICS} topics × ${samples.PARTITIONS_PER_TOPIC} partitions`,
  fetch: `${samples.FETCH_PARTITIONS} partitions`,
  heartbeat: '',
  produce: `${samples.FETCH_PARTITIONS} partitions`,
};

/** kafkajs ends at older versions than @platformatic/kafka begins with (flexible ones): each is met at its newest. */
const ROWS = [
  ['metadata', 12, '@platformatic/kafka'],
  ['metadata', 6, 'kafkajs'],
  ['fetch', 17, '@platformatic/kafka'],
  ['fetch', 12, '@platformatic/kafka'],
  ['fetch', 11, 'kafkajs'],
  ['heartbeat', 4, '@platformatic/kafka'],
  ['heartbeat', 3, 'kafkajs'],
  ['produce', 9, '@platformatic/kafka'],
  ['produce', 7, 'kafkajs'],
] as const;

type ApiName = (typeof ROWS)[number][0];

const APIS: Record<
  ApiName,
  Pick<AnyApi, 'name'> & { readonly response: { decode(version: number, bytes: Buffer): unknown } }
> = {
  metadata: Metadata,
  fetch: Fetch,
  heartbeat: Heartbeat,
  produce: Produce,
};

/** All cases, after a look at whether everyone reads and writes the same. */
export async function loadCases(): Promise<Case[]> {
  const peers: Record<string, Peer> = { kafkajs: kafkajs(), '@platformatic/kafka': await platformatic() };
  const cases: Case[] = [];
  for (const [api, version, client] of ROWS) {
    const peer = peers[client] as Peer;
    const label = `${APIS[api].name} v${version}`;
    const what = WHAT[api] === '' ? '' : `, ${WHAT[api]}`;
    const bytes = samples.responses[api](version);
    const { response } = APIS[api];
    cases.push({
      name: `decode ${label} response${what}`,
      bytes: bytes.length,
      contenders: [
        { client: OURS, run: () => response.decode(version, bytes) },
        { client, run: peer.decode(api, version, bytes) },
      ],
    });
    const ours = ourRequest(api, version);
    const theirs = peer.encode(api, version);
    const wrote = ours();
    compareRequests(api, version, label, wrote, (await theirs()) as Buffer);
    cases.push({
      name: `encode ${label} request${api === 'produce' ? `, ${samples.PRODUCE_PARTITIONS} partitions × ${samples.RECORDS_PER_PARTITION} records` : what.replace(/ × .*/, '')}`,
      bytes: wrote.length,
      contenders: [
        { client: OURS, run: ours },
        { client, run: theirs },
      ],
    });
  }
  for (const { name, contenders } of cases) for (const { run } of contenders) assert.ok(await run(), name);
  return cases;
}

function ourRequest(api: ApiName, version: number): () => Buffer {
  switch (api) {
    case 'metadata': {
      const body = { topics: samples.topicNames.map((name) => ({ name })), allowAutoTopicCreation: true };
      return () => Metadata.request.encode(version, body);
    }
    case 'heartbeat':
      return () => Heartbeat.request.encode(version, samples.heartbeat);
    case 'fetch': {
      const body = samples.fetchRequest(version >= 13, version < 12);
      return () => Fetch.request.encode(version, body);
    }
    case 'produce':
      return () => produceRequest(version);
  }
}

/** With the records, as the others make them in the same call. */
function produceRequest(version: number): Buffer {
  const partitionData = [];
  for (let index = 0; index < samples.PRODUCE_PARTITIONS; index++) {
    const batch = new RecordBatchWriter({ maxBytes: 1 << 20, initialBytes: 2048 });
    for (const value of samples.values) batch.tryAppend(samples.timestamp, null, value);
    partitionData.push({ index, records: batch.seal() });
  }
  return Produce.request.encode(version, {
    acks: -1,
    timeoutMs: 30_000,
    topicData: [{ name: 'topic-000', partitionData }],
  });
}

/** The requests must be the same byte by byte; of batches, how a producer without an id is told may differ. */
function compareRequests(api: ApiName, version: number, label: string, ours: Buffer, theirs: Buffer): void {
  if (api !== 'produce') {
    assert.deepEqual(theirs, ours, label);
    return;
  }
  const { topicData } = Produce.request.decode(version, theirs);
  assert.equal(topicData[0]?.partitionData.length, samples.PRODUCE_PARTITIONS);
  assert.equal(theirs.length, ours.length, label);
}
