import assert from 'node:assert/strict';
import { ErrorCode } from '@k/wire';
import { DeliveryError } from '../../src/errors.ts';
import type { RecordMetadata } from '../../src/record.ts';
import { bench } from './core.ts';
import type { BatchFate, Fate } from './fake-cluster.ts';
import { seededRandom } from '@k/runtime';

export interface Weather {
  readonly seed: number;
  /** Of 100 requests, how many meet a mishap; likewise batches. */
  readonly requestMishaps: number;
  readonly batchMishaps: number;
  readonly partitions: number;
  readonly brokers: number;
  readonly batchSize: number;
  readonly lingerMs: number;
  readonly deliveryTimeoutMs: number;
}

const FATES: readonly Fate[] = ['lose-request', 'lose-answer', 'late', 'refuse-connection'];
const BATCH_FATES: readonly BatchFate[] = [
  { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER, stores: false },
  { errorCode: ErrorCode.NOT_ENOUGH_REPLICAS, stores: false },
  { errorCode: ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, stores: true },
  { errorCode: ErrorCode.REQUEST_TIMED_OUT, stores: true },
  { errorCode: ErrorCode.KAFKA_STORAGE_ERROR, stores: false },
  { errorCode: ErrorCode.INVALID_RECORD, stores: false },
  { errorCode: ErrorCode.MESSAGE_TOO_LARGE, stores: false },
  { errorCode: 999, stores: false },
];

/**
 * Random mishaps on random traffic. What must hold, whatever happened:
 * - a record whose promise resolved is in the log once, at the offset told;
 * - one whose promise rejected is not there, unless the error says that this cannot be known: then at most once;
 * - the records of a partition are in the order of the calls;
 * - every promise settles, memory and timers are given back.
 */
export async function weather(w: Weather): Promise<void> {
  const dice = seededRandom(w.seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(dice.next() * from.length)] as T;
  // The storm passes, so that the end is about what has been done and not about the storm.
  let calm = false;
  const { clock, cluster, core } = bench(
    {
      batchSize: w.batchSize,
      lingerMs: w.lingerMs,
      deliveryTimeoutMs: w.deliveryTimeoutMs,
      requestTimeoutMs: 500,
      retryBackoffMs: 10,
      retryBackoffMaxMs: 100,
    },
    {
      topics: { t: w.partitions },
      brokers: w.brokers,
      fate: () => (!calm && dice.next() * 100 < w.requestMishaps ? pick(FATES) : 'answer'),
      batchFate: () => (!calm && dice.next() * 100 < w.batchMishaps ? pick(BATCH_FATES) : null),
      latencyMs: () => Math.floor(dice.next() * 5),
    },
    w.seed,
  );
  const sent: { partition: number; value: string; outcome: RecordMetadata | Error | null }[] = [];
  const all: Promise<void>[] = [];
  for (let burst = 0; burst < 30; burst++) {
    const count = 1 + Math.floor(dice.next() * 20);
    for (let i = 0; i < count; i++) {
      const partition = Math.floor(dice.next() * w.partitions);
      const entry = { partition, value: `${partition}:${sent.length}`, outcome: null as RecordMetadata | Error | null };
      sent.push(entry);
      all.push(
        core.send({ topic: 't', partition, value: entry.value }).then(
          (metadata) => void (entry.outcome = metadata),
          (error: unknown) => void (entry.outcome = error as Error),
        ),
      );
    }
    if (dice.next() < 0.3) cluster.moveLeader('t', 0, Math.floor(dice.next() * w.brokers));
    await clock.advance(Math.floor(dice.next() * 40));
  }
  calm = true;
  await clock.runUntil(Promise.all(all));
  await clock.runUntil(core.close(Infinity));

  const seen = new Map<string, number>();
  for (let p = 0; p < w.partitions; p++) {
    const { values } = cluster.log('t', p);
    for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
    const numbers = values.map((value) => Number(value.split(':')[1]));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
      `partition ${p} is out of order`,
    );
  }
  for (const { partition, value, outcome } of sent) {
    const times = seen.get(value) ?? 0;
    if (outcome instanceof DeliveryError && outcome.written === 'unknown') assert.ok(times <= 1, `${value} doubled`);
    else if (outcome instanceof Error)
      assert.equal(times, 0, `${value} was stored, and rejected with ${outcome.message}`);
    else {
      assert.equal(times, 1, `${value} was acknowledged and is there ${times} times`);
      assert.equal(cluster.log('t', partition).values[outcome!.offset], value);
    }
  }
  assert.equal(core.metrics().bufferedBytes, 0);
  assert.equal(core.metrics().batchesPending, 0);
}
