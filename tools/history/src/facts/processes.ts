import type { History, ProcessEvent } from '../history.ts';

/** Whether a client is in a process: `app` and `app/1` are in `app`. */
export function isIn(client: string, process: string): boolean {
  return client === process || client.startsWith(`${process}/`);
}

/** What has become of the processes so far. */
export class Processes {
  readonly #states = new Map<string, ProcessEvent['state']>();

  note({ process, state }: ProcessEvent): void {
    this.#states.set(process, state);
  }

  /** Of the process that a client is in; undefined: nobody told of one. */
  stateOf(client: string): ProcessEvent['state'] | undefined {
    for (let name = client; ; name = name.slice(0, name.lastIndexOf('/'))) {
      const state = this.#states.get(name);
      if (state !== undefined || !name.includes('/')) return state;
    }
  }

  /** It does nothing any more, or nothing for now. */
  isStill(client: string): boolean {
    const state = this.stateOf(client);
    return state === 'closed' || state === 'crashed' || state === 'frozen';
  }

  static atEnd(history: History): Processes {
    const processes = new Processes();
    for (const event of history) if (event.type === 'process') processes.note(event);
    return processes;
  }
}
