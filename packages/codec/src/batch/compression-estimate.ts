/** Java's CompressionRatioEstimator: believe a worse ratio at once, a better one slowly; and leave some room. */
const RATIO_STEP_UP = 0.05;
const RATIO_STEP_DOWN = 0.005;
const RATIO_MARGIN = 1.05;
/** A well compressing batch holds at most this many times `maxBytes` before compression. */
const MAX_GAIN = 16;

/** What a writer expects of its compression: compressed size over plain size, learned from batch to batch. */
export class CompressionEstimate {
  ratio: number;

  constructor(ratio: number) {
    this.ratio = ratio;
  }

  /** Compressed size to expect of plain bytes. */
  sizeOf(plainBytes: number): number {
    return Math.ceil(plainBytes * Math.min(this.ratio * RATIO_MARGIN, 1));
  }

  /** Plain bytes that are expected to compress to so many. */
  plainBytesFor(compressedBytes: number): number {
    const gain = Math.min(1 / (this.ratio * RATIO_MARGIN), MAX_GAIN);
    return Math.floor(compressedBytes * Math.max(gain, 1));
  }

  learn(compressedBytes: number, plainBytes: number): void {
    const seen = compressedBytes / plainBytes;
    this.ratio =
      seen > this.ratio ? Math.max(this.ratio + RATIO_STEP_UP, seen) : Math.max(this.ratio - RATIO_STEP_DOWN, seen);
  }
}
