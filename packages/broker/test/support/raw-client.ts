import { connect } from 'node:net';
import { encodeRequestFrame, FrameDecoder, Reader, readResponseHeader, type Api, type MessageInit } from '@k/wire';
import type { MemoryNetwork } from '@k/runtime';

interface Pending {
  readonly correlationId: number;
  readonly resolve: (frame: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A client that does nothing by itself: it sends the request it is given, in the version it is given, and matches
 * answers by correlation id. Works over TCP and over a MemoryNetwork.
 */
export class RawClient {
  #nextCorrelationId = 1;
  #pending: Pending[] = [];
  readonly #write: (chunks: readonly Uint8Array[]) => void;
  readonly #destroy: () => void;
  readonly #decoder: FrameDecoder;
  /** Correlation ids in the order their answers came. */
  readonly answered: number[] = [];
  /** Resolves when the connection is closed by either side. */
  readonly closed: Promise<void>;
  #onClosed: () => void = () => undefined;
  #isClosed = false;

  private constructor(write: (chunks: readonly Uint8Array[]) => void, destroy: () => void) {
    this.#write = write;
    this.#destroy = destroy;
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
    this.#decoder = new FrameDecoder({
      onFrame: (frame) => {
        const correlationId = frame.readInt32BE(0);
        this.answered.push(correlationId);
        const index = this.#pending.findIndex((pending) => pending.correlationId === correlationId);
        const [pending] = index < 0 ? [] : this.#pending.splice(index, 1);
        pending?.resolve(frame);
      },
    });
  }

  static tcp(address: string): Promise<RawClient> {
    const [host, port] = address.split(':') as [string, string];
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port), noDelay: true });
      const client = new RawClient(
        (chunks) => {
          for (const chunk of chunks) socket.write(chunk);
        },
        () => socket.destroy(),
      );
      socket.on('data', (chunk: Buffer) => client.#decoder.push(chunk));
      socket.on('error', reject);
      socket.on('close', () => client.#close());
      socket.on('connect', () => resolve(client));
    });
  }

  static memory(network: MemoryNetwork, address: string): Promise<RawClient> {
    const [host, port] = address.split(':') as [string, string];
    return new Promise((resolve, reject) => {
      const socket = network.connect(
        { host, port: Number(port) },
        {
          onConnect: () => resolve(client),
          onData: (chunk) => client.#decoder.push(chunk),
          onDrain: () => undefined,
          onClose: (error) => {
            reject(error ?? new Error('closed'));
            client.#close();
          },
        },
      );
      const client = new RawClient(
        (chunks) => void socket.write(chunks),
        () => socket.destroy(),
      );
    });
  }

  async request<Req, Res>(api: Api<Req, Res>, version: number, body: MessageInit<Req>): Promise<Res> {
    const correlationId = this.#nextCorrelationId++;
    const answer = this.#expect(correlationId);
    if (!this.#isClosed) this.#write(encodeRequestFrame(api, version, { correlationId, clientId: 'raw' }, body));
    const reader = new Reader(await answer);
    readResponseHeader(reader, api, version);
    const response = api.response.read(reader, version);
    if (reader.remaining !== 0) throw new Error(`${String(reader.remaining)} bytes follow the ${api.name} response`);
    return response;
  }

  /** For requests that get no answer. */
  send<Req>(api: Api<Req, unknown>, version: number, body: MessageInit<Req>): void {
    const header = { correlationId: this.#nextCorrelationId++, clientId: 'raw' };
    this.#write(encodeRequestFrame(api, version, header, body));
  }

  /** The whole answer frame to a request made by hand. */
  sendBytes(bytes: Uint8Array, correlationId: number): Promise<Buffer> {
    const answer = this.#expect(correlationId);
    if (!this.#isClosed) this.#write([bytes]);
    return answer;
  }

  #expect(correlationId: number): Promise<Buffer> {
    if (this.#isClosed) return Promise.reject(new Error('the connection was closed'));
    return new Promise((resolve, reject) => {
      this.#pending.push({ correlationId, resolve, reject });
    });
  }

  close(): void {
    this.#destroy();
  }

  #close(): void {
    this.#isClosed = true;
    for (const pending of this.#pending) pending.reject(new Error('the connection was closed'));
    this.#pending = [];
    this.#onClosed();
  }
}
