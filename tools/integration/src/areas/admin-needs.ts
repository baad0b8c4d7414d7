import type { TestContext } from 'node:test';
import { atLeast } from '@k/tool-kafka';
import { type GetLab, type Lab, PATIENCE_MS } from '../lab.ts';

/** Whether the target is older than a release; with `t`, the test is skipped then, with the reason. */
export function isOlder({ target }: Lab, release: string, t?: TestContext, reason?: string): boolean {
  const older = !atLeast(target.version, release);
  if (older) t?.skip(reason);
  return older;
}

/** What a call gives that needs a topic made a moment ago: with a ZooKeeper, not all brokers know of it at once. */
export async function onceKnown<T>(lab: GetLab, call: () => Promise<T>): Promise<T> {
  await using cluster = lab().cluster();
  return await cluster.retry('wait for a new topic', call, { timeoutMs: PATIENCE_MS });
}
