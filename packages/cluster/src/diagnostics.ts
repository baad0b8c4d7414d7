import { channel } from 'node:diagnostics_channel';
import type { Clock } from '@k/runtime';
import { formatAddress, type BrokerAddress, type ConnectionObserver, type ObservedRequest } from '@k/conn';
import { ProtocolError, type Api, type ErrorContext, messageOf } from '@k/wire';
import { Log } from './log.ts';
import type { Logger } from './logger.ts';
import type { AskedMetadata } from './metadata-cache.ts';
import type { FailedAttempt } from './retry.ts';

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
  readonly #log: Log;

  constructor(init: DiagnosticsInit) {
    this.#init = init;
    this.#log = new Log(init.logger, init.clock);
  }

  connected(address: BrokerAddress, durationMs: number, error: Error | undefined): void {
    if (!connects.hasSubscribers && !this.#log.isOn) return;
    const event: ConnectEvent = { ...this.#at(address), durationMs, error };
    connects.publish(event);
    const subject = reachOf(event);
    if (error === undefined) this.#log.fine(subject, event, `connected to ${event.broker}`);
    else this.#log.trouble(subject, error.message, 'warn', event, `could not connect: ${error.message}`);
  }

  authenticated(address: BrokerAddress, durationMs: number, error: Error | undefined): void {
    if (!authentications.hasSubscribers && !this.#log.isOn) return;
    const event: AuthenticateEvent = { ...this.#at(address), durationMs, error };
    authentications.publish(event);
    const subject = `authentication at ${event.broker}`;
    if (error === undefined) this.#log.fine(subject, event, `authenticated at ${event.broker}`);
    else {
      const message = `could not authenticate at ${event.broker}: ${error.message}`;
      this.#log.trouble(subject, message, 'error', event, message);
    }
  }

  disconnected(address: BrokerAddress, error: Error | undefined): void {
    if (!disconnects.hasSubscribers && !this.#log.isOn) return;
    const event: DisconnectEvent = { ...this.#at(address), error };
    disconnects.publish(event);
    if (error === undefined) this.#log.write('debug', event, `connection to ${event.broker} closed`);
    else this.#log.trouble(reachOf(event), error.message, 'info', event, `connection lost: ${error.message}`);
  }

  settled(address: BrokerAddress, { api, version, correlationId, askedAt }: ObservedRequest, error: unknown): void {
    const logged = error !== undefined && this.#log.isOn;
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
    if (logged) this.#log.write('debug', event, `${api.name} request to ${event.broker} failed: ${messageOf(error)}`);
  }

  throttled(address: BrokerAddress, api: Api<unknown, unknown>, throttleTimeMs: number): void {
    if (!throttles.hasSubscribers && !this.#log.isOn) return;
    const event: ThrottleEvent = { ...this.#at(address), api: api.name, throttleTimeMs };
    throttles.publish(event);
    const message = `${event.broker} throttles this client for ${throttleTimeMs} ms (quota exceeded)`;
    this.#log.trouble(`throttling by ${event.broker}`, '', 'warn', event, message);
  }

  retried(failed: FailedAttempt): void {
    if (!retries.hasSubscribers && !this.#log.isOn) return;
    const { operation, attempt, pauseMs, error } = failed;
    const told = error instanceof ProtocolError ? error.context : (error as Pick<ErrorContext, 'api' | 'broker'>);
    const broker = typeof told.broker === 'string' ? told.broker : undefined;
    const event: RetryEvent = { clientId: this.#init.clientId, ...failed, broker, api: told.api };
    retries.publish(event);
    const message = `${operation}: attempt ${attempt} failed, next in ${Math.round(pauseMs)} ms: ${error.message}`;
    this.#log.trouble(operation, error.message, 'info', event, message);
  }

  refreshed({ reason, topics, broker, durationMs, error }: AskedMetadata): void {
    if (!refreshes.hasSubscribers && !this.#log.isOn) return;
    const at = broker === undefined ? { broker, nodeId: undefined } : this.#at(broker);
    const event: RefreshEvent = { clientId: this.#init.clientId, ...at, reason, topics, durationMs, error };
    refreshes.publish(event);
    if (error === undefined) this.#log.fine('metadata', event, `metadata refreshed (${reason})`);
    else {
      const message = `metadata could not be refreshed (${reason}): ${error.message}`;
      this.#log.trouble('metadata', error.message, 'warn', event, message);
    }
  }

  #at(address: BrokerAddress): BrokerEvent {
    return {
      clientId: this.#init.clientId,
      broker: formatAddress(address),
      nodeId: this.#init.nodeAt(address),
    };
  }
}

/** What is in trouble while a broker cannot be reached, whatever the connection. */
function reachOf({ broker }: BrokerEvent): string {
  return `connection to ${broker}`;
}
