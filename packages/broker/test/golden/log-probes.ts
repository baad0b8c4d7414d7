import {
  readBatches,
  readControlRecord,
  type RecordBatch,
  RecordBatchWriter,
  type CompressionType,
  type SealInit,
} from '@k/codec';
import {
  CreateTopics,
  DeleteRecords,
  Fetch,
  FindCoordinator,
  IncrementalAlterConfigs,
  InitProducerId,
  ListOffsets,
  Produce,
} from '@k/wire';
import { READ_COMMITTED, TransactionalClient } from '../transaction/support.ts';
import type { Probe } from './probe.ts';

/** A record: its key, and its value, which is null for a tombstone. */
type Entry = readonly [key: string, value: string | null];

interface Write extends SealInit {
  readonly compression?: CompressionType;
  /** Milliseconds since the epoch. @default now */
  readonly timestamp?: number;
  readonly transactionalId?: string;
}

/** Rolls after about four batches of one small record. */
const SMALL = { 'internal.segment.bytes': '350' };
/** Nothing is cleaned before the ratio is set to 0. */
const WAITING = { ...SMALL, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '1' };
/** For as long as nothing else is set. */
const KEPT = { ...SMALL, 'retention.ms': '-1' };
const DAY_MS = 86_400_000;

/**
 * What compaction, retention and DeleteRecords leave of logs.
 * @param pauseMs longer than the cleaner and retention sleep
 */
export async function probeLogs(probe: Probe, pauseMs = 1500): Promise<void> {
  const logs = new LogProbe(probe, pauseMs);
  await logs.compaction();
  await logs.tombstones();
  await logs.producers();
  await logs.transactions();
  await logs.lags();
  await logs.retention();
  await logs.deletion();
}

class LogProbe {
  readonly #probe: Probe;
  readonly #pauseMs: number;

  constructor(probe: Probe, pauseMs: number) {
    this.#probe = probe;
    this.#pauseMs = pauseMs;
  }

  async compaction(): Promise<void> {
    await this.#topic('plain', WAITING);
    await this.#write('plain', [['a', '1'], ['b', '1'], ['a', '2']]); // prettier-ignore
    for (let i = 0; i < 12; i++) await this.#write('plain', [[`k${String(i % 3)}`, `v${String(i)}`]]);
    await this.#write('plain', [['b', 'last']], { compression: 'gzip' });
    await this.#write('plain', [['x', '1'], ['a', '3'], ['x', '2'], ['c', '1']], { compression: 'lz4' }); // prettier-ignore
    for (let i = 0; i < 4; i++) await this.#write('plain', [['tail', String(i)]]);
    await this.#told('compaction: before', 'plain');
    await this.#clean('plain');
    await this.#told('compaction: after', 'plain');
    await this.#told('compaction: from within a gap', 'plain', { from: 4 });
    await this.#alter('plain', { 'min.cleanable.dirty.ratio': '1' });
    for (let i = 0; i < 8; i++) await this.#write('plain', [['a', `again ${String(i)}`]]);
    await this.#clean('plain');
    await this.#told('compaction: after another', 'plain');

    await this.#topic('stamped', { ...WAITING, 'message.timestamp.type': 'LogAppendTime' });
    await this.#write('stamped', [['a', '1'], ['b', '1'], ['a', '2']]); // prettier-ignore
    for (let i = 0; i < 6; i++) await this.#write('stamped', [['b', String(i)]]);
    await this.#clean('stamped');
    await this.#told('compaction: with the time of the broker', 'stamped');
  }

  async tombstones(): Promise<void> {
    for (const [topic, retention] of [
      ['kept', '86400000'],
      ['gone', '0'],
    ] as const) {
      // prettier-ignore
      await this.#topic(topic, { ...WAITING, 'delete.retention.ms': retention });
      await this.#write(topic, [['a', '1'], ['b', '1']]); // prettier-ignore
      await this.#write(topic, [['a', null], ['c', '1']]); // prettier-ignore
      await this.#write(topic, [['b', null]]);
      for (let i = 0; i < 6; i++) await this.#write(topic, [['t', String(i)]]);
      await this.#clean(topic);
      await this.#told(`tombstones: ${topic}, cleaned`, topic);
      await this.#alter(topic, { 'min.cleanable.dirty.ratio': '1' });
      for (let i = 0; i < 6; i++) await this.#write(topic, [['u', String(i)]]);
      await this.#clean(topic);
      await this.#told(`tombstones: ${topic}, cleaned again`, topic);
    }
  }

