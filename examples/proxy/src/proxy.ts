import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import * as k from '@k/wire';

type Address = Pick<k.ToldAddress, 'host' | 'port'>;
type Asked = Map<number, { readonly api: k.Api<unknown, unknown>; readonly version: number }>;

/** Each broker of a cluster has a door here, a port of `host` that opens when an answer first tells of the broker. */
export class Proxy {
  readonly #doors = new Map<string, Promise<Server>>();
  readonly #sockets = new Set<Socket>();
  readonly #host: string;

  constructor(host = '127.0.0.1') {
    this.#host = host;
  }

  /** @returns the door of a broker, on the port `at` or any free one unless it is open already */
  async open({ host, port }: Address, at = 0): Promise<Address> {
    const name = `${host}:${String(port)}`;
    const door = this.#doors.get(name) ?? this.#listen({ host, port }, at);
    this.#doors.set(name, door);
    return { host: this.#host, port: ((await door).address() as AddressInfo).port };
  }

  async close(): Promise<void> {
    for (const door of await Promise.all(this.#doors.values())) door.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #listen(broker: Address, port: number): Promise<Server> {
    const door = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      this.#join(client, connect({ ...broker, allowHalfOpen: true, noDelay: true }));
    });
    await once(door.listen(port, this.#host), 'listening');
    return door;
  }

  #join(client: Socket, broker: Socket): void {
    const asked: Asked = new Map();
    for (const socket of [client, broker]) this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)));
    Promise.all([
      pipeline(client, (chunks: AsyncIterable<Buffer>) => note(chunks, asked), broker),
      pipeline(broker, (chunks: AsyncIterable<Buffer>) => this.#rewrite(chunks, asked), client),
    ]).catch((error: unknown) => {
      const { code = '', message } = error as NodeJS.ErrnoException;
      for (const socket of [client, broker]) socket.destroy();
      // That somebody hangs up is nothing to tell.
      if (!/RESET|PREMATURE|EPIPE|ABORT/.test(code)) console.error(message);
    });
  }

  async *#rewrite(chunks: AsyncIterable<Buffer>, asked: Asked): AsyncIterable<Uint8Array> {
    const frames: Buffer[] = [];
    const decoder = new k.FrameDecoder({ onFrame: (frame) => frames.push(frame) });
    for await (const chunk of chunks) {
      decoder.push(chunk);
      for (const frame of frames.splice(0)) yield* await this.#answer(frame, asked);
    }
  }

  async #answer(frame: Buffer, asked: Asked): Promise<Uint8Array[]> {
    const id = frame.readInt32BE(0);
    const request = asked.get(id);
    asked.delete(id);
    if (request === undefined) return [Buffer.from([24, 16, 8, 0].map((bits) => frame.length >>> bits)), frame];
    // The version is not the one that was asked for where ApiVersions is refused.
    const { version, body } = k.decodeResponseFrame(request.api, request.version, frame);
    if (request.api === k.ApiVersions) narrow(body as k.ApiVersionsResponse);
    for (const told of k.brokerAddresses(request.api, body as object)) Object.assign(told, await this.open(told));
    return k.encodeResponseFrame(request.api, version, id, body);
  }
}

/** Passes requests on as they are, and notes those whose answers are not. */
async function* note(chunks: AsyncIterable<Buffer>, asked: Asked): AsyncIterable<Buffer> {
  const onFrame = (frame: Buffer): void => {
    const r = new k.Reader(frame);
    const { apiKey, apiVersion: version, correlationId } = k.readRequestHeader(r);
    const api = k.apiByKey(apiKey);
    if (api === undefined || (api !== k.ApiVersions && !k.tellsAddresses(api, version))) return;
    // Who asks for no acknowledgement gets no answer.
    if (api === k.Produce && k.Produce.request.read(r, version).acks === 0) return;
    asked.set(correlationId, { api, version });
  };
  const decoder = new k.FrameDecoder({ onFrame });
  for await (const chunk of chunks) {
    decoder.push(chunk);
    yield chunk;
  }
}

/** Clients are not told of what could not be read here: newer APIs, and newer versions. */
function narrow(versions: k.ApiVersionsResponse): void {
  versions.apiKeys = versions.apiKeys.flatMap((each) => {
    const api = k.apiByKey(each.apiKey);
    return api === undefined ? [] : { ...each, maxVersion: Math.min(each.maxVersion, api.maxVersion) };
  });
}
