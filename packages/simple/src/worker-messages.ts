import type { SimpleConsumerOptions } from './consumer-options.ts';
import type { ReadMessage } from './read-positions.ts';
import type { SimpleClientOptions } from './simple-client.ts';

// What a MultiProcessConsumer and its workers say to each other.

export type Offsets = readonly (readonly [partition: number, offset: number])[];

/** What a worker is begun with. */
export interface WorkerTask {
  readonly client: SimpleClientOptions;
  readonly topic: string;
  readonly options: SimpleConsumerOptions;
  /** Of all its partitions. */
  readonly offsets: Offsets;
}

export type ToWorker =
  | { readonly type: 'read'; readonly count: number; readonly waitMs: number }
  | { readonly type: 'move'; readonly epoch: number; readonly offsets: Offsets }
  | { readonly type: 'stop' };

export type FromWorker =
  | { readonly type: 'ready' }
  /** To each `read` one of these two. `epoch`: of the last move before it. */
  | { readonly type: 'messages'; readonly epoch: number; readonly bytes: ArrayBuffer }
  | { readonly type: 'failed'; readonly epoch: number; readonly error: WorkerError };

/** An error between threads, where only Node's own keep their class. */
export interface WorkerError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** partition, offset, magic, timestamp, and the lengths of key and value, -1 for null. */
const HEAD_BYTES = 4 + 8 + 1 + 8 + 4 + 4;

/** As bytes of their own: views would take along all that was fetched with them, and objects would be copied one by one. */
export function packMessages(messages: readonly ReadMessage[]): ArrayBuffer {
  const size = messages.reduce(
    (sum, { message: { message } }) => sum + HEAD_BYTES + (message.key?.length ?? 0) + (message.value?.length ?? 0),
    0,
  );
  const bytes = new ArrayBuffer(size);
  const buffer = Buffer.from(bytes);
  let at = 0;
  for (const { partition, message } of messages) {
    const { magic, timestamp = NaN, key, value } = message.message;
    at = buffer.writeInt32BE(partition, at);
    at = buffer.writeDoubleBE(message.offset, at);
    at = buffer.writeInt8(magic, at);
    at = buffer.writeDoubleBE(timestamp, at);
    at = buffer.writeInt32BE(key?.length ?? -1, at);
    at = buffer.writeInt32BE(value?.length ?? -1, at);
    for (const data of [key, value]) {
      if (data === null) continue;
      buffer.set(data, at);
      at += data.length;
    }
  }
  return bytes;
}

/** Keys and values are views over the bytes. */
export function unpackMessages(bytes: ArrayBuffer): ReadMessage[] {
  const buffer = Buffer.from(bytes);
  const messages: ReadMessage[] = [];
  let at = 0;
  const data = (length: number): Buffer | null => (length < 0 ? null : buffer.subarray(at, (at += length)));
  while (at < buffer.length) {
    const head = at;
    at += HEAD_BYTES;
    const key = data(buffer.readInt32BE(head + 21));
    const value = data(buffer.readInt32BE(head + 25));
    const timestamp = buffer.readDoubleBE(head + 13);
    messages.push({
      partition: buffer.readInt32BE(head),
      message: {
        offset: buffer.readDoubleBE(head + 4),
        message: {
          magic: buffer.readInt8(head + 12),
          attributes: 0,
          key,
          value,
          ...(Number.isNaN(timestamp) ? {} : { timestamp }),
        },
      },
    });
  }
  return messages;
}
