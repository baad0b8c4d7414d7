import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordBatchWriter } from '@k/codec';
import { VirtualClock } from '@k/runtime';
import { ErrorCode, errorFor } from '@k/wire';
import fc from 'fast-check';
import { ProducerBatch, sequenceAfter } from '../src/batch.ts';
import { IdempotentSource } from '../src/identity/idempotent-source.ts';
import {
  type IdempotentEvent,
  type IdempotentState,
  idempotentStep,
  initialIdempotent,
  mayNumber,
} from '../src/identity/idempotent.ts';
import type { ProducerIdentity } from '../src/identity/source.ts';
import { PartitionQueue } from '../src/partition-queue.ts';
import { Troubles } from '../src/troubles.ts';
import { presentSource } from './support/identity.ts';

const CONFIG = { pauseMs: (failures: number): number => 100 * 2 ** failures };
const NOT_READY = errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
const DENIED = errorFor(ErrorCode.CLUSTER_AUTHORIZATION_FAILED);
const FIRST = { producerId: 5n, epoch: 0 };

function step(from: IdempotentState, event: IdempotentEvent, now = 0) {
  return idempotentStep(from, event, now, CONFIG);
}

test('an identity is asked for when it is needed, once, and again after a pause that grows', () => {
  const [asking, effects] = step(initialIdempotent, { type: 'needed' });
  assert.deepEqual(effects, [{ type: 'ask' }]);
  assert.deepEqual(step(asking, { type: 'needed' }), [asking, []]);
  const [once] = step(asking, { type: 'refused', error: NOT_READY }, 1_000);
  assert.deepEqual(once, { state: 'absent', failures: 1, askAt: 1_100 });
  assert.deepEqual(step(once, { type: 'needed' }, 1_099), [once, [{ type: 'wakeAt', at: 1_100 }]]);
  const [again] = step(once, { type: 'needed' }, 1_100);
  const [twice] = step(again, { type: 'refused', error: NOT_READY }, 2_000);
  assert.deepEqual(twice, { state: 'absent', failures: 2, askAt: 2_200 });
});

test('a new cluster gives none for a moment: the third failure is told, and one that no time heals at once', () => {
  const tells = (failures: number, error: Error): string[] =>
    step({ state: 'asking', failures }, { type: 'refused', error })[1].map(({ type }) => type);
  assert.deepEqual(tells(0, NOT_READY), ['ready']);
  assert.deepEqual(tells(1, NOT_READY), ['ready']);
  assert.deepEqual(tells(2, NOT_READY), ['warn', 'ready']);
  assert.deepEqual(tells(0, DENIED), ['fatal', 'ready']);
});

test('the epoch goes up by one for the identity that was fenced, and once for all partitions', () => {
  const present: IdempotentState = { state: 'present', identity: FIRST };
  const [bumped] = step(present, { type: 'fenced', identity: FIRST });
  assert.deepEqual(bumped, { state: 'present', identity: { producerId: 5n, epoch: 1 } });
  assert.deepEqual(step(bumped, { type: 'fenced', identity: FIRST }), [bumped, []], 'another partition was faster');
  const last = { producerId: 5n, epoch: 32_767 };
  assert.deepEqual(step({ state: 'present', identity: last }, { type: 'fenced', identity: last }), [
    initialIdempotent,
    [],
  ]);
});

