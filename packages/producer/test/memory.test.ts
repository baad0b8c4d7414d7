import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProducerBatch } from '../src/batch.ts';
import { BatchMemory } from '../src/memory.ts';

const NOBODY = (): void => {};

function batchFrom(memory: BatchMemory, records: number): ProducerBatch {
  const batch = new ProducerBatch('t', 0, memory.takeWriter(), 0);
  for (let i = 0; i < records; i++) batch.tryAppend(1, null, Buffer.alloc(100), undefined, NOBODY, 0);
  memory.charge(batch);
  return batch;
}

test('buffers of stored batches are used again, as far as the memory allows', () => {
  const memory = new BatchMemory(4_096, { maxBytes: 8_192 });
  const one = batchFrom(memory, 1);
  const two = batchFrom(memory, 1);
  assert.equal(memory.used, 2_048);
  assert.equal(memory.free, 2_048);
  one.seal();
  memory.release(one, true);
  two.seal();
  memory.release(two, false);
  assert.equal(memory.used, 0);
  const again = batchFrom(memory, 1);
  assert.equal(again.writer, one.writer);
  assert.equal(again.count, 1, 'and empty');
  assert.notEqual(batchFrom(memory, 1).writer, two.writer, 'which may still be read by a socket');
});

test('spare buffers go when their memory is needed', () => {
  const memory = new BatchMemory(4_096, { maxBytes: 8_192 });
  const spares = [batchFrom(memory, 1), batchFrom(memory, 1)];
  for (const batch of spares) memory.release(batch, true);
  const large = batchFrom(memory, 12); // takes one of them, and grows to 2,048 bytes
  assert.equal(large.writer, spares[1]?.writer);
  assert.equal(memory.used, 2_048);
  const larger = batchFrom(memory, 12);
  assert.equal(larger.writer, spares[0]?.writer);
  assert.equal(memory.free, 0);
  memory.release(larger, true);
  // 2,048 bytes in use and as many spare: with 4,096 in use there is no room for spares.
  const largest = batchFrom(memory, 30);
  assert.equal(largest.writer, larger.writer);
  assert.equal(memory.used, 6_144);
  memory.release(largest, true);
  assert.notEqual(batchFrom(memory, 1).writer, largest.writer, 'too large to be kept beside what is in use');
});

test('spare buffers that went are neither used again nor counted', () => {
  const memory = new BatchMemory(4_096, { maxBytes: 8_192 });
  const spares = [batchFrom(memory, 1), batchFrom(memory, 1)];
  for (const batch of spares) memory.release(batch, true);
  const large = batchFrom(memory, 30); // takes one of them, and grows to 4,096 bytes
  assert.equal(memory.free, 0);
  memory.release(large, false);
  const others = [batchFrom(memory, 1), batchFrom(memory, 1), batchFrom(memory, 12)];
  assert.ok(others.every(({ writer }) => writer !== spares[0]?.writer));
  for (const batch of others) memory.release(batch, true);
  // 2,048 bytes in use and as many spare fill the memory, and no more.
  assert.equal(batchFrom(memory, 12).writer, others[2]?.writer);
  assert.equal(batchFrom(memory, 1).writer, others[1]?.writer);
});

test('of a sealed batch only compressed bytes count, and its buffer is used again; without compression all stays', () => {
  const memory = new BatchMemory(100_000, { maxBytes: 8_192, compression: 'gzip' });
  const batch = batchFrom(memory, 30);
  const { writer } = batch;
  assert.equal(memory.used, 4_096);
  const sealed = batch.seal();
  memory.sealed(batch);
  assert.equal(memory.used, sealed.length);
  const next = batchFrom(memory, 30);
  assert.equal(next.writer, writer);
  assert.equal(memory.used, sealed.length + 4_096);
  assert.equal(batch.seal(), sealed);
  assert.equal(batch.byteLength, sealed.length);
  memory.release(batch, true);
  assert.equal(memory.used, 4_096);
  memory.release(next, false);
  assert.equal(memory.used, 0);

  const plain = new BatchMemory(100_000, { maxBytes: 8_192 });
  const other = batchFrom(plain, 30);
  other.seal();
  plain.sealed(other);
  assert.equal(plain.used, 4_096);
  assert.notEqual(batchFrom(plain, 1).writer, other.writer);
});

test('room is what can be written without growing', () => {
  const memory = new BatchMemory(100_000, { maxBytes: 8_192 });
  const batch = batchFrom(memory, 5);
  assert.equal(batch.room, 1_024 - batch.byteLength);
  const compressed = new BatchMemory(100_000, { maxBytes: 8_192, compression: 'gzip', compressionRatio: 0.5 });
  const other = batchFrom(compressed, 5);
  assert.ok(other.room < 1_024 - 500 && other.room > 0, `${other.room}`);
});
