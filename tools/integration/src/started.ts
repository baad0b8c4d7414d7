import { after, before } from 'node:test';
import { Lab } from './lab.ts';
import type { Target } from './target.ts';

/**
 * Starts what the tests of a `describe` stand on before the first of them, and closes it after the last.
 * @returns what gives it while a test runs
 */
export function started<T extends { close(): Promise<void> }>(start: () => Promise<T>): () => T {
  let made: T | undefined;
  before(async () => {
    made = await start();
  });
  after(async () => {
    await made?.close();
  });
  return () => {
    if (made === undefined) throw new Error('the target has not started');
    return made;
  };
}

/** The same, with what tests need of a target. */
export function startedLab(
  start: () => Promise<Target>,
  consumerOptions: ConstructorParameters<typeof Lab>[1] = {},
): () => Lab {
  return started(async () => new Lab(await start(), consumerOptions));
}
