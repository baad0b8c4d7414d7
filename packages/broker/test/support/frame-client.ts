import { connect, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { encodeRequestFrame, FrameDecoder, Reader, readResponseHeader, type Api, type MessageInit } from '@k/wire';

/** Frames in, frames out, over TCP: for exchanges in which not every frame is a request. */
export class FrameClient {
  readonly #socket: Socket;
  readonly #frames: Buffer[] = [];
  readonly #waiting: { resolve: (frame: Buffer) => void; reject: (error: Error) => void }[] = [];
  /** Resolves when the connection is closed by either side. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const decoder = new FrameDecoder({
      onFrame: (frame) => {
        const waiting = this.#waiting.shift();
        if (waiting === undefined) this.#frames.push(frame);
        else waiting.resolve(frame);
      },
    });
    socket.on('data', (chunk: Buffer) => {
      decoder.push(chunk);
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        for (const { reject } of this.#waiting.splice(0)) reject(new Error('the connection was closed'));
        resolve();
      });
    });
    socket.on('error', () => undefined);
  }

  /** @param tls spoken when this is there */
  static to(address: string | undefined, tls?: ConnectionOptions): Promise<FrameClient> {
    const [host, port] = (address ?? '').split(':') as [string, string];
    return new Promise((resolve, reject) => {
      const where = { host, port: Number(port), noDelay: true };
      const socket = tls === undefined ? connect(where) : connectTls({ ...where, ...tls });
      const client = new FrameClient(socket);
      socket.once('error', reject);
      socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
        resolve(client);
      });
    });
  }

  /** The next frame that comes. */
  frame(): Promise<Buffer> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    if (this.#socket.destroyed) return Promise.reject(new Error('the connection was closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  async request<Req, Res>(api: Api<Req, Res>, version: number, body: MessageInit<Req>): Promise<Res> {
    this.#socket.write(Buffer.concat(encodeRequestFrame(api, version, { correlationId: 7, clientId: 'raw' }, body)));
    const reader = new Reader(await this.frame());
    readResponseHeader(reader, api, version);
    return api.response.read(reader, version);
  }

  /** A bare token, and the one that answers it. */
  token(text: string): Promise<Buffer> {
    const size = Buffer.alloc(4);
    size.writeInt32BE(Buffer.byteLength(text));
    this.#socket.write(Buffer.concat([size, Buffer.from(text)]));
    return this.frame();
  }

  close(): void {
    this.#socket.destroy();
  }
}
