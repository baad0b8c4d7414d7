import { FrameDecoder } from '@k/wire';
import { withResolvers, type Clock, type Network, type Resolvers, type Socket } from '@k/runtime';

/** A connection that sends what it is given, and finds answers by their correlation ids. */
export class ReplayConnection {
  readonly #address: string;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #opened = withResolvers();
  readonly #waiting = new Map<number, Resolvers<Buffer | undefined>>();
  #closed: Error | undefined;

  constructor(address: string, network: Network, clock: Clock) {
    this.#address = address;
    this.#clock = clock;
    const onFrame = (frame: Buffer): void => this.#waiting.get(frame.readInt32BE(0))?.resolve(Buffer.from(frame));
    const decoder = new FrameDecoder({ onFrame });
    const colon = address.lastIndexOf(':');
    const target = { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
    this.#opened.promise.catch(() => undefined);
    this.#socket = network.connect(target, {
      onConnect: () => this.#opened.resolve(),
      onData: (chunk) => decoder.push(chunk),
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

  /** The answer; undefined when none comes within the time, or the connection is closed. @param frame without its length */
  async ask(frame: Buffer, timeoutMs: number): Promise<Buffer | undefined> {
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

  /** Who waits for an answer gets none. */
  close(error = new Error(`the connection to ${this.#address} was not needed any more`)): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    this.#socket.destroy();
    this.#opened.reject(error);
    for (const answer of this.#waiting.values()) answer.resolve(undefined);
  }
}
