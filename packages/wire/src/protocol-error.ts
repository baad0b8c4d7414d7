import { KafkaError } from './kafka-error.ts';
import { type ErrorFacts, errorFactsByCode } from './error-codes.ts';

/** What an error code was about; all of it goes into the message. */
export interface ErrorContext {
  /** The API that answered, e.g. `Produce`. */
  readonly api?: string | undefined;
  readonly version?: number | undefined;
  readonly topic?: string | undefined;
  readonly partition?: number | undefined;
  /** `host:port` or broker id. */
  readonly broker?: string | number | undefined;
  /** The broker's own words, when it sent some. */
  readonly message?: string | null | undefined;
}

/** A broker answered with an error code. */
export class ProtocolError extends KafkaError {
  override readonly name = 'ProtocolError';
  /** The code as it came, also when it is unknown here. */
  readonly code: number;
  /** Kafka's name of the code, e.g. `NOT_LEADER_OR_FOLLOWER`; `UNKNOWN(999)` for a code that is unknown here. */
  readonly errorName: string;
  override readonly retriable: boolean;
  override readonly refreshMetadata: boolean;
  readonly context: ErrorContext;

  constructor(code: number, context: ErrorContext = {}) {
    const facts = errorFactsByCode(code) ?? unknown(code);
    super(describe(facts, context));
    this.code = code;
    this.errorName = facts.name;
    this.retriable = facts.retriable;
    this.refreshMetadata = facts.refreshMetadata;
    this.context = context;
  }
}

/**
 * The error that a broker's code stands for. 0 (`NONE`) is no error: calling this with it is a mistake, and the error
 * says so.
 */
export function errorFor(code: number, context?: ErrorContext): ProtocolError {
  return new ProtocolError(code, context);
}

function unknown(code: number): ErrorFacts {
  return {
    code,
    name: `UNKNOWN(${String(code)})`,
    retriable: false,
    refreshMetadata: false,
    description: 'The broker sent an error code that this release does not know.',
  };
}

function describe(facts: ErrorFacts, context: ErrorContext): string {
  const { api, version, topic, partition, broker, message } = context;
  const place = [
    api !== undefined && (version === undefined ? api : `${api} v${String(version)}`),
    topic !== undefined && (partition === undefined ? `topic ${topic}` : `${topic}-${String(partition)}`),
    broker !== undefined && `broker ${String(broker)}`,
  ].filter((part) => part !== false);
  const where = place.length > 0 ? ` (${place.join(', ')})` : '';
  const said = message ? ` The broker says: ${message}` : '';
  return `${facts.name}${where}: ${facts.description}${said}`;
}
