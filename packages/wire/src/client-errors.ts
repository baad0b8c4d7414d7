import { KafkaError } from './kafka-error.ts';

// kafka-python's errors of the client's own that none of ours stands for. Programs that come from there may throw and
// catch them; what these packages do instead stands at each. Those that ours do stand for are aliases (index.ts).

/** Too many requests on one connection. Not thrown here: a connection makes the next one wait. Retriable. */
export class TooManyInFlightRequests extends KafkaError {
  override readonly name = 'TooManyInFlightRequests';
  override readonly retriable = true;
}

/** The metadata lacks what is asked for. Not thrown here: it is fetched anew, until the caller's time is up. Retriable. */
export class StaleMetadata extends KafkaError {
  override readonly name = 'StaleMetadata';
  override readonly retriable = true;
  override readonly refreshMetadata = true;
}

/** A record is larger than what was fetched. Not thrown here: since Kafka 0.10.1 (KIP-74) it comes all the same. */
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

/** A producer's buffer is full. Not thrown here: `send` waits for room and ends in a TimeoutError. */
export class AsyncProducerQueueFull extends KafkaError {
  override readonly name = 'AsyncProducerQueueFull';
  /** What did not find room. */
  readonly failedMessages: readonly unknown[];

  constructor(failedMessages: readonly unknown[], message = 'the queue of the producer is full') {
    super(message);
    this.failedMessages = failedMessages;
  }
}

/** A request could not be sent. Of `@k/cluster`'s SimpleClient; elsewhere each `send` rejects for itself, with the cause. */
export class FailedPayloadsError extends KafkaError {
  override readonly name = 'FailedPayloadsError';
  /** What the request was to carry. */
  readonly payload: unknown;

  constructor(payload: unknown, message = 'a request could not be sent') {
    super(message);
    this.payload = payload;
  }
}

/** A checksum is wrong. `instanceof` also holds for the CodecError of `@k/codec` that says so (reason `corrupt`). */
export class ChecksumError extends KafkaError {
  override readonly name: string = 'ChecksumError';

  static override [Symbol.hasInstance](x: unknown): boolean {
    return isCodecError(x, 'corrupt') || Function.prototype[Symbol.hasInstance].call(this, x);
  }
}

/** No such compression. `instanceof` also holds for the CodecError of `@k/codec` that says so (reason `unsupported`). */
export class UnsupportedCodecError extends KafkaError {
  override readonly name: string = 'UnsupportedCodecError';

  static override [Symbol.hasInstance](x: unknown): boolean {
    return isCodecError(x, 'unsupported') || Function.prototype[Symbol.hasInstance].call(this, x);
  }
}

/** The codecs stand on this package, not the other way round: so by what can be seen. */
function isCodecError(x: unknown, reason: string): boolean {
  return KafkaError.is(x) && x.name === 'CodecError' && 'reason' in x && x.reason === reason;
}
