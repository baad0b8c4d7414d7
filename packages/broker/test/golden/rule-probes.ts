import { readBatches, RecordBatchWriter, type CompressionType } from '@k/codec';
import { CreateTopics, Fetch, ListOffsets, Metadata, Produce } from '@k/wire';
import { fetchBody, fetchFrom } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';
import type { Probe } from './probe.ts';

const HOUR_MS = 3_600_000;

type KeyAndTime = readonly [key: string | null, timestamp: number];

/** What topics ask of records, and what requests ask for twice or too much of. */
export async function probeRules(probe: Probe): Promise<void> {
  await probeRecordRules(probe);
  await probeCompression(probe);
  await probeNamedTwice(probe);
  await probeManyTopics(probe);
}

function recordsOf(records: readonly KeyAndTime[], compression: CompressionType = 'none'): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 1_000_000, compression });
  for (const [key, timestamp] of records) writer.tryAppend(timestamp, key, 'value');
  return writer.seal();
}

async function topicWith(probe: Probe, short: string, config: Record<string, string>): Promise<string> {
  const name = probe.name(short);
  const configs = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  const topics = [{ name, numPartitions: 1, replicationFactor: 1, configs }];
  await probe.client.request(CreateTopics, 5, { timeoutMs: 10_000, topics });
  await probe.until(
    () => fetchFrom(probe.client, name, 0, 0),
    ({ errorCode }) => errorCode === 0,
  );
  return name;
}

async function probeRecordRules(probe: Probe): Promise<void> {
  /** All that is told of the records, without what depends on the run. */
  const produce = async (client: RawClient, name: string, records: Buffer, version = 9): Promise<unknown> => {
    const response = await client.request(Produce, version, {
      acks: -1,
      timeoutMs: 1000,
      topicData: [{ name, partitionData: [{ index: 0, records }] }],
    });
    const [answer] = response.responses[0]?.partitionResponses ?? [];
    const plain = (text: string | null | undefined): string | null =>
      probe.short(text ?? null)?.replaceAll(/-?\d{13,}/g, '<time>') ?? null;
    return [
      answer?.errorCode,
      answer?.baseOffset,
      answer?.logStartOffset,
      plain(answer?.errorMessage),
      answer?.recordErrors.map(({ batchIndex, batchIndexErrorMessage }) => [batchIndex, plain(batchIndexErrorMessage)]),
    ];
  };
  const minIsr = await topicWith(probe, 'min-isr', { 'min.insync.replicas': '2' });
  await probe.ask('produce: more in-sync replicas than there are', (client) => produce(client, minIsr, batchOf(['x'])));

  const now = Date.now();
  const old = now - 2 * HOUR_MS;
  const ahead = now + 2 * HOUR_MS;
  const topics: [name: string, config: Record<string, string>][] = [
    ['compacted', { 'cleanup.policy': 'compact' }],
    ['before', { 'message.timestamp.before.max.ms': String(HOUR_MS) }],
    ['after', { 'message.timestamp.after.max.ms': String(3 * HOUR_MS) }],
    ['both', { 'cleanup.policy': 'compact,delete', 'message.timestamp.before.max.ms': String(HOUR_MS) }],
    ['stamped', { 'message.timestamp.type': 'LogAppendTime', 'message.timestamp.before.max.ms': String(HOUR_MS) }],
  ];
  const sets: [what: string, records: readonly KeyAndTime[]][] = [
    ['keys and good times', [['a', now], ['b', now]]],
    ['one null key', [[null, now]]],
    ['many null keys', [['a', now], [null, now], ['b', now], [null, now], [null, now], [null, now]]],
    ['old records', [['a', now], ['b', old], ['c', old]]],
    ['records ahead', [['a', now], ['b', ahead]]],
    ['old records and null keys', [[null, old], ['a', old], [null, now]]],
    ['records without a time', [['a', -1], ['b', -1]]],
  ]; // prettier-ignore
  for (const [short, config] of topics) {
    const name = await topicWith(probe, short, config);
    for (const [what, records] of sets) {
      await probe.ask(`produce: ${what}, ${short}`, (client) => produce(client, name, recordsOf(records)));
    }
    await probe.ask(`produce: old records and null keys, gzip, ${short}`, (client) =>
      produce(client, name, recordsOf(sets[5]?.[1] ?? [], 'gzip')),
    );
    await probe.ask(`produce: old records and null keys, v7, ${short}`, (client) =>
      produce(client, name, recordsOf(sets[5]?.[1] ?? []), 7),
    );
  }
}

