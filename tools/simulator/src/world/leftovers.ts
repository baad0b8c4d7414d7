import type { SimWorld } from './sim-world.ts';

/** How long what is on its way may take to arrive where nobody is any more. */
const SETTLE_MS = 5_000;

/** Watches for what no program should leave: rejections that nobody handles, listeners of the process. */
export class Leftovers {
  readonly #world: SimWorld;
  readonly #listeners = listenerCounts();
  readonly #rejected = (reason: unknown): void => {
    const what = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    this.#world.recorder.write({ type: 'left', kind: 'unhandled rejection', what });
  };

  constructor(world: SimWorld) {
    this.#world = world;
    process.on('unhandledRejection', this.#rejected);
  }

  /** After all is closed: writes down what is there all the same. */
  async look(): Promise<void> {
    const { clock, network, recorder } = this.#world;
    await clock.advance(SETTLE_MS);
    this.end();
    const left = (kind: 'timer' | 'connection' | 'listener', count: number, of: string): void => {
      if (count > 0) recorder.write({ type: 'left', kind, what: `${String(count)} ${of}` });
    };
    left('timer', clock.pendingTimers, 'timers');
    left('connection', network.connectionCount, 'connections');
    for (const [event, count] of listenerCounts()) {
      left('listener', count - (this.#listeners.get(event) ?? 0), `listeners of the process for ${event}`);
    }
  }

  /** Watches no more. */
  end(): void {
    process.off('unhandledRejection', this.#rejected);
  }
}

function listenerCounts(): Map<string, number> {
  return new Map(process.eventNames().map((event) => [String(event), process.listenerCount(event)]));
}
