import type { Clock, Network, Runtime, Socket, TimerHandle } from '@k/runtime';

/**
 * A process on a machine of its own: it can be stopped, and then time passes while none of its timers fire and what comes in
 * waits in the kernel; or killed, and then its connections end too.
 */
export class Process implements Runtime {
  readonly clock: Clock;
  readonly network: Network;
  readonly random: Runtime['random'];
  readonly #world: Runtime;
  readonly #sockets = new Set<Socket>();
  #waiting: (() => void)[] = [];
  #isStopped = false;

  constructor(world: Runtime) {
    this.#world = world;
    this.random = world.random;
    this.clock = {
      now: () => world.clock.now(),
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

  get isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** What waited comes in order, each in a turn of its own. */
  goOn(): void {
    this.#isStopped = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const call of waiting) this.#world.clock.setTimeout(() => this.#whenRunning(call), 0);
  }

  kill(): void {
    this.#isStopped = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #whenRunning(call: () => void): void {
    // What came later must not overtake.
    if (this.#isStopped) this.#waiting.push(call);
    else call();
  }

  #setTimeout(fn: () => void, ms: number): TimerHandle {
    let isOver = false;
    const handle = this.#world.clock.setTimeout(() => {
      this.#whenRunning(() => {
        if (!isOver) fn();
      });
    }, ms);
    return {
      clear: () => {
        isOver = true;
        this.#world.clock.clearTimeout(handle);
      },
    };
  }
}