async function probeCompression(probe: Probe): Promise<void> {
  const values = Array.from({ length: 50 }, (_, i) => `the same words again and again ${String(i % 3)}`);
  for (const type of ['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd']) {
    const name = await topicWith(probe, `type-${type}`, { 'compression.type': type, 'max.message.bytes': '3000' });
    for (const [i, compression] of (['none', 'gzip', 'zstd'] as const).entries()) {
      await probe.ask(`compression.type ${type}: ${compression}`, async (client) => {
        const writer = new RecordBatchWriter({ maxBytes: 1_000_000, compression });
        for (const value of values) writer.tryAppend(5, 'key', value, [{ key: 'h', value }]);
        const sent = writer.seal({ producerId: 7n, producerEpoch: 0, baseSequence: i * values.length });
        const response = await client.request(Produce, 9, {
          acks: -1,
          timeoutMs: 1000,
          topicData: [{ name, partitionData: [{ index: 0, records: sent }] }],
        });
        const [answer] = response.responses[0]?.partitionResponses ?? [];
        const { records } = await fetchFrom(client, name, 0, Number(answer?.baseOffset ?? 0));
        const stored = [...readBatches(records)].map((batch) => [
          batch.compression,
          batch.baseOffset,
          batch.lastOffset,
          batch.count,
          batch.baseTimestamp,
          batch.maxTimestamp,
          batch.producerId,
          batch.baseSequence,
          [...batch].filter(({ keyText, valueText, headers }) => keyText === 'key' && valueText === headers[0]?.value?.toString()).length, // prettier-ignore
        ]);
        return [answer?.errorCode, answer?.baseOffset, stored];
      });
    }
  }
}

async function probeNamedTwice(probe: Probe): Promise<void> {
  const name = await topicWith(probe, 'twice', {});
  const entry = (...values: string[]): object => ({ index: 0, records: batchOf(values) });
  await probe.ask('produce twice to one partition', async (client) => {
    const partitionData = [entry('a'), entry('b', 'c')];
    const topicData = [
      { name, partitionData },
      { name, partitionData: [entry('d', 'e', 'f')] },
    ];
    const { responses } = await client.request(Produce, 9, { acks: -1, timeoutMs: 1000, topicData });
    return responses.map(({ partitionResponses }) =>
      partitionResponses.map(({ errorCode, baseOffset }) => [errorCode, baseOffset]),
    );
  });
  await probe.ask('fetch twice from one partition', async (client) => {
    const topics = [0, 7, 1].flatMap((offset) => fetchBody(name, 0, offset).topics ?? []);
    const { responses } = await client.request(Fetch, 12, { ...fetchBody(name, 0, 0), topics });
    return responses.map(({ partitions }) =>
      partitions.map(({ errorCode, records }) => [errorCode, records?.readBigInt64BE(0)]),
    );
  });
  await probe.ask('list offsets twice of one partition', async (client) => {
    const twice = { partitionIndex: 0, timestamp: -1 };
    const topics = [
      { name, partitions: [twice] },
      { name, partitions: [twice, { partitionIndex: 7, timestamp: -1 }] },
    ];
    const response = await client.request(ListOffsets, 9, { replicaId: -1, topics });
    return response.topics.map(({ partitions }) =>
      partitions
        .map(({ partitionIndex, errorCode, offset }) => [partitionIndex, errorCode, offset])
        .sort(([a = 0], [b = 0]) => Number(a) - Number(b)),
    );
  });
  await probe.ask('metadata twice of one topic', async (client) => {
    const topics = [{ name }, { name }];
    return (await client.request(Metadata, 9, { topics })).topics.map(({ errorCode }) => errorCode);
  });
}

async function probeManyTopics(probe: Probe): Promise<void> {
  const one = { numPartitions: 1, replicationFactor: 1 };
  const many = (n: number): object[] =>
    Array.from({ length: n }, (_, i) => ({ ...one, name: probe.name(`many-${String(i)}`) }));
  const asked: [what: string, topics: object[]][] = [
    ['10001 partitions', [{ ...one, name: probe.name('large'), numPartitions: 10_001 }]],
    ['10000 partitions', [{ ...one, name: probe.name('large'), numPartitions: 10_000 }]],
    ['10001 topics', many(10_001)],
    ['5001 topics', many(5001)],
  ];
  for (const [what, topics] of asked) {
    await probe.ask(`create ${what}`, async (client) => {
      const response = await client.request(CreateTopics, 5, { timeoutMs: 10_000, topics });
      const told = response.topics.map(({ errorCode, errorMessage }) => `${String(errorCode)} ${String(errorMessage)}`);
      return [told.length, [...new Set(told)]];
    });
  }
}
