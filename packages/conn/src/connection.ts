import type { Api, MessageInit } from '@k/wire';
import type { BrokerAddress } from './address.ts';
import type { ConnectionState } from './connection-state.ts';
import type { FinalizedFeatures } from './features.ts';
import type { WaitOptions } from '@k/runtime';

export interface RequestOptions extends WaitOptions {
  /** The highest version of the API to use, when the newest both sides know would not do. */
  readonly maxVersion?: number | undefined;
  /**
   * Is told at once of the request, which waits from then on. Who may have to end any of many requests does it by this:
   * a signal made for each of them costs more than the rest of the request.
   */
  readonly onAsked?: ((request: AskedRequest) => void) | undefined;
}

/** A request that has no reply yet. */
export interface AskedRequest {
  /** As an abort of its signal with this reason. No effect on one that has ended. */
  fail(reason: unknown): void;
}

/** The body of a request, or a function that makes it once the version is known. */
export type RequestBody<Req> = MessageInit<Req> | ((version: number) => MessageInit<Req>);

/** A request that was written and whose reply is due. */
export interface InFlightRequest {
  readonly api: Api<unknown, unknown>;
  readonly version: number;
  readonly correlationId: number;
  /** When it was written, milliseconds on the runtime's monotonic clock. */
  readonly writtenAt: number;
}

/** How to end a connection. */
export interface ConnectionCloseOptions {
  /** Milliseconds that requests in flight are given for their replies. @default 0 */
  readonly timeoutMs?: number | undefined;
  /** What the requests that get no reply are rejected with. @default a ConnectionError: closed by its owner */
  readonly reason?: Error | undefined;
}

/**
 * One pipelined connection to one broker: requests leave in the order in which they were asked, several may be under
 * way, and each promise gets its own reply. {@link BrokerConnection} is the real one.
 */
export interface Connection extends AsyncDisposable {
  readonly broker: BrokerAddress;
  readonly state: ConnectionState;
  /** Set up and not ended: `ready`, or authenticating once more in between. */
  readonly connected: boolean;
  /** Requests written that still wait for their reply, the given-up ones included. */
  readonly inFlight: number;
  /** Milliseconds until the broker wants to hear from us again (KIP-219), during which requests wait; 0 when it does not mind. */
  readonly throttledMs: number;
  /**
   * Whether its versions rest on a guess, since the broker does not tell them (Kafka 0.8 cannot): what it seems to lack it
   * may have, so what fails of it is retriable, and the connection closes itself within seconds to be made anew.
   */
  readonly guessed: boolean;
  /** What the broker said, when it was connected, that the cluster has switched on (KIP-584); undefined before 2.7. */
  readonly features: FinalizedFeatures | undefined;
  /** Settles when the connection has ended: with the reason, or undefined after an orderly `close()`. Never rejects. */
  readonly closed: Promise<Error | undefined>;

  /** Opens it if need be; settles when requests can leave. Concurrent calls share one attempt. */
  connect(): Promise<void>;

  /**
   * The version that requests of `api` are sent with.
   * @throws UnsupportedVersionError when broker and client have none in common (retriable when that is a guess);
   *   StateError before the broker was asked.
   */
  versionFor(api: Api<unknown, unknown>, maxVersion?: number): number;

  /**
   * Sends one request, opening the connection first if need be. Error codes inside the response are data, not exceptions.
   *
   * Byte fields of the body are not copied: they belong to the connection until the reply is here, and for good when the
   * call fails, since they may still be on their way out.
   *
   * @throws ConnectionError (retriable) when the connection cannot be made or ends first; TimeoutError after `timeoutMs`
   *   (default: the connection's `requestTimeoutMs`), while the connection lives on and drops the late reply;
   *   UnsupportedVersionError; WireError when the body cannot be encoded or the reply not be decoded; the reason of
   *   `signal`.
   */
  request<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<Res>;

  /** For requests that brokers do not answer (Produce with acks 0): settles when the bytes were handed to the socket. */
  requestNoResponse<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<void>;

  /**
   * Ends it. What has not been written fails at once; what is in flight is given `timeoutMs` (default 0) for its reply.
   * Idempotent; settles when the socket is gone.
   */
  close(options?: ConnectionCloseOptions): Promise<void>;
}
