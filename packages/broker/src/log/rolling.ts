import type { LogSegment } from './log-segments.ts';

/** When a segment ends and another begins. */
export interface RollTerms {
  /** `segment.bytes`. */
  readonly segmentBytes: number;
  /** `segment.ms`. */
  readonly segmentMs: number;
}

export const NEVER_ROLLS: RollTerms = { segmentBytes: Infinity, segmentMs: Infinity };

/** What of the segment that is being written says when it ends. Kafka: LogSegment.shouldRoll. */
export class Rolling {
  #bytes = 0;
  /** Of the first batch; -1 for none. */
  #firstTimestamp = -1;
  #beganMs = 0;
  /** Whether there is no segment to go on with. */
  #isNew = true;

  /** A batch comes. @returns whether a segment begins with it */
  append(bytes: number, maxTimestamp: number, nowMs: number, { segmentBytes, segmentMs }: RollTerms): boolean {
    const waitedMs = this.#firstTimestamp >= 0 ? maxTimestamp - this.#firstTimestamp : nowMs - this.#beganMs;
    const rolls = this.#isNew || this.#bytes + bytes > segmentBytes || (this.#bytes > 0 && waitedMs > segmentMs);
    if (rolls) {
      this.#isNew = false;
      this.#bytes = 0;
      this.#firstTimestamp = maxTimestamp;
      this.#beganMs = nowMs;
    }
    this.#bytes += bytes;
    return rolls;
  }

  /** The next batch begins a segment. */
  begin(): void {
    this.#isNew = true;
  }

  /** Goes on with a segment of which something was cut off. */
  resume(segment: LogSegment | undefined): void {
    this.#isNew = segment === undefined;
    this.#bytes = segment?.byteLength ?? 0;
    this.#firstTimestamp = segment?.firstBatchTimestamp ?? -1;
  }
}
