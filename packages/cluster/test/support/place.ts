import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket as NetSocket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { MemoryNetwork, seededRandom, VirtualClock, nodeRuntime, type Runtime } from '@k/runtime';
import type { BrokerOptions } from '@k/broker';
import { Cluster, type ClusterOptions } from '../../src/index.ts';

/** The other end of one connection. */
export interface Peer {
  send(bytes: Uint8Array): void;
  hangUp(): void;
}

/** What a peer does with what it hears; called for each chunk. */
type Hears = (peer: Peer, bytes: Buffer) => void;

/** Where a test plays: in memory under a virtual clock, or on sockets. What happens must be the same in both. */
export interface Place {
  readonly name: string;
  /** To give to `createBroker`. */
  readonly broker: Pick<BrokerOptions, 'network' | 'clock' | 'random'>;
  readonly runtime: Runtime;
  /** The virtual clock, to say how soon something must happen; undefined in real time. */
  readonly clock: VirtualClock | undefined;
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
  /** A server that is no Kafka: `hears` says what it does. Its address. */
  serve(hears: Hears): Promise<string>;
  /** An address at which nobody listens. */
  nobody(): Promise<string>;
  /** An address at which connects are neither taken nor refused; undefined where there is no making one. */
  blackHole(): Promise<string | undefined>;
  /** A client, closed at the end. Its time limits should be short, since on sockets they are really waited for. */
  client(options: ClusterOptions): Cluster;
  /** Closes clients and servers. */
  [Symbol.asyncDispose](): Promise<void>;
}

export function inMemory(): Place & { readonly clock: VirtualClock } {
  const clock = new VirtualClock();
  const random = seededRandom(11);
  const network = new MemoryNetwork({ clock, random });
  const clients: Cluster[] = [];
  const runtime = { clock, random, network };
  let names = 0;
  return {
    name: 'in memory, virtual time',
    broker: runtime,
    runtime,
    clock,
    run: (promise) => clock.runUntil(promise),
    async serve(hears) {
      const host = `other-${names++}`;
      const { port } = await network.listen({ host, port: 0 }, (socket) => {
        const peer = { send: (bytes: Uint8Array) => socket.write([bytes]), hangUp: () => socket.destroy() };
        return {
          onData: (chunk) => {
            hears(peer, Buffer.from(chunk));
          },
          onDrain: () => undefined,
          onClose: () => undefined,
        };
      });
      return `${host}:${port}`;
    },
    nobody: () => Promise.resolve('nobody:1'),
    blackHole: () => {
      network.setFaults({ blackHole: true }, 'void:1');
      return Promise.resolve('void:1');
    },
    client: (options) => {
      const cluster = new Cluster({ runtime, ...options });
      clients.push(cluster);
      return cluster;
    },
    async [Symbol.asyncDispose]() {
      await clock.runUntil(Promise.all(clients.map((each) => each.close())));
    },
  };
}

export function onSockets(): Place {
  const clients: Cluster[] = [];
  const closers: (() => void)[] = [];
  const listen = async (hears: Hears): Promise<{ address: string; close: () => Promise<void> }> => {
    const open = new Set<NetSocket>();
    const server = createServer((socket) => {
      open.add(socket);
      const peer = { send: (bytes: Uint8Array) => socket.write(bytes), hangUp: () => socket.destroy() };
      socket.on('data', (chunk) => {
        hears(peer, chunk);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = async (): Promise<void> => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    };
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
  };
  return {
    name: 'on sockets',
    broker: {},
    runtime: nodeRuntime,
    clock: undefined,
    run: (promise) => promise,
    async serve(hears) {
      const { address, close } = await listen(hears);
      closers.push(() => void close());
      return address;
    },
    async nobody() {
      const { address, close } = await listen(() => undefined);
      await close();
      return address;
    },
    async blackHole() {
      if (process.platform !== 'linux') return undefined;
      const { address, close } = await fullQueue();
      closers.push(close);
      return address;
    },
    client: (options) => {
      const cluster = new Cluster(options);
      clients.push(cluster);
      return cluster;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((each) => each.close()));
      for (const close of closers) close();
    },
  };
}

/**
 * Listens in a thread that stands still: the system takes as many connections as its queue holds, and drops what further
 * ones send.
 */
async function fullQueue(): Promise<{ address: string; close: () => void }> {
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
  const close = (): void => {
    for (const socket of queued) socket.on('error', () => undefined).destroy();
    void worker.terminate();
  };
  return { address: `127.0.0.1:${port}`, close };
}

export const PLACES: readonly (() => Place)[] = [inMemory, onSockets];
