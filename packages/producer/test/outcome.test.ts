import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ErrorCode, errorFor } from '@k/wire';
import { type BatchFacts, type Outcome, outcomeOf } from '../src/outcome.ts';

const FACTS: Omit<BatchFacts, 'retriable'> = {
  idempotent: true,
  transactional: false,
  hasEarlier: false,
  maybeWritten: false,
  count: 5,
};

const RETRY: Outcome = { kind: 'retry', numbers: 'same', written: 'as before' };
const RENUMBER: Outcome = { kind: 'retry', numbers: 'new', written: 'no' };
const FAILED: Outcome = { kind: 'failed' };
const SPLIT: Outcome = { kind: 'split' };

function outcome(errorCode: number, facts: Partial<BatchFacts> = {}): Outcome {
  return outcomeOf(errorCode, { ...FACTS, retriable: errorFor(errorCode).retriable, ...facts });
}

test('what an answer means', () => {
  assert.deepEqual(outcome(ErrorCode.NONE), { kind: 'done', offset: 'told' });
  assert.deepEqual(outcome(ErrorCode.DUPLICATE_SEQUENCE_NUMBER), { kind: 'done', offset: 'unknown' });
  for (const code of [
    ErrorCode.NOT_LEADER_OR_FOLLOWER,
    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ErrorCode.NOT_ENOUGH_REPLICAS,
  ]) {
    assert.deepEqual(outcome(code), RETRY);
  }
  for (const code of [ErrorCode.REQUEST_TIMED_OUT, ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND]) {
    assert.deepEqual(outcome(code), { ...RETRY, written: 'unknown' }, 'the leader may have it');
  }
  for (const code of [
    ErrorCode.TOPIC_AUTHORIZATION_FAILED,
    ErrorCode.INVALID_RECORD,
    ErrorCode.POLICY_VIOLATION,
    999,
  ]) {
    assert.deepEqual(outcome(code), FAILED);
  }
});

test('out of order: a consequence while an earlier batch is to be repeated, else a hole', () => {
  const code = ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
  assert.deepEqual(outcome(code, { hasEarlier: true }), { ...RETRY, written: 'no' });
  assert.deepEqual(outcome(code), RENUMBER);
  assert.deepEqual(outcome(code, { idempotent: false }), FAILED);
});

test('a producer forgotten or fenced: only what is known not to be stored is sent anew', () => {
  for (const code of [ErrorCode.UNKNOWN_PRODUCER_ID, ErrorCode.INVALID_PRODUCER_EPOCH]) {
    assert.deepEqual(outcome(code), RENUMBER);
    assert.deepEqual(outcome(code, { maybeWritten: true }), FAILED);
  }
});

test('too large: halved unless it is one record, or may be stored', () => {
  assert.deepEqual(outcome(ErrorCode.MESSAGE_TOO_LARGE), SPLIT);
  assert.deepEqual(outcome(ErrorCode.RECORD_LIST_TOO_LARGE), SPLIT);
  assert.deepEqual(outcome(ErrorCode.MESSAGE_TOO_LARGE, { count: 1 }), FAILED);
  assert.deepEqual(outcome(ErrorCode.MESSAGE_TOO_LARGE, { maybeWritten: true }), FAILED);
});

test('in a transaction nothing goes on under other numbers', () => {
  for (const code of [
    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
    ErrorCode.UNKNOWN_PRODUCER_ID,
    ErrorCode.INVALID_PRODUCER_EPOCH,
  ]) {
    assert.deepEqual(outcome(code, { transactional: true }), FAILED);
  }
  const consequence = { transactional: true, hasEarlier: true };
  assert.deepEqual(outcome(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, consequence), { ...RETRY, written: 'no' });
});
