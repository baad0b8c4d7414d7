import { Readable } from 'node:stream';
import { offAbort, onAbort } from '@k/runtime';
import { asError } from '@k/wire';
import type { LoopOptions } from './iterators.ts';

/** Options of `stream()` and `batchStream()`. A `signal`, or `idleTimeoutMs` without anything, ends the stream, as a loop. */
export interface StreamOptions extends LoopOptions {
  /**
   * So many chunks the stream takes before its reader asks for them. Each counts as handed back when the next one is taken: with
   * 0, when the reader asks for the next one; with more, chunks that nobody has seen yet may be committed. @default 0
   */
  readonly highWaterMark?: number | undefined;
}

/** A Readable in object mode whose chunks are known. */
export interface RecordReadable<T> extends Readable {
  read(size?: number): T | null;
  [Symbol.asyncIterator](): ReturnType<Readable[typeof Symbol.asyncIterator]> & AsyncIterator<T, undefined>;
}

/**
 * A loop as a stream: reading on is its next step, its end is the stream's end, what it throws destroys the stream, and
 * `destroy()` leaves it, so that what is in hand comes again.
 */
export function readableOf<T>(
  loop: (options: LoopOptions) => AsyncIterator<T, undefined>,
  { signal, idleTimeoutMs, highWaterMark = 0 }: StreamOptions,
): RecordReadable<T> {
  const left = new AbortController();
  const leave = (): void => {
    left.abort();
  };
  if (signal !== undefined) onAbort(signal, leave);
  const iterator = loop({ idleTimeoutMs, signal: left.signal });
  /** The last one, which settles before the loop is left. */
  let step: Promise<void> = Promise.resolve();
  let isOver = false;
  const next = async (): Promise<void> => {
    try {
      const { done, value } = await iterator.next();
      if (done === true) isOver = true;
      stream.push(done === true ? null : value);
    } catch (error) {
      stream.destroy(asError(error));
    }
  };
  const stream: RecordReadable<T> = new Readable({
    objectMode: true,
    highWaterMark,
    read() {
      step = next();
    },
    destroy(error, callback) {
      if (signal !== undefined) offAbort(signal, leave);
      leave();
      // Another loop may have begun where this one has ended: what is in hand then is that one's.
      void step.then(() => (isOver ? undefined : iterator.return?.())).then(() => callback(error));
    },
  });
  return stream;
}
