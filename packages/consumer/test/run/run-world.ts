import { withResolvers } from '@k/runtime';
import type { World } from '../world.ts';

/** What handlers have seen, in order, for tests that wait for so many. */
export class Seen {
  readonly list: string[] = [];
  readonly #world: World;
  readonly #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  add(value: string): void {
    this.list.push(value);
    for (const { count, resolve } of this.#waiting) if (this.list.length >= count) resolve();
  }

  /** Resolves once there are so many. */
  async count(count: number): Promise<void> {
    const { promise, resolve } = withResolvers();
    this.#waiting.push({ count, resolve });
    if (this.list.length >= count) resolve();
    await this.#world.run(promise);
  }
}

export function textOf({ value }: { readonly value: Buffer | null }): string {
  return String(value);
}
