import { channel } from 'node:diagnostics_channel';
import { formatAddress, type BrokerAddress, type Clock, type ConnectionObserver, type ObservedRequest } from '@k/conn';
import { ProtocolError, type Api, type ErrorContext } from '@k/wire';
import type { AskedMetadata } from './metadata-cache.ts';
import type { FailedAttempt } from './retry.ts';

/**
 * Takes log lines: pino and `console` fit as they are. `fields` has the details (`broker`, `api`, `durationMs`, `err` …),
 * never what a request carried, and no secret.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

interface ClientEvent {
  /** The cluster's `clientId`, to tell several apart. */
  readonly clientId: string;
}

interface BrokerEvent extends ClientEvent {
  /** 'host:port'. */
  readonly broker: string;
  /** Broker id; undefined for an address that is no known broker's, such as a bootstrap server's. */
  readonly nodeId: number | undefined;
}

/** A connection was set up (socket, versions, authentication), or `error` says why not. */
export interface ConnectEvent extends BrokerEvent {
  readonly durationMs: number;
  readonly error: Error | undefined;
}

/** A connection was authenticated, or `error` says why not. */
export type AuthenticateEvent = ConnectEvent;

/** A connection that was ready ended; `error` is undefined when this client closed it. */
export interface DisconnectEvent extends BrokerEvent {
  readonly error: Error | undefined;
}

/** A request was answered or failed. Its response may hold error codes: those are the caller's. */
export interface RequestEvent extends BrokerEvent {
  /** 'Fetch'. */
  readonly api: string;
  readonly apiKey: number;
  /** -1 when it was never written. */
  readonly apiVersion: number;
  /** -1 when it was never written. */
  readonly correlationId: number;
  /** From the call to the answer, waiting in the client included. */
  readonly durationMs: number;
  /** An Error, or whatever the signal was aborted with. */
  readonly error: unknown;
}

/** A broker asked for a pause, which is kept (KIP-219). */
export interface ThrottleEvent extends BrokerEvent {
  readonly api: string;
  readonly throttleTimeMs: number;
}

/** Something ('load metadata of topic 'orders'') failed and is tried again after `pauseMs`. */
export interface RetryEvent extends ClientEvent, FailedAttempt {
  /** 'host:port' if the error is one broker's; several, separated by commas, if none of them could be reached. */
  readonly broker: string | undefined;
  /** The API that answered with an error code, if that was it. */
  readonly api: string | undefined;
}

/** Metadata was asked for and taken in, or `error` says why not. */
export interface RefreshEvent extends ClientEvent {
  readonly reason: string;
  /** The topics asked for. */
  readonly topics: readonly string[];
  /** 'host:port' of who answered; undefined when nobody did. */
  readonly broker: string | undefined;
  readonly nodeId: number | undefined;
  readonly durationMs: number;
  readonly error: Error | undefined;
}

/** The events by their channel's name. */
export interface ClusterEvents {
  '@k/cluster:connect': ConnectEvent;
  '@k/cluster:authenticate': AuthenticateEvent;
  '@k/cluster:disconnect': DisconnectEvent;
  '@k/cluster:request': RequestEvent;
  '@k/cluster:throttle': ThrottleEvent;
  '@k/cluster:retry': RetryEvent;
  '@k/cluster:refresh': RefreshEvent;
}

const connects = channel('@k/cluster:connect');
const authentications = channel('@k/cluster:authenticate');
const disconnects = channel('@k/cluster:disconnect');
const requests = channel('@k/cluster:request');
const throttles = channel('@k/cluster:throttle');
const retries = channel('@k/cluster:retry');
const refreshes = channel('@k/cluster:refresh');

export interface DiagnosticsInit {
  readonly clientId: string;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  /** Broker id by address, from the metadata. */
  readonly nodeAt: (address: BrokerAddress) => number | undefined;
}

/**
 * Publishes what happens on the channels of `node:diagnostics_channel` and in the log. Nothing is made for a channel
 * without subscribers.
 */
export class Diagnostics implements ConnectionObserver {
  readonly #init: DiagnosticsInit;
  /** 'host:port' -> end of the pause it asked for, on the monotonic clock. */
  readonly #throttledUntil = new Map<string, number>();

  constructor(init: DiagnosticsInit) {
    this.#init = init;
  }

