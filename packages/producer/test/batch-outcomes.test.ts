import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RecordBatchWriter } from '@k/codec';
import { seededRandom, VirtualClock } from '@k/runtime';
import { failure } from '@k/testing';
import { ConnectionError, ErrorCode, errorFor, StateError, TimeoutError } from '@k/wire';
import { BatchOutcomes, type OutcomeOptions } from '../src/batch-outcomes.ts';
import { ProducerBatch } from '../src/batch.ts';
import { DeliveryError } from '../src/errors.ts';
import type { IdempotentSource } from '../src/identity/idempotent-source.ts';
import type { BatchAnswer, ProduceLink } from '../src/link.ts';
import { ProducerCounters } from '../src/metrics.ts';
import { PartitionQueue } from '../src/partition-queue.ts';
import type { RecordMetadata } from '../src/record.ts';
import { Troubles } from '../src/troubles.ts';
import { presentSource } from './support/identity.ts';

const OPTIONS: OutcomeOptions = {
  acks: -1,
  deliveryTimeoutMs: 1_000,
  requestTimeoutMs: 500,
  retries: 10,
  retryBackoffMs: 50,
  retryBackoffMaxMs: 50,
};

const GONE = new ConnectionError('Connection to fake:9092: gone', { broker: 'fake:9092', phase: 'ready' });
const EARLIER = new Error('an earlier request was lost');

function answer(errorCode: number, errorMessage: string | null = null): BatchAnswer {
  return { errorCode, baseOffset: errorCode === 0 ? 7 : -1, logAppendTime: -1, errorMessage };
}

/** A partition, and what becomes of its batches. */
function place(options: Partial<OutcomeOptions> = {}, source: IdempotentSource | null = null) {
  const clock = new VirtualClock();
  const warnings: Error[] = [];
  const refreshes: string[] = [];
  const released: { batch: ProducerBatch; reusable: boolean }[] = [];
  const cuts: string[] = [];
  const world = {
    clock,
    warnings,
    refreshes,
    released,
    cuts,
    woken: 0,
    trouble: undefined as Error | undefined,
    counters: new ProducerCounters(),
    troubles: new Troubles(clock, (error) => warnings.push(error)),
    queue: new PartitionQueue('t', 0, source, 5),
    source,
    settled: [] as Promise<RecordMetadata>[],
    /** A batch of two records in the queue. */
    waiting: (): ProducerBatch => {
      const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 1_000 }), clock.monotonic());
      for (let i = 0; i < 2; i++) {
        const settled = new Promise<RecordMetadata>((resolve) => {
          batch.tryAppend(1, null, 'x', undefined, resolve, i);
        });
        // Not every test looks at each.
        settled.catch(() => undefined);
        world.settled.push(settled);
      }
      world.queue.open = batch;
      world.queue.close();
      return batch;
    },
    /** A batch that has just left. */
    sent: (): ProducerBatch => {
      const batch = world.waiting();
      assert.equal(world.queue.next(clock.monotonic(), true), batch);
      world.queue.send(batch);
      batch.seal();
      return batch;
    },
    /** Of the first record. */
    error: () => failure(world.settled[0] ?? Promise.resolve()),
  };
  const link = {
    refresh: (reason: string) => refreshes.push(reason),
    trouble: () => world.trouble,
  } as unknown as ProduceLink;
  const owner = {
    hurried: false,
    sealed: () => undefined,
    release: (batch: ProducerBatch, reusable: boolean) => void released.push({ batch, reusable }),
    split: (batch: ProducerBatch, cut: string) => {
      cuts.push(cut);
      return [batch];
    },
  };
  const { counters, troubles } = world;
  const parts = { link, identity: source, owner, clock, random: seededRandom(1), counters, troubles };
  const outcomes = new BatchOutcomes(parts, { ...OPTIONS, ...options }, () => world.woken++);
  return { ...world, outcomes, world };
}

