import type { TestContext } from 'node:test';
import { atLeast } from '@k/tool-kafka';
import type { Lab } from '../lab.ts';

/** Whether the target is older than a release; with `t`, the test is skipped then, with the reason. */
export function isOlder({ target }: Lab, release: string, t?: TestContext, reason?: string): boolean {
  const older = !atLeast(target.version, release);
  if (older) t?.skip(reason);
  return older;
}
