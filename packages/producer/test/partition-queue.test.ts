import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBatches, RecordBatchWriter } from '@k/codec';
import { StateError } from '@k/wire';
import { ProducerBatch, sequenceAfter } from '../src/batch.ts';
import type { IdempotentSource } from '../src/identity/idempotent-source.ts';
import { PartitionQueue } from '../src/partition-queue.ts';
import { RecordMetadata } from '../src/record.ts';
import { presentSource } from './support/identity.ts';

const NOBODY = (): void => {};

function batchOf(count: number): ProducerBatch {
  const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 1_000 }), 0);
  for (let i = 0; i < count; i++) batch.tryAppend(1, null, 'x', undefined, NOBODY, 0);
  return batch;
}

async function queueOf(
  ...counts: number[]
): Promise<{ queue: PartitionQueue; batches: ProducerBatch[]; ids: IdempotentSource }> {
  const ids = await presentSource();
  const queue = new PartitionQueue('t', 0, ids, 5);
  const batches = counts.map(batchOf);
  for (const batch of batches) {
    queue.open = batch;
    queue.close();
  }
  return { queue, batches, ids };
}

/** Sends all that may leave now. */
function sendAll(queue: PartitionQueue, now = 0): ProducerBatch[] {
  const sent: ProducerBatch[] = [];
  for (let batch = queue.next(now, true); batch !== null; batch = queue.next(now, true)) {
    queue.send(batch);
    sent.push(batch);
  }
  return sent;
}

test('sequence numbers go round after 2^31 - 1', () => {
  assert.equal(sequenceAfter(2 ** 31 - 1, 1), 0);
  assert.equal(sequenceAfter(2 ** 31 - 3, 10), 7);
  assert.equal(sequenceAfter(0, 5), 5);
});

test('the first batch of a sequence goes alone, then five at a time, in order', async () => {
  const { queue, batches } = await queueOf(1, 2, 3, 4, 5, 6, 7, 8);
  assert.deepEqual(sendAll(queue), [batches[0]]);
  queue.stored(batches[0]!);
  assert.deepEqual(sendAll(queue), batches.slice(1, 6));
  assert.deepEqual(
    batches.slice(0, 6).map((it) => it.baseSequence),
    [0, 1, 3, 6, 10, 15],
  );
  assert.equal(batches[6]!.hasSequence, false, 'numbered when it leaves, not before');
});

test('what is repeated goes first, alone, under its old numbers', async () => {
  const { queue, batches } = await queueOf(1, 1, 1, 1);
  sendAll(queue);
  queue.stored(batches[0]!);
  sendAll(queue);
  queue.retry(batches[1]!);
  assert.equal(queue.state, 'retrying');
  assert.equal(queue.next(0, true), null, 'others are still in flight');
  assert.ok(queue.hasEarlier(batches[3]!));
  queue.retry(batches[3]!);
  queue.retry(batches[2]!);
  assert.deepEqual(sendAll(queue), [batches[1]], 'one at a time');
  queue.stored(batches[1]!);
  assert.deepEqual(sendAll(queue), [batches[2]]);
  queue.stored(batches[2]!);
  assert.deepEqual(sendAll(queue), [batches[3]]);
  assert.deepEqual(
    batches.map((it) => it.baseSequence),
    [0, 1, 2, 3],
  );
  queue.stored(batches[3]!);
  assert.equal(queue.state, 'steady');
});

