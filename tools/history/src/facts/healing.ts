import type { History } from '../history.ts';

/** From where on nothing is wrong any more; undefined: the history does not say so. */
export function healingOf(history: History): { readonly index: number; readonly at: number } | undefined {
  for (let index = history.length - 1; index >= 0; index--) {
    const event = history[index];
    if (event?.type === 'healed') return { index, at: event.at };
    if (event?.type === 'fault') return undefined;
  }
  return undefined;
}
