import type { TlsOptions } from './tls.ts';

/**
 * The only door to time, sockets and randomness in the whole client family.
 *
 * Everything above takes a {@link Runtime} and never touches `Date`, `setTimeout`, `Math.random` or `node:net` itself. Give
 * it another one and the clients run under a virtual clock, over an in-memory or faulty network, through a proxy, or on
 * another JavaScript engine. {@link nodeRuntime} (node-runtime.ts) is the one used when none is given.
 */

/** What {@link Clock.setTimeout} returns; only ever handed back to {@link Clock.clearTimeout}. */
export type TimerHandle = unknown;

export interface Clock {
  /** Wall clock, milliseconds since the Unix epoch. For record timestamps only: it may step. */
  now(): number;
  /** Milliseconds (fractions allowed) since some fixed point; never steps back. For every deadline and duration. */
  monotonic(): number;
  /** Calls `fn` once, not before `ms` milliseconds of {@link Clock.monotonic} have gone by. */
  setTimeout(fn: () => void, ms: number): TimerHandle;
  /** Forgets a timer; does nothing for one that has fired. */
  clearTimeout(handle: TimerHandle): void;
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `n` random bytes, fit for ids and nonces. */
  bytes(n: number): Buffer;
}

/** What a {@link Socket} tells its owner. After `onClose` nothing else is called. */
export interface SocketHandlers {
  /** The byte stream is open in both directions. Called once, and never inside {@link Network.connect} itself. */
  onConnect(): void;
  /** Bytes came in. `chunk` is valid only during the call: it may be a buffer that the next read fills again. */
  onData(chunk: Buffer): void;
  /**
   * Where the next bytes may be read to, asked before each read: `onData` then gets the part of it that was filled, from
   * its beginning on, and nothing is copied. Undefined, or a network that does not ask: they are read elsewhere.
   */
  space?(): Buffer | undefined;
  /** What {@link Socket.write} refused to hurry has left: writing may go on. */
  onDrain(): void;
  /** The end, for whatever reason, exactly once; `error` when it was not an orderly one. */
  onClose(error?: Error): void;
}

export interface Socket {
  /**
   * Queues `chunks`, in order, as one vectored write. They must not change until they have left.
   * @returns false when the socket would rather be left alone until `onDrain`; what was given is kept all the same.
   */
  write(chunks: readonly Uint8Array[]): boolean;
  /** Drops the connection at once, unsent bytes included; `onClose` follows. May be called at any time, more than once. */
  destroy(): void;
  /** Sends what is queued, then closes; `onClose` follows. Without it an orderly close is a {@link Socket.destroy}. */
  end?(): void;
  /** Reads nothing more until {@link Socket.resume}: the peer's bytes wait in the kernels. Servers need it. */
  pause?(): void;
  resume?(): void;
  /** The address really connected to, for messages. */
  readonly remoteAddress?: string | undefined;
  /** At a server: the certificate that the client has shown and that is trusted, DER. Undefined where none was asked for, or shown. */
  readonly peerCertificate?: Uint8Array | undefined;
}

/** Where to connect. Names are resolved at each connect, so a name that moves is followed. */
export interface ConnectTarget {
  readonly host: string;
  readonly port: number;
  /** TLS is spoken when this is there; `onConnect` then means that the handshake is done. */
  readonly tls?: TlsOptions | undefined;
  /** Small writes leave at once (TCP_NODELAY). @default true */
  readonly noDelay?: boolean | undefined;
  /** The system probes a quiet peer (SO_KEEPALIVE). @default true */
  readonly keepAlive?: boolean | undefined;
}

export interface Network {
  /** Starts to connect; the outcome arrives through `handlers`, a failure as `onClose(error)`. Does not throw. */
  connect(target: ConnectTarget, handlers: SocketHandlers): Socket;
}

/** See the head of this file. */
export interface Runtime {
  readonly clock: Clock;
  readonly network: Network;
  readonly random: Random;
}
