import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBroker } from '@k/broker';
import { ErrorCode, ProtocolError } from '@k/wire';
import { KafkaProducer, RefusedBatchError, SendManyError } from '../src/index.ts';
import { recordErrorsOf } from '../src/record-errors.ts';
import { storedValues } from './support/stored.ts';

const record = (key: string | null, value: string): { topic: string; key: string | null; value: string } => ({
  topic: 'compacted',
  key,
  value,
});

test('records that a broker names die of its words, the others of their batch are told of those (KIP-467)', async () => {
  await using broker = await createBroker();
  broker.createTopic('compacted', { partitions: 1, config: { 'cleanup.policy': 'compact' } });
  await using producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers });

  const many = await producer
    .sendMany([record('a', 'fine'), record(null, 'wrong'), record(null, 'wrong too'), record('b', 'fine too')])
    .catch((error: unknown) => error);
  assert.ok(many instanceof SendManyError);
  assert.deepEqual(
    many.errors.map(({ name }) => name),
    ['RefusedBatchError', 'InvalidRecordError', 'InvalidRecordError', 'RefusedBatchError'],
  );
  const [other, named] = many.errors;
  assert.ok(other instanceof RefusedBatchError);
  assert.match(other.message, /2 other records in its batch were refused/);
  assert.ok(named instanceof ProtocolError);
  assert.equal(named.code, ErrorCode.INVALID_RECORD);
  assert.match(named.message, /cannot accept message without key/);

  const outcomes = await Promise.allSettled([producer.send(record('c', 'fine')), producer.send(record(null, 'wrong'))]);
  const reasons = outcomes.map((it) => (it.status === 'rejected' ? (it.reason as unknown) : null));
  assert.ok(reasons[0] instanceof RefusedBatchError);
  assert.match(reasons[0].message, /because another record in its batch was refused/);
  assert.ok(reasons[1] instanceof ProtocolError);

  // The numbers of what was refused are given again.
  assert.equal((await producer.send(record('a', 'alone'))).offset, 0);
  assert.deepEqual(storedValues(broker, 'compacted', 0), ['alone']);
  assert.equal(producer.metrics().recordsFailed, 6);
});

test('a record that is named without a word gets those of its batch, or ours', () => {
  const at = { topic: 't', partition: 0 };
  const of = (errorMessage: string | null, message: string | null): string => {
    const recordErrors = [{ place: 1, message }];
    const answer = {
      errorCode: ErrorCode.INVALID_RECORD,
      baseOffset: -1,
      logAppendTime: -1,
      errorMessage,
      recordErrors,
    };
    return String(recordErrorsOf(at, answer, new Error('refused'))?.(1).message);
  };
  assert.match(of('of the batch', 'of the record'), /of the record$/);
  assert.match(of('of the batch', null), /of the batch$/);
  assert.doesNotMatch(of(null, null), /null|undefined|The broker says/);
});
