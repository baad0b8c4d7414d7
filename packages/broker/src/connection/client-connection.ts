import {
  ApiVersions,
  encodeResponseFrame,
  ErrorCode,
  KafkaError,
  Reader,
  readRequestHeader,
  type Api,
  type DecodedRequestHeader,
} from '@k/wire';
import type { AcceptedHandlers, Socket } from '@k/runtime';
import { Access } from '../access/access.ts';
import { answerUnsupportedApiVersions } from '../api/018-api-versions.ts';
import {
  CLOSE_CONNECTION,
  NO_RESPONSE,
  type AnyHandler,
  type Reply,
  type RequestConnection,
  type RequestContext,
  type ServedApi,
} from '../api/handler.ts';
import type { ApiRegistry } from '../api/registry.ts';
import { refusalOf } from '../api/request-access.ts';
import type { RequestFacts } from '../events.ts';
import type { OpenExchange } from '../exchanges.ts';
import type { BrokerListener } from '../listener.ts';
import { UNKNOWN_SOFTWARE, type ClientSoftware } from './client-software.ts';
import { RequestQuotas } from '../quotas/request-quotas.ts';
import type { Release } from '../release/releases.ts';
import { whenPassedOn } from '../replication/passed-on.ts';
import { SaslSession } from '../security/sasl-session.ts';
import type { PeerName } from '../security/tls/peer-name.ts';
import { keptReply } from '../storage/answers.ts';
import { hostOf, portOf } from './address.ts';
import type { BrokerServices } from './broker-services.ts';
import type { ChannelState } from './channel-state.ts';
import { controlledReply } from './controlled-request.ts';
import { encodedAnswer } from './encoded-answer.ts';
import { FIXED_HEADER_BYTES, isPassedOver, readVersion } from './read-version.ts';
import { RequestChannel, type ChannelUser } from './request-channel.ts';

/** Who did not say who it is. */
const ANONYMOUS = 'ANONYMOUS';

export interface ClientConnectionInit {
  readonly nodeId: number;
  readonly listener: BrokerListener;
  readonly socket: Socket;
  readonly peer: PeerName;
  readonly services: BrokerServices;
  readonly registry: ApiRegistry;
  readonly onGone: () => void;
}

/** One client's connection to one node: who it is, and what is answered to what it asks. */
export class ClientConnection implements RequestConnection, ChannelUser {
  readonly id: number;
  readonly nodeId: number;
  readonly remoteAddress: string;
  software: ClientSoftware = UNKNOWN_SOFTWARE;
  #clientId: string | null = null;
  readonly #channel: RequestChannel;
  /** That of the request which is being handled, if anybody wants to see it. */
  #exchange: OpenExchange | undefined;
  readonly #services: BrokerServices;
  /** Those of the node, as long as it is up. */
  readonly #registry: ApiRegistry;
  readonly #release: Release | undefined;
  readonly #listener: string;
  readonly #sasl: SaslSession | undefined;
  readonly #peer: PeerName;
  readonly #access: Access;
  readonly #closeListeners = new Set<() => void>();
  readonly #onGone: () => void;

