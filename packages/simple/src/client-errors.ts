import { CodecError } from '@k/codec';
import { ConnectionError, KafkaError } from '@k/wire';

// kafka-python's errors of the client's own that none of ours stands for. Programs that come from there may throw and
// catch them; what these packages do instead stands at each. Those that ours do stand for are aliases
// (index.ts).

/** What was to be done later has been called off. Not thrown here: an AbortSignal has its own reason. Retriable. */
export class Cancelled extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  override readonly name = 'Cancelled';
}

/** The parts of a connection's life in which it cannot carry requests yet. */
const NOT_READY_YET: ReadonlySet<string> = new Set(['lookup', 'connecting', 'negotiating', 'authenticating']);

/**
 * A broker could not be asked because it was not ready. Here a request waits for that; `instanceof` holds for the
 * ConnectionError that says why it waited in vain: not for one of a connection that was ready and broke. Retriable.
 */
export class NodeNotReadyError extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  override readonly name: string = 'NodeNotReadyError';

  static override [Symbol.hasInstance](x: unknown): boolean {
    if (x instanceof ConnectionError && NOT_READY_YET.has(x.phase)) return true;
    return Function.prototype[Symbol.hasInstance].call(this, x);
  }
}

/** Too many requests on one connection. Not thrown here: a connection makes the next one wait. Retriable. */
export class TooManyInFlightRequests extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  override readonly name = 'TooManyInFlightRequests';
}

/** The metadata lacks what is asked for. Not thrown here: it is fetched anew, until the caller's time is up. Retriable. */
export class StaleMetadata extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  static override get refreshMetadata(): boolean {
    return true;
  }

  override readonly name = 'StaleMetadata';
}

/**
 * A message is larger than the `maxBufferSize` of a `SimpleConsumer`, on a broker before 0.10.1. Later ones send it all the
 * same (KIP-74), which is what `KafkaConsumer` is for.
 */
export class ConsumerFetchSizeTooSmall extends KafkaError {
  override readonly name = 'ConsumerFetchSizeTooSmall';
}

/** There is nothing more to read. Not thrown here: what a read gives is empty then. */
export class ConsumerNoMoreData extends KafkaError {
  override readonly name = 'ConsumerNoMoreData';
}

/** Nothing came within the time given. Not thrown here: an iteration ends, a poll gives nothing. */
export class ConsumerTimeout extends KafkaError {
  override readonly name = 'ConsumerTimeout';
}

/** The queue of a `SimpleProducer` or its like is full. (`KafkaProducer.send` waits for room and ends in a TimeoutError.) */
export class AsyncProducerQueueFull extends KafkaError {
  override readonly name = 'AsyncProducerQueueFull';
  /** What did not find room. */
  readonly failedMessages: readonly unknown[];

  constructor(failedMessages: readonly unknown[], message = 'the queue of the producer is full') {
    super(message);
    this.failedMessages = failedMessages;
  }
}

/** A request could not be sent. Of SimpleClient; elsewhere each `send` rejects for itself, with the cause. */
export class FailedPayloadsError extends KafkaError {
  override readonly name = 'FailedPayloadsError';
  /** What the request was to carry. */
  readonly payload: unknown;

  constructor(payload: unknown, message = 'a request could not be sent') {
    super(message);
    this.payload = payload;
  }
}

/** What was wrong with the request of a {@link FailedPayloadsError}; any other error as it is. */
export function failureBehind(error: Error): Error {
  return error instanceof FailedPayloadsError && KafkaError.is(error.cause) ? error.cause : error;
}

/** A checksum is wrong. `instanceof` also holds for the CodecError of `@k/codec` that says so (reason `corrupt`). */
export class ChecksumError extends KafkaError {
  override readonly name: string = 'ChecksumError';

  static override [Symbol.hasInstance](x: unknown): boolean {
    return (x instanceof CodecError && x.reason === 'corrupt') || Function.prototype[Symbol.hasInstance].call(this, x);
  }
}

/** No such compression. `instanceof` also holds for the CodecError of `@k/codec` that says so (reason `unsupported`). */
export class UnsupportedCodecError extends KafkaError {
  override readonly name: string = 'UnsupportedCodecError';

  static override [Symbol.hasInstance](x: unknown): boolean {
    return (
      (x instanceof CodecError && x.reason === 'unsupported') || Function.prototype[Symbol.hasInstance].call(this, x)
    );
  }
}
