import { payloadOf, type Serialized, type Serializer, serializerFailed, writtenBy } from './payload.ts';
import type { Payload, ProducerRecord } from './record.ts';

type AnyRecord = ProducerRecord<unknown, unknown>;

/** Key and value of a record of which some serializer gave a promise. Made once for a record, however often it is tried. */
export class LatePayloads {
  key: Payload = null;
  value: Payload = null;
  /** The record is next of its topic: somebody has to be told when this settles. */
  isAwaited = false;
  readonly #record: AnyRecord;
  readonly #onSettled: () => void;
  #state: 'pending' | 'ready' | 'failed' = 'pending';
  #error: unknown;

  /** @param onSettled called when it settles, if it is awaited by then */
  constructor(record: AnyRecord, onSettled: () => void) {
    this.#record = record;
    this.#onSettled = onSettled;
  }

  /** Asks the serializers now; what they throw is kept. */
  begin(keySerializer: Serializer | null, valueSerializer: Serializer | null): this {
    try {
      const record = this.#record;
      this.await(
        writtenBy(keySerializer, record.key, record, 'key'),
        writtenBy(valueSerializer, record.value, record, 'value'),
      );
    } catch (error) {
      this.#fail(error);
    }
    return this;
  }

  /** What the serializers gave. */
  await(key: Serialized, value: Serialized): this {
    if (isLate(key) || isLate(value)) void this.#settle(key, value);
    else this.#succeed(key, value);
    return this;
  }

  /** @throws SerializationError when a serializer has failed */
  get isReady(): boolean {
    if (this.#state === 'failed') throw this.#error;
    return this.#state === 'ready';
  }

  async #settle(key: Serialized, value: Serialized): Promise<void> {
    try {
      const [writtenKey, writtenValue] = await Promise.all([this.#payload(key, 'key'), this.#payload(value, 'value')]);
      this.#succeed(writtenKey, writtenValue);
    } catch (error) {
      this.#fail(error);
    }
    if (this.isAwaited) this.#onSettled();
  }

  async #payload(serialized: Serialized, what: 'key' | 'value'): Promise<Payload> {
    let written: unknown;
    try {
      written = await serialized;
    } catch (error) {
      throw serializerFailed(this.#record, what, error);
    }
    return payloadOf(written, this.#record, what);
  }

  #succeed(key: Payload, value: Payload): void {
    this.key = key;
    this.value = value;
    this.#state = 'ready';
  }

  #fail(error: unknown): void {
    this.#error = error;
    this.#state = 'failed';
  }
}

export function isLate(serialized: Serialized): serialized is PromiseLike<unknown> {
  return (
    typeof serialized === 'object' &&
    serialized !== null &&
    typeof (serialized as Partial<PromiseLike<unknown>>).then === 'function'
  );
}
