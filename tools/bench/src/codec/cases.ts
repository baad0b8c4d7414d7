import assert from 'node:assert/strict';
import { type CompressionType, readBatches, RecordBatchWriter } from '@k/codec';
import { kafkajs, type Peer, platformatic } from './peers.ts';
import { logValues, TIMESTAMP } from './samples.ts';

export const OURS = '@k/codec';
const BATCH_BYTES = 1_000_000;
const COMPRESSIONS = ['gzip', 'snappy', 'lz4', 'zstd'] as const;

export interface Contender {
  readonly client: string;
  /** May give a promise. */
  readonly run: () => unknown;
}

/** One thing to do with a batch, in several ways. */
export interface Case {
  readonly name: string;
  readonly records: number;
  /** Of keys, values and what is written around them, before compression. */
  readonly plainBytes: number;
  /** Size of the batch. */
  readonly batchBytes: number;
  readonly contenders: readonly Contender[];
}

/** All cases, after a look at whether everyone reads what the others write. */
export async function loadCases(batchBytes: number = BATCH_BYTES): Promise<Case[]> {
  const peers: Peer[] = [kafkajs(), ...(await loaded(platformatic))];
  const cases: Case[] = [];
  for (const valueBytes of [100, 1000]) {
    const values = logValues(Math.floor(batchBytes / (valueBytes + 8)), valueBytes);
    for (const compression of ['none', ...COMPRESSIONS] as const) {
      cases.push(...(await casesOf(valueBytes, values, compression, peers)));
    }
  }
  return cases;
}

async function casesOf(
  valueBytes: number,
  values: readonly Buffer[],
  compression: CompressionType,
  peers: readonly Peer[],
): Promise<Case[]> {
  const write = writerOf(values, compression);
  // A copy: the writer's memory is written again and again.
  const batch = Buffer.from(write());
  const plainBytes = writerOf(values, 'none')().length;
  const common = { records: values.length, plainBytes, batchBytes: batch.length };
  const what = `${valueBytes} B${compression === 'none' ? '' : `, ${compression}`}`;
  const writers: Contender[] = [{ client: OURS, run: write }];
  const readers: Contender[] = [{ client: OURS, run: () => readValues(batch) }];
  for (const { client, ...peer } of peers) {
    const theirWrite = peer.write(values, compression);
    const theirRead = peer.read(batch, compression);
    if (theirWrite !== undefined && (await same(theirWrite, values))) writers.push({ client, run: theirWrite });
    if (theirRead === undefined) continue;
    try {
      assert.equal(await theirRead(), values.length * valueBytes, `${client} reads what we wrote, ${what}`);
      readers.push({ client, run: theirRead });
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
  }
  assert.equal(readValues(batch), values.length * valueBytes);
  const lazy = {
    name: `read, values untouched, ${what}`,
    ...common,
    contenders: [{ client: OURS, run: () => readLazily(batch) }],
  };
  // As the others read.
  const unchecked = {
    name: `read with values, no checksum, ${what}`,
    ...common,
    contenders: [{ client: OURS, run: () => readValues(batch, false) }],
  };
  return [
    { name: `write, ${what}`, ...common, contenders: writers },
    ...(compression === 'none' ? [lazy, unchecked] : []),
    { name: `read with values, ${what}`, ...common, contenders: readers },
  ];
}

/** @returns whether the peer can do it here, and what it writes has the same values */
async function same(write: () => unknown, values: readonly Buffer[]): Promise<boolean> {
  let written: Buffer;
  try {
    written = (await write()) as Buffer;
  } catch {
    // Its compression needs a newer Node, or something that is not installed.
    return false;
  }
  const [batch] = readBatches(written);
  assert.ok(batch !== undefined);
  assert.deepEqual(
    [...batch].map(({ value }) => value),
    values,
  );
  return true;
}

async function loaded(load: () => Promise<Peer>): Promise<Peer[]> {
  try {
    return [await load()];
  } catch {
    return [];
  }
}

function writerOf(values: readonly Buffer[], compression: CompressionType): () => Buffer {
  // The ratio is known from the first batch on: all values fit.
  const options = { maxBytes: 2 * BATCH_BYTES, initialBytes: 2 * BATCH_BYTES, compression, compressionRatio: 0.5 };
  const writer = new RecordBatchWriter(options);
  return () => {
    writer.reset();
    for (let i = 0; i < values.length; i++) {
      if (writer.tryAppend(TIMESTAMP + i, null, values[i] as Buffer) < 0) throw new Error('the batch is full');
    }
    return writer.seal();
  };
}

/** The offset of each record, and its length: keys, values and headers stay bytes. */
function readLazily(bytes: Buffer): number {
  let sum = 0;
  for (const batch of readBatches(bytes)) for (const record of batch) sum += record.offset;
  return sum;
}

function readValues(bytes: Buffer, checkCrcs = true): number {
  let sum = 0;
  for (const batch of readBatches(bytes, { checkCrcs })) for (const record of batch) sum += record.value?.length ?? 0;
  return sum;
}
