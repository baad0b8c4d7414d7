/** What a producer has done for one topic; counters are since its first record. In brackets, Java's names (producer-topic-metrics). */
export interface ProducerTopicMetrics {
  readonly topic: string;
  /** Records stored (record-send-total, which counts when they leave, and repetitions too). */
  readonly recordsSent: number;
  /** Records that were taken and not stored (record-error-total). */
  readonly recordsFailed: number;
  /** Records sent again; twice again counts twice (record-retry-total). */
  readonly recordsRetried: number;
  /** Bytes of the stored batches, as sent: compressed, headers included (byte-total). */
  readonly bytesSent: number;
  /** `bytesSent` over what they would be without compression (compression-rate); 1 before the first. */
  readonly compressionRate: number;
}

/**
 * The Produce requests to one broker; counters are since the first, or since the cluster told of that broker again. In
 * brackets, Java's names (producer-node-metrics).
 */
export interface ProducerBrokerMetrics {
  readonly brokerId: number;
  /** Sent (request-total). */
  readonly requests: number;
  readonly requestsInFlight: number;
  /** That no answer came for, in time or at all. */
  readonly requestsFailed: number;
  /** Bytes of their batches, repetitions included (outgoing-byte-total, which has the requests' own headers too). */
  readonly outgoingBytes: number;
  /** Mean time from sending to the answer in milliseconds, of those that were answered (request-latency-avg). */
  readonly requestLatencyAvgMs: number;
  /** The longest (request-latency-max). */
  readonly requestLatencyMaxMs: number;
}

/** What a producer has done and is doing; counters are since it was made. In brackets, Java's names (producer-metrics). */
export interface ProducerMetrics {
  /** Records stored (record-send-total, which counts when they leave, and repetitions too). */
  readonly recordsSent: number;
  /** Records that were taken and not stored: refused, given up, or aborted before they were in a batch (record-error-total). */
  readonly recordsFailed: number;
  /** Records sent again; twice again counts twice (record-retry-total). */
  readonly recordsRetried: number;
  /** Bytes of the stored batches, as sent: compressed, headers included (byte-total). */
  readonly bytesSent: number;
  readonly batchesSent: number;
  /** Batches sent again; twice again counts twice. */
  readonly batchesRetried: number;
  /** Batches halved because a broker found them too large (batch-split-total). */
  readonly batchesSplit: number;
  /** Batches that are being filled, wait, or are in flight. */
  readonly batchesPending: number;
  /** Produce requests sent (request-total, which counts others too). */
  readonly requests: number;
  /** (requests-in-flight) */
  readonly requestsInFlight: number;
  /** Mean time from sending to the answer in milliseconds, of those that were answered (request-latency-avg). */
  readonly requestLatencyAvgMs: number;
  /** The longest (request-latency-max). */
  readonly requestLatencyMaxMs: number;
  /** Bytes of `bufferMemory` in use (buffer-total-bytes less buffer-available-bytes). */
  readonly bufferedBytes: number;
  /** (buffer-total-bytes) */
  readonly bufferMemory: number;
  /** Sends waiting for metadata or memory (waiting-threads). */
  readonly waitingCalls: number;
  /** How often a hole in a partition's sequence made the producer's epoch go up (KIP-360). */
  readonly epochBumps: number;
  /** Mean of the stored batches (records-per-request-avg counts by request). */
  readonly recordsPerBatch: number;
  /** Mean of the stored batches (batch-size-avg). */
  readonly bytesPerBatch: number;
  /** `bytesSent` over what they would be without compression (compression-rate-avg); 1 before the first. */
  readonly compressionRate: number;
  /** Each topic that is or was there and that records are sent to, until it was unused for `metadataMaxIdleMs`. */
  readonly topics: readonly ProducerTopicMetrics[];
  /** Each broker that requests were sent to, as long as the cluster tells of it. */
  readonly brokers: readonly ProducerBrokerMetrics[];
}

