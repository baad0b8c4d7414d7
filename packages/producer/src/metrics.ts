/** What a producer has done and is doing; counters are since it was made. */
export interface ProducerMetrics {
  /** Records stored. */
  readonly recordsSent: number;
  /** Records that were taken and not stored: refused, given up, or aborted before they were in a batch. */
  readonly recordsFailed: number;
  /** Bytes of the stored batches, as sent: compressed, headers included. */
  readonly bytesSent: number;
  readonly batchesSent: number;
  /** Batches sent again; twice again counts twice. */
  readonly batchesRetried: number;
  /** Batches halved because a broker found them too large. */
  readonly batchesSplit: number;
  /** Batches that are being filled, wait, or are in flight. */
  readonly batchesPending: number;
  /** Produce requests sent. */
  readonly requests: number;
  readonly requestsInFlight: number;
  /** Bytes of `bufferMemory` in use. */
  readonly bufferedBytes: number;
  readonly bufferMemory: number;
  /** Sends waiting for metadata or memory. */
  readonly waitingCalls: number;
  /** How often a hole in a partition's sequence made the producer's epoch go up (KIP-360). */
  readonly epochBumps: number;
  /** Mean of the stored batches. */
  readonly recordsPerBatch: number;
  /** Mean of the stored batches. */
  readonly bytesPerBatch: number;
}

/** The counters as they are kept. */
export class ProducerCounters {
  requests = 0;
  requestsInFlight = 0;
  batchesSent = 0;
  recordsSent = 0;
  bytesSent = 0;
  recordsFailed = 0;
  batchesRetried = 0;
  batchesSplit = 0;
}
