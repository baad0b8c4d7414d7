// What node-zlib.ts has, for browsers: by pako, which is zlib in JavaScript, with its checks and its words for what is wrong.
import { gzip as pakoGzip, Inflate, inflateRaw, Z_BUF_ERROR } from 'pako';
import { asBuffer } from './as-buffer.ts';
import type { ZlibDone, ZlibReadOptions } from './compression/zlib-codec.ts';

interface ZlibWriteOptions {
  readonly level?: number;
  readonly chunkSize?: number;
}

/** What zlib calls the format: gzip, and not its own one. */
const GZIP_WINDOW_BITS = 16 + 15;
/** A stream of the browser's unpacks a piece at once, however large it becomes. */
const PIECE_BYTES = 16 * 1024;

/** Where the memory for one array ends in some browsers. */
export const MAX_OUTPUT_BYTES: number = 2 ** 31 - 1;

/** Nothing newer. */
export const newerZlib: object = {};

export function gzipSync(source: Uint8Array, options: ZlibWriteOptions): Buffer {
  return asBuffer(pakoGzip(source, options));
}

export function gzip(source: Uint8Array, options: ZlibWriteOptions, done: ZlibDone): void {
  done(null, gzipSync(source, options));
}

export function gunzipSync(source: Uint8Array, { chunkSize, maxOutputLength }: ZlibReadOptions): Buffer {
  const plain = new Pieces(maxOutputLength);
  const inflate = new Inflate({ chunkSize, windowBits: GZIP_WINDOW_BITS });
  inflate.onData = (piece) => {
    plain.add(piece);
  };
  inflate.push(source, true);
  if (inflate.err !== 0) throw new Error(inflate.err === Z_BUF_ERROR ? 'unexpected end of file' : inflate.msg);
  return plain.joined();
}

/** By the browser's own code, and not all at once. It takes one member only, and does not tell what is wrong: pako does. */
export function gunzip(source: Uint8Array, options: ZlibReadOptions, done: ZlibDone): void {
  unpacked(source, options.maxOutputLength)
    .catch(() => gunzipSync(source, options))
    .then(
      (plain) => {
        done(null, plain);
      },
      (error: unknown) => {
        done(error as Error, Buffer.alloc(0));
      },
    );
}

export function inflateRawSync(source: Uint8Array): Uint8Array {
  return inflateRaw(source);
}

async function unpacked(source: Uint8Array, maxBytes: number): Promise<Buffer> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter() as WritableStreamDefaultWriter<Uint8Array>;
  const write = async (): Promise<void> => {
    for (let at = 0; at < source.length; at += PIECE_BYTES) await writer.write(source.subarray(at, at + PIECE_BYTES));
    await writer.close();
  };
  // Whoever reads is told, too.
  write().catch(() => undefined);
  const plain = new Pieces(maxBytes);
  for (const reader = (readable as ReadableStream<Uint8Array>).getReader(); ;) {
    const { value } = await reader.read();
    if (value === undefined) return plain.joined();
    plain.add(value);
  }
}

/** What comes out piece by piece, and must not become too much. */
class Pieces {
  readonly #maxBytes: number;
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws as node:zlib does */
  add(piece: Uint8Array): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#maxBytes) {
      throw Object.assign(new RangeError('too many bytes come out'), { code: 'ERR_BUFFER_TOO_LARGE' });
    }
    this.#pieces.push(piece);
  }

  joined(): Buffer {
    const [only] = this.#pieces;
    return this.#pieces.length === 1 && only !== undefined ? asBuffer(only) : Buffer.concat(this.#pieces, this.#bytes);
  }
}
