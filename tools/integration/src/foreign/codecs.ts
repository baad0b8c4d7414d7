import assert from 'node:assert/strict';
import type { CompressionType } from '@k/codec';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';
import type { ForeignRecord, SeenRecord } from './contract.ts';
import { readLogs } from './reading-logs.ts';

export const PARTITIONS = 3;

/** The client writes into the topic that is shared, and there lies what it wrote, compressed as it was told to. */
export async function writes({ lab, client, driver, shared }: Stage, codec: CompressionType): Promise<void> {
  const topic = topicOf(shared, codec);
  await driver.produce(topic, codec, recordsOf(client.name));
  const logged = (await readLogs(lab, topic)).filter((record) => writerOf(record) === client.name);
  assert.deepEqual(contentOf(logged), contentOf(recordsOf(client.name)));
  // A batch that would not get smaller may stay as it is.
  const codecs = new Set(logged.map(({ compression }) => compression));
  assert.ok(codecs.has(codec), `nothing is compressed with ${codec}, but with ${[...codecs].join(', ')}`);
  if (codec !== 'none') codecs.delete('none');
  assert.deepEqual([...codecs], [codec]);
}

/** Our producer does the same, so that each client reads us. */
export async function writeOurs(lab: Lab, topic: string, codec: CompressionType): Promise<void> {
  await using producer = lab.producer({ compressionType: codec });
  await producer.sendMany(
    recordsOf('ours').map(({ headers, ...record }) => ({
      ...record,
      topic,
      headers: headers.map(([key, value]) => ({ key, value })),
    })),
  );
}

/** The client reads all that is in the topic that is shared, whoever wrote it. */
export async function readsAll({ lab, driver, shared }: Stage, codec: CompressionType): Promise<void> {
  const topic = topicOf(shared, codec);
  const logged = await readLogs(lab, topic);
  const seen = await driver.consume(topic, PARTITIONS, logged.length);
  assert.deepEqual(inOrder(seen), inOrder(logged));
}

function topicOf(shared: Stage['shared'], codec: CompressionType): string {
  const topic = shared.get(codec);
  assert.ok(topic !== undefined, `there is no topic for ${codec}`);
  return topic;
}

/**
 * What one client writes: texts that repeat, one of no key, a tombstone, headers, letters beyond ASCII, and one that
 * fills more than a block of snappy or lz4 and gets no smaller. Each tells its writer, in its key or its value.
 */
function recordsOf(writer: string): ForeignRecord[] {
  const records: ForeignRecord[] = Array.from({ length: 40 }, (_, i) => ({
    key: `${writer}/${i % 7}`,
    value: `${writer}/${i}: the same words again and again`,
    headers: [],
  }));
  const noise = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 9973).toString(36)).join('');
  records.push(
    { key: null, value: `${writer}/no key`, headers: [] },
    { key: `${writer}/gone`, value: null, headers: [] },
    { key: `${writer}/říp`, value: `${writer}/ěščř 東京 🐈`, headers: [] },
    {
      key: `${writer}/headers`,
      value: `${writer}/headers`,
      headers: [
        ['first', '1'],
        ['second', 'ž'],
      ],
    },
    { key: `${writer}/large`, value: `${writer}/${noise}`, headers: [] },
  );
  return records;
}

function writerOf({ key, value }: ForeignRecord): string {
  const text = key ?? value ?? '';
  return text.slice(0, text.indexOf('/'));
}

/** Records without their places, in an order that depends on nothing else. */
function contentOf(records: readonly ForeignRecord[]): ForeignRecord[] {
  const plain = records.map(({ key, value, headers }) => ({ key, value, headers }));
  return plain.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

function inOrder(records: readonly SeenRecord[]): SeenRecord[] {
  return records
    .map(({ topic, partition, offset, timestamp, key, value, headers }) => {
      return { topic, partition, offset, timestamp, key, value, headers };
    })
    .sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
