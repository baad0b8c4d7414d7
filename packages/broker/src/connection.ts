import {
  encodeResponseFrame,
  FrameDecoder,
  KafkaError,
  Reader,
  readRequestHeader,
  ApiVersions,
  ErrorCode,
  wrongArgument,
  type Api,
  type DecodedRequestHeader,
  messageOf,
} from '@k/wire';
import { whenPassedOn } from './replication/passed-on.ts';
import { Access } from './access/access.ts';
import { answerUnsupportedApiVersions } from './api/018-api-versions.ts';
import {
  CLOSE_CONNECTION,
  NO_RESPONSE,
  type AnyHandler,
  type Reply,
  type RequestConnection,
  type RequestContext,
  type ServedApi,
} from './api/handler.ts';
import type { ApiRegistry } from './api/registry.ts';
import { refusalOf } from './api/request-access.ts';
import { checkMs } from '@k/runtime';
import { errorCodeOf } from './control/control-arguments.ts';
import { errorAnswer } from './control/error-answer.ts';
import type { ControlContext, Controls } from './control/control.ts';
import type { BrokerEvents, RequestFacts } from './events.ts';
import type { Exchanges, OpenExchange } from './exchanges.ts';
import type { GroupCoordinator } from './group/group-coordinator.ts';
import type { BrokerListener } from './listener.ts';
import { UNKNOWN_SOFTWARE, type ClientSoftware } from './net/client-software.ts';
import { FrameQueue } from './net/frame-queue.ts';
import type { Release } from './release/releases.ts';
import type { AcceptedHandlers, Socket, TimerHandle } from '@k/runtime';
import { Turn } from './net/turn.ts';
import { RequestQuotas } from './quotas/request-quotas.ts';
import { SaslSession } from './security/sasl-session.ts';
import type { PeerName } from './security/tls/peer-name.ts';
import type { ClusterState } from './state/cluster-state.ts';
import { keptReply } from './storage/answers.ts';
import type { Storage } from './storage/storage.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import type { TransactionCoordinator } from './transaction/transaction-coordinator.ts';

/** What every connection of a broker works with. */
export interface BrokerServices {
  readonly cluster: ClusterState;
  readonly groups: GroupCoordinator;
  readonly transactions: TransactionCoordinator;
  readonly telemetry: Telemetry;
  readonly controls: Controls;
  readonly events: BrokerEvents;
  readonly exchanges: Exchanges;
  /** Undefined: nothing is written to files. */
  readonly storage: Storage | undefined;
}

/** Unanswered bytes a client may send ahead before the broker stops reading from it. */
const READ_AHEAD_BYTES = 1024 * 1024;

/**
 * idle: nothing is being done; the next frame is taken up at once.
 * handling: a request is with its handler (or parked there); later frames wait, as Kafka mutes a channel, so answers
 * always leave in the order of their requests.
 * sending: the socket wants to drain before more is written.
 * resting: it has held the event loop for long enough, and goes on in the next turn; or its client is over a quota, and it goes on
 * when that has been waited for (KIP-219).
 * hanging: a control said to never answer again; frames are kept and forgotten.
 * left: the client has closed it. What it had asked for before is still done, and nobody is answered: with acks 0 a producer
 * does not wait for more than that its bytes are sent (KAFKA-3703).
 * closed: nothing is taken or sent any more.
 */
type ConnectionState = 'idle' | 'handling' | 'sending' | 'resting' | 'hanging' | 'left' | 'closed';

const LEGAL: Record<ConnectionState, readonly ConnectionState[]> = {
  idle: ['handling', 'resting', 'left', 'closed'],
  handling: ['idle', 'sending', 'resting', 'hanging', 'left', 'closed'],
  sending: ['idle', 'left', 'closed'],
  resting: ['idle', 'left', 'closed'],
  hanging: ['closed'],
  left: ['closed'],
  closed: [],
};

const OUTCOMES = 'an answer, undefined, "drop", "hang" or "close"';

/** Who did not say who it is. */
const ANONYMOUS = 'ANONYMOUS';

/** The fixed part of every request header version: key, version, correlation id. */
const FIXED_HEADER_BYTES = 8;

