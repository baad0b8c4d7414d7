import { randomBytes } from 'node:crypto';
import { createServer, type Socket as NetSocket } from 'node:net';
import type { AcceptedHandlers, Clock, Listener, Random, ServerNetwork, Socket, TimerHandle } from './transport.ts';

/** The one file of this package that touches Node's own clock, randomness and sockets. */

export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (fn, ms) => setTimeout(fn, ms),
  clearTimeout: (handle: TimerHandle) => {
    clearTimeout(handle as NodeJS.Timeout);
  },
};

export const nodeRandom: Random = {
  next: () => Math.random(),
  bytes: (n) => randomBytes(n),
};

class TcpSocket implements Socket {
  readonly #socket: NetSocket;
  readonly remoteAddress: string;

  constructor(socket: NetSocket) {
    this.#socket = socket;
    this.remoteAddress = `${socket.remoteAddress ?? '?'}:${String(socket.remotePort ?? 0)}`;
  }

  write(chunks: readonly Uint8Array[]): boolean {
    const socket = this.#socket;
    if (socket.destroyed) return true;
    if (chunks.length === 1) return socket.write(chunks[0] as Uint8Array);
    // Corked, the chunks leave in one writev: record sets go from the log to the kernel without being joined.
    socket.cork();
    let ready = true;
    for (const chunk of chunks) ready = socket.write(chunk);
    socket.uncork();
    return ready;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}

export const tcpNetwork: ServerNetwork = {
  listen(address, accept): Promise<Listener> {
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true }, (netSocket) => {
        let failure: Error | undefined;
        const handlers: AcceptedHandlers = accept(new TcpSocket(netSocket));
        netSocket.on('data', (chunk) => {
          handlers.onData(chunk);
        });
        netSocket.on('drain', () => {
          handlers.onDrain();
        });
        // A reset by the client is everyday weather for a broker: it is only the reason of the close that follows.
        netSocket.on('error', (error) => {
          failure = error;
        });
        netSocket.on('close', () => {
          handlers.onClose(failure);
        });
      });
      server.once('error', reject);
      server.listen(address.port, address.host, () => {
        server.off('error', reject);
        const bound = server.address();
        if (bound === null || typeof bound === 'string') {
          reject(new Error('The server has no TCP address'));
          return;
        }
        resolve({
          port: bound.port,
          close: () =>
            new Promise((done) => {
              server.close(() => {
                done();
              });
            }),
        });
      });
    });
  },
};
