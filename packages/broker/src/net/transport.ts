/**
 * The broker's doors to the outside: time, randomness and sockets. The broker never touches `node:net`, `Date` or
 * `Math.random` itself, so the same broker runs on TCP in real time or on a {@link MemoryNetwork} in virtual time.
 * The shapes are those of `@k/conn`'s `Runtime`, declared here again because the broker depends on no client package.
 */

/** What {@link Clock.setTimeout} returns; only good for {@link Clock.clearTimeout}. */
export type TimerHandle = unknown;

/** Time, in milliseconds. */
export interface Clock {
  /** Wall clock, ms since the epoch. May jump. */
  now(): number;
  /** Never steps back; for measuring and waiting. */
  monotonic(): number;
  setTimeout(fn: () => void, ms: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}

export interface Random {
  /** In [0, 1). */
  next(): number;
  bytes(n: number): Buffer;
}

/** What a socket tells its owner. */
export interface SocketHandlers {
  /** Called once on the connecting side only. */
  onConnect(): void;
  /** The chunk is valid only during the call: its memory may be used again. */
  onData(chunk: Buffer): void;
  /** After `write` returned false: all that was written has left. */
  onDrain(): void;
  /** Exactly once, whoever closed; nothing follows it. */
  onClose(error?: Error): void;
}

export interface Socket {
  /** One vectored write. False: wait for `onDrain` before writing more. */
  write(chunks: readonly Uint8Array[]): boolean;
  destroy(): void;
  /** Like `destroy`, but what was written before leaves first. Without it `destroy` does so. */
  end?(): void;
  readonly remoteAddress?: string;
  pause?(): void;
  resume?(): void;
}

/** The handlers of an accepted socket: it is connected already. */
export type AcceptedHandlers = Omit<SocketHandlers, 'onConnect'>;

export interface Listener {
  readonly port: number;
  /** Stops accepting; resolves when the address is free, the sockets that were accepted being the caller's to destroy. */
  close(): Promise<void>;
}

/** TLS of a listener; PEM texts. */
export interface ServerTls {
  readonly key: string | Uint8Array;
  readonly cert: string | Uint8Array;
  /** Who signs the certificates of clients. */
  readonly ca?: string | Uint8Array | undefined;
  readonly passphrase?: string | undefined;
  /** Clients without a certificate signed by `ca` are refused. */
  readonly requestCert: boolean;
}

/** Where a broker node listens. Node's TCP by default; {@link MemoryNetwork} for simulation. */
export interface ServerNetwork {
  /** Port 0 picks a free one. Rejects when the address is taken, or when there is to be TLS and it has none. */
  listen(
    address: { host: string; port: number; tls?: ServerTls | undefined },
    accept: (socket: Socket) => AcceptedHandlers,
  ): Promise<Listener>;
}
