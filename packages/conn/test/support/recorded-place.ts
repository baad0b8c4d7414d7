import type { ConnectTarget, Network, Socket, SocketHandlers } from '@k/runtime';
import { inTurns, type MemoryPlace } from '@k/testing';

/** A place in memory whose network shows what a connection does with its sockets. */
export function recordedPlace(): MemoryPlace & { readonly sockets: RecordingNetwork } {
  const place = inTurns();
  const sockets = new RecordingNetwork(place.network);
  return { ...place, runtime: { ...place.runtime, network: sockets }, sockets };
}

/** Every socket made, for the test to look at. */
class RecordingNetwork implements Network {
  readonly made: RecordingSocket[] = [];
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  get open(): number {
    return this.made.filter(({ closed }) => !closed).length;
  }

  connect(target: ConnectTarget, handlers: SocketHandlers): Socket {
    const socket = new RecordingSocket(this.#network, target, handlers);
    this.made.push(socket);
    return socket;
  }
}

class RecordingSocket implements Socket {
  closed = false;
  /** Vectored writes, as the connection made them. */
  readonly writes: (readonly Uint8Array[])[] = [];
  /** False: `write` answers that it is full, whatever the network says. */
  writable = true;
  readonly #handlers: SocketHandlers;
  readonly #socket: Socket;

  constructor(network: Network, target: ConnectTarget, handlers: SocketHandlers) {
    this.#handlers = handlers;
    this.#socket = network.connect(target, {
      onConnect: () => {
        handlers.onConnect();
      },
      onData: (chunk) => {
        handlers.onData(chunk);
      },
      onDrain: () => {
        handlers.onDrain();
      },
      onClose: (error) => {
        this.closed = true;
        handlers.onClose(error);
      },
    });
  }

  write(chunks: readonly Uint8Array[]): boolean {
    this.writes.push(chunks);
    return this.#socket.write(chunks) && this.writable;
  }

  drain(): void {
    this.writable = true;
    this.#handlers.onDrain();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
