import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket as NetSocket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { BrokerOptions } from '@k/broker';
import {
  MemoryNetwork,
  nodeRuntime,
  seededRandom,
  VirtualClock,
  type Clock,
  type LinkFaults,
  type Runtime,
} from '@k/runtime';
import { settle } from './settle.ts';
import { simulation, type Simulation } from './simulation.ts';

/** The server's end of one connection. */
export interface Peer {
  send(bytes: Uint8Array): void;
  destroy(): void;
}

export interface PeerHandlers {
  onData(chunk: Buffer): void;
  onClose?(): void;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Server extends Address {
  /** `host:port`, as bootstrap servers are given. */
  readonly address: string;
  /** Ends its connections too. */
  readonly close: () => Promise<void>;
}

/** Where a test plays: in memory under a virtual clock, or on sockets. What happens must be the same in both. */
export interface Place extends AsyncDisposable {
  readonly name: string;
  /** For clients. */
  readonly runtime: Runtime;
  /** For `createBroker`. */
  readonly broker: Pick<BrokerOptions, 'network' | 'clock' | 'random'>;
  /** The virtual clock, to say how soon something must happen; undefined in real time. */
  readonly clock: VirtualClock | undefined;
  /** Lets time go by until the promise settles. */
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
  /** Lets time go by; in real time it does so by itself, and what the test awaits next is what it waits for. */
  readonly pass: (ms: number) => Promise<void>;
  /** A server that is no Kafka, or plays one: what it does is said for each connection. */
  readonly listen: (
    accept: (peer: Peer) => PeerHandlers,
    at?: { readonly host?: string; readonly port?: number },
  ) => Promise<Server>;
  /** An address at which nobody listens. */
  readonly nobody: () => Promise<Address>;
  /** An address at which connects are neither taken nor refused; undefined where there is no making one. */
  readonly blackHole: () => Promise<Address | undefined>;
  /** Has a client closed at the end, before the servers. Its time limits should be short: on sockets they are waited for. */
  readonly own: <T extends { close(): Promise<void> }>(client: T) => T;
}

export interface MemoryPlace extends Place, Simulation {
  readonly clock: VirtualClock;
}

/** Bytes take virtual time like everything else (none, unless faults say so): the test goes on by {@link Place.run}. */
export function inMemory(seed = 11, faults: LinkFaults = {}): MemoryPlace {
  const parts = simulation(seed, faults);
  return memoryPlace(parts, (promise) => parts.clock.runUntil(promise));
}

/** Bytes take turns of the event loop instead: what needs no time comes by `await` alone, while the clock stands. */
export function inTurns(seed = 11): MemoryPlace {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  return memoryPlace({ clock, random, network: new MemoryNetwork({ clock: turns, random }) }, (promise) => promise);
}

/** For a network whose bytes take no time. */
const turns: Clock = {
  now: () => 0,
  monotonic: () => 0,
  setTimeout: (fn) => setImmediate(fn),
  clearTimeout: (handle) => {
    clearImmediate(handle as NodeJS.Immediate);
  },
};

function memoryPlace({ clock, random, network }: Simulation, run: Place['run']): MemoryPlace {
  const { own, closeAll } = owner();
  return {
    name: 'in memory, virtual time',
    runtime: { clock, random, network },
    broker: { clock, random, network },
    clock,
    random,
    network,
    run,
    async pass(ms) {
      await settle();
      await clock.advance(ms);
      // What came of it meanwhile may have set timers that are due at once.
      await settle();
      await clock.advance(0);
      await settle();
    },
    async listen(accept, { host = 'memory', port: wanted = 0 } = {}) {
      const open = new Set<() => void>();
      const listener = await network.listen({ host, port: wanted }, (socket) => {
        const destroy = (): void => {
          socket.destroy();
        };
        open.add(destroy);
        const handlers = accept({ send: (bytes) => socket.write([bytes]), destroy });
        return {
          onData: (chunk) => {
            handlers.onData(Buffer.from(chunk));
          },
          onDrain: () => undefined,
          onClose: () => {
            open.delete(destroy);
            handlers.onClose?.();
          },
        };
      });
      const { port } = listener;
      return {
        host,
        port,
        address: `${host}:${port}`,
        async close() {
          const closed = listener.close();
          for (const destroy of open) destroy();
          await closed;
          await settle();
        },
      };
    },
    nobody: () => Promise.resolve({ host: '127.0.0.1', port: 1 }),
    blackHole() {
      network.setFaults({ blackHole: true }, 'void:1');
      return Promise.resolve({ host: 'void', port: 1 });
    },
    own,
    [Symbol.asyncDispose]: () => run(closeAll()),
  };
}

export function onSockets(): Place {
  const { own, closeAll } = owner();
  const servers: { close(): Promise<unknown> }[] = [];
  const listen: Place['listen'] = async (accept, { host = '127.0.0.1', port: wanted = 0 } = {}) => {
    const open = new Set<NetSocket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.setNoDelay(true);
      const handlers = accept({ send: (bytes) => socket.write(bytes), destroy: () => socket.destroy() });
      socket.on('data', (chunk: Buffer) => {
        handlers.onData(chunk);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        handlers.onClose?.();
      });
    });
    await new Promise<void>((resolve) => server.listen(wanted, host, resolve));
    const { port } = server.address() as AddressInfo;
    const made = {
      host,
      port,
      address: `${host}:${port}`,
      close: () =>
        new Promise<void>((resolve) => {
          for (const socket of open) socket.destroy();
          server.close(() => {
            resolve();
          });
        }),
    };
    servers.push(made);
    return made;
  };
  return {
    name: 'on sockets',
    runtime: nodeRuntime,
    broker: {},
    clock: undefined,
    run: (promise) => promise,
    pass: () => Promise.resolve(),
    listen,
    async nobody() {
      const { host, port, close } = await listen(() => ({ onData: () => undefined }));
      await close();
      return { host, port };
    },
    async blackHole() {
      if (process.platform !== 'linux') return undefined;
      const hole = await fullQueue();
      servers.push(hole);
      return hole;
    },
    own,
    async [Symbol.asyncDispose]() {
      await closeAll();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function owner(): { own: Place['own']; closeAll: () => Promise<void> } {
  const clients: { close(): Promise<void> }[] = [];
  return {
    own(client) {
      clients.push(client);
      return client;
    },
    async closeAll() {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

/**
 * Listens in a thread that stands still: the system takes as many connections as its queue holds, and drops what further
 * ones send.
 */
async function fullQueue(): Promise<Address & { close: () => Promise<unknown> }> {
  const code = `
    const { createServer } = require('node:net');
    const { parentPort, workerData } = require('node:worker_threads');
    const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(new Int32Array(workerData), 0, 0);
    });`;
  const worker = new Worker(code, { eval: true, workerData: new SharedArrayBuffer(4) });
  const [port] = (await once(worker, 'message')) as [number];
  const queued = [0, 1].map(() => connect(port, '127.0.0.1'));
  await Promise.all(queued.map((socket) => once(socket, 'connect')));
  const close = (): Promise<unknown> => {
    for (const socket of queued) socket.on('error', () => undefined).destroy();
    return worker.terminate();
  };
  return { host: '127.0.0.1', port, close };
}

export const PLACES: readonly (() => Place)[] = [(): Place => inMemory(), onSockets];