  async producers(): Promise<void> {
    await this.#topic('idempotent', WAITING);
    const { producerId, producerEpoch } = await this.#producer();
    for (let i = 0; i < 3; i++) {
      await this.#write('idempotent', [['a', String(i)]], { producerId, producerEpoch, baseSequence: i });
    }
    for (let i = 0; i < 8; i++) await this.#write('idempotent', [['a', `b${String(i)}`]]);
    await this.#clean('idempotent');
    await this.#told('producers: their last batch', 'idempotent');
    await this.#probe.ask('producers: a batch again', async () => {
      const sent = await this.#write('idempotent', [['a', '2']], { producerId, producerEpoch, baseSequence: 2 });
      return [sent.errorCode, Number(sent.baseOffset)];
    });
    await this.#probe.ask('producers: the next batch', async () => {
      const sent = await this.#write('idempotent', [['a', '3']], { producerId, producerEpoch, baseSequence: 3 });
      return [sent.errorCode, Number(sent.baseOffset)];
    });
  }

  async transactions(): Promise<void> {
    await this.#topic('transactional', { ...WAITING, 'delete.retention.ms': '0' });
    const producer = new TransactionalClient(this.#probe.client, this.#probe.name('cleaned'), 'v2');
    await this.#probe.until(
      () => this.#probe.client.request(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [producer.transactionalId] }),
      ({ coordinators }) => coordinators[0]?.errorCode === 0,
    );
    await this.#probe.until(
      () => producer.init(),
      (code) => code === 0,
    );
    for (const [committed, value] of [
      [true, 'committed'],
      [false, 'aborted'],
      [true, 'committed again'],
    ] as const) {
      // prettier-ignore
      await this.#transaction(producer, [['a', value], [`only ${value}`, 'x']], committed); // prettier-ignore
    }
    for (let i = 0; i < 6; i++) await this.#write('transactional', [['t', String(i)]]);
    await this.#clean('transactional');
    await this.#told('transactions: cleaned', 'transactional');
    await this.#alter('transactional', { 'min.cleanable.dirty.ratio': '1' });
    for (let i = 0; i < 8; i++) await this.#write('transactional', [['a', `later ${String(i)}`]]);
    await this.#clean('transactional');
    await this.#told('transactions: cleaned again', 'transactional');
    await this.#alter('transactional', { 'min.cleanable.dirty.ratio': '1' });
    for (let i = 0; i < 8; i++) await this.#write('transactional', [['u', String(i)]]);
    await this.#clean('transactional');
    await this.#told('transactions: cleaned once more', 'transactional');
    // One that is open holds the cleaner up.
    await this.#alter('transactional', { 'min.cleanable.dirty.ratio': '1' });
    const { producerId, producerEpoch, transactionalId } = producer;
    const open = { producerId, producerEpoch, baseSequence: 0, isTransactional: true, transactionalId };
    await this.#write('transactional', [['u', 'open']], open);
    for (let i = 0; i < 8; i++) await this.#write('transactional', [['u', `behind ${String(i)}`]]);
    await this.#clean('transactional', { changes: false });
    await this.#told('transactions: an open one', 'transactional');
    await producer.end(false);
    await this.#ended('transactional');
    await this.#pause();
    await this.#told('transactions: an open one that ended', 'transactional');
  }

  async lags(): Promise<void> {
    await this.#topic('young', { ...SMALL, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0', 'min.compaction.lag.ms': String(DAY_MS) }); // prettier-ignore
    for (let i = 0; i < 5; i++) await this.#write('young', [['a', `old ${String(i)}`]], { timestamp: Date.now() - 2 * DAY_MS }); // prettier-ignore
    for (let i = 0; i < 8; i++) await this.#write('young', [['a', String(i)]]);
    await this.#pause();
    await this.#told('lags: too young', 'young');
    await this.#topic('overdue', { ...WAITING, 'max.compaction.lag.ms': '1' });
    const yesterday = Date.now() - DAY_MS;
    for (let i = 0; i < 8; i++) await this.#write('overdue', [['a', String(i)]], { timestamp: yesterday });
    await this.#pause();
    await this.#told('lags: overdue', 'overdue');
    await this.#topic('clean', { ...SMALL, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '1' });
    for (let i = 0; i < 8; i++) await this.#write('clean', [['a', String(i)]]);
    await this.#pause();
    await this.#told('lags: clean enough', 'clean');
  }

  async retention(): Promise<void> {
    const old = Date.now() - 2 * DAY_MS;
    await this.#topic('aged', KEPT);
    for (let i = 0; i < 6; i++) await this.#write('aged', [['a', String(i)]], { timestamp: old });
    for (let i = 0; i < 6; i++) await this.#write('aged', [['a', `new ${String(i)}`]]);
    await this.#retain('aged', { 'retention.ms': String(DAY_MS) });
    await this.#told('retention: by age, the old ones', 'aged');
    await this.#topic('mixed', KEPT);
    for (let i = 0; i < 6; i++)
      await this.#write('mixed', [['a', String(i)]], { timestamp: i === 5 ? Date.now() : old });
    await this.#retain('mixed', { 'retention.ms': String(DAY_MS) });
    await this.#told('retention: by age, a new one among old', 'mixed');
    await this.#topic('all-old', { 'retention.ms': '-1' });
    for (let i = 0; i < 3; i++) await this.#write('all-old', [['a', String(i)]], { timestamp: old });
    await this.#retain('all-old', { 'retention.ms': String(DAY_MS) });
    await this.#told('retention: by age, all of it', 'all-old');
    await this.#write('all-old', [['a', 'next']]);
    await this.#told('retention: by age, and what comes then', 'all-old');
    await this.#topic('limitless', { ...SMALL, 'retention.ms': '-1' });
    for (let i = 0; i < 6; i++) await this.#write('limitless', [['a', String(i)]], { timestamp: 1000 });
    await this.#pause();
    await this.#told('retention: without a limit', 'limitless');
    await this.#topic('sized', KEPT);
    for (let i = 0; i < 20; i++) await this.#write('sized', [['a', String(i)]]);
    await this.#retain('sized', { 'retention.bytes': '700' });
    await this.#told('retention: by size', 'sized');
    await this.#topic('sized-whole', {});
    for (let i = 0; i < 10; i++) await this.#write('sized-whole', [['a', String(i)]]);
    await this.#retain('sized-whole', { 'retention.bytes': '100' });
    await this.#told('retention: by size, one segment', 'sized-whole');
    await this.#retain('sized-whole', { 'retention.bytes': '0' });
    await this.#told('retention: by size, to nothing', 'sized-whole');
    await this.#topic('both', { ...WAITING, 'cleanup.policy': 'compact,delete', 'retention.ms': '-1' });
    for (let i = 0; i < 6; i++) await this.#write('both', [['a', String(i)]], { timestamp: old });
    for (let i = 0; i < 10; i++) await this.#write('both', [['a', `new ${String(i)}`]]);
    await this.#retain('both', { 'retention.ms': String(DAY_MS) });
    await this.#told('retention: compacted and deleted, by age', 'both');
    await this.#clean('both');
    await this.#told('retention: compacted and deleted, cleaned', 'both');
    await this.#topic('jumpy', { 'segment.ms': '1000', 'retention.ms': '-1' });
    for (const ahead of [0, 500, 1500, 2400, 7_200_000]) {
      await this.#write('jumpy', [['a', String(ahead)]], { timestamp: old + ahead });
    }
    // Between the last but one segment and the last.
    await this.#retain('jumpy', { 'retention.ms': String(Date.now() - old - 3_600_000 - 4000) });
    await this.#told('retention: segments by time', 'jumpy');
    await this.#probe.ask('retention: a batch larger than a segment', async () => {
      const sent = await this.#write('sized', [['a', 'x'.repeat(400)]]);
      return sent.errorCode;
    });
  }

  async deletion(): Promise<void> {
    await this.#topic('deleted', {});
    for (let i = 0; i < 5; i++) await this.#write('deleted', [['a', String(i)], ['b', String(i)]]); // prettier-ignore
    await this.#topic('compacted', { 'cleanup.policy': 'compact' });
    await this.#write('compacted', [['a', '1']]);
    await this.#topic('compacted-deleted', { 'cleanup.policy': 'compact,delete' });
    await this.#write('compacted-deleted', [['a', '1'], ['a', '2']]); // prettier-ignore
    const tries: [what: string, topic: string, partition: number, offset: number][] = [
      ['nothing', 'deleted', 0, 0],
      ['some', 'deleted', 0, 3],
      ['what is gone', 'deleted', 0, 1],
      ['beyond the end', 'deleted', 0, 11],
      ['a negative offset', 'deleted', 0, -2],
      ['of an unknown topic', 'unknown', 0, 1],
      ['of an unknown partition', 'deleted', 7, 1],
      ['of a compacted topic', 'compacted', 0, 1],
      ['of one that is deleted, too', 'compacted-deleted', 0, 1],
      ['all', 'deleted', 0, -1],
      ['all again', 'deleted', 0, -1],
    ];
    for (const [what, topic, partition, offset] of tries) {
      await this.#delete(what, 2, [[topic, [[partition, offset]]]]);
    }
    await this.#told('deletion: all is gone', 'deleted');
    await this.#write('deleted', [['a', 'next'], ['a', 'more']]); // prettier-ignore
    for (const version of [0, 1]) await this.#delete(`one, v${String(version)}`, version, [['deleted', [[0, 11 + version]]]]); // prettier-ignore
    await this.#told('deletion: what came then', 'deleted');
    await this.#write('deleted', [['a', '12'], ['a', '13'], ['a', '14']]); // prettier-ignore
    await this.#delete('twice, beside another', 2, [['deleted', [[0, 13], [0, 12]]], ['unknown', [[0, 1]]]]); // prettier-ignore
    await this.#told('deletion: within a batch', 'deleted');
    await this.#delete('of nothing', 2, []);
  }

  async #topic(short: string, configs: Readonly<Record<string, string>>): Promise<void> {
    await this.#probe.client.request(CreateTopics, 7, {
      timeoutMs: 10_000,
      topics: [
        {
          name: this.#probe.name(short),
          numPartitions: 1,
          replicationFactor: 1,
          configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
        },
      ],
    });
  }

  async #alter(short: string, configs: Readonly<Record<string, string>>): Promise<void> {
    await this.#probe.client.request(IncrementalAlterConfigs, 1, {
      resources: [
        {
          resourceType: 2,
          resourceName: this.#probe.name(short),
          configs: Object.entries(configs).map(([name, value]) => ({ name, value, configOperation: 0 })),
        },
      ],
    });
    // A real one does it a moment later.
    await new Promise((resolve) => setTimeout(resolve, Math.min(50, this.#pauseMs / 10)));
  }

  async #producer(): Promise<{ producerId: bigint; producerEpoch: number }> {
    return await this.#probe.until(
      () => this.#probe.client.request(InitProducerId, 4, { transactionalId: null, transactionTimeoutMs: 0 }),
      ({ errorCode }) => errorCode === 0,
    );
  }

  async #write(short: string, entries: readonly Entry[], options: Write = {}) {
    const { compression = 'none', timestamp = Date.now(), transactionalId = null, ...init } = options;
    const writer = new RecordBatchWriter({ maxBytes: 100_000, compression });
    for (const [key, value] of entries) writer.tryAppend(timestamp, key, value);
    const records = Buffer.from(writer.seal(init));
    const { responses } = await this.#probe.until(
      () =>
        this.#probe.client.request(Produce, 12, {
          transactionalId,
          acks: -1,
          timeoutMs: 10_000,
          topicData: [{ name: this.#probe.name(short), partitionData: [{ index: 0, records }] }],
        }),
      // Topics that are new, and transactions that just ended.
      (answer) => ![3, 6, 51].includes(answer.responses[0]?.partitionResponses[0]?.errorCode ?? -1),
    );
    const answer = responses[0]?.partitionResponses[0];
    if (answer === undefined) throw new Error('no answer');
    return answer;
  }

  async #transaction(producer: TransactionalClient, entries: readonly Entry[], committed: boolean): Promise<void> {
    const { producerId, producerEpoch, transactionalId } = producer;
    const init = { producerId, producerEpoch, baseSequence: 0, isTransactional: true, transactionalId };
    await this.#write('transactional', entries, init);
    await this.#probe.until(
      () => producer.end(committed),
      (code) => code === 0,
    );
    await this.#ended('transactional');
  }

  /** Waits for the markers: a real one writes them after it has answered. */
  async #ended(short: string): Promise<void> {
    const end = await this.#offset(short, -1, 0);
    await this.#probe.until(
      () => this.#offset(short, -1),
      (stable) => stable > end,
    );
  }

  /** Lets the cleaner at the topic, and waits until it was there. */
  async #clean(short: string, { changes = true }: { changes?: boolean } = {}): Promise<void> {
    const before = JSON.stringify(await this.#dump(short));
    await this.#alter(short, { 'min.cleanable.dirty.ratio': '0' });
    if (changes) {
      await this.#probe.until(
        () => this.#dump(short),
        (now) => JSON.stringify(now) !== before,
      );
    } else await this.#pause();
    await this.#alter(short, { 'min.cleanable.dirty.ratio': '1' });
  }

  /** Sets how long records are kept, and waits until that was looked after. */
  async #retain(short: string, configs: Readonly<Record<string, string>>): Promise<void> {
    await this.#alter(short, configs);
    await this.#pause();
  }

  /** Longer than the cleaner and retention sleep. */
  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.#pauseMs));
  }

  async #told(what: string, short: string, { from }: { from?: number } = {}): Promise<void> {
    await this.#probe.ask(what, () => this.#dump(short, from));
  }

  async #dump(short: string, from?: number): Promise<unknown> {
    const [start, end] = [await this.#offset(short, -2), await this.#offset(short, -1)];
    const batches: unknown[] = [];
    const aborted = new Set<number>();
    let offset = from ?? start;
    for (let guard = 0; offset < end && guard < 100; guard++) {
      const { responses } = await this.#probe.client.request(Fetch, 12, {
        maxWaitMs: 0,
        minBytes: 0,
        maxBytes: 1_000_000,
        isolationLevel: READ_COMMITTED,
        topics: [{ topic: this.#probe.name(short), partitions: [{ partition: 0, fetchOffset: BigInt(offset), partitionMaxBytes: 1_000_000 }] }], // prettier-ignore
      });
      const answer = responses[0]?.partitions[0];
      const found = [...readBatches(answer?.records ?? new Uint8Array(0))];
      if (found.length === 0) break;
      for (const { firstOffset } of answer?.abortedTransactions ?? []) aborted.add(Number(firstOffset));
      for (const batch of found) batches.push(told(batch));
      offset = (found.at(-1) as (typeof found)[number]).nextOffset;
    }
    return { start, end, batches, aborted: [...aborted].sort((a, b) => a - b) };
  }

  async #offset(short: string, timestamp: number, isolationLevel = READ_COMMITTED): Promise<number> {
    const { topics } = await this.#probe.client.request(ListOffsets, 7, {
      replicaId: -1,
      isolationLevel,
      topics: [{ name: this.#probe.name(short), partitions: [{ partitionIndex: 0, timestamp: BigInt(timestamp) }] }],
    });
    return Number(topics[0]?.partitions[0]?.offset);
  }

  async #delete(
    what: string,
    version: number,
    topics: readonly (readonly [topic: string, partitions: readonly (readonly [number, number])[]])[],
  ): Promise<void> {
    await this.#probe.ask(`deletion: ${what}`, async (client) => {
      const answer = await client.request(DeleteRecords, version, {
        timeoutMs: 10_000,
        topics: topics.map(([topic, partitions]) => ({
          name: this.#probe.name(topic),
          partitions: partitions.map(([partitionIndex, offset]) => ({ partitionIndex, offset: BigInt(offset) })),
        })),
      });
      return answer.topics
        .map(({ name, partitions }) => [
          this.#probe.short(name),
          partitions.map((each) => [each.partitionIndex, each.errorCode, Number(each.lowWatermark)]),
        ])
        .sort();
    });
  }
}

function told(batch: RecordBatch): unknown {
  const { baseOffset, lastOffset, isControl, isTransactional, compression, timestampType, baseSequence } = batch;
  const flags = [
    isControl ? 'control' : '',
    isTransactional ? 'transactional' : '',
    compression === 'none' ? '' : compression,
    timestampType === 'LogAppendTime' ? timestampType : '',
    batch.deleteHorizonMs === null ? '' : 'horizon',
    baseSequence < 0 ? '' : `sequence ${String(baseSequence)}`,
  ].filter((flag) => flag !== '');
  const records = [...batch].map((record) =>
    isControl
      ? `${String(record.offset)} ${readControlRecord(record).type}`
      : `${String(record.offset)} ${String(record.key)}=${String(record.value)}`,
  );
  return `${String(baseOffset)}-${String(lastOffset)} ${[...flags, ''].join(' ')}[${records.join(', ')}]`;
}
