import type { History, HistoryEvent } from '@k/tool-history';

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
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  write(event: WithoutTime<HistoryEvent>): void {
    this.#events.push({ at: this.#now(), ...event });
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
