import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type CompressionType,
  RecordBatchWriter,
  encodeEndTransactionMarker,
  endOffset,
  lastBatch,
  stampOffset,
} from '@k/codec';
import fc from 'fast-check';
import { holdGzip } from '@k/testing';
import { ByteBudget, ByteLease } from '../src/fetch/byte-budget.ts';
import type { AbortedTransaction } from '../src/fetch/aborted-batches.ts';
import { FetchedBatches } from '../src/fetch/fetched-batches.ts';
import type { FetchedData } from '../src/fetch/fetched-data.ts';
import { type FetchedRecords, Intake, type IntakeInit } from '../src/fetch/intake.ts';
import { Threads } from '../src/fetch/unpacking.ts';
import { World, pollValues, tamper } from './world.ts';

const source = { topic: 't', partition: 0, keyDeserializer: undefined, valueDeserializer: undefined };

/** A log as a broker would have it: batches of producers, in transactions or not, and the markers that end those. */
class Log {
  readonly batches: { bytes: Buffer; first: number; next: number }[] = [];
  readonly aborted: (AbortedTransaction & { readonly marker: number })[] = [];
  readonly #open = new Map<number, number>();
  end = 0;
  /** Values that count, by offset. */
  readonly committed = new Map<number, string>();
  readonly #pending = new Map<number, [number, string][]>();
  readonly #compression: CompressionType;

  constructor(compression: CompressionType = 'none') {
    this.#compression = compression;
  }

