import {
  type BrokerConnectionOptions,
  brokerConnectionOptions,
  closedByBroker,
  formatAddress,
  socketFailure,
} from '@k/conn';
import { schemaOf, timeoutError, type Socket, withResolvers, type Resolvers, z } from '@k/runtime';
import { checkArgumentCount, ConnectionError, FrameDecoder, wrongArgument, parseOptions, StateError } from '@k/wire';
import type * as zod from 'zod';

const { host, port, ssl, noDelay, keepAlive, maxFrameBytes, runtime } = brokerConnectionOptions.shape;

/** Options of {@link KafkaConnection}. */
export interface KafkaConnectionOptions extends Pick<
  BrokerConnectionOptions,
  'host' | 'port' | 'ssl' | 'noDelay' | 'keepAlive' | 'maxFrameBytes' | 'runtime'
> {
  /** Milliseconds to connect, and to wait for a response; null for no limit. @default 120_000 */
  readonly timeoutMs?: number | null | undefined;
}

const kafkaConnectionOptions = schemaOf<KafkaConnectionOptions>()(
  z.strictObject({
    host,
    port,
    ssl,
    noDelay,
    keepAlive,
    maxFrameBytes,
    runtime,
    timeoutMs: z.number().int().positive().nullable().default(120_000),
  }),
);

/** One socket of a {@link KafkaConnection}, and the responses it brought. */
interface Line {
  readonly socket: Socket;
  readonly frames: Buffer[];
  waiting: Resolvers<Buffer> | undefined;
  ended: Error | undefined;
}

/**
 * Frames out, frames in, and nothing understood: for proxies and recorders, which have encoded requests at hand and want
 * the responses as they are. No versions, no SASL, no pipelining of its own. `BrokerConnection` of @k/conn is for all else.
 */
export class KafkaConnection implements AsyncDisposable {
  readonly #options: zod.output<typeof kafkaConnectionOptions>;
  readonly #name: string;
  #line: Line | undefined;
  /** While it connects; all who call `connect` meanwhile wait for the same. */
  #connecting: Promise<void> | undefined;
  /** Counts the calls that end what was under way. */
  #endings = 0;

  /** @throws ConfigError that names every wrong option. */
  constructor(options: KafkaConnectionOptions) {
    this.#options = parseOptions('KafkaConnection', kafkaConnectionOptions, options);
    this.#name = formatAddress(this.#options);
  }

  get connected(): boolean {
    return this.#connecting === undefined && this.#line !== undefined && this.#line.ended === undefined;
  }

  /** Opens it, unless it is open; while it is being opened, waits for that. @throws ConnectionError, AuthenticationError (TLS), TimeoutError */
  async connect(): Promise<void> {
    checkArgumentCount('KafkaConnection: connect()', 0, arguments.length);
    if (!this.connected) await (this.#connecting ?? this.reinit());
  }

  /** Closes what is open and starts afresh; responses that have not been received are gone. */
  async reinit(): Promise<void> {
    checkArgumentCount('KafkaConnection: reinit()', 0, arguments.length);
    this.close();
    const connecting = this.#connect();
    this.#connecting = connecting;
    try {
      await connecting;
    } finally {
      if (this.#connecting === connecting) this.#connecting = undefined;
    }
  }

  async #connect(): Promise<void> {
    const { runtime, ssl, host, port, noDelay, keepAlive, maxFrameBytes } = this.#options;
    const open = withResolvers();
    const endings = this.#endings;
    const tls = await ssl?.();
    if (endings !== this.#endings) throw this.#error('closed by its owner');
    const decoder = new FrameDecoder({
      maxFrameBytes,
      onFrame: (frame) => {
        if (line.waiting === undefined) line.frames.push(frame);
        else line.waiting.resolve(frame);
        line.waiting = undefined;
      },
    });
    const end = (error: Error): void => {
      line.ended ??= error;
      open.reject(line.ended);
      line.waiting?.reject(line.ended);
      line.socket.destroy();
    };
    let connecting = true;
    const socket = runtime.network.connect(
      { host, port, tls, noDelay, keepAlive },
      {
        onConnect: open.resolve,
        onData: (chunk) => {
          try {
            decoder.push(chunk);
          } catch (error) {
            end(this.#error((error as Error).message, error));
          }
        },
        onDrain: () => undefined,
        onClose: (error) => {
          const state = connecting ? 'connecting' : 'ready';
          const context = { broker: this.#name, state, tls: tls !== undefined } as const;
          end(error === undefined ? this.#error(closedByBroker(context)) : socketFailure(error, context));
        },
      },
    );
    const line: Line = { socket, frames: [], waiting: undefined, ended: undefined };
    this.#line = line;
    await this.#within(`Connection to ${this.#name}`, open, () => {
      end(this.#error('no connection in time'));
    });
    connecting = false;
  }

  /** Sends one request: header and body, without the size in front. The bytes must not change afterwards. */
  send(payload: Uint8Array): void {
    checkArgumentCount('KafkaConnection: send()', 1, arguments.length);
    if (!((payload as unknown) instanceof Uint8Array)) {
      throw wrongArgument('KafkaConnection: send()', 'payload', 'bytes (a Buffer or Uint8Array)', payload);
    }
    const size = Buffer.allocUnsafe(4);
    size.writeInt32BE(payload.byteLength);
    this.#open().socket.write([size, payload]);
  }

  /** The next response, without its size; brokers answer in order. @throws StateError while another call waits */
  async recv(): Promise<Buffer> {
    checkArgumentCount('KafkaConnection: recv()', 0, arguments.length);
    const line = this.#open();
    const frame = line.frames.shift();
    if (frame !== undefined) return frame;
    if (line.waiting !== undefined) throw new StateError(`Response of ${this.#name}: another recv() waits for it`);
    const waiting = withResolvers<Buffer>();
    line.waiting = waiting;
    return this.#within(`Response of ${this.#name}`, waiting, () => {
      // Late, it would be taken for the answer to the next request.
      this.close();
    });
  }

  /** Ends it at once. May be called at any time; `reinit` starts again. */
  close(): void {
    checkArgumentCount('KafkaConnection: close()', 0, arguments.length);
    this.#endings++;
    this.#connecting = undefined;
    const line = this.#line;
    this.#line = undefined;
    if (line === undefined) return;
    line.ended ??= this.#error('closed by its owner');
    line.waiting?.reject(line.ended);
    line.socket.destroy();
  }

  /** Another one with the same options, not connected. */
  copy(): KafkaConnection {
    checkArgumentCount('KafkaConnection: copy()', 0, arguments.length);
    return new KafkaConnection(this.#options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  #open(): Line {
    const line = this.#line;
    if (line === undefined) throw this.#error('not connected: call connect() first');
    if (line.ended !== undefined) throw line.ended;
    return line;
  }

  async #within<T>(operation: string, { promise, reject }: Resolvers<T>, late: () => void): Promise<T> {
    const { runtime, timeoutMs } = this.#options;
    if (timeoutMs === null) return promise;
    const timer = runtime.clock.setTimeout(() => {
      reject(timeoutError(operation, timeoutMs));
      late();
    }, timeoutMs);
    try {
      return await promise;
    } finally {
      runtime.clock.clearTimeout(timer);
    }
  }

  #error(text: string, cause?: unknown): ConnectionError {
    const more = cause === undefined ? {} : { cause };
    return new ConnectionError(`Connection to ${this.#name}: ${text}`, { broker: this.#name, phase: 'raw', ...more });
  }
}
