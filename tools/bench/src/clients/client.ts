/** A value to send: bytes, or text for a client that takes only text. */
export type Value = Buffer | string;

export interface BenchProducer {
  /** Sends `values`, the i-th to partition `partitions[i]`; resolves when all are acknowledged by all replicas. */
  sendBatch(values: readonly Value[], partitions: readonly number[]): Promise<unknown>;
  sendOne(value: Value, partition: number): Promise<unknown>;
  close(): Promise<void>;
}

export interface ConsumeOptions {
  readonly bootstrapServer: string;
  readonly topic: string;
  readonly partitions: number;
  readonly mode: 'record' | 'batch';
  /** Called with each value; returns true when it has enough. */
  readonly onValue: (value: Uint8Array | string | null) => boolean;
}

/** A Kafka client as the benchmark sees it. Every client gets the same work, by the way its own documentation shows. */
export interface BenchClient {
  /** Values as the client takes them with the least work. */
  readonly values: 'bytes' | 'text';
  producer(bootstrapServer: string, topic: string): Promise<BenchProducer>;
  /** Reads a topic from its beginning, as the one member of a new group, until `onValue` has enough. */
  consume(options: ConsumeOptions): Promise<void>;
}

export function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

/** A consumer group that nobody used before. */
export function newGroup(): string {
  return `bench-${process.pid}-${Date.now()}`;
}