test('whatever happens, one question is asked at a time, never during its pause, and only answers are believed', () => {
  const event = fc.oneof(
    fc.constant('needed' as const),
    fc.constant('granted' as const),
    fc.constant('refused' as const),
    fc.constant('denied' as const),
    fc.constant('fenced' as const),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, fc.integer({ min: 0, max: 300 })), { maxLength: 60, size: 'max' }),
      (events) => {
        let state = initialIdempotent;
        let now = 0;
        let asked = false;
        let askAt = 0;
        let ids = 0n;
        for (const [type, ms] of events) {
          now += ms;
          const before = state;
          const current = before.state === 'present' ? before.identity : null;
          const [to, effects] = step(
            before,
            type === 'granted'
              ? { type, identity: { producerId: ++ids, epoch: 0 } }
              : type === 'refused' || type === 'denied'
                ? { type: 'refused', error: type === 'denied' ? DENIED : NOT_READY }
                : type === 'fenced'
                  ? { type, identity: current ?? FIRST }
                  : { type },
            now,
          );
          state = to;
          for (const { type: effect } of effects) {
            if (effect !== 'ask') continue;
            assert.ok(!asked && now >= askAt);
            asked = true;
          }
          if (before.state === 'asking' && to.state !== 'asking') asked = false;
          if (to.state === 'absent') askAt = to.askAt;
          assert.equal(to.state === 'asking', asked);
          if (to.state === 'present' && current !== null && to.identity !== current) {
            assert.equal(to.identity.producerId, current.producerId);
            assert.equal(to.identity.epoch, current.epoch + 1);
          }
        }
      },
    ),
    { seed: 20261130 },
  );
});

test('the first batch under an identity goes alone, and a new one begins with nothing in flight', () => {
  const bumped = { producerId: 5n, epoch: 1 };
  assert.ok(mayNumber({ identity: null, established: false, inFlight: 0 }, FIRST));
  assert.ok(!mayNumber({ identity: FIRST, established: false, inFlight: 1 }, FIRST));
  assert.ok(mayNumber({ identity: FIRST, established: true, inFlight: 4 }, FIRST));
  assert.ok(!mayNumber({ identity: FIRST, established: true, inFlight: 1 }, bumped));
  assert.ok(mayNumber({ identity: FIRST, established: true, inFlight: 0 }, bumped));
});

test('a source that is stopped tells of nothing', async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  let answer!: (error: Error) => void;
  const source = new IdempotentSource({
    clock,
    troubles: new Troubles(clock, () => told.push('warn')),
    pauseMs: () => 0,
    ask: () => new Promise((_, reject) => (answer = reject)),
  });
  source.listen({ ready: () => told.push('ready'), wakeAt: () => undefined, fatal: () => told.push('fatal') });
  assert.equal(source.maySend({ identity: null, established: false, inFlight: 0 }, 0), false);
  source.stop();
  answer(DENIED);
  await new Promise(setImmediate);
  assert.deepEqual(told, []);
});

type Operation = 'fill' | 'send' | 'stored' | 'lost' | 'refused' | 'renumber' | 'drop' | 'new log';

/** So often is each drawn: mishaps bite when much is in flight. */
const OPERATIONS: readonly Operation[] = [
  ...Array.from({ length: 6 }, (): Operation => 'fill'),
  ...Array.from({ length: 9 }, (): Operation => 'send'),
  ...Array.from({ length: 4 }, (): Operation => 'stored'),
  'lost',
  'lost',
  'refused',
  'renumber',
  'drop',
  'new log',
];

/** A partition, and what has gone out of it. */
class Watched {
  readonly queue: PartitionQueue;
  /** Sent, and neither stored nor dropped. */
  readonly open = new Set<ProducerBatch>();
  readonly inFlight: ProducerBatch[] = [];
  /** By identity, the sequence number that has to come next. */
  readonly next = new Map<ProducerIdentity, number>();
  waiting = 0;

  constructor(source: IdempotentSource, partition: number) {
    this.queue = new PartitionQueue('t', partition, source, 5);
  }

  fill(count: number): void {
    const batch = new ProducerBatch('t', this.queue.partition, new RecordBatchWriter({ maxBytes: 1_000 }), 0);
    for (let i = 0; i < count; i++) batch.tryAppend(1, null, 'x', undefined, () => undefined, 0);
    this.queue.open = batch;
    this.queue.close();
    this.waiting++;
  }