  constructor(id: number, { nodeId, listener, socket, peer, services, registry, onGone }: ClientConnectionInit) {
    const { cluster } = services;
    this.id = id;
    this.nodeId = nodeId;
    this.#listener = listener.settings.name;
    this.#sasl = listener.sasl === undefined ? undefined : new SaslSession(listener.sasl, cluster.clock);
    this.#peer = peer;
    this.remoteAddress = socket.remoteAddress ?? 'unknown';
    this.#access = new Access(cluster.authorizer, () => ({
      principal: `User:${this.principal ?? ANONYMOUS}`,
      host: this.remoteHost,
    }));
    this.#services = services;
    this.#registry = registry;
    this.#release = cluster.releaseAt(nodeId);
    this.#onGone = onGone;
    const { maxRequestBytes: maxFrameBytes } = cluster.settings;
    this.#channel = new RequestChannel(socket, { clock: cluster.clock, maxFrameBytes }, this);
  }

  /** What its socket tells goes there. */
  get socketHandlers(): AcceptedHandlers {
    return this.#channel;
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  /** From the last request. */
  get clientId(): string | null {
    return this.#clientId;
  }

  get remoteHost(): string {
    return hostOf(this.remoteAddress);
  }

  get remotePort(): string | null {
    return portOf(this.remoteAddress);
  }

  /** Name of the listener it came in by. */
  get listener(): string {
    return this.#listener;
  }

  /** The authenticated user, or the subject of a client's certificate; undefined before it is known, and where nobody is asked. */
  get principal(): string | undefined {
    if (this.#sasl !== undefined) return this.#sasl.principal;
    return this.#peer.isKnown ? this.#peer.name : undefined;
  }

  onceClosed(fn: () => void): () => void {
    this.#closeListeners.add(fn);
    return () => {
      this.#closeListeners.delete(fn);
    };
  }

  /** Closes the connection from the broker's side. */
  close(reason: string): void {
    this.#channel.close(reason);
  }

  // --- what the channel tells

  handle(frame: Buffer): Promise<void> | undefined {
    if (this.#sasl?.takesBareTokens === true) return this.#bareToken(this.#sasl, frame);
    if (frame.length < FIXED_HEADER_BYTES) {
      this.close(`bad request: ${String(frame.length)} bytes are too few for a request header`);
      return undefined;
    }
    const apiKey = frame.readInt16BE(0);
    const served = this.#registry.served(apiKey) ?? this.#services.controls.served(apiKey);
    const refusal = this.#sasl?.refusal(apiKey);
    if (refusal !== undefined) {
      if (this.#sasl?.tellsRefusals === true) this.#tellSaslState(served, frame);
      this.#channel.leave(refusal);
      return undefined;
    }
    if (served === undefined) {
      this.#unreadable(frame, `API key ${String(apiKey)}`);
      return undefined;
    }
    const version = readVersion(frame, served, this.#release);
    if (version === undefined) {
      this.#refuseVersion(served, frame);
      return undefined;
    }
    return this.#read(frame, served.handler, version);
  }

  gone(reason: string): void {
    for (const fn of [...this.#closeListeners]) fn();
    this.#closeListeners.clear();
    const { events } = this.#services;
    if (events.observed) events.emit({ type: 'disconnect', nodeId: this.nodeId, connectionId: this.id, reason });
  }

  ended(): void {
    this.#endExchange(null, null);
    this.#onGone();
  }

  // --- a request that can be read

  #read(frame: Buffer, handler: AnyHandler, version: number): Promise<void> | undefined {
    const { cluster, exchanges, controls } = this.#services;
    cluster.logs.check();
    const reader = new Reader(frame);
    const header = readRequestHeader(reader);
    this.#clientId = header.clientId;
    const request = handler.api.request.read(reader, version);
    // Kafka reads what it knows of a request and passes over what follows; librdkafka lives by that.
    this.#announce(handler, header, reader.remaining);
    const context = this.#context(header, frame.length);
    this.#exchange = exchanges.begin(() => ({
      ...this.#factsOf(handler, header),
      request: request as object,
      requestFrame: frame,
    }));
    if (controls.of(header.apiKey) !== undefined) return this.#controlled(handler, request, context);
    const since = cluster.clock.monotonic();
    const reply = answerTo(handler, request, context);
    context.quotas?.took(cluster.clock.monotonic() - since);
    if (reply instanceof Promise) {
      return reply.then((settled) => {
        this.#channel.work(() => {
          this.#answer(handler.api, context, settled);
        });
      });
    }
    this.#answer(handler.api, context, reply);
    return undefined;
  }

  async #controlled(handler: AnyHandler, request: unknown, context: RequestContext): Promise<void> {
    const { controls, cluster } = this.#services;
    const handle = (): ReturnType<AnyHandler['handle']> => answerTo(handler, request, context);
    const { clock } = cluster;
    const parts = { handler, request, context, channel: this.#channel, clock, handle };
    const reply = await controlledReply(controls, parts);
    if (reply !== undefined) this.#answer(handler.api, context, reply);
  }

  #context(header: DecodedRequestHeader, sizeInBytes: number): RequestContext {
    const { cluster, groups, transactions, telemetry, controls } = this.#services;
    const { nodeId } = this;
    return {
      // A request that waits sees what its node sees by then.
      get cluster() {
        return cluster.isolation.seenBy(nodeId);
      },
      groups,
      transactions,
      telemetry,
      nodeId,
      apiKey: header.apiKey,
      version: header.apiVersion,
      correlationId: header.correlationId,
      clientId: header.clientId,
      connection: this,
      listener: this.#listener,
      access: this.#access,
      quotas: this.#quotasOf(header),
      sizeInBytes,
      sasl: this.#sasl,
      apiRanges: controls.announced(this.#registry.ranges),
    };
  }

  /** Who is not known yet is not counted. */
  #quotasOf({ clientId }: DecodedRequestHeader): RequestQuotas | undefined {
    const { cluster } = this.#services;
    const node = cluster.quotasAt(this.nodeId);
    if (node.isIdle || (this.#sasl !== undefined && this.principal === undefined)) return undefined;
    const user = { user: this.principal ?? ANONYMOUS, clientId: clientId ?? '' };
    return new RequestQuotas(node, user, cluster.clock);
  }

  #announce(handler: AnyHandler, header: DecodedRequestHeader, trailingBytes: number): void {
    const { events } = this.#services;
    if (!events.observed) return;
    const request = this.#factsOf(handler, header);
    events.emit({ type: 'request', ...request });
    if (trailingBytes > 0) events.emit({ type: 'trailingBytes', ...request, bytes: trailingBytes });
  }

  #factsOf(handler: AnyHandler, header: DecodedRequestHeader): RequestFacts {
    return {
      nodeId: this.nodeId,
      connectionId: this.id,
      apiKey: header.apiKey,
      apiName: handler.api.name,
      version: header.apiVersion,
      correlationId: header.correlationId,
      clientId: header.clientId,
    };
  }

  #answer(api: Api<unknown, unknown>, context: RequestContext, handled: Reply<unknown>): void {
    const { cluster, storage } = this.#services;
    cluster.changes.tell();
    if (this.#channel.isClosed) return;
    const reply = storage === undefined ? handled : keptReply(storage, api.key, handled);
    if (reply === CLOSE_CONNECTION) {
      this.close(`${api.name} v${String(context.version)} cannot be answered`);
      return;
    }
    const throttleMs = context.quotas?.throttleMs ?? 0;
    if (reply === NO_RESPONSE) {
      this.#endExchange(null, null);
      this.#channel.done(throttleMs);
      return;
    }
    const chunks = encodedAnswer(api, context, reply as object);
    this.#endExchange(reply as object, chunks);
    if (throttleMs > 0 && this.#release?.throttlesBeforeAnswers === true) this.#channel.sendLate(chunks, throttleMs);
    else this.#channel.send(chunks, throttleMs);
    if (this.#sasl?.failed === true) this.#channel.leave(this.#sasl.failure);
  }

  #endExchange(response: object | null, chunks: readonly Uint8Array[] | null): void {
    this.#exchange?.end(response, chunks);
    this.#exchange = undefined;
  }

  // --- what is not for a handler

  /** ILLEGAL_SASL_STATE, in an answer to whatever was asked. */
  #tellSaslState(served: ServedApi | undefined, frame: Buffer): void {
    if (served === undefined) return;
    try {
      const body = { errorCode: ErrorCode.ILLEGAL_SASL_STATE };
      this.#channel.send(encodeResponseFrame(served.handler.api, frame.readInt16BE(2), frame.readInt32BE(4), body));
    } catch (error) {
      // Not every version of every API has a place for it.
      if (!KafkaError.is(error)) throw error;
    }
  }

  /** After SaslHandshake v0: the frame is a token, and so is its answer. */
  async #bareToken(sasl: SaslSession, frame: Buffer): Promise<void> {
    const reply = await sasl.bareToken(frame);
    if (this.#channel.isOver) return;
    if (reply === undefined) {
      this.close(sasl.failure);
      return;
    }
    const size = Buffer.allocUnsafe(4);
    size.writeInt32BE(reply.length);
    this.#channel.send([size, reply]);
  }

  /** KIP-35: only ApiVersions itself is answered in a version the broker lacks, in v0 and with its own range. */
  #refuseVersion(served: ServedApi, frame: Buffer): void {
    const { api } = served.handler;
    if (api.key !== ApiVersions.key) {
      this.#unreadable(frame, `${api.name} v${String(frame.readInt16BE(2))}`);
      return;
    }
    const body = answerUnsupportedApiVersions(served, this.#release);
    this.#channel.send(encodeResponseFrame(ApiVersions, 0, frame.readInt32BE(4), body));
  }

  /** A request that the release cannot read: not even its header is known for sure. */
  #unreadable(frame: Buffer, what: string): void {
    if (isPassedOver(frame, this.#release)) this.#channel.done();
    else this.close(`bad request: ${what} is not served`);
  }
}

/** What the handler answers, or the refusal of what the client may not ask. */
function answerTo(handler: AnyHandler, request: unknown, context: RequestContext): ReturnType<AnyHandler['handle']> {
  return refusalOf(request, context) ?? whenPassedOn(context, () => handler.handle(request, context));
}
