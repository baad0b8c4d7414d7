import type { CompressionType } from '@k/codec';

/** A value or key to send: bytes, or text for a client that takes only text. */
export type Value = Buffer | string;

/** Where a record goes: the number of its partition, or its key. */
export type Place = number | Value;

export interface ProducerSetup {
  readonly bootstrapServer: string;
  readonly topic: string;
  readonly partitions: number;
  readonly compression: CompressionType;
  /** Whether records go by their keys; else to the partition that is told. */
  readonly keyed: boolean;
  /** Whether each call is awaited before the next: lingering would only delay it. */
  readonly awaited: boolean;
  /** Undefined: without transactions. */
  readonly transactionalId: string | undefined;
}

export interface BenchProducer {
  /** Sends `values`, the i-th to `places[i]`; resolves when all are acknowledged by all replicas. */
  sendBatch(values: readonly Value[], places: readonly Place[]): Promise<unknown>;
  sendOne(value: Value, place: Place): Promise<unknown>;
  /** The same as `sendBatch` in a transaction of their own, committed. Absent: the client has no transactions. */
  transact?(values: readonly Value[], places: readonly Place[]): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface ConsumeOptions {
  readonly bootstrapServer: string;
  readonly topic: string;
  readonly partitions: number;
  /** `run`: each record by a call of a function, where the client has such a way; else as `record`. */
  readonly mode: 'record' | 'batch' | 'run';
  /** Whether others in the process read from the same brokers: what can be shared with them is. */
  readonly shared: boolean;
  readonly budgetMb: number | undefined;
  readonly reuse: boolean;
  /** Called when the group has given it partitions, by a client that tells. */
  readonly onJoined: () => void;
  /** Called with each value; returns true when it has enough. */
  readonly onValue: (value: Uint8Array | string | null) => boolean;
}

/** A Kafka client as the benchmark sees it. Every client gets the same work, by the way its own documentation shows. */
export interface BenchClient {
  /** Values as the client takes them with the least work. */
  readonly values: 'bytes' | 'text';
  producer(setup: ProducerSetup): Promise<BenchProducer>;
  /** Reads a topic from its beginning, as the one member of a new group, until `onValue` has enough. */
  consume(options: ConsumeOptions): Promise<void>;
}

interface Message {
  readonly topic: string;
  readonly value: Value;
  readonly key?: Value;
  readonly partition?: number;
}

/** Makes the objects that records are told with: all clients take the same fields. */
export function messageMaker({ topic, keyed }: ProducerSetup): (value: Value, place: Place | undefined) => Message {
  return keyed
    ? (value, key) => ({ topic, value, key: key as Value })
    : (value, partition) => ({ topic, value, partition: partition as number });
}

export function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

let groups = 0;

/** A consumer group that nobody used before. */
export function newGroup(): string {
  return `bench-${process.pid}-${Date.now()}-${groups++}`;
}
