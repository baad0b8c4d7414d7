import { createServer, type AddressInfo, type Socket as NetSocket } from 'node:net';
import {
  nodeRuntime,
  type ConnectTarget,
  type Network,
  type Runtime,
  type Socket,
  type SocketHandlers,
} from '@k/runtime';
import { VirtualClock } from '@k/runtime';
import { settle } from './settle.ts';

/** The server's end of one connection. */
export interface Peer {
  send(bytes: Uint8Array): void;
  destroy(): void;
}

export interface PeerHandlers {
  onData(chunk: Buffer): void;
  onClose?(): void;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Where a test plays: in memory under a virtual clock, or on real sockets in real time. */
export interface Stage {
  readonly name: string;
  readonly runtime: Runtime;
  listen(accept: (peer: Peer) => PeerHandlers): Promise<Listener>;
  /** Lets time go by; in real time it does so by itself, and what the test awaits next is what it waits for. */
  pass(ms: number): Promise<void>;
  /** A port that nobody listens on. */
  closedPort(): Promise<number>;
}

export function memoryStage(): Stage & { readonly clock: VirtualClock; readonly network: MemoryNetwork } {
  const clock = new VirtualClock({ startMs: 1_700_000_000_000 });
  const network = new MemoryNetwork();
  let seed = 1;
  const next = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  return {
    name: 'in memory, virtual time',
    clock,
    network,
    runtime: { clock, network, random: { next, bytes: (n) => Buffer.alloc(n, 7) } },
    listen: (accept) => Promise.resolve(network.listen(accept)),
    async pass(ms) {
      // The network below answers within turns of the event loop, not within time.
      await settle();
      await clock.advance(ms);
      // What came of it meanwhile may have set timers that are due at once.
      await settle();
      await clock.advance(0);
      await settle();
    },
    closedPort: () => Promise.resolve(1),
  };
}

export function socketStage(): Stage {
  return {
    name: 'on sockets',
    runtime: nodeRuntime,
    async listen(accept) {
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
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return {
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((resolve) => {
            for (const socket of open) socket.destroy();
            server.close(() => {
              resolve();
            });
          }),
      };
    },
    pass: () => Promise.resolve(),
    async closedPort() {
      const listener = await this.listen(() => ({ onData: () => undefined }));
      await listener.close();
      return listener.port;
    },
  };
}

/** Every socket made, for the test to look at. */
class MemoryNetwork implements Network {
  readonly sockets: MemorySocket[] = [];
  readonly #servers = new Map<number, (peer: Peer) => PeerHandlers>();
  #nextPort = 20_000;

  get openSockets(): number {
    return this.sockets.filter((socket) => !socket.closed).length;
  }

  listen(accept: (peer: Peer) => PeerHandlers): Listener {
    const port = this.#nextPort++;
    this.#servers.set(port, accept);
    return {
      host: 'memory',
      port,
      close: async () => {
        this.#servers.delete(port);
        for (const socket of this.sockets) if (socket.port === port) socket.close();
        await settle();
      },
    };
  }

  connect(target: ConnectTarget, handlers: SocketHandlers): Socket {
    const socket = new MemorySocket(target.port, handlers);
    this.sockets.push(socket);
    setImmediate(() => {
      const accept = this.#servers.get(target.port);
      if (accept === undefined) {
        const error = new Error(`connect ECONNREFUSED ${target.host}:${target.port}`);
        socket.close(Object.assign(error, { code: 'ECONNREFUSED' }));
      } else socket.accept(accept);
    });
    return socket;
  }
}

export class MemorySocket implements Socket {
  closed = false;
  /** Vectored writes, as the connection made them. */
  readonly writes: (readonly Uint8Array[])[] = [];
  /** What `write` answers: false is back-pressure. */
  writable = true;
  readonly port: number;
  readonly #handlers: SocketHandlers;
  #server: PeerHandlers | undefined;

  constructor(port: number, handlers: SocketHandlers) {
    this.port = port;
    this.#handlers = handlers;
  }

  accept(accept: (peer: Peer) => PeerHandlers): void {
    if (this.closed) return;
    this.#server = accept({
      send: (bytes) => {
        const copy = Buffer.from(bytes);
        setImmediate(() => {
          if (this.closed) return;
          this.#handlers.onData(copy);
          copy.fill(0xee); // the buffer is the socket's again
        });
      },
      destroy: () => {
        setImmediate(() => {
          this.close();
        });
      },
    });
    this.#handlers.onConnect();
  }

  write(chunks: readonly Uint8Array[]): boolean {
    this.writes.push(chunks);
    const bytes = Buffer.concat(chunks);
    setImmediate(() => {
      if (!this.closed) this.#server?.onData(bytes);
    });
    return this.writable;
  }

  drain(): void {
    this.writable = true;
    this.#handlers.onDrain();
  }

  destroy(): void {
    setImmediate(() => {
      this.close();
    });
  }

  close(error?: Error): void {
    if (this.closed) return;
    this.closed = true;
    this.#handlers.onClose(error);
    this.#server?.onClose?.();
  }
}
