import { FrameDecoder, type ConnectionError } from '@k/wire';
import { withResolvers, type Clock, type Network, type Resolvers, type Socket } from '@k/runtime';
import { parseAddress, unreadable } from './broker-address.ts';

/** A connection that sends what it is given, and finds answers by their correlation ids. */
export class ReplayConnection {
  readonly #address: string;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #opened = withResolvers();
  readonly #waiting = new Map<number, Resolvers<Buffer | undefined>>();
  #closed: Error | undefined;
  /** What came is no answer: nothing more is asked. */
  #unreadable: ConnectionError | undefined;

  /** @throws ConfigError for what is no address */
  constructor(address: string, network: Network, clock: Clock) {
    this.#address = address;
    this.#clock = clock;
    const onFrame = (frame: Buffer): void => this.#waiting.get(frame.readInt32BE(0))?.resolve(Buffer.from(frame));
    const decoder = new FrameDecoder({ onFrame });
    this.#opened.promise.catch(() => undefined);
    this.#socket = network.connect(parseAddress(address), {
      onConnect: () => this.#opened.resolve(),
      onData: (chunk) => {
        try {
          decoder.push(chunk);
        } catch (error) {
          this.#fail(unreadable(address, error));
        }
      },
      onDrain: () => undefined,
      onClose: (error) => this.close(error ?? new Error(`${address} closed the connection`)),
    });
  }

  /** @throws the socket's error, or that of `close()` */
  open(): Promise<void> {
    return this.#opened.promise;
  }

  /** Why nothing is answered any more. */
  get closed(): Error | undefined {
    return this.#closed;
  }

  /**
   * The answer; undefined when none comes within the time, or the connection is closed.
   * @param frame without its length
   * @throws ConnectionError when what comes is no answer of a broker
   */
  async ask(frame: Buffer, timeoutMs: number): Promise<Buffer | undefined> {
    if (this.#unreadable !== undefined) throw this.#unreadable;
    if (this.#closed !== undefined) return undefined;
    const answer = withResolvers<Buffer | undefined>();
    const correlationId = frame.readInt32BE(4);
    this.#waiting.set(correlationId, answer);
    this.send(frame);
    const timer = this.#clock.setTimeout(() => answer.resolve(undefined), timeoutMs);
    try {
      return await answer.promise;
    } finally {
      this.#clock.clearTimeout(timer);
      this.#waiting.delete(correlationId);
    }
  }

  /** For what is not answered. */
  send(frame: Buffer): void {
    const size = Buffer.alloc(4);
    size.writeInt32BE(frame.length);
    if (this.#closed === undefined) this.#socket.write([size, frame]);
  }

  /** Reads an answer. @throws ConnectionError when it is none */
  read<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      throw unreadable(this.#address, error);
    }
  }

  #fail(error: ConnectionError): void {
    // What was wrong first is why.
    if (this.#closed !== undefined) return;
    this.#unreadable = error;
    for (const answer of this.#waiting.values()) answer.reject(error);
    this.close(error);
  }

  /** Who waits for an answer gets none. */
  close(error = new Error(`the connection to ${this.#address} was not needed any more`)): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    this.#socket.destroy();
    this.#opened.reject(error);
    for (const answer of this.#waiting.values()) answer.resolve(undefined);
  }
}
