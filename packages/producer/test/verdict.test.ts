import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ErrorCode, errorFor } from '@k/wire';
import { type BatchFacts, judge, type Verdict } from '../src/verdict.ts';

const FACTS: Omit<BatchFacts, 'retriable'> = { idempotent: true, hasEarlier: false, maybeWritten: false, count: 5 };

function verdict(errorCode: number, facts: Partial<BatchFacts> = {}): Verdict {
  return judge(errorCode, { ...FACTS, retriable: errorFor(errorCode).retriable, ...facts });
}

test('what an answer means', () => {
  assert.equal(verdict(ErrorCode.NONE), 'stored');
  assert.equal(verdict(ErrorCode.DUPLICATE_SEQUENCE_NUMBER), 'duplicate');
  for (const code of [
    ErrorCode.NOT_LEADER_OR_FOLLOWER,
    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ErrorCode.NOT_ENOUGH_REPLICAS,
  ]) {
    assert.equal(verdict(code), 'repeat');
  }
  for (const code of [ErrorCode.REQUEST_TIMED_OUT, ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND]) {
    assert.equal(verdict(code), 'unsure', 'the leader may have it');
  }
  for (const code of [
    ErrorCode.TOPIC_AUTHORIZATION_FAILED,
    ErrorCode.INVALID_RECORD,
    ErrorCode.POLICY_VIOLATION,
    999,
  ]) {
    assert.equal(verdict(code), 'refused');
  }
});

test('out of order: a consequence while an earlier batch is to be repeated, else a hole', () => {
  const code = ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
  assert.equal(verdict(code, { hasEarlier: true }), 'repeat');
  assert.equal(verdict(code), 'renew');
  assert.equal(verdict(code, { idempotent: false }), 'refused');
});

test('a producer forgotten or fenced: only what is known not to be stored is sent anew', () => {
  for (const code of [ErrorCode.UNKNOWN_PRODUCER_ID, ErrorCode.INVALID_PRODUCER_EPOCH]) {
    assert.equal(verdict(code), 'renew');
    assert.equal(verdict(code, { maybeWritten: true }), 'refused');
  }
});

test('too large: halved unless it is one record, or may be stored', () => {
  assert.equal(verdict(ErrorCode.MESSAGE_TOO_LARGE), 'split');
  assert.equal(verdict(ErrorCode.RECORD_LIST_TOO_LARGE), 'split');
  assert.equal(verdict(ErrorCode.MESSAGE_TOO_LARGE, { count: 1 }), 'refused');
  assert.equal(verdict(ErrorCode.MESSAGE_TOO_LARGE, { maybeWritten: true }), 'refused');
});
