import { asError, parseOptions } from '@k/wire';
import type { Socket as NetSocket, TcpNetConnectOpts } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { ConnectTarget, Network, Socket, SocketHandlers } from '../runtime.ts';
import { schemaOf } from '../schema-of.ts';
import type { TlsOptions } from '../tls.ts';
import { z } from '../z.ts';
import { net, tls as nodeTls } from './node-modules.ts';

/** One buffer per socket that small reads fill again: about twice the bytes per CPU second of 'data' events. */
const READ_BUFFER_BYTES = 64 * 1024;

/** Bytes waiting in the process before `write` asks for a pause: room for one produce request of the usual 1 MiB. */
const WRITE_HIGH_WATER_BYTES = 1024 * 1024;

/** Quiet time before the kernel probes whether the peer is still there. */
const KEEP_ALIVE_DELAY_MS = 30_000;

/** How long one address of a name may take before the next is tried. Node's 250 ms give up on distant brokers. */
const ATTEMPT_TIMEOUT_MS = 2_000;

/** What the sockets of a {@link createNodeNetwork} have in common. */
export interface NodeNetworkOptions {
  /** Resolves host names instead of `dns.lookup`; asked at each connect. */
  readonly lookup?: NonNullable<TcpNetConnectOpts['lookup']> | undefined;
}

type Lookup = NonNullable<NodeNetworkOptions['lookup']>;

const optionsSchema = schemaOf<NodeNetworkOptions>()(
  z.strictObject({
    lookup: z.custom<Lookup>((value) => typeof value === 'function', 'expected a function as dns.lookup').optional(),
  }),
);

class NodeSocket implements Socket {
  readonly #net: NetSocket;

  constructor(target: ConnectTarget, handlers: SocketHandlers, { lookup }: NodeNetworkOptions) {
    let failure: Error | undefined;
    const readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    const options = {
      host: target.host,
      port: target.port,
      // Every address of the name is tried, IPv6 and IPv4 in turn (RFC 8305).
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
      ...(lookup === undefined ? {} : { lookup }),
      // Reach the stream's constructor through both connects, though the typings do not say so.
      writableHighWaterMark: WRITE_HIGH_WATER_BYTES,
      highWaterMark: WRITE_HIGH_WATER_BYTES,
      onread: {
        buffer: () => handlers.space?.() ?? readBuffer,
        callback: (length: number, buffer: Uint8Array): boolean => {
          handlers.onData((buffer as Buffer).subarray(0, length));
          return true;
        },
      },
    };
    const { tls } = target;
    this.#net =
      tls === undefined ? net().connect(options) : nodeTls().connect({ ...options, ...tlsSettings(target.host, tls) });
    this.#net.once('connect', () => {
      if (target.noDelay !== false) this.#net.setNoDelay(true);
      if (target.keepAlive !== false) this.#net.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
    });
    this.#net.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      handlers.onConnect();
    });
    this.#net.on('drain', () => {
      handlers.onDrain();
    });
    this.#net.on('error', (error) => {
      failure ??= error;
    });
    this.#net.once('close', () => {
      handlers.onClose(failure);
    });
  }

  get remoteAddress(): string | undefined {
    return this.#net.remoteAddress;
  }

  write(chunks: readonly Uint8Array[]): boolean {
    const net = this.#net;
    if (chunks.length === 1) return net.write(chunks[0] as Uint8Array);
    let more = true;
    net.cork(); // uncork turns the lot into one writev
    for (const chunk of chunks) more = net.write(chunk);
    net.uncork();
    return more;
  }

  destroy(): void {
    this.#net.destroy();
  }

  end(): void {
    this.#net.destroySoon();
  }
}

function tlsSettings(host: string, options: TlsOptions): ConnectionOptions {
  const { checkServerIdentity = true, servername, minVersion = 'TLSv1.2', ...rest } = options;
  // Node asks for no name by itself; an address cannot be one (RFC 6066).
  const name = servername ?? (net().isIP(host) === 0 ? host : undefined);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(given as ConnectionOptions),
    minVersion,
    ...(name === undefined ? {} : { servername: name }),
    ...(checkServerIdentity ? {} : { checkServerIdentity: () => undefined }),
  };
}

/** What stands for a socket that could not even be made: bad certificates are found before anything is sent. */
const noSocket: Socket = {
  write: () => true,
  destroy: () => undefined,
};

/** Some of OpenSSL's complaints come without a code; by this one they are known to be about the options. */
function named(error: unknown): Error {
  const failure = asError(error);
  return 'code' in failure ? failure : Object.assign(failure, { code: 'ERR_TLS_MATERIAL' });
}

/** TCP by `node:net` and TLS by `node:tls`. @throws ConfigError */
export function createNodeNetwork(options: NodeNetworkOptions = {}): Network {
  parseOptions('createNodeNetwork()', optionsSchema, options);
  return networkOf(options);
}

function networkOf(options: NodeNetworkOptions): Network {
  return {
    connect: (target, handlers) => {
      try {
        return new NodeSocket(target, handlers, options);
      } catch (error) {
        queueMicrotask(() => {
          handlers.onClose(named(error));
        });
        return noSocket;
      }
    },
  };
}

/** The network of {@link nodeRuntime}: every address of a name is tried (RFC 8305), Nagle off, keep-alive on. */
export const nodeNetwork: Network = networkOf({});
