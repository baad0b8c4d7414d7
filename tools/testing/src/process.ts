import type { Clock, Network, Runtime, Socket, TimerHandle } from '@k/runtime';

/**
 * A process on a machine of its own: it can be stopped, and then time passes while none of its timers fire and what comes in
 * waits in the kernel; or killed, and then its connections end too, and nothing of it happens any more.
 */
export class Process implements Runtime {
  readonly clock: Clock;
  readonly network: Network;
  readonly random: Runtime['random'];
  readonly #world: Runtime;
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<TimerHandle>();
  #waiting: (() => void)[] = [];
  #state: 'running' | 'stopped' | 'killed' = 'running';
  #aheadMs = 0;

  constructor(world: Runtime) {
    this.#world = world;
    this.random = world.random;
    this.clock = {
      now: () => Math.floor(world.clock.now() + this.#aheadMs),
      monotonic: () => world.clock.monotonic(),
      setTimeout: (fn, ms) => this.#setTimeout(fn, ms),
      clearTimeout: (handle) => {
        (handle as { clear(): void } | undefined)?.clear();
      },
    };
    this.network = {
      connect: (target, handlers) => {
        const socket = world.network.connect(target, {
          onConnect: () => {
            this.#whenRunning(() => {
              handlers.onConnect();
            });
          },
          onData: (chunk) => {
            const bytes = Buffer.from(chunk);
            this.#whenRunning(() => {
              handlers.onData(bytes);
            });
          },
          onDrain: () => {
            this.#whenRunning(() => {
              handlers.onDrain();
            });
          },
          onClose: (error) => {
            this.#sockets.delete(socket);
            this.#whenRunning(() => {
              handlers.onClose(error);
            });
          },
        });
        this.#sockets.add(socket);
        return socket;
      },
    };
  }

  /** Stands still, or is dead. */
  get isStopped(): boolean {
    return this.#state !== 'running';
  }

  get isKilled(): boolean {
    return this.#state === 'killed';
  }

  stop(): void {
    if (this.#state === 'running') this.#state = 'stopped';
  }

  /** What waited comes in order, each in a turn of its own. */
  goOn(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'running';
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const call of waiting) this.#world.clock.setTimeout(() => { this.#whenRunning(call); }, 0); // prettier-ignore
  }

  kill(): void {
    this.#state = 'killed';
    this.#waiting = [];
    for (const handle of this.#timers) this.#world.clock.clearTimeout(handle);
    this.#timers.clear();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Its wall clock goes so many milliseconds before that of the world, or behind it; its timers do not notice. */
  setClockAhead(ms: number): void {
    this.#aheadMs = ms;
  }

  #whenRunning(call: () => void): void {
    if (this.#state === 'running') call();
    // What came later must not overtake.
    else if (this.#state === 'stopped') this.#waiting.push(call);
  }

  #setTimeout(fn: () => void, ms: number): TimerHandle {
    let isOver = this.#state === 'killed';
    if (isOver) return undefined;
    const handle = this.#world.clock.setTimeout(() => {
      this.#timers.delete(handle);
      this.#whenRunning(() => {
        if (!isOver) fn();
      });
    }, ms);
    this.#timers.add(handle);
    return {
      clear: () => {
        isOver = true;
        this.#timers.delete(handle);
        this.#world.clock.clearTimeout(handle);
      },
    };
  }
}
