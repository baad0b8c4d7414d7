import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ResourceMap } from '@k/admin';
import { settled } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { KafkaError } from '@k/wire';
import type { Target } from './target.ts';

/**
 * On a release that lacks it, a call says for each of its resources which one has it; checked here.
 * @param call - what the test is about
 * @returns whether there is nothing more to test
 */
export async function isRefusedBefore<K, V>(
  target: Target,
  release: string,
  call: () => Promise<ResourceMap<K, V>>,
): Promise<boolean> {
  if (atLeast(target.version, release)) return false;
  const outcomes = await settled(call());
  assert.ok(outcomes.size > 0);
  for (const { reason } of outcomes.values()) {
    assert.equal(reason?.name, 'UnsupportedVersionError');
    assert.match(reason.message, /Kafka \d/);
  }
  return true;
}

/**
 * Skips the test, with the reason, where `@k/broker` has to learn an API yet. On a Kafka nothing is skipped by this.
 * @returns what the call gives; undefined when the test is skipped
 */
export async function ifAnswered<T>(target: Target, t: TestContext, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const missing = unsupported(error);
    if (missing === undefined || target.name !== '@k/broker') throw error;
    t.skip(`@k/broker has to learn it yet: ${missing}`);
    return undefined;
  }
}

function unsupported(error: unknown): string | undefined {
  if (!KafkaError.is(error)) return undefined;
  return error.name === 'UnsupportedVersionError' ? error.message : unsupported(error.cause);
}
