import { KafkaError } from './kafka-error.ts';
import { showValue } from './show-value.ts';

/** One wrong option. */
export interface ConfigIssue {
  /** The option, e.g. `acks` or `ssl.ca`; empty when it is about the options as a whole. */
  readonly option: string;
  readonly message: string;
}

/** Options that cannot be used. The message names each one, what it got and what it takes. */
export class ConfigError extends KafkaError {
  override readonly name = 'ConfigError';
  readonly issues: readonly ConfigIssue[];

  constructor(message: string, issues: readonly ConfigIssue[] = []) {
    super(message);
    this.issues = issues;
  }
}

/** A call that cannot be made in this state, e.g. `send` on a closed producer. A mistake of the calling program. */
export class StateError extends KafkaError {
  override readonly name = 'StateError';
}

/** A broker could not be reached, or a connection to it broke. */
export class ConnectionError extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  static override get refreshMetadata(): boolean {
    return true;
  }

  override readonly name: string = 'ConnectionError';
  /** `host:port`. */
  readonly broker: string;
  /** What was being done, e.g. `connect`, `tls`, `authenticate`, `request`. */
  readonly phase: string;

  constructor(message: string, details: { broker: string; phase: string; cause?: unknown }) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.broker = details.broker;
    this.phase = details.phase;
  }
}

/** A broker answered what was not asked: the connection is closed, and nothing that came over it is believed. */
export class CorrelationIdError extends ConnectionError {
  override readonly name = 'CorrelationIdError';
}

/** None of the brokers that are known could be reached; the cause tells why for each. */
export class NoBrokersAvailableError extends ConnectionError {
  override readonly name = 'NoBrokersAvailableError';
}

/** Something did not end within its time. What was asked for may have happened all the same. */
export class TimeoutError extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  override readonly name = 'TimeoutError';
  /** What was waited for, e.g. `Fetch request to localhost:9092`. */
  readonly operation: string;
  readonly timeoutMs: number;

  constructor(details: { operation: string; timeoutMs: number; message?: string; cause?: unknown }) {
    // What is left of a longer time has a fraction, which tells nobody anything.
    const timeoutMs = Math.round(details.timeoutMs);
    super(
      details.message ?? `${details.operation} took longer than ${String(timeoutMs)} ms`,
      'cause' in details ? { cause: details.cause } : undefined,
    );
    this.operation = details.operation;
    this.timeoutMs = timeoutMs;
  }
}

/** The broker did not accept who we say we are. Not retriable: the same credentials meet the same answer. */
export class AuthenticationError extends KafkaError {
  override readonly name = 'AuthenticationError';
  /** `host:port`. */
  readonly broker: string | undefined;
  /** The SASL mechanism, or `SSL`. */
  readonly mechanism: string | undefined;

  constructor(message: string, details: { broker?: string; mechanism?: string; cause?: unknown } = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.broker = details.broker;
    this.mechanism = details.mechanism;
  }
}

/**
 * There is no version of an API that both sides speak, or this package does not know the version asked for. Retriable
 * only when the release of the broker is a guess that is about to be looked at again.
 */
export class UnsupportedVersionError extends KafkaError {
  override readonly name = 'UnsupportedVersionError';
  override readonly retriable: boolean;
  /** What a broker said that was taken for an older one is less than it could have told. */
  override readonly refreshMetadata: boolean;
  /** The API or message, e.g. `Fetch`. */
  readonly api: string;
  /** The version asked for, when it was one. */
  readonly version: number | undefined;
  /** What is known here. */
  readonly minVersion: number;
  readonly maxVersion: number;

  constructor(details: {
    api: string;
    version?: number;
    minVersion: number;
    maxVersion: number;
    /** What the broker takes is guessed. @default false */
    guessed?: boolean;
    message?: string;
    cause?: unknown;
  }) {
    const { api, version, minVersion, maxVersion, guessed = false } = details;
    const known = `known versions are ${String(minVersion)} to ${String(maxVersion)}`;
    super(
      details.message ??
        `${api}: ${version === undefined ? 'no version in common' : `no version ${showValue(version)}`}, ${known}`,
      'cause' in details ? { cause: details.cause } : undefined,
    );
    this.retriable = guessed;
    this.refreshMetadata = guessed;
    this.api = api;
    this.version = version;
    this.minVersion = minVersion;
    this.maxVersion = maxVersion;
  }
}
