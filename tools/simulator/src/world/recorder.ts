import type { History, HistoryEvent } from '@k/tool-history';
import { Resets } from './resets.ts';

type WithoutTime<E> = E extends unknown ? Omit<E, 'at'> : never;

/** What is worth a line of the story and is no event of the history. */
export interface Note {
  readonly at: number;
  readonly actor: string;
  readonly text: string;
  /** How many events of the history there were before it. */
  readonly behind: number;
}

/** Writes the history. Times are ms since the beginning of the run. */
export class Recorder {
  readonly #events: HistoryEvent[] = [];
  readonly #notes: Note[] = [];
  readonly #resets = new Resets();
  readonly #now: () => number;
  readonly #onEvent: ((event: HistoryEvent) => void) | undefined;

  /** @param onEvent told each event as it happens */
  constructor(now: () => number, onEvent?: (event: HistoryEvent) => void) {
    this.#now = now;
    this.#onEvent = onEvent;
  }

  write(event: WithoutTime<HistoryEvent>): void {
    const timed: HistoryEvent = { at: this.#now(), ...event };
    const before = this.#resets.before(timed);
    if (before !== undefined) this.#add({ at: timed.at, ...before });
    this.#add(timed);
  }

  #add(timed: HistoryEvent): void {
    this.#events.push(timed);
    this.#onEvent?.(timed);
  }

  note(actor: string, text: string): void {
    this.#notes.push({ at: this.#now(), actor, text, behind: this.#events.length });
  }

  get history(): History {
    return this.#events;
  }

  get notes(): readonly Note[] {
    return this.#notes;
  }
}
