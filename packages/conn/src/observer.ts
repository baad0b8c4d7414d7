import type { Api } from '@k/wire';
import type { BrokerAddress } from './address.ts';

/** A request as an observer sees it: what it was, never what it carried. */
export interface ObservedRequest {
  readonly api: Api<unknown, unknown>;
  /** -1 when it was never written. */
  readonly version: number;
  /** -1 when it was never written. */
  readonly correlationId: number;
  /** When it was asked, on the runtime's monotonic clock in milliseconds: its time in the client counts. */
  readonly askedAt: number;
}

/**
 * Is told what happens on a connection, each thing once it is over. The methods are called in the middle of the
 * connection's work: they must be quick and must not throw. What is left out costs nothing.
 */
export interface ConnectionObserver {
  /** The set-up (socket, versions, authentication) has ended, well or with `error`. */
  connected?(broker: BrokerAddress, durationMs: number, error: Error | undefined): void;
  /** Authentication has ended; part of the set-up. */
  authenticated?(broker: BrokerAddress, durationMs: number, error: Error | undefined): void;
  /** A connection that was ready has ended: with a reason, or because its owner closed it. */
  disconnected?(broker: BrokerAddress, reason: Error | undefined): void;
  /** A request is settled. `error` is whatever it was rejected with: a signal's reason may be anything. */
  settled?(broker: BrokerAddress, request: ObservedRequest, error: unknown): void;
  /** A broker asked for a pause (KIP-219), which the connection keeps. */
  throttled?(broker: BrokerAddress, api: Api<unknown, unknown>, throttleTimeMs: number): void;
}
