import { wrongArgument } from './wrong-argument.ts';
import { WireError } from './wire-error.ts';

/** The largest frame that is taken by default: 1 GiB. Brokers refuse requests above 100 MiB (socket.request.max.bytes). */
export const DEFAULT_MAX_FRAME_BYTES = 1024 * 1024 * 1024;

/** Nothing is written to the memory of a frame before the bytes are here, so that most of it is not there yet. */
const DEFAULT_TRUSTED_BYTES = 8 * 1024 * 1024;

/** So many bytes must be missing for a read of their own to cost less than copying them. */
const WORTH_A_READ = 32 * 1024;

export interface FrameDecoderOptions {
  /**
   * The largest frame that is taken, in bytes.
   * @default 1 GiB
   */
  maxFrameBytes?: number;
  /**
   * A frame up to this size gets its memory at once, a larger one when so much of it has come, and is copied there: an
   * announcement alone cannot ask for gigabytes.
   * @default 8 MiB
   */
  trustedBytes?: number;
  /** Gives memory for a frame, of exactly so many bytes. Must not throw. @default Buffer.allocUnsafe */
  allocate?: (bytes: number) => Buffer;
  /** Receives each frame, without its size, in memory of its own. Must not throw: what follows would be lost. */
  onFrame: (frame: Buffer) => void;
}

/**
 * Cuts a TCP stream into frames: an int32 size, then that many bytes. A chunk need only be valid during {@link push} and a
 * frame may be kept: each is assembled with one copy, or with none where the reader of the stream fills {@link space}.
 */
export class FrameDecoder {
  private readonly maxFrameBytes: number;
  private readonly trustedBytes: number;
  private readonly allocate: (bytes: number) => Buffer;
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
    const {
      maxFrameBytes = DEFAULT_MAX_FRAME_BYTES,
      trustedBytes = DEFAULT_TRUSTED_BYTES,
      allocate = allocateUnsafe,
      onFrame,
    } = Object(options) as FrameDecoderOptions;
    if (typeof onFrame !== 'function') throw wrongArgument('FrameDecoder', 'onFrame', 'a function', onFrame);
    if (typeof allocate !== 'function') throw wrongArgument('FrameDecoder', 'allocate', 'a function', allocate);
    for (const [name, bytes] of Object.entries({ maxFrameBytes, trustedBytes })) {
      if (!(Number.isInteger(bytes) && bytes >= 0)) {
        throw wrongArgument('FrameDecoder', name, 'a number of bytes', bytes);
      }
    }
    this.maxFrameBytes = maxFrameBytes;
    this.trustedBytes = trustedBytes;
    this.allocate = allocate;
    this.onFrame = onFrame;
  }

  /** Whether the stream is in the middle of a frame: it must not end here. */
  get pending(): boolean {
    return this.sizeRead > 0 || this.frame !== undefined;
  }

  /** Bytes that the frame being read still lacks; undefined between frames, and while its size is being read. */
  get missing(): number | undefined {
    return this.frame === undefined ? undefined : this.frameSize - this.filled;
  }

  /**
   * Where the next bytes of the stream belong, when many of a frame are missing: what is read to its beginning, and then
   * pushed as that part of it, is not copied. Undefined when there is nothing to gain; reading elsewhere always works.
   */
  get space(): Buffer | undefined {
    const { frame } = this;
    return frame !== undefined && frame.length - this.filled >= WORTH_A_READ ? frame.subarray(this.filled) : undefined;
  }

  /**
   * Takes the next bytes of the stream; calls `onFrame` for each frame that is complete.
   * @throws WireError when a size is negative or too large: the stream cannot be read any further
   */
  push(chunk: Uint8Array): void {
    if (this.error !== undefined) throw this.error;
    if (!((chunk as unknown) instanceof Uint8Array)) {
      throw wrongArgument('FrameDecoder: push()', 'chunk', 'bytes (a Buffer or Uint8Array)', chunk);
    }
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
        `a frame announces ${String(size)} bytes, and 0 to ${String(this.maxFrameBytes)} are possible (maxFrameBytes)${guess(size)}`,
        { offset: this.position - 4 },
      );
      throw this.error;
    }
    this.frameSize = size;
    this.frame = this.allocate(Math.min(size, Math.max(available, this.trustedBytes)));
    this.filled = 0;
    if (size === 0) this.complete(this.frame);
  }

  private fill(chunk: Uint8Array, at: number): number {
    if (this.frame === undefined) return at;
    const n = Math.min(this.frame.length - this.filled, chunk.length - at);
    if (!this.isSpace(chunk)) {
      this.frame.set(at === 0 && n === chunk.length ? chunk : chunk.subarray(at, at + n), this.filled);
    }
    this.filled += n;
    this.position += n;
    if (this.filled === this.frameSize) this.complete(this.frame);
    else if (this.filled === this.frame.length) this.grow(this.frame);
    return at + n;
  }

  /** Whether the chunk was read to where it belongs. */
  private isSpace(chunk: Uint8Array): boolean {
    const { frame } = this;
    return chunk.buffer === frame?.buffer && chunk.byteOffset === frame.byteOffset + this.filled;
  }

  private grow(frame: Buffer): void {
    this.frame = this.allocate(this.frameSize);
    this.frame.set(frame);
  }

  private complete(frame: Buffer): void {
    this.frame = undefined;
    this.sizeBytes = 0;
    this.sizeRead = 0;
    this.onFrame(frame);
  }
}

function allocateUnsafe(bytes: number): Buffer {
  return Buffer.allocUnsafe(bytes);
}

/** What the four bytes of an impossible size look like when the other side does not speak Kafka here. */
function guess(size: number): string {
  const text = Buffer.from([size >>> 24, size >>> 16, size >>> 8, size]).toString('latin1');
  if (/^\x15\x03|^\x16\x03/.test(text)) return '. These are TLS bytes: does the other side speak TLS on this port?';
  if (/^(HTTP|GET |POST|HEAD|PUT |OPTI|<htm|<!DO)/.test(text)) return '. These are HTTP bytes: is this the right port?';
  return /^SSH-/.test(text) ? '. These are SSH bytes: is this the right port?' : '';
}