/** What batches count for: of one topic, or of all. */
class RecordCounters {
  recordsSent = 0;
  recordsFailed = 0;
  recordsRetried = 0;
  bytesSent = 0;
  /** Of the stored batches, had they not been compressed. */
  plainBytes = 0;

  stored(batch: CountedBatch): void {
    this.recordsSent += batch.count;
    this.bytesSent += batch.byteLength;
    this.plainBytes += batch.plainByteLength;
  }

  read(): Omit<ProducerTopicMetrics, 'topic'> {
    const { recordsSent, recordsFailed, recordsRetried, bytesSent, plainBytes } = this;
    const compressionRate = plainBytes === 0 ? 1 : bytesSent / plainBytes;
    return { recordsSent, recordsFailed, recordsRetried, bytesSent, compressionRate };
  }
}

/** The requests to one broker, as they are counted. */
export class RequestCounters {
  requests = 0;
  inFlight = 0;
  failed = 0;
  outgoingBytes = 0;
  latencySumMs = 0;
  latencyMaxMs = 0;

  sent(bytes: number): void {
    this.requests++;
    this.inFlight++;
    this.outgoingBytes += bytes;
  }

  answered(latencyMs: number): void {
    this.inFlight--;
    this.latencySumMs += latencyMs;
    if (latencyMs > this.latencyMaxMs) this.latencyMaxMs = latencyMs;
  }

  unanswered(): void {
    this.inFlight--;
    this.failed++;
  }

  read(): Omit<ProducerBrokerMetrics, 'brokerId'> {
    const { requests, inFlight, failed, outgoingBytes, latencySumMs, latencyMaxMs } = this;
    const answered = requests - inFlight - failed;
    return {
      requests,
      requestsInFlight: inFlight,
      requestsFailed: failed,
      outgoingBytes,
      requestLatencyAvgMs: answered === 0 ? 0 : latencySumMs / answered,
      requestLatencyMaxMs: latencyMaxMs,
    };
  }
}

/** What is counted of a batch. */
interface CountedBatch {
  readonly topic: string;
  readonly count: number;
  readonly byteLength: number;
  readonly plainByteLength: number;
}

/** The counters as they are kept: something is done for each batch and each request, and nothing for each record. */
export class ProducerCounters {
  readonly records = new RecordCounters();
  readonly requests = new RequestCounters();
  batchesSent = 0;
  batchesRetried = 0;
  batchesSplit = 0;
  readonly #topics = new Map<string, RecordCounters>();
  readonly #brokers = new Map<number, RequestCounters>();

  /** From now on it is counted by itself too, until {@link forgetTopic}. */
  addTopic(name: string): void {
    this.#topics.set(name, new RecordCounters());
  }

  forgetTopic(name: string): void {
    this.#topics.delete(name);
  }

  /** Those of one broker, until {@link forgetBroker}. */
  addBroker(id: number): RequestCounters {
    const counters = new RequestCounters();
    this.#brokers.set(id, counters);
    return counters;
  }

  forgetBroker(id: number): void {
    this.#brokers.delete(id);
  }

  /** A batch is in the log. */
  stored(batch: CountedBatch): void {
    this.batchesSent++;
    this.records.stored(batch);
    this.#topics.get(batch.topic)?.stored(batch);
  }

  /** A batch is sent again. */
  retried({ topic, count }: CountedBatch): void {
    this.batchesRetried++;
    this.records.recordsRetried += count;
    const counters = this.#topics.get(topic);
    if (counters !== undefined) counters.recordsRetried += count;
  }

  /** @param topic - undefined for what is no record at all */
  failed(topic: string | undefined, records: number): void {
    this.records.recordsFailed += records;
    const counters = topic === undefined ? undefined : this.#topics.get(topic);
    if (counters !== undefined) counters.recordsFailed += records;
  }

  topics(): ProducerTopicMetrics[] {
    return [...this.#topics].map(([topic, counters]) => ({ topic, ...counters.read() }));
  }

  brokers(): ProducerBrokerMetrics[] {
    return [...this.#brokers].map(([brokerId, counters]) => ({ brokerId, ...counters.read() }));
  }
}
