import type { EventOf, History, TakenEvent } from '../history.ts';
import { type Place, nameOf } from './places.ts';

interface Taking {
  readonly event: EventOf<TakenEvent>;
  readonly index: number;
}

/** What the environment took, so that no client is to blame for what is missing there. */
export class Taken {
  readonly #takings = new Map<string, Taking[]>();
  /** Of what nobody could read yet. */
  readonly #unreplicated = new Map<string, Taking[]>();
  /** Places in the history at which coordinators lost what groups had committed. */
  readonly #offsetsLost: number[] = [];

  constructor(history: History) {
    for (const [index, event] of history.entries()) {
      if (event.type !== 'taken') continue;
      const name = nameOf(event);
      const takings = event.why === 'another leader' ? this.#unreplicated : this.#takings;
      takings.set(name, [...(takings.get(name) ?? []), { event, index }]);
      if (event.topic === '__consumer_offsets') this.#offsetsLost.push(index);
    }
  }

  /** Whether this offset was taken, after a place in the history: by default at any time. */
  has(place: Place, offset: number, after = -1): boolean {
    return isAmong(this.#takings.get(nameOf(place)), offset, after);
  }

  /** Whether this offset went with a leader that had it alone, after a place in the history. */
  hasUnreplicated(place: Place, offset: number, after: number): boolean {
    return isAmong(this.#unreplicated.get(nameOf(place)), offset, after);
  }

  /** Whether anything of a partition was taken between two places in the history. */
  any(place: Place, after: number, before: number): boolean {
    return this.#takings.get(nameOf(place))?.some(({ index }) => index > after && index < before) ?? false;
  }

  /** Whether coordinators lost committed offsets between two places in the history. */
  offsets(after: number, before: number): boolean {
    return this.#offsetsLost.some((index) => index > after && index < before);
  }
}

function isAmong(takings: readonly Taking[] = [], offset: number, after: number): boolean {
  return takings.some(({ event, index }) => index > after && event.from <= offset && offset < event.to);
}
