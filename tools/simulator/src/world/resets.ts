import type { HistoryEvent, JumpedEvent } from '@k/tool-history';

type Place = { readonly topic: string; readonly partition: number };

/**
 * Finds where readers begin anew because the environment took what was at their position: `autoOffsetReset` does that without a
 * word.
 */
export class Resets {
  /** By partition and reader: what comes next. */
  readonly #next = new Map<string, Map<string, number>>();
  /** By partition: who has not been given anything since something was taken. */
  readonly #mayBegin = new Map<string, Set<string>>();

  /** @returns what has happened before this event */
  before(event: HistoryEvent): JumpedEvent | undefined {
    // Nobody could read what only a leader had.
    if (event.type === 'taken' && event.why !== 'another leader')
      this.#mayBegin.set(nameOf(event), new Set(this.#readersOf(event).keys()));
    if (event.type === 'jumped') this.#readersOf(event).set(event.reader, event.to);
    if (event.type !== 'delivered') return undefined;
    const { reader, topic, partition, offset } = event;
    const readers = this.#readersOf(event);
    const next = readers.get(reader);
    readers.set(reader, offset + 1);
    if (next === undefined || offset >= next) return undefined;
    const isReset = this.#mayBegin.get(nameOf(event))?.delete(reader) === true;
    return isReset ? { type: 'jumped', reader, topic, partition, to: offset, why: 'reset' } : undefined;
  }

  #readersOf(place: Place): Map<string, number> {
    const name = nameOf(place);
    let readers = this.#next.get(name);
    if (readers === undefined) {
      readers = new Map<string, number>();
      this.#next.set(name, readers);
    }
    return readers;
  }
}

function nameOf({ topic, partition }: Place): string {
  return `${topic}-${String(partition)}`;
}
