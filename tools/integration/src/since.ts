import assert from 'node:assert/strict';
import type { ResourceMap } from '@k/admin';
import { settled } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
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