  /** Milliseconds for which a broker still wants to be left alone. */
  throttledMs(address: BrokerAddress): number {
    const until = this.#throttledUntil.get(formatAddress(address)) ?? 0;
    return Math.max(0, until - this.#init.clock.monotonic());
  }

  connected(address: BrokerAddress, durationMs: number, error: Error | undefined): void {
    if (!connects.hasSubscribers && this.#init.logger === undefined) return;
    const event: ConnectEvent = { ...this.#at(address), durationMs, error };
    connects.publish(event);
    if (error === undefined) this.#log('debug', event, `connected to ${event.broker}`);
    else this.#log('warn', event, `could not connect: ${error.message}`);
  }

  authenticated(address: BrokerAddress, durationMs: number, error: Error | undefined): void {
    if (!authentications.hasSubscribers && this.#init.logger === undefined) return;
    const event: AuthenticateEvent = { ...this.#at(address), durationMs, error };
    authentications.publish(event);
    if (error === undefined) this.#log('debug', event, `authenticated at ${event.broker}`);
    else this.#log('error', event, `could not authenticate at ${event.broker}: ${error.message}`);
  }

  disconnected(address: BrokerAddress, error: Error | undefined): void {
    if (!disconnects.hasSubscribers && this.#init.logger === undefined) return;
    const event: DisconnectEvent = { ...this.#at(address), error };
    disconnects.publish(event);
    if (error === undefined) this.#log('debug', event, `connection to ${event.broker} closed`);
    else this.#log('info', event, `connection lost: ${error.message}`);
  }

  settled(address: BrokerAddress, { api, version, correlationId, askedAt }: ObservedRequest, error: unknown): void {
    const logged = error !== undefined && this.#init.logger !== undefined;
    if (!requests.hasSubscribers && !logged) return;
    const durationMs = this.#init.clock.monotonic() - askedAt;
    const event: RequestEvent = {
      ...this.#at(address),
      api: api.name,
      apiKey: api.key,
      apiVersion: version,
      correlationId,
      durationMs,
      error,
    };
    requests.publish(event);
    if (logged) this.#log('debug', event, `${api.name} request to ${event.broker} failed: ${textOf(error)}`);
  }

  throttled(address: BrokerAddress, api: Api<unknown, unknown>, throttleTimeMs: number): void {
    this.#throttledUntil.set(formatAddress(address), this.#init.clock.monotonic() + throttleTimeMs);
    if (!throttles.hasSubscribers && this.#init.logger === undefined) return;
    const event: ThrottleEvent = { ...this.#at(address), api: api.name, throttleTimeMs };
    throttles.publish(event);
    this.#log('warn', event, `${event.broker} throttles this client for ${throttleTimeMs} ms (quota exceeded)`);
  }

  retried(failed: FailedAttempt): void {
    if (!retries.hasSubscribers && this.#init.logger === undefined) return;
    const { operation, attempt, pauseMs, error } = failed;
    const told = error instanceof ProtocolError ? error.context : (error as Pick<ErrorContext, 'api' | 'broker'>);
    const broker = typeof told.broker === 'string' ? told.broker : undefined;
    const event: RetryEvent = { clientId: this.#init.clientId, ...failed, broker, api: told.api };
    retries.publish(event);
    this.#log('info', event, `${operation}: attempt ${attempt} failed, next in ${Math.round(pauseMs)} ms`);
  }

  refreshed({ reason, topics, broker, durationMs, error }: AskedMetadata): void {
    if (!refreshes.hasSubscribers && this.#init.logger === undefined) return;
    const at = broker === undefined ? { broker, nodeId: undefined } : this.#at(broker);
    const event: RefreshEvent = { clientId: this.#init.clientId, ...at, reason, topics, durationMs, error };
    refreshes.publish(event);
    if (error === undefined) this.#log('debug', event, `metadata refreshed (${reason})`);
    else this.#log('warn', event, `metadata could not be refreshed (${reason}): ${error.message}`);
  }

  #at(address: BrokerAddress): BrokerEvent {
    return {
      clientId: this.#init.clientId,
      broker: formatAddress(address),
      nodeId: this.#init.nodeAt(address),
    };
  }

  #log(level: keyof Logger, event: ClientEvent & { readonly error?: unknown }, message: string): void {
    const { error, ...rest } = event;
    try {
      // `err` is where pino looks for an error to print with its stack.
      this.#init.logger?.[level](error === undefined ? rest : { ...rest, err: error }, message);
    } catch {
      // A logger that fails must not fail the request that it was to tell of.
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