test('a hole in the sequence: a new epoch, once nothing is unknown any more (KIP-360)', async () => {
  const { queue, batches, ids } = await queueOf(1, 1, 1, 1);
  sendAll(queue);
  queue.stored(batches[0]!);
  sendAll(queue);
  queue.drop(batches[1]!);
  assert.equal(queue.state, 'fenced');
  assert.equal(ids.current!.epoch, 1);
  batches[2]!.doubt = new Error('lost');
  queue.retry(batches[2]!);
  queue.retry(batches[3]!);
  // Whether the broker has batch 2 is found out under the old epoch first.
  assert.deepEqual(sendAll(queue), [batches[2]]);
  assert.deepEqual([batches[2]!.identity!.epoch, batches[2]!.baseSequence], [0, 2]);
  batches[2]!.doubt = null;
  queue.retry(batches[2]!);
  assert.deepEqual(sendAll(queue), [batches[2]]);
  assert.deepEqual([batches[2]!.identity!.epoch, batches[2]!.baseSequence], [1, 0]);
  queue.stored(batches[2]!);
  assert.deepEqual(sendAll(queue), [batches[3]]);
  assert.deepEqual([batches[3]!.identity!.epoch, batches[3]!.baseSequence], [1, 1]);
});

test('behind a new log, which takes any first number, an earlier batch goes before one that may be written', async () => {
  const { queue, batches } = await queueOf(1, 1, 1, 1, 1);
  const [first, second, unsure, last] = batches as [ProducerBatch, ProducerBatch, ProducerBatch, ProducerBatch];
  sendAll(queue);
  queue.stored(first);
  sendAll(queue);
  unsure.doubt = new Error('lost');
  for (const batch of batches.slice(1)) queue.retry(batch);
  queue.startOver();
  for (const batch of [second, unsure]) {
    assert.deepEqual(sendAll(queue), [batch], 'one at a time');
    assert.deepEqual([batch.identity!.epoch, batch.baseSequence], [0, batches.indexOf(batch)], 'under its old numbers');
    queue.stored(batch);
  }
  assert.equal(queue.state, 'fenced');
  assert.deepEqual(sendAll(queue), [last], 'nothing is unknown any more');
  assert.deepEqual([last.identity!.epoch, last.baseSequence], [1, 0]);
});

test('behind a new log that refuses an earlier batch, what may be written is asked for next', async () => {
  const { queue, batches } = await queueOf(1, 1, 1);
  const [first, second, unsure] = batches as [ProducerBatch, ProducerBatch, ProducerBatch];
  sendAll(queue);
  queue.stored(first);
  sendAll(queue);
  unsure.doubt = new Error('lost');
  queue.retry(second);
  queue.retry(unsure);
  queue.startOver();
  assert.deepEqual(sendAll(queue), [second]);
  // The new log has the later one already.
  queue.retryRenumbered(second);
  assert.deepEqual(sendAll(queue), [unsure]);
  queue.stored(unsure);
  assert.deepEqual(sendAll(queue), [second]);
  assert.deepEqual([second.identity!.epoch, second.baseSequence], [1, 0]);
});

test('another partition’s new epoch is taken when nothing is in flight', async () => {
  const { queue, batches, ids } = await queueOf(1, 1, 1);
  sendAll(queue);
  queue.stored(batches[0]!);
  queue.send(queue.next(0, true)!);
  ids.fenced(ids.current!);
  assert.equal(queue.next(0, true), null);
  queue.stored(batches[1]!);
  sendAll(queue);
  assert.deepEqual([batches[2]!.identity!.epoch, batches[2]!.baseSequence], [1, 0]);
});

test('a batch that is sealed before it is numbered is stamped where it is', () => {
  const batch = batchOf(3);
  const bytes = batch.seal();
  batch.assign({ producerId: 7n, epoch: 2, isTransactional: true }, 5);
  assert.equal(batch.seal(), bytes, 'it has not gone out, so nobody else reads it');
  const [stored] = [...readBatches(bytes)];
  stored!.verify();
  assert.deepEqual([stored!.producerEpoch, stored!.baseSequence, stored!.isTransactional], [2, 5, true]);
});

