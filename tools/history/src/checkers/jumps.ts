import { defineChecker } from '../define-checker.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import type { JumpedEvent } from '../history.ts';

export const jumps = defineChecker(
  'jumps',
  'A reader takes a log for cut only when the environment took records of it, and for that of another topic once for each time that its topic was deleted.',
  (history, { taken }, report) => {
    const deleted = new Counts();
    const recreated = new Counts();
    for (const [index, event] of history.entries()) {
      if (event.type === 'taken' && event.why === 'topic deleted') deleted.add(nameOf(event));
      if (event.type !== 'jumped' || event.why === 'seek') continue;
      if (event.why === 'recreated') {
        const times = recreated.add(`${event.reader} ${nameOf(event)}`);
        if (times > deleted.of(nameOf(event))) report(`${whatOf(event)}, and it was not deleted before`, index);
      } else if (!taken.any(event, -1, index)) {
        report(`${whatOf(event)}, and nothing of it was taken`, index);
      }
    }
  },
);

function whatOf(event: JumpedEvent & Place): string {
  return `${event.reader} goes to ${nameOfOffset(event, event.to)} (${event.why})`;
}

class Counts {
  readonly #counts = new Map<string, number>();

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** @returns how many there are with this one */
  add(name: string): number {
    const count = this.of(name) + 1;
    this.#counts.set(name, count);
    return count;
  }
}
