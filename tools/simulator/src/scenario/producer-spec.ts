import type { CompressionType } from '@k/codec';

/** Sends bursts of records, and writes down what became of each. */
export interface ProducerSpec {
  readonly kind: 'producer';
  readonly name: string;
  readonly topics: readonly string[];
  readonly acks: 0 | 1 | -1;
  readonly idempotent: boolean;
  readonly compression: CompressionType;
  readonly lingerMs: number;
  readonly batchSize: number;
  /** Most ms between two bursts. */
  readonly everyMs: number;
  /** Most records of a burst. */
  readonly burst: number;
  readonly requestTimeoutMs: number;
  readonly deliveryTimeoutMs: number;
  readonly metadataMaxAgeMs: number;
  readonly maxInFlight: number;
  /** In bytes. @default the producer's */
  readonly bufferMemory?: number | undefined;
  /** After so many bursts its program closes it and makes another one. Undefined: it lives as long as its process. */
  readonly bursts?: number;
  /** Whether records have headers, of many sizes. */
  readonly headers: boolean;
}
