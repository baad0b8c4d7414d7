import { KafkaError } from './kafka-error.ts';
import { type ErrorFacts, errorFactsByCode } from './error-facts.ts';

/** What an error code was about; all of it goes into the message. */
export interface ErrorContext {
  /** The API that answered, e.g. `Produce`. */
  readonly api?: string | undefined;
  readonly version?: number | undefined;
  readonly topic?: string | undefined;
  readonly partition?: number | undefined;
  /** Where the code stands in the response, e.g. `topics[0].partitions[3]`. */
  readonly path?: string | undefined;
  /** `host:port` or broker id. */
  readonly broker?: string | number | undefined;
  /** What else, in a word or two: `group orders`. */
  readonly about?: string | undefined;
  /** The broker's own words, when it sent some. */
  readonly message?: string | null | undefined;
  /** What is known beside that, in sentences of ours. */
  readonly detail?: string | undefined;
}

/**
 * A broker answered with an error code. Each known code has a class of its own below this one
 * (`error instanceof NotLeaderOrFollowerError`); `errorFor(code)` makes the right one.
 *
 * kafka-python calls this `BrokerResponseError`; what it calls `ProtocolError`, bytes that cannot be read, is
 * `WireError` here.
 */
export class ProtocolError extends KafkaError {
  /** Of the class: `NotLeaderOrFollowerError`; `ProtocolError` for a code that is unknown here. */
  override readonly name: string = 'ProtocolError';
  /** The code as it came, also when it is unknown here. */
  readonly code: number;
  /** Kafka's name of the code, e.g. `NOT_LEADER_OR_FOLLOWER`; `UNKNOWN(999)` for a code that is unknown here. */
  readonly errorName: string;
  override readonly retriable: boolean;
  override readonly refreshMetadata: boolean;
  readonly context: ErrorContext;

  constructor(code: number, context: ErrorContext = {}) {
    const facts = factsOf(code);
    super(describe(facts, context));
    this.code = code;
    this.errorName = facts.name;
    this.retriable = facts.retriable;
    this.refreshMetadata = facts.refreshMetadata;
    this.context = context;
  }

  /** The code, under the name that Node and kafka-python give it. */
  get errno(): number {
    return this.code;
  }
}

/** The base of the classes that stand for one code each. What is known of the code, the class says as well. */
export abstract class CodedError extends ProtocolError {
  /** The code. */
  static readonly errno: number;

  /** Kafka's name of the code, e.g. `NOT_LEADER_OR_FOLLOWER`: what kafka-python calls the message of the class. */
  static get message(): string {
    return factsOf(this.errno).name;
  }

  /** A sentence on what the code means. */
  static get description(): string {
    return factsOf(this.errno).description;
  }

  static override get retriable(): boolean {
    return factsOf(this.errno).retriable;
  }

  static override get refreshMetadata(): boolean {
    return factsOf(this.errno).refreshMetadata;
  }

  override readonly name: string;

  constructor(context?: ErrorContext) {
    super(new.target.errno, context);
    this.name = classNameOf(this);
  }
}

/** NOT_LEADER_OR_FOLLOWER → NotLeaderOrFollowerError. Not taken from the class: minifiers rename those. */
function classNameOf({ code, errorName }: ProtocolError): string {
  if (code === 0) return 'NoError';
  // UnsupportedVersionError is what is thrown before anything is sent.
  if (code === 35) return 'UnsupportedVersionResponseError';
  const words = errorName.replace(/_(EXCEPTION|ERROR)$/, '').split('_');
  return `${words.map((word) => word.charAt(0) + word.slice(1).toLowerCase()).join('')}Error`;
}

function factsOf(code: number): ErrorFacts {
  return (
    errorFactsByCode(code) ?? {
      code,
      name: `UNKNOWN(${String(code)})`,
      retriable: false,
      refreshMetadata: false,
      description: 'The broker sent an error code that this release does not know.',
    }
  );
}

function describe(facts: ErrorFacts, context: ErrorContext): string {
  const { api, version, topic, partition, path, broker, about, message, detail } = context;
  const place = [
    api !== undefined && (version === undefined ? api : `${api} v${String(version)}`),
    topic !== undefined && (partition === undefined ? `topic ${topic}` : `${topic}-${String(partition)}`),
    path !== undefined && path !== '' && `at ${path}`,
    about,
    broker !== undefined && `broker ${String(broker)}`,
  ].filter((part) => part !== false && part !== undefined);
  const where = place.length > 0 ? ` (${place.join(', ')})` : '';
  const said = message ? ` The broker says: ${message}` : '';
  const known = detail === undefined ? '' : ` ${detail}`;
  return `${facts.name}${where}: ${facts.description}${said}${known}`;
}
