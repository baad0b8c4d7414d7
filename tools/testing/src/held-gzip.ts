import type { TestContext } from 'node:test';
import { type CompressionCodec, compressions } from '@k/codec';
import { withResolvers } from '@k/runtime';

/** What another thread was given to do. */
export interface HeldWork {
  readonly source: Uint8Array;
  finish(): void;
  fail(error: Error): void;
}

export interface HeldGzip {
  /** What other threads were given, in this order. */
  readonly works: readonly HeldWork[];
  /** How much was done on the spot. */
  readonly doneHere: number;
  /** Settles when other threads have been given so much. */
  begun(count: number): Promise<void>;
  /** Finishes all, and what comes from now on at once. */
  letGo(): void;
}

/** Until the test ends gzip's other threads, which no virtual clock knows of, are done when the test says so. */
export function holdGzip(t: TestContext, way: 'compress' | 'decompress'): HeldGzip {
  const gzip = compressions.get('gzip');
  const works: HeldWork[] = [];
  const watchers: { readonly count: number; readonly tell: () => void }[] = [];
  let isHeld = true;
  let doneHere = 0;
  const here = (work: () => Buffer): Buffer => {
    doneHere++;
    return work();
  };
  const elsewhere = (source: Uint8Array, work: () => Buffer): Promise<Buffer> => {
    const { promise, resolve, reject } = withResolvers<Buffer>();
    const finish = (): void => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    };
    works.push({ source, finish, fail: reject });
    if (!isHeld) finish();
    for (const { count, tell } of watchers) if (works.length >= count) tell();
    return promise;
  };
  const held: Partial<CompressionCodec> =
    way === 'compress'
      ? {
          compress: (source, options) => here(() => gzip.compress(source, options)),
          compressAsync: (source, options) => elsewhere(source, () => gzip.compress(source, options)),
        }
      : {
          decompress: (source, options) => here(() => gzip.decompress(source, options)),
          decompressAsync: (source, options) => elsewhere(source, () => gzip.decompress(source, options)),
        };
  compressions.register({ ...gzip, ...held });
  t.after(() => compressions.register(gzip));
  return {
    works,
    get doneHere() {
      return doneHere;
    },
    begun: (count) =>
      new Promise((tell) => {
        if (works.length >= count) tell();
        else watchers.push({ count, tell });
      }),
    letGo: () => {
      isHeld = false;
      for (const work of works) work.finish();
    },
  };
}
