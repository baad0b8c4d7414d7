import {
  ApiVersions,
  apiByKey,
  encodeResponseFrame,
  FrameDecoder,
  Reader,
  readRequestHeader,
  type Api,
  type DecodedRequestHeader,
  type MessageInit,
} from '@k/wire';
import type { Peer, Place, Server } from './place.ts';

/** One request as the fake broker got it. */
export interface Received {
  readonly api: Api<unknown, unknown>;
  readonly header: DecodedRequestHeader;
  readonly body: unknown;
  readonly peer: Peer;
  /** Answers it, now or later. */
  reply(body: unknown): void;
}

type Handler = (request: Received) => unknown;

/** A broker of a few lines: what it says to an API is up to the test; ApiVersions it answers by itself. */
export class FakeBroker implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly peers = new Set<Peer>();
  ranges: { apiKey: number; minVersion: number; maxVersion: number }[];
  /** Looks at each frame first; true when it was not a request but something for the test. */
  bareFrame: (frame: Buffer, peer: Peer) => boolean = () => false;
  readonly #handlers = new Map<number, Handler>();
  #waiters: (() => void)[] = [];
  #server!: Server;

  private constructor(apis: readonly Api<unknown, unknown>[]) {
    this.ranges = [ApiVersions, ...apis].map(({ key, minVersion, maxVersion }) => ({
      apiKey: key,
      minVersion,
      maxVersion,
    }));
    this.on(ApiVersions, () => ({ apiKeys: this.ranges }));
  }

  static async start(
    place: Pick<Place, 'listen'>,
    apis: readonly Api<unknown, unknown>[],
    at?: Parameters<Place['listen']>[1],
  ): Promise<FakeBroker> {
    const broker = new FakeBroker(apis);
    broker.#server = await place.listen((peer) => {
      broker.peers.add(peer);
      const decoder = new FrameDecoder({
        onFrame: (frame) => {
          broker.#onFrame(frame, peer);
        },
      });
      return {
        onData: (chunk) => {
          decoder.push(chunk);
        },
        onClose: () => {
          broker.peers.delete(peer);
        },
      };
    }, at);
    return broker;
  }

  get host(): string {
    return this.#server.host;
  }

  get port(): number {
    return this.#server.port;
  }

  /** What `handler` returns is the answer; undefined for none (yet). */
  on<Req, Res>(api: Api<Req, Res>, handler: (request: Received & { body: Req }) => MessageInit<Res> | undefined): void {
    this.#handlers.set(api.key, handler as Handler);
  }

  /** Settles once `count` requests other than ApiVersions are here. */
  async requests(count: number): Promise<Received[]> {
    const seen = (): Received[] => this.received.filter(({ api }) => api.key !== ApiVersions.key);
    while (seen().length < count) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    return seen();
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #onFrame(frame: Buffer, peer: Peer): void {
    if (this.bareFrame(frame, peer)) return;
    const reader = new Reader(frame);
    const header = readRequestHeader(reader);
    const api = apiByKey(header.apiKey);
    if (api === undefined) throw new Error(`no API ${header.apiKey}`);
    const body = api.request.decode(header.apiVersion, frame.subarray(reader.offset));
    const reply = (response: unknown): void => {
      const chunks = encodeResponseFrame(api, header.apiVersion, header.correlationId, response as never);
      peer.send(Buffer.concat(chunks));
    };
    const request = { api, header, body, peer, reply };
    this.received.push(request);
    const response = this.#handlers.get(api.key)?.(request);
    if (response !== undefined) reply(response);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
