import type { DeliveredEvent } from '../history.ts';
import type { Facts } from './facts.ts';
import { type Place, nameOf, nameOfOffset } from './places.ts';

/** The order in which readers are given the records of each key; those without a key have none. */
export class KeyOrder {
  readonly #facts: Facts;
  /** By reader and partition, by key: the offset of the last record given. */
  readonly #last = new Map<string, Map<string, number>>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Wherever the reader goes on. */
  begin(reader: string, place: Place): void {
    this.#last.delete(`${reader} ${nameOf(place)}`);
  }

  delivered(event: DeliveredEvent, report: (message: string) => void): void {
    const { reader, offset, id, isolation } = event;
    const { logs, taken } = this.#facts;
    const log = logs.of(event);
    const where = nameOfOffset(event, offset);
    const held = log?.at(offset)?.id;
    if (held !== id && !taken.has(event, offset)) {
      const what = held === undefined ? 'no record is there' : `${String(held)} is there`;
      report(`${reader} is given ${String(id)} as ${where}, and ${what}`);
    }
    const key = this.#keyOf(id);
    if (key === null) return;
    const keys = this.#keysOf(reader, event);
    const last = keys.get(key);
    keys.set(key, offset);
    if (last === undefined) return;
    if (offset <= last) report(`${reader} is given ${where} (${String(id)}) behind ${String(last)}, of the same key`);
    for (const missed of log?.visible(last + 1, offset, isolation) ?? []) {
      if (this.#keyOf(missed.id) !== key || taken.has(event, missed.offset)) continue;
      report(`${reader} is given ${where}, and not ${nameOfOffset(event, missed.offset)} of the same key before it`);
      return;
    }
  }

  #keysOf(reader: string, place: Place): Map<string, number> {
    const name = `${reader} ${nameOf(place)}`;
    let keys = this.#last.get(name);
    if (keys === undefined) this.#last.set(name, (keys = new Map<string, number>()));
    return keys;
  }

  #keyOf(id: string | null): string | null {
    return id === null ? null : (this.#facts.sends.get(id)?.sent.key ?? null);
  }
}