  write(producer: number, values: readonly string[], isTransactional = true): this {
    const writer = new RecordBatchWriter({ maxBytes: 1_000_000, compression: this.#compression });
    for (const value of values) writer.tryAppend(0, null, value, []);
    const entries = values.map((value, i): [number, string] => [this.end + i, value]);
    if (isTransactional) {
      if (!this.#open.has(producer)) this.#open.set(producer, this.end);
      this.#pending.set(producer, [...(this.#pending.get(producer) ?? []), ...entries]);
    } else for (const [offset, value] of entries) this.committed.set(offset, value);
    this.#append(
      writer.seal({ producerId: producer, producerEpoch: 0, baseSequence: 0, isTransactional, baseOffset: this.end }),
      values.length,
    );
    return this;
  }

  finish(producer: number, how: 'commit' | 'abort'): this {
    const first = this.#open.get(producer);
    this.#open.delete(producer);
    if (how === 'commit')
      for (const [offset, value] of this.#pending.get(producer) ?? []) this.committed.set(offset, value);
    else if (first !== undefined)
      this.aborted.push({ producerId: BigInt(producer), firstOffset: BigInt(first), marker: this.end });
    this.#pending.delete(producer);
    const { key, value } = encodeEndTransactionMarker(how, 0);
    const writer = new RecordBatchWriter({ maxBytes: 1_000 });
    writer.tryAppend(0, key, value, []);
    const init = {
      producerId: producer,
      producerEpoch: 0,
      isTransactional: true,
      isControl: true,
      baseOffset: this.end,
    };
    this.#append(writer.seal(init), 1);
    return this;
  }

  #append(bytes: Buffer, count: number): void {
    this.batches.push({ bytes, first: this.end, next: this.end + count });
    this.end += count;
  }

  /** One response: whole batches that hold [from, to), as a broker sends them, with the aborted transactions it lists. */
  read(from: number, to: number, readCommitted = true): { values: [number, string][]; position: number } {
    const [data, ...others] = new Intake<Buffer, Buffer>(intakeInit(Infinity)).take(
      this.#answer(from, to, readCommitted),
    );
    assert.ok(data);
    assert.deepEqual([data.preparation, others], [null, []]);
    return readOf([data]);
  }

  /** The same, in parts that are prepared before any of them is read. */
  async readPrepared(from: number, to: number): Promise<{ values: [number, string][]; position: number }> {
    const parts = new Intake<Buffer, Buffer>(intakeInit(0), 200).take(this.#answer(from, to, true));
    for (const { preparation } of parts) await preparation?.run();
    return readOf(parts);
  }

  #answer(from: number, to: number, readCommitted: boolean): FetchedRecords<Buffer, Buffer> {
    const parts = this.batches.filter(({ first, next }) => next > from && first < to);
    const end = parts.at(-1)?.next ?? from;
    return {
      source,
      records: Buffer.concat(parts.map(({ bytes }) => bytes)),
      fromOffset: from,
      checkCrcs: true,
      // Those that overlap the range: begun before its end, aborted after its beginning.
      abortedTransactions: readCommitted
        ? this.aborted.filter(({ firstOffset, marker }) => Number(firstOffset) < end && marker >= from)
        : null,
      highWatermark: this.end,
      lease: new ByteLease(() => undefined),
    };
  }
}

function intakeInit(threadBytes: number): IntakeInit<Buffer, Buffer> {
  const budget = new ByteBudget(Infinity, () => undefined);
  const unpacking = { threadBytes, threads: new Threads(), budget };
  return { unpacking, deserialization: null, onConsume: undefined };
}

/** What is in them, and where reading goes on. */
function readOf(parts: readonly FetchedData[]): { values: [number, string][]; position: number } {
  const values: [number, string][] = [];
  for (const data of parts) {
    for (let record = data.next(); record !== null; record = data.next())
      values.push([record.offset, String(record.value)]);
    assert.equal(data.position, data.endOffset);
  }
  return { values, position: parts.at(-1)?.position ?? -1 };
}

describe('pitfall 3: read_committed', () => {
  it('hides aborted records and all markers, and moves the position over them', () => {
    const log = new Log().write(1, ['a', 'b']).finish(1, 'abort').write(1, ['c']).finish(1, 'commit');
    assert.deepEqual(log.read(0, 100), { values: [[3, 'c']], position: 5 });
    assert.deepEqual(log.read(0, 3), { values: [], position: 3 });
  });

  it('markers do not surface with read_uncommitted either', () => {
    const log = new Log().write(1, ['a']).finish(1, 'abort').write(2, ['b'], false);
    assert.deepEqual(log.read(0, 100, false), { values: [[0, 'a'], [2, 'b']], position: 3 }); // prettier-ignore
  });

  it('a second aborted transaction of the same producer in one response', () => {
    const log = new Log()
      .write(1, ['a'])
      .finish(1, 'abort')
      .write(1, ['b'])
      .finish(1, 'abort')
      .write(1, ['c'])
      .finish(1, 'commit');
    assert.deepEqual(log.read(0, 100).values, [[4, 'c']]);
  });

  it('an abort marker beyond the fetched bytes', () => {
    const log = new Log().write(1, ['a']).write(2, ['x'], false).write(1, ['b']).finish(1, 'abort');
    assert.deepEqual(log.read(0, 2).values, [[1, 'x']]);
    assert.deepEqual(log.read(2, 3).values, []);
    assert.deepEqual(log.read(3, 4), { values: [], position: 4 });
  });

  it('records of a producer outside of transactions stay, though it aborted one', () => {
    const log = new Log().write(1, ['a']).finish(1, 'abort').write(1, ['b'], false);
    assert.deepEqual(log.read(0, 100).values, [[2, 'b']]);
  });

  it('a consumer hands out no aborted record with read_committed, and every record with read_uncommitted', async () => {
    const log = new Log().write(1, ['aborted']).write(2, ['plain'], false).finish(1, 'abort').write(1, ['committed']);
    log.finish(1, 'commit');
    const world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    tamper(world.broker, (partition) => {
      partition.highWatermark = partition.lastStableOffset = BigInt(log.end);
      partition.records = Buffer.concat(log.batches.map(({ bytes }) => bytes));
      partition.abortedTransactions = log.aborted.map(({ producerId, firstOffset }) => ({ producerId, firstOffset }));
    });
    for (const [isolationLevel, expected] of [
      ['read_committed', ['plain', 'committed']],
      ['read_uncommitted', ['aborted', 'plain', 'committed']],
    ] as const) {
      const consumer = world.consumer({ isolationLevel });
      consumer.assign([{ topic: 't', partition: 0 }]);
      consumer.seek({ topic: 't', partition: 0 }, 0);
      assert.deepEqual(await world.run(pollValues(consumer, expected.length)), expected);
      await world.run(consumer.close());
    }
    await world.close();
  });

  const step = fc.oneof(
    fc.record({
      what: fc.constant('write' as const),
      producer: fc.integer({ min: 1, max: 2 }),
      count: fc.integer({ min: 1, max: 4 }),
      open: fc.nat(4).map((n) => n > 0),
    }),
    fc.record({
      what: fc.constantFrom('commit' as const, 'abort' as const),
      producer: fc.integer({ min: 1, max: 2 }),
    }),
  );
  const arbitrary = [
    fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
    fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1 }),
  ] as const;

  function logOf(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[], log: Log): Log {
    steps.forEach((each, i) => {
      if (each.what === 'write') {
        const values = Array.from({ length: each.count }, (_, n) => `${String(i)}.${String(n)}`);
        log.write(each.producer, values, each.open);
      } else log.finish(each.producer, each.what);
    });
    // What is still open is beyond the last stable offset: not served.
    for (const producer of [1, 2, 3]) log.finish(producer, 'abort');
    return log;
  }

  it('exactly the committed records, wherever the responses are cut', () => {
    fc.assert(
      fc.property(...arbitrary, (steps, sizes) => {
        const log = logOf(steps, new Log());
        const seen: [number, string][] = [];
        for (let from = 0, n = 0; from < log.end; n++) {
          const { values, position } = log.read(from, from + (sizes[n % sizes.length] ?? 1));
          assert.ok(position > from);
          seen.push(...values);
          from = position;
        }
        assert.deepEqual(seen, [...log.committed].sort(([a], [b]) => a - b)); // prettier-ignore
      }),
      { seed: 20261130 },
    );
  });

  it('the same in parts that other threads decompress ahead, a transaction open from one part to the next', async (t) => {
    holdGzip(t, 'decompress').letGo();
    await fc.assert(
      fc.asyncProperty(...arbitrary, async (steps, sizes) => {
        const log = logOf(steps, new Log('gzip'));
        const seen: [number, string][] = [];
        for (let from = 0, n = 0; from < log.end; n++) {
          const { values, position } = await log.readPrepared(from, from + 5 * (sizes[n % sizes.length] ?? 1));
          assert.ok(position > from);
          seen.push(...values);
          from = position;
        }
        assert.deepEqual(seen, [...log.committed].sort(([a], [b]) => a - b)); // prettier-ignore
      }),
      { numRuns: 30, seed: 20261130 },
    );
  });
});