test('a batch stamped anew has a good checksum, and leaves the bytes that went out alone', () => {
  const batch = batchOf(3);
  batch.assign({ producerId: 7n, epoch: 1 }, 10);
  const first = batch.seal();
  batch.attempts = 1;
  const copy = Buffer.from(first);
  batch.assign({ producerId: 7n, epoch: 2 }, 0);
  const [stored] = [...readBatches(batch.seal())];
  stored!.verify();
  assert.deepEqual([stored!.producerId, stored!.producerEpoch, stored!.baseSequence, stored!.count], [7n, 2, 0, 3]);
  assert.deepEqual(first, copy);
});

test('an answer for what is not in flight, a batch out of turn: mistakes that are told', async () => {
  const { queue, batches } = await queueOf(1, 1);
  assert.throws(() => queue.stored(batches[0]!), StateError);
  assert.throws(() => queue.send(batches[1]!), StateError);
});

test('an earlier batch is one that left before and is not stored yet', async () => {
  const { queue, batches } = await queueOf(1, 1, 1, 1);
  const [first, second, third, fourth] = batches as [ProducerBatch, ProducerBatch, ProducerBatch, ProducerBatch];
  sendAll(queue);
  queue.stored(first);
  sendAll(queue);
  assert.deepEqual(
    [second, third, fourth].map((batch) => queue.hasEarlier(batch)),
    [false, true, true],
  );
  queue.retry(second);
  assert.equal(queue.hasEarlier(third), true, 'though it waits to be repeated');
  queue.stored(third);
  queue.retry(fourth);
  sendAll(queue);
  assert.deepEqual(
    [second, fourth].map((batch) => queue.hasEarlier(batch)),
    [false, true],
  );
  queue.stored(second);
  assert.equal(queue.hasEarlier(fourth), false);
});

test('the parts of a batch that was too large go next, in its place and under its numbers', async () => {
  const { queue, batches } = await queueOf(1, 4, 1);
  const [first, large, last] = batches as [ProducerBatch, ProducerBatch, ProducerBatch];
  sendAll(queue);
  queue.stored(first);
  sendAll(queue);
  const parts = [batchOf(1), batchOf(3)];
  queue.replace(large, parts);
  assert.equal(queue.state, 'retrying');
  queue.retry(last);
  assert.deepEqual(sendAll(queue), [parts[0]]);
  // A part that is still too large.
  queue.stored(parts[0]!);
  assert.deepEqual(sendAll(queue), [parts[1]]);
  const smaller = [batchOf(2), batchOf(1)];
  queue.replace(parts[1]!, smaller);
  for (const part of smaller) {
    assert.deepEqual(sendAll(queue), [part]);
    queue.stored(part);
  }
  assert.equal(queue.next(0, true), last);
  queue.send(last);
  assert.equal(queue.state, 'retrying');
  queue.open = batchOf(1);
  const next = queue.next(0, true);
  assert.ok(next !== null, 'what comes after it may follow at once');
  assert.equal(queue.state, 'steady');
  queue.send(next);
  assert.deepEqual(
    [parts[0], ...smaller, last, next].map((batch) => batch!.baseSequence),
    [1, 2, 4, 5, 6],
  );
});

test('the parts of a batch without numbers have none', () => {
  const queue = new PartitionQueue('t', 0, null, 5);
  const large = batchOf(3);
  queue.open = large;
  queue.close();
  sendAll(queue);
  const parts = [batchOf(1), batchOf(2)];
  queue.replace(large, parts);
  for (const part of parts) {
    assert.deepEqual([part.identity, part.baseSequence, part.hasSequence], [null, -1, false]);
  }
});

test('a batch that was halved is settled when the last of its parts is', () => {
  const large = batchOf(3);
  const parts = [batchOf(1), batchOf(1), batchOf(1)] as const;
  let settled = 0;
  large.onSettled(() => settled++);
  large.becomes(parts);
  parts[1].succeed(0, -1);
  parts[0].succeed(0, -1);
  assert.equal(settled, 0);
  parts[2].succeed(0, -1);
  assert.equal(settled, 1);
});