  send(): boolean {
    const batch = this.queue.next(0, true);
    if (batch === null) return false;
    const before = batch.hasSequence ? { identity: batch.identity, sequence: batch.baseSequence } : null;
    this.queue.send(batch);
    const identity = batch.identity as ProducerIdentity;
    if (before !== null) {
      assert.deepEqual({ identity, sequence: batch.baseSequence }, before, 'a retry keeps its numbers');
    } else {
      this.#numbered(batch, identity);
    }
    this.open.add(batch);
    this.inFlight.push(batch);
    assert.ok(this.inFlight.length <= 5);
    return true;
  }

  /** The answer for one batch in flight. */
  complete(at: number, how: Exclude<Operation, 'fill' | 'send' | 'new log'>): void {
    const [batch] = this.inFlight.splice(at % this.inFlight.length, 1) as [ProducerBatch];
    // Of a batch that may be written, only the broker's word under its own numbers is believed.
    if (how === 'stored' || (how !== 'lost' && batch.maybeWritten)) {
      this.queue.stored(batch);
      this.#settled(batch);
    } else if (how === 'drop') {
      const identity = batch.identity as ProducerIdentity;
      const isLast = this.next.get(identity) === sequenceAfter(batch.baseSequence, batch.count);
      // The broker never saw them, and nobody was given later ones.
      if (isLast && this.queue.state !== 'fenced') this.next.set(identity, batch.baseSequence);
      this.queue.drop(batch);
      this.#settled(batch);
    } else {
      if (how === 'lost') batch.doubt = new Error('lost');
      if (how === 'renumber') this.queue.retryRenumbered(batch);
      else this.queue.retry(batch);
    }
  }

  #numbered(batch: ProducerBatch, identity: ProducerIdentity): void {
    const expected = this.next.get(identity) ?? 0;
    assert.equal(batch.baseSequence, expected, 'numbers neither skip nor repeat');
    if (!this.next.has(identity)) {
      assert.deepEqual(this.inFlight, [], 'nothing of the old identity is in flight');
      for (const other of this.open) assert.ok(!other.maybeWritten, 'nothing of the old identity is unknown');
      for (const { epoch } of this.next.keys()) assert.ok(epoch < identity.epoch);
    }
    this.next.set(identity, sequenceAfter(expected, batch.count));
  }

  #settled(batch: ProducerBatch): void {
    this.open.delete(batch);
    this.waiting--;
  }
}

test('numbers neither skip nor repeat within an epoch, and no epoch begins while the last one has open questions', async () => {
  const operation = fc.tuple(fc.constantFrom(...OPERATIONS), fc.nat({ max: 1 }), fc.nat({ max: 4 }));
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 120, size: 'max' }), async (operations) => {
      const source = await presentSource();
      const partitions = [new Watched(source, 0), new Watched(source, 1)] as const;
      for (const [how, p, n] of operations) {
        const partition = partitions[p] as Watched;
        if (how === 'fill') partition.fill(n + 1);
        else if (how === 'send') partition.send();
        else if (how === 'new log') partition.queue.startOver();
        else if (partition.inFlight.length > 0) partition.complete(n, how);
      }
      // With a broker that takes everything, all of it gets out.
      for (const partition of partitions) {
        while (partition.waiting > 0) {
          const sent = partition.send();
          assert.ok(sent || partition.inFlight.length > 0, `${partition.queue.state}: stuck`);
          if (!sent) partition.complete(0, 'stored');
        }
        assert.equal(partition.queue.state, 'steady');
      }
    }),
    { seed: 20261130 },
  );
});

test('without a pause it is asked for in the next millisecond, not again and again in this one', () => {
  const config = { pauseMs: () => 0 };
  const [refused] = idempotentStep({ state: 'asking', failures: 0 }, { type: 'refused', error: NOT_READY }, 50, config);
  assert.deepEqual(refused, { state: 'absent', failures: 1, askAt: 51 });
  assert.deepEqual(step(initialIdempotent, { type: 'needed' }, 0)[1], [{ type: 'ask' }], 'the first time at once');
});
