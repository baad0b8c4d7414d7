import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fetch, type FetchRequest } from '@k/wire';
import { seededRandom } from '@k/runtime';
import { FetchSessionCache } from '../../src/fetch/session-cache.ts';
import { epochAfter, FetchSession } from '../../src/fetch/fetch-session.ts';

const MINUTE = 60_000;

function sessionOf(partitions: number, nowMs: number, isPrivileged = false): FetchSession {
  const session = new FetchSession({ version: 12, isPrivileged, nowMs });
  session.update(requestOf(partitions), 0);
  return session;
}

function requestOf(partitions: number): FetchRequest {
  const entries = Array.from({ length: partitions }, (_, partition) => ({ partition, fetchOffset: 0, partitionMaxBytes: 1 })); // prettier-ignore
  const body = { maxWaitMs: 0, minBytes: 0, topics: [{ topic: 't', partitions: entries }] };
  return Fetch.request.decode(12, Fetch.request.encode(12, body));
}

describe('the cache of fetch sessions', () => {
  it('gives each an id of its own, above 0', () => {
    const cache = new FetchSessionCache(100, seededRandom(1));
    const ids = Array.from({ length: 100 }, () => cache.add(sessionOf(1, 0), 0));
    assert.equal(new Set(ids).size, 100);
    assert.ok(ids.every((id) => Number.isInteger(id) && id > 0 && id <= 0x7fffffff));
    assert.equal(cache.size, 100);
  });

  it('lets one go for another that was not used for more than two minutes, the longest unused first', () => {
    const cache = new FetchSessionCache(2, seededRandom(1));
    const old = cache.add(sessionOf(50, 0), 0);
    const older = cache.add(sessionOf(70, -1), -1);
    assert.equal(cache.add(sessionOf(1, 2 * MINUTE - 1), 2 * MINUTE - 1), 0, 'two minutes are not over');
    assert.notEqual(cache.add(sessionOf(1, 2 * MINUTE), 2 * MINUTE), 0);
    assert.deepEqual([cache.get(old)?.id, cache.get(older)], [old, undefined]);
  });

  it('lets a smaller one go that had its time, and none that is as large', () => {
    const cache = new FetchSessionCache(2, seededRandom(1));
    const [small, large] = [sessionOf(10, 0), sessionOf(20, 0)];
    for (const session of [small, large]) cache.add(session, 0);
    const usedAt = (ms: number): void => {
      for (const session of [small, large]) session.lastUsedMs = ms;
    };
    const at = 3 * MINUTE;
    usedAt(2 * MINUTE);
    assert.equal(cache.add(sessionOf(100, at), at), 0, 'used for two minutes, not longer');
    usedAt(2 * MINUTE + 1);
    assert.equal(cache.add(sessionOf(10, at), at), 0, 'no larger than the smallest');
    assert.notEqual(cache.add(sessionOf(11, at), at), 0);
    assert.equal(cache.get(small.id), undefined);
    assert.equal(cache.add(sessionOf(15, at), at), 0, 'the new one is too young, and 20 are more');
  });

  it('prefers followers to consumers, however young', () => {
    const cache = new FetchSessionCache(1, seededRandom(1));
    const consumer = cache.add(sessionOf(1000, 0), 0);
    const follower = cache.add(sessionOf(1, 0, true), 0);
    assert.notEqual(follower, 0);
    assert.equal(cache.get(consumer), undefined);
    assert.equal(cache.add(sessionOf(1000, 0), 0), 0);
    assert.equal(cache.add(sessionOf(1000, 0, true), 0), 0);
  });

  it('has no room where it has no slots', () => {
    assert.equal(new FetchSessionCache(0, seededRandom(1)).add(sessionOf(1, 0), 0), 0);
  });

  it('counts epochs round to 1: 0 and -1 mean something else', () => {
    assert.deepEqual([1, 0x7ffffffe, 0x7fffffff].map(epochAfter), [2, 0x7fffffff, 1]);
  });
});