test('without an identity no batch is numbered', async () => {
  const ids = await presentSource();
  Object.defineProperty(ids, 'current', { value: null });
  const queue = new PartitionQueue('t', 0, ids, 5);
  const batch = batchOf(1);
  queue.open = batch;
  queue.close();
  assert.throws(() => {
    queue.send(batch);
  }, /^StateError: t-0: no producer id yet$/);
});

test('pauses are kept while the identity is renewed, and forgotten for a new leader', async () => {
  const { queue, batches } = await queueOf(1, 1, 1);
  const [first, second, third] = batches as [ProducerBatch, ProducerBatch, ProducerBatch];
  sendAll(queue);
  queue.stored(first);
  sendAll(queue);
  queue.drop(second);
  third.doubt = new Error('lost');
  third.notBefore = 100;
  queue.retry(third);
  assert.equal(queue.next(99, true), null);
  assert.equal(queue.notBefore, 100);
  assert.equal(queue.next(100, true), third);
  queue.forgetPauses();
  assert.equal(queue.next(0, true), third);
  queue.send(third);
  queue.stored(third);
  assert.equal(queue.state, 'steady');
  assert.equal(queue.notBefore, 0);
  const closed = batchOf(1);
  closed.notBefore = 50;
  queue.open = closed;
  queue.close();
  assert.equal(queue.next(49, true), null);
  assert.equal(queue.notBefore, 50);
  queue.forgetPauses();
  assert.equal(queue.next(0, true), closed);
});

test('the numbers of a refused batch go to the next one, if it was the last: no new epoch is needed', async () => {
  const { queue, ids } = await queueOf(1, 1, 1, 1);
  const send = (): ProducerBatch => {
    const batch = queue.next(0, true);
    assert.ok(batch);
    queue.send(batch);
    return batch;
  };
  queue.stored(send());
  const refused = send();
  assert.equal(refused.baseSequence, 1);
  queue.drop(refused);
  assert.deepEqual([queue.state, ids.bumps], ['steady', 0]);
  const next = send();
  assert.equal(next.baseSequence, 1);
  send();
  queue.drop(next);
  assert.deepEqual([queue.state, ids.bumps], ['fenced', 1], 'a later one is under way');
});

test('the source hears of the first batch that is stored under an identity, once', async () => {
  const { queue, ids } = await queueOf(1, 1);
  const told: unknown[] = [];
  Object.assign(ids, { established: (identity: unknown) => told.push(identity) });
  for (let n = 0; n < 2; n++) {
    const batch = queue.next(0, true);
    assert.ok(batch);
    queue.send(batch);
    queue.stored(batch);
  }
  assert.deepEqual(told, [ids.current]);
});

test('what waits to be sent, and how much of it: full batches, the open one, and what is to be repeated', async () => {
  const { queue, batches } = await queueOf(1, 1);
  const told = () => [queue.hasClosed, queue.hasWaiting, queue.waiting];
  assert.deepEqual(told(), [true, true, 2]);
  sendAll(queue);
  queue.stored(batches[0]!);
  sendAll(queue);
  assert.deepEqual(told(), [false, false, 0], 'what is in flight does not count');
  queue.close();
  assert.deepEqual(told(), [false, false, 0], 'there was none to close');
  queue.open = batchOf(1);
  assert.deepEqual(told(), [false, true, 1]);
  queue.retry(batches[1]!);
  assert.deepEqual(told(), [true, true, 2]);
});