/** One client's connection to one node. */
export class ClientConnection implements RequestConnection, AcceptedHandlers {
  readonly id: number;
  readonly nodeId: number;
  readonly remoteAddress: string;
  software: ClientSoftware = UNKNOWN_SOFTWARE;
  #clientId: string | null = null;
  /** That of the request which is being handled, if anybody wants to see it. */
  #exchange: OpenExchange | undefined;
  #state: ConnectionState = 'idle';
  readonly #socket: Socket;
  readonly #services: BrokerServices;
  /** Those of the node, as long as it is up. */
  readonly #registry: ApiRegistry;
  readonly #release: Release | undefined;
  readonly #listener: string;
  readonly #sasl: SaslSession | undefined;
  readonly #peer: PeerName;
  readonly #access: Access;
  readonly #decoder: FrameDecoder;
  readonly #waiting = new FrameQueue();
  #readingPaused = false;
  readonly #turn: Turn;
  /** Set while resting. */
  #restTimer: TimerHandle;
  readonly #closeListeners = new Set<() => void>();
  readonly #onGone: () => void;

  constructor(
    id: number,
    init: {
      nodeId: number;
      listener: BrokerListener;
      socket: Socket;
      peer: PeerName;
      services: BrokerServices;
      registry: ApiRegistry;
      onGone: () => void;
    },
  ) {
    const { nodeId, listener, socket, peer, services, registry, onGone } = init;
    this.id = id;
    this.nodeId = nodeId;
    this.#listener = listener.settings.name;
    this.#sasl = listener.sasl === undefined ? undefined : new SaslSession(listener.sasl, services.cluster.clock);
    this.#peer = peer;
    this.remoteAddress = socket.remoteAddress ?? 'unknown';
    this.#access = new Access(services.cluster.authorizer, () => ({
      principal: `User:${this.principal ?? ANONYMOUS}`,
      host: this.remoteHost,
    }));
    this.#socket = socket;
    this.#services = services;
    this.#registry = registry;
    this.#release = services.cluster.releaseAt(nodeId);
    this.#turn = new Turn(services.cluster.clock);
    this.#onGone = onGone;
    this.#decoder = new FrameDecoder({
      maxFrameBytes: services.cluster.settings.maxRequestBytes,
      onFrame: (frame) => {
        this.#onFrame(frame);
      },
    });
  }

  /** From the last request. */
  get clientId(): string | null {
    return this.#clientId;
  }

  get remoteHost(): string {
    return hostOf(this.remoteAddress);
  }

  get remotePort(): string | null {
    return /:(\d+)$/.exec(this.remoteAddress)?.[1] ?? null;
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

  get state(): ConnectionState {
    return this.#state;
  }

  onceClosed(fn: () => void): () => void {
    this.#closeListeners.add(fn);
    return () => {
      this.#closeListeners.delete(fn);
    };
  }

  onClose(error?: Error): void {
    const from = this.#state;
    if (from === 'left' || from === 'closed') return;
    const reason = error?.message ?? 'closed by the client';
    if (from === 'hanging') {
      this.#end(reason);
      return;
    }
    if (from === 'resting') this.#services.cluster.clock.clearTimeout(this.#restTimer);
    this.#transition('left');
    this.#tellEnd(reason);
    if (from !== 'handling') this.#next();
  }

  onData(chunk: Buffer): void {
    if (this.#isOver()) return;
    this.#turn.begin();
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.close(`unreadable request: ${messageOf(error)}`);
    }
  }

  onDrain(): void {
    if (this.#state !== 'sending') return;
    this.#turn.begin();
    this.#transition('idle');
    this.#next();
  }

  /** Closes the connection from the broker's side. */
  close(reason: string): void {
    if (this.#state === 'closed') return;
    this.#socket.destroy();
    this.#end(reason);
  }

  /** Once, whoever closed first. */
  #end(reason: string): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'resting') this.#services.cluster.clock.clearTimeout(this.#restTimer);
    const isTold = this.#state === 'left';
    this.#transition('closed');
    this.#waiting.clear();
    this.#endExchange(null, null);
    if (!isTold) this.#tellEnd(reason);
    this.#onGone();
  }

  #endExchange(response: object | null, chunks: readonly Uint8Array[] | null): void {
    this.#exchange?.end(response, chunks);
    this.#exchange = undefined;
  }

  #tellEnd(reason: string): void {
    for (const fn of [...this.#closeListeners]) fn();
    this.#closeListeners.clear();
    const { events } = this.#services;
    if (events.observed) events.emit({ type: 'disconnect', nodeId: this.nodeId, connectionId: this.id, reason });
  }

  #transition(to: ConnectionState): void {
    if (!LEGAL[this.#state].includes(to)) throw new Error(`Connection cannot go from ${this.#state} to ${to}`);
    this.#state = to;
  }

  #onFrame(frame: Buffer): void {
    if (this.#isOver()) return;
    this.#waiting.push(frame);
    this.#next();
    if (this.#waiting.byteLength > READ_AHEAD_BYTES && !this.#readingPaused) {
      this.#readingPaused = true;
      this.#socket.pause?.();
    }
  }

  /** Takes up what has been waiting, as long as nothing is in the way. */
  #next(): void {
    if (this.#state === 'left') {
      const frame = this.#waiting.shift();
      if (frame === undefined) this.#end('all is done that was asked for');
      else this.#process(frame);
      return;
    }
    while (this.#state === 'idle' && !this.#waiting.isEmpty) {
      if (this.#turn.isSpent) this.#rest();
      else this.#process(this.#waiting.shift() as Buffer);
    }
    if (this.#readingPaused && this.#waiting.byteLength <= READ_AHEAD_BYTES && this.#state !== 'closed') {
      this.#readingPaused = false;
      this.#socket.resume?.();
    }
  }

  #rest(ms = 0): void {
    this.#transition('resting');
    this.#restTimer = this.#services.cluster.clock.setTimeout(() => {
      this.#turn.begin();
      this.#transition('idle');
      this.#next();
    }, ms);
  }

  /** One request, from idle or left. Comes back idle or sending when it was answered at once. */
  #process(frame: Buffer): void {
    if (this.#state === 'idle') this.#transition('handling');
    this.#turn.work(() => {
      try {
        const handling = this.#handle(frame) ?? (this.#state === 'left' ? Promise.resolve() : undefined);
        handling?.then(
          () => {
            this.#next();
          },
          (error: unknown) => {
            this.#failed(error);
          },
        );
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  #failed(error: unknown): void {
    if (this.#state === 'closed') return;
    this.close(KafkaError.is(error) ? `bad request: ${messageOf(error)}` : `internal error: ${messageOf(error)}`);
  }

  #handle(frame: Buffer): Promise<void> | undefined {
    if (this.#sasl?.takesBareTokens === true) return this.#bareToken(this.#sasl, frame);
    if (frame.length < FIXED_HEADER_BYTES) {
      this.close(`bad request: ${String(frame.length)} bytes are too few for a request header`);
      return undefined;
    }
    const apiKey = frame.readInt16BE(0);
    const { controls } = this.#services;
    const refusal = this.#sasl?.refusal(apiKey);
    if (refusal !== undefined) {
      if (this.#sasl?.tellsRefusals === true) this.#tellSaslState(this.#served(apiKey), frame);
      this.#leave(refusal);
      return undefined;
    }
    const served = this.#served(apiKey);
    if (served === undefined) {
      this.#unreadable(frame, `API key ${String(apiKey)}`);
      return undefined;
    }
    const asked = frame.readInt16BE(2);
    // 0.8.2 takes what is newer than it knows for the newest it knows, and passes over what follows.
    const mistaken = asked > served.maxVersion && this.#release?.unawareOfVersions.has(apiKey) === true;
    if (!mistaken && (asked < served.minVersion || asked > served.maxVersion)) {
      this.#refuseVersion(served, asked, frame);
      return undefined;
    }
    const version = mistaken ? served.maxVersion : asked;
    if (mistaken) frame.writeInt16BE(version, 2);
    this.#services.cluster.logs.check();
    const { handler } = served;
    const reader = new Reader(frame);
    const header = readRequestHeader(reader);
    this.#clientId = header.clientId;
    const request = handler.api.request.read(reader, version);
    // Kafka reads what it knows of a request and passes over what follows; librdkafka lives by that.
    this.#announce(handler, header, reader.remaining);
    const context = this.#context(header, frame.length);
    this.#exchange = this.#services.exchanges.begin(() => ({
      ...this.#factsOf(handler, header),
      request: request as object,
      requestFrame: frame,
    }));
    const since = this.#services.cluster.clock.monotonic();
    if (controls.of(apiKey) !== undefined) return this.#handleControlled(handler, request, context);
    const reply = answerTo(handler, request, context);
    context.quotas?.took(this.#services.cluster.clock.monotonic() - since);
    if (reply instanceof Promise) {
      return reply.then((settled) => {
        this.#turn.work(() => {
          this.#answer(handler.api, context, settled);
        });
      });
    }
    this.#answer(handler.api, context, reply);
    return undefined;
  }

  #served(apiKey: number): ServedApi | undefined {
    return this.#registry.served(apiKey) ?? this.#services.controls.served(apiKey);
  }

  /** ILLEGAL_SASL_STATE, in an answer to whatever was asked. */
  #tellSaslState(served: ServedApi | undefined, frame: Buffer): void {
    if (served === undefined) return;
    try {
      const body = { errorCode: ErrorCode.ILLEGAL_SASL_STATE };
      this.#send(encodeResponseFrame(served.handler.api, frame.readInt16BE(2), frame.readInt32BE(4), body));
    } catch (error) {
      // Not every version of every API has a place for it.
      if (!KafkaError.is(error)) throw error;
    }
  }

  /** After SaslHandshake v0: the frame is a token, and so is its answer. */
  async #bareToken(sasl: SaslSession, frame: Buffer): Promise<void> {
    const reply = await sasl.bareToken(frame);
    if (this.#isOver()) return;
    if (reply === undefined) {
      this.close(sasl.failure);
      return;
    }
    const size = Buffer.allocUnsafe(4);
    size.writeInt32BE(reply.length);
    this.#send([size, reply]);
  }

  /** KIP-35: only ApiVersions itself is answered in a version the broker lacks, in v0 and with its own range. */
  #refuseVersion(served: ServedApi, version: number, frame: Buffer): void {
    const { api } = served.handler;
    if (api.key !== ApiVersions.key) {
      this.#unreadable(frame, `${api.name} v${String(version)}`);
      return;
    }
    const body = answerUnsupportedApiVersions(served, this.#release);
    this.#send(encodeResponseFrame(ApiVersions, 0, frame.readInt32BE(4), body));
  }

  /** A request that the release cannot read: not even its header is known for sure. */
  #unreadable(frame: Buffer, what: string): void {
    const ignores = this.#release?.unreadable === 'ignore';
    const hasClientId = frame.length >= FIXED_HEADER_BYTES + 2 && frame.readInt16BE(FIXED_HEADER_BYTES) >= 0;
    if (ignores && hasClientId) this.#done();
    else this.close(`bad request: ${what} is not served`);
  }

  async #handleControlled(handler: AnyHandler, request: unknown, context: RequestContext): Promise<void> {
    let forwarded: Promise<Reply<unknown>> | undefined;
    const handle = (): Promise<Reply<unknown>> =>
      (forwarded ??= Promise.resolve().then(() => answerTo(handler, request, context)));
    for (const control of this.#services.controls.of(context.apiKey) ?? []) {
      if (!control.take(this.nodeId, context.clientId, request)) continue;
      const outcome = await control.fn(request, this.#controlContext(handler, request, context, handle));
      if (this.#isClosed()) return;
      if (outcome === undefined) {
        if (forwarded !== undefined) break;
        continue;
      }
      if (outcome === 'close' || (outcome === 'hang' && this.#isOver())) this.close('closed by a control');
      else if (outcome === 'hang') this.#transition('hanging');
      else if (outcome === 'drop') this.#answer(handler.api, context, NO_RESPONSE);
      else if (typeof outcome === 'object' && (outcome as unknown) !== null)
        this.#answer(handler.api, context, outcome);
      else throw wrongArgument(`control of ${handler.api.name}`, 'outcome', OUTCOMES, outcome);
      return;
    }
    this.#answer(handler.api, context, await handle());
  }

  #controlContext(
    { api }: AnyHandler,
    request: unknown,
    context: RequestContext,
    handle: () => Promise<Reply<unknown>>,
  ): ControlContext<unknown> {
    const { clock } = this.#services.cluster;
    return {
      nodeId: this.nodeId,
      connectionId: this.id,
      version: context.version,
      correlationId: context.correlationId,
      clientId: context.clientId,
      forward: async () => {
        const reply = await handle();
        return typeof reply === 'symbol' ? undefined : reply;
      },
      fail: (error) => errorAnswer(api, context.version, request, errorCodeOf('control: fail()', error)),
      delay: async (ms) => {
        checkMs('control: delay()', 'ms', ms);
        await new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));
      },
      sendRaw: (bytes) => {
        if (!(bytes instanceof Uint8Array)) throw wrongArgument('control: sendRaw()', 'bytes', 'a Uint8Array', bytes);
        this.#socket.write([bytes]);
      },
    };
  }

  /** Parked requests come back after the connection may have been closed. */
  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Whether nobody is there to be answered. */
  #isOver(): boolean {
    return this.#state === 'left' || this.#state === 'closed';
  }

  /** The request has no answer. */
  #done(throttleMs = 0): void {
    if (this.#isOver()) return;
    if (throttleMs > 0) this.#rest(throttleMs);
    else this.#transition('idle');
  }

  #answer(api: Api<unknown, unknown>, context: RequestContext, handled: Reply<unknown>): void {
    this.#services.cluster.changes.tell();
    if (this.#isClosed()) return;
    const { storage } = this.#services;
    const reply = storage === undefined ? handled : keptReply(storage, api.key, handled);
    if (reply === CLOSE_CONNECTION) {
      this.close(`${api.name} v${String(context.version)} cannot be answered`);
    } else if (reply === NO_RESPONSE) {
      this.#endExchange(null, null);
      this.#done(context.quotas?.throttleMs);
    } else {
      const chunks = encodedAnswer(api, context, reply as object);
      this.#endExchange(reply as object, chunks);
      this.#answerInTime(chunks, context.quotas?.throttleMs ?? 0);
      if (this.#sasl?.failed === true) this.#leave(this.#sasl.failure);
    }
  }

  /** @param throttleMs how long the client is over its quotas: nothing more is taken from it until then */
  #answerInTime(chunks: Uint8Array[], throttleMs: number): void {
    if (throttleMs > 0 && this.#release?.throttlesBeforeAnswers === true) {
      this.#services.cluster.clock.setTimeout(() => {
        this.#send(chunks);
        this.#next();
      }, throttleMs);
      return;
    }
    this.#send(chunks, throttleMs);
  }

  /** Closes the connection when what was written has left. */
  #leave(reason: string): void {
    if (this.#socket.end === undefined) this.#socket.destroy();
    else this.#socket.end();
    this.#end(reason);
  }

  #send(chunks: Uint8Array[], throttleMs = 0): void {
    if (this.#isOver()) return;
    const ready = this.#socket.write(chunks);
    if (throttleMs > 0) this.#rest(throttleMs);
    else this.#transition(ready ? 'idle' : 'sending');
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

  /** Who is not known yet is not counted. */
  #quotasOf({ clientId }: DecodedRequestHeader): RequestQuotas | undefined {
    const { cluster } = this.#services;
    const node = cluster.quotasAt(this.nodeId);
    if (node.isIdle || (this.#sasl !== undefined && this.principal === undefined)) return undefined;
    const user = { user: this.principal ?? ANONYMOUS, clientId: clientId ?? '' };
    return new RequestQuotas(node, user, cluster.clock);
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
      nodeId: this.nodeId,
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
}

/** What the handler answers, or the refusal of what the client may not ask. */
function answerTo(handler: AnyHandler, request: unknown, context: RequestContext): ReturnType<AnyHandler['handle']> {
  return refusalOf(request, context) ?? whenPassedOn(context, () => handler.handle(request, context));
}

/** Without the port, and an IPv4 address as one. */
export function hostOf(remoteAddress: string): string {
  return remoteAddress.replace(/:\d+$/, '').replace(/^::ffff:/, '');
}

/** The answer, which says how long its client is over its quotas if it has a place for that. */
function encodedAnswer(api: Api<unknown, unknown>, context: RequestContext, reply: object): Uint8Array[] {
  const { version, correlationId, quotas } = context;
  const throttleTimeMs = quotas?.throttleMs ?? 0;
  if (throttleTimeMs > 0) {
    try {
      return encodeResponseFrame(api, version, correlationId, { ...reply, throttleTimeMs });
    } catch (error) {
      if (!KafkaError.is(error)) throw error;
    }
  }
  return encodeResponseFrame(api, version, correlationId, reply);
}
