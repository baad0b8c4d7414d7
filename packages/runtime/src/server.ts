import type { Socket, SocketHandlers } from './runtime.ts';

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

/** Where to listen, and how. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  readonly tls?: ServerTls | undefined;
  /** @default false */
  readonly unref?: boolean | undefined;
}

/** Where a broker node listens. Node's TCP by default; {@link MemoryNetwork} for simulation. */
export interface ServerNetwork {
  /**
   * Port 0 picks a free one. Rejects when the address is taken, or when there is to be TLS and it has none.
   * With `unref` neither the port nor the sockets that come in keep the process alive, as after Node's `unref()`.
   */
  listen(address: ListenAddress, accept: (socket: Socket) => AcceptedHandlers): Promise<Listener>;
}