test('a refusal is told in the words of the broker, or else in ours', async () => {
  for (const [said, told] of [
    ['the schema does not fit', /^INVALID_RECORD \(Produce, t-0\): .* The broker says: the schema does not fit$/],
    [null, /^INVALID_RECORD \(Produce, t-0\): (?!.*The broker says)[A-Z]/],
  ] as const) {
    const { outcomes, queue, sent, error, released, counters } = place();
    const batch = sent();
    outcomes.answered(queue, batch, answer(ErrorCode.INVALID_RECORD, said));
    const { message } = await error();
    assert.match(message, told);
    assert.doesNotMatch(message, /null|undefined/);
    assert.deepEqual(released, [{ batch, reusable: false }]);
    assert.deepEqual([counters.records.recordsFailed, counters.records.recordsSent], [2, 0]);
  }
});

test('what is stored: its place is told, and its buffer may be used again after one request that was answered', async () => {
  for (const [acks, attempts, reusable] of [
    [-1, 1, true],
    [-1, 2, false],
    [0, 1, false],
  ] as const) {
    const { outcomes, queue, sent, settled, released, counters } = place({ acks });
    const batch = sent();
    batch.attempts = attempts;
    outcomes.answered(queue, batch, answer(ErrorCode.NONE));
    assert.deepEqual(
      (await Promise.all(settled)).map(({ offset, timestamp }) => [offset, timestamp]),
      [
        [7, 1],
        [8, 1],
      ],
    );
    assert.deepEqual(released, [{ batch, reusable }]);
    assert.deepEqual(
      [counters.batchesSent, counters.records.recordsSent, counters.records.bytesSent],
      [1, 2, batch.byteLength],
    );
  }
});

test('an answer that leaves the partition out: it may be stored', () => {
  const { outcomes, queue, sent } = place();
  const batch = sent();
  outcomes.answered(queue, batch, undefined);
  assert.ok(batch.doubt instanceof TimeoutError);
  assert.match(batch.doubt.message, /Produce request for t-0: the response does not mention the partition/);
  assert.equal(queue.hasClosed, true, 'it goes again');
});

test('an error that tells an offset: the leader had appended it, and others may have it, unless the topic is gone', () => {
  for (const [code, baseOffset, written] of [
    [ErrorCode.NOT_LEADER_OR_FOLLOWER, -1, false],
    [ErrorCode.NOT_LEADER_OR_FOLLOWER, 0, true],
    [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 0, false],
    [ErrorCode.UNKNOWN_TOPIC_ID, 0, false],
  ] as const) {
    const { outcomes, queue, sent } = place();
    const batch = sent();
    outcomes.answered(queue, batch, { ...answer(code), baseOffset });
    assert.equal(batch.maybeWritten, written, `${String(code)} ${String(baseOffset)}`);
  }
});

test('no answer: sent again where that may help, and with acks 0 only what did not leave', async () => {
  const configuration = new StateError('cannot be sent');
  const cases = [
    { acks: -1, error: GONE, left: true, again: true },
    { acks: 1, error: GONE, left: true, again: true },
    { acks: 0, error: GONE, left: false, again: true },
    { acks: 0, error: GONE, left: true, again: false },
    { acks: -1, error: configuration, left: false, again: false },
    { acks: -1, error: new TypeError('a codec failed'), left: false, again: false },
    { acks: -1, error: Object.assign(new Error('not ours'), { retriable: true }), left: false, again: false },
  ] as const;
  for (const { acks, error, left, again } of cases) {
    const name = `acks ${acks}, ${error.message}, left: ${left}`;
    const { outcomes, queue, sent, error: thrown, world } = place({ acks });
    const batch = sent();
    outcomes.unanswered(queue, batch, error, left);
    assert.equal(batch.lastError, error, name);
    assert.equal(batch.doubt, left ? error : null, name);
    assert.equal(queue.inFlight, 0, name);
    assert.equal(queue.hasClosed, again, name);
    assert.equal(world.woken, again ? 1 : 0, name);
    if (again) continue;
    const reason = await thrown();
    if (left) assert.ok(reason instanceof DeliveryError && reason.written === 'unknown', name);
    else assert.equal(reason, error, name);
  }
});

