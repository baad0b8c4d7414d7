import { WireError } from './wire-error.ts';

/** The largest frame that is taken by default: 1 GiB. Brokers refuse requests above 100 MiB (socket.request.max.bytes). */
export const DEFAULT_MAX_FRAME_BYTES = 1024 * 1024 * 1024;

/** A frame's memory is made in steps of at most this size, so that an announcement alone costs nothing. */
const FIRST_STEP = 1024 * 1024;

export interface FrameDecoderOptions {
  /**
   * The largest frame that is taken, in bytes.
   * @default 1 GiB
   */
  maxFrameBytes?: number;
  /** Receives each frame, without its size, in memory of its own. Must not throw: what follows would be lost. */
  onFrame: (frame: Buffer) => void;
}

/**
 * Cuts a TCP stream into frames: an int32 size, then that many bytes. Each frame is assembled with one copy, so a chunk
 * need only be valid during {@link push} and a frame may be kept.
 */
export class FrameDecoder {
  private readonly maxFrameBytes: number;
  private readonly onFrame: (frame: Buffer) => void;
  /** Bytes of the size that came so far, and how many. */
  private sizeBytes = 0;
  private sizeRead = 0;
  /** The frame being assembled; undefined while reading a size. */
  private frame: Buffer | undefined = undefined;
  private frameSize = 0;
  private filled = 0;
  /** Position in the stream, for errors. */
  private position = 0;
  private error: WireError | undefined = undefined;

  constructor(options: FrameDecoderOptions) {
    this.maxFrameBytes = options.maxFrameBytes ?? DEFAULT_MAX_FRAME_BYTES;
    this.onFrame = options.onFrame;
  }

  /** Whether the stream is in the middle of a frame: it must not end here. */
  get pending(): boolean {
    return this.sizeRead > 0 || this.frame !== undefined;
  }

  /**
   * Takes the next bytes of the stream; calls `onFrame` for each frame that is complete.
   * @throws WireError when a size is negative or too large: the stream cannot be read any further
   */
  push(chunk: Uint8Array): void {
    if (this.error !== undefined) throw this.error;
    let at = 0;
    while (at < chunk.length) {
      if (this.frame === undefined) {
        at = this.readSize(chunk, at);
        if (this.sizeRead < 4) return;
        this.begin(this.sizeBytes, chunk.length - at);
      }
      at = this.fill(chunk, at);
    }
  }

  private readSize(chunk: Uint8Array, at: number): number {
    while (at < chunk.length && this.sizeRead < 4) {
      this.sizeBytes = (this.sizeBytes << 8) | (chunk[at++] as number);
      this.sizeRead++;
      this.position++;
    }
    return at;
  }

  private begin(size: number, available: number): void {
    if (size < 0 || size > this.maxFrameBytes) {
      this.error = new WireError(
        `a frame announces ${String(size)} bytes, and 0 to ${String(this.maxFrameBytes)} are possible${guess(size)}`,
        { offset: this.position - 4 },
      );
      throw this.error;
    }
    this.frameSize = size;
    this.frame = Buffer.allocUnsafe(Math.min(size, Math.max(available, FIRST_STEP)));
    this.filled = 0;
    if (size === 0) this.complete(this.frame);
  }

  private fill(chunk: Uint8Array, at: number): number {
    if (this.frame === undefined) return at;
    const n = Math.min(this.frameSize - this.filled, chunk.length - at);
    if (this.filled + n > this.frame.length) {
      const grown = Buffer.allocUnsafe(Math.min(this.frameSize, Math.max(this.filled + n, this.frame.length * 4)));
      this.frame.copy(grown, 0, 0, this.filled);
      this.frame = grown;
    }
    this.frame.set(at === 0 && n === chunk.length ? chunk : chunk.subarray(at, at + n), this.filled);
    this.filled += n;
    this.position += n;
    if (this.filled === this.frameSize) this.complete(this.frame);
    return at + n;
  }

  private complete(frame: Buffer): void {
    this.frame = undefined;
    this.sizeBytes = 0;
    this.sizeRead = 0;
    this.onFrame(frame);
  }
}

/** What the four bytes of an impossible size look like when the other side does not speak Kafka here. */
function guess(size: number): string {
  const text = Buffer.from([size >>> 24, size >>> 16, size >>> 8, size]).toString('latin1');
  if (/^\x15\x03|^\x16\x03/.test(text)) return '. These are TLS bytes: does the other side speak TLS on this port?';
  if (/^(HTTP|GET |POST|HEAD|PUT |OPTI|<htm|<!DO)/.test(text)) return '. These are HTTP bytes: is this the right port?';
  return /^SSH-/.test(text) ? '. These are SSH bytes: is this the right port?' : '';
}