test('no more are under way than may be, with and without numbers', async () => {
  const plain = new PartitionQueue('t', 0, null, 2);
  for (const batch of [1, 1, 1].map(batchOf)) {
    plain.open = batch;
    plain.close();
  }
  assert.equal(sendAll(plain).length, 2);
  assert.equal(plain.waiting, 1, 'what has left does not wait');
  assert.equal(plain.inFlight, 2);
  const { queue, batches } = await queueOf(...Array.from({ length: 8 }, () => 1));
  const [first, second, ...others] = batches as [ProducerBatch, ProducerBatch, ...ProducerBatch[]];
  sendAll(queue);
  queue.stored(first);
  assert.equal(sendAll(queue).length, 5);
  for (const batch of others.slice(0, 4)) queue.stored(batch);
  assert.equal(
    queue.next(0, true),
    null,
    'the broker tells a repetition by the last five: only four may follow this one',
  );
  queue.stored(second);
  assert.equal(sendAll(queue).length, 2);
});

test('without numbers, what is repeated keeps its place however often it goes', () => {
  const queue = new PartitionQueue('t', 0, null, 5);
  const batches = [1, 1, 1].map(batchOf) as [ProducerBatch, ProducerBatch, ProducerBatch];
  for (const batch of batches) {
    queue.open = batch;
    queue.close();
  }
  sendAll(queue);
  for (const batch of batches.toReversed()) queue.retry(batch);
  queue.send(batches[0]);
  queue.retry(batches[0]);
  assert.deepEqual(sendAll(queue), batches);
});

test('a batch that is dropped leaves its partition as if it had not been', async () => {
  const { queue, batches } = await queueOf(1, 1);
  sendAll(queue);
  queue.stored(batches[0]!);
  sendAll(queue);
  queue.retry(batches[1]!);
  assert.equal(queue.state, 'retrying');
  sendAll(queue);
  queue.drop(batches[1]!);
  assert.equal(queue.state, 'steady');
});

test('the parts of a batch stay behind an earlier one that goes again', async () => {
  const { queue, batches } = await queueOf(1, 1, 2, 1);
  const [first, earlier, large, last] = batches as [ProducerBatch, ProducerBatch, ProducerBatch, ProducerBatch];
  sendAll(queue);
  queue.stored(first);
  sendAll(queue);
  queue.retry(earlier);
  const parts = [batchOf(1), batchOf(1)];
  queue.replace(large, parts);
  queue.retry(last);
  for (const batch of [earlier, ...parts, last]) {
    assert.equal(queue.next(0, true), batch);
    queue.send(batch);
    queue.stored(batch);
  }
});

test('what is taken out is what was picked, from whatever waits; only a numbered batch leaves a hole', async () => {
  const { queue, batches, ids } = await queueOf(1, 1, 1, 1);
  const [first, second, third, fourth] = batches as [ProducerBatch, ProducerBatch, ProducerBatch, ProducerBatch];
  const open = batchOf(1);
  queue.open = open;
  queue.send(first);
  assert.deepEqual(
    queue.remove((batch) => batch === third),
    [third],
  );
  assert.equal(queue.waiting, 3);
  assert.deepEqual(
    queue.remove(() => false),
    [],
  );
  assert.equal(queue.waiting, 3);
  queue.stored(first);
  queue.send(second);
  queue.retry(second);
  assert.deepEqual(
    queue.remove((batch) => batch === fourth),
    [fourth],
  );
  assert.deepEqual([queue.state, ids.bumps], ['retrying', 0]);
  assert.equal(queue.oldestCreatedAt(), 0);
  assert.deepEqual(
    queue.remove((batch) => batch === second),
    [second],
  );
  assert.deepEqual([queue.state, ids.bumps], ['steady', 1], 'a new sequence, as nothing is under way');
  assert.deepEqual(
    queue.remove((batch) => batch === open),
    [open],
  );
  assert.deepEqual([queue.waiting, queue.open, queue.oldestCreatedAt()], [0, null, Infinity]);
});

test('the time of a log may be 0, and its first offset is', async () => {
  const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 1_000 }), 0);
  const stored = new Promise<RecordMetadata>((resolve) => void batch.tryAppend(5, null, 'x', undefined, resolve, 0));
  batch.succeed(0, 0);
  assert.deepEqual(await stored, new RecordMetadata('t', 0, 0, 0));
});