test('the first doubt stays until an answer tells', async () => {
  const source = await presentSource();
  const { outcomes, queue, sent } = place({}, source);
  const first = sent();
  outcomes.answered(queue, first, answer(ErrorCode.NONE));
  const earlier = sent();
  const batch = sent();
  batch.doubt = EARLIER;
  for (const code of [ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.REQUEST_TIMED_OUT]) {
    outcomes.answered(queue, batch, answer(code));
    assert.equal(batch.doubt, EARLIER, 'that says nothing of the attempt before');
    queue.send(batch);
  }
  assert.ok(queue.hasEarlier(batch));
  outcomes.answered(queue, batch, answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER));
  assert.equal(batch.doubt, null);
  outcomes.answered(queue, earlier, answer(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND));
  assert.match(String(earlier.doubt), /NOT_ENOUGH_REPLICAS_AFTER_APPEND/);
});

test('out of order: under new numbers, but not within a transaction', async () => {
  for (const isTransactional of [false, true]) {
    const { outcomes, queue, sent, error } = place(
      {},
      await presentSource({ producerId: 5n, epoch: 0, isTransactional }),
    );
    const batch = sent();
    outcomes.answered(queue, batch, answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER));
    assert.equal(queue.hasClosed, !isTransactional);
    if (isTransactional) assert.match((await error()).message, /OUT_OF_ORDER_SEQUENCE_NUMBER/);
  }
});

describe('what cannot be written for its broker', () => {
  const refusal = new TypeError('its format has no headers');

  test('is cut where headers begin and end, if some records have none and none may be stored', () => {
    const { outcomes, queue, sent, cuts, counters, world } = place();
    const batch = sent();
    outcomes.refused(queue, batch, { refusal, isMixed: true });
    assert.deepEqual(cuts, ['headers']);
    assert.equal(batch.lastError, refusal);
    assert.equal(counters.batchesSplit, 1);
    assert.equal(world.woken, 1, 'the parts are to be sent');
    assert.equal(queue.hasClosed, true);
  });

  test('fails as it is otherwise', async () => {
    const { outcomes, queue, sent, cuts, error } = place();
    outcomes.refused(queue, sent(), { refusal, isMixed: false });
    assert.equal(await error(), refusal);
    assert.deepEqual(cuts, []);
    assert.deepEqual([queue.inFlight, queue.hasWaiting], [0, false]);
  });

  test('and when an earlier request may have stored it, the error says so', async () => {
    const { outcomes, queue, sent, cuts, error } = place();
    const batch = sent();
    batch.doubt = EARLIER;
    outcomes.refused(queue, batch, { refusal, isMixed: true });
    const reason = await error();
    assert.ok(reason instanceof DeliveryError && reason.written === 'unknown');
    assert.equal(reason.cause, refusal);
    assert.deepEqual(cuts, []);
  });
});

test('too large: halved, and the halves are to be sent', () => {
  const { outcomes, queue, sent, cuts, world } = place();
  outcomes.answered(queue, sent(), answer(ErrorCode.MESSAGE_TOO_LARGE));
  assert.deepEqual([cuts, world.woken], [['halves'], 1]);
});

test('sent too often: given up at once, and nothing is wrong with the partition any more', async () => {
  const { outcomes, queue, sent, error, troubles } = place({ retries: 0 });
  troubles.met(queue, 'Records for t-0 are not taken', EARLIER);
  outcomes.unanswered(queue, sent(), GONE, false);
  const reason = await error();
  assert.ok(reason instanceof DeliveryError);
  assert.match(reason.message, /it was sent 1 times, and retries is 0; they were not written$/);
  assert.equal(reason.cause, GONE);
  assert.deepEqual([queue.inFlight, queue.hasWaiting], [0, false]);
  assert.equal(troubles.of(queue), undefined);
});