describe('fetched data', () => {
  it('passes over the records of a batch that lie before the position', () => {
    const log = new Log().write(1, ['a', 'b', 'c', 'd'], false);
    assert.deepEqual(log.read(2, 4).values, [[2, 'c'], [3, 'd']]); // prettier-ignore
  });

  it('is of the leader epoch of what was left out last: a marker may be the first record of a leader', () => {
    const log = new Log().write(1, ['a'], true).finish(1, 'commit');
    const [data, marker] = log.batches.map(({ bytes }) => Buffer.from(bytes));
    assert.ok(data && marker);
    stampOffset(data, 0, 3);
    stampOffset(marker, 1, 4);
    const [fetched] = new Intake<Buffer, Buffer>(intakeInit(Infinity)).take({
      source,
      records: Buffer.concat([data, marker]),
      fromOffset: 0,
      checkCrcs: true,
      abortedTransactions: null,
      highWatermark: 2,
      lease: new ByteLease(() => undefined),
    });
    assert.ok(fetched);
    assert.equal(fetched.endLeaderEpoch, 4);
    assert.deepEqual([fetched.next()?.leaderEpoch, fetched.position, fetched.leaderEpoch], [3, 1, 3]);
    assert.deepEqual([fetched.next(), fetched.position, fetched.leaderEpoch], [null, 2, 4]);
  });

  it('a batch that is cut off ends the data; a first one that is cut off says what to do', () => {
    const { bytes } = new Log().write(1, ['a', 'b'], false).batches[0] ?? {};
    assert.ok(bytes);
    const read = (records: Buffer): FetchedData =>
      new FetchedBatches({
        source,
        records,
        fromOffset: 0,
        endOffset: endOffset(records, 0),
        endLeaderEpoch: lastBatch(records)?.partitionLeaderEpoch ?? -1,
        checkCrcs: true,
        aborted: null,
        highWatermark: 2,
        lease: new ByteLease(() => undefined),
      });
    const cutOff = read(Buffer.concat([bytes, bytes.subarray(0, 40)]));
    assert.equal(cutOff.endOffset, 2);
    assert.equal(cutOff.next()?.offset, 0);
    assert.equal(cutOff.next()?.offset, 1);
    assert.equal(cutOff.next(), null);
    assert.throws(() => read(bytes.subarray(0, 70)).next(), {
      name: 'UnreadableRecordError',
      message: /maxPartitionFetchBytes/,
    });
  });
});