test('its time is over at the very moment at which deliveryTimeoutMs is', async () => {
  for (const [passed, isOver] of [
    [999, false],
    [1_000, true],
  ] as const) {
    const { outcomes, queue, sent, error, clock } = place();
    const batch = sent();
    await clock.advance(passed);
    outcomes.unanswered(queue, batch, GONE, false);
    assert.equal(queue.hasWaiting, !isOver);
    if (isOver) assert.match((await error()).message, /deliveryTimeoutMs \(1000 ms\) is over after 1 attempts: .*gone/);
  }
});

test('of what waits, only that goes whose time is over; the partition is in trouble as long as something waits', async () => {
  const { outcomes, queue, waiting, error, clock, troubles, counters } = place();
  waiting();
  await clock.advance(400);
  waiting();
  troubles.met(queue, 'Records for t-0 wait', EARLIER);
  outcomes.expire(queue, 999);
  assert.deepEqual([queue.waiting, counters.records.recordsFailed], [2, 0]);
  outcomes.expire(queue, 1_000);
  assert.deepEqual([queue.waiting, counters.records.recordsFailed], [1, 2]);
  assert.match((await error()).message, /is over and they were never sent: an earlier request was lost/);
  assert.equal(troubles.of(queue), EARLIER);
  outcomes.expire(queue, 1_400);
  assert.deepEqual([queue.waiting, troubles.of(queue)], [0, undefined]);
});

test('why a batch was never sent: the partition, then the missing producer id, then the cluster; or there was too much', async () => {
  const source = await presentSource();
  const { outcomes, queue, waiting, world, clock, troubles, settled } = place({}, source);
  const expired = async (): Promise<Error> => {
    waiting();
    outcomes.expire(queue, clock.monotonic() + 1_000);
    const reason = await failure(settled.at(-1) ?? Promise.resolve());
    await Promise.allSettled(settled);
    return reason;
  };
  assert.match((await expired()).message, /never sent: more is sent than their broker takes; they were not written$/);
  world.trouble = new Error('the cluster is away');
  assert.match((await expired()).message, /never sent: the cluster is away;/);
  troubles.met(source, 'There is no producer id', new Error('no id'));
  assert.match((await expired()).message, /never sent: no id;/);
  troubles.metPartition(queue, 'wait', errorFor(ErrorCode.LEADER_NOT_AVAILABLE));
  const reason = await expired();
  assert.match(reason.message, /never sent: LEADER_NOT_AVAILABLE.*;/);
  assert.match(String(reason.cause), /LEADER_NOT_AVAILABLE/);
});

test('given up for no error of its own, an error has no cause', async () => {
  const { outcomes, waiting, error } = place();
  outcomes.giveUp(waiting(), 'the producer is closed', null);
  const reason = await error();
  assert.match(reason.message, /given up: the producer is closed; they were not written$/);
  assert.equal(reason.cause, undefined);
});

test('what passes by itself is worth a word when it is met again, other refusals at once', async () => {
  for (const [code, attempts] of [
    [ErrorCode.NOT_LEADER_OR_FOLLOWER, 2],
    [ErrorCode.NOT_ENOUGH_REPLICAS, 1],
  ] as const) {
    const { outcomes, queue, sent, clock, warnings, refreshes, troubles } = place();
    const batch = sent();
    for (let attempt = 1; attempt <= 3; attempt++) {
      outcomes.answered(queue, batch, answer(code));
      await Promise.resolve();
      assert.equal(warnings.length, attempt >= attempts ? 1 : 0, `attempt ${attempt}`);
      assert.equal(refreshes.length, errorFor(code).refreshMetadata ? attempt : 0);
      assert.ok(batch.notBefore > clock.monotonic(), 'after a pause');
      queue.send(batch);
    }
    outcomes.answered(queue, batch, answer(ErrorCode.NONE));
    assert.equal(troubles.of(queue), undefined);
  }
});

test('a batch that is there already is stored, at a place that is not told', async () => {
  const { outcomes, queue, sent, settled } = place();
  outcomes.answered(queue, sent(), answer(ErrorCode.DUPLICATE_SEQUENCE_NUMBER));
  assert.deepEqual(
    (await Promise.all(settled)).map(({ offset }) => offset),
    [-1, -1],
  );
});
