import type { TestContext } from 'node:test';
import { type CompressionCodec, compressions } from '@k/codec';
import { withResolvers } from '@k/runtime';

interface Work {
  /** What is to be decompressed, as text. */
  readonly text: string;
  finish(): void;
}

export interface HeldGunzip {
  /** What other threads were given, in this order. */
  readonly works: readonly Work[];
  /** Batches that were decompressed on the spot. */
  readonly unpackedHere: number;
  /** Settles when other threads have been given so much. */
  begun(count: number): Promise<void>;
  /** Finishes all, and what comes from now on at once. */
  letGo(): void;
}

/** Until the test ends gzip's other threads, which no virtual clock knows of, are done when the test says so. */
export function holdGunzip(t: TestContext): HeldGunzip {
  const gzip = compressions.get('gzip');
  const works: Work[] = [];
  const watchers: { readonly count: number; readonly tell: () => void }[] = [];
  let isHeld = true;
  let unpackedHere = 0;
  const held: CompressionCodec = {
    ...gzip,
    decompress: (source, options) => {
      unpackedHere++;
      return gzip.decompress(source, options);
    },
    decompressAsync: (source, options) => {
      const { promise, resolve, reject } = withResolvers<Buffer>();
      const finish = (): void => {
        try {
          resolve(gzip.decompress(source, options));
        } catch (error) {
          reject(error);
        }
      };
      works.push({ text: textOf(source), finish });
      if (!isHeld) finish();
      for (const { count, tell } of watchers) if (works.length >= count) tell();
      return promise;
    },
  };
  /** Damaged bytes have none. */
  const textOf = (source: Uint8Array): string => {
    try {
      return gzip.decompress(source, { maxBytes: Infinity, magic: 2 }).toString('latin1');
    } catch {
      return '';
    }
  };
  compressions.register(held);
  t.after(() => compressions.register(gzip));
  return {
    works,
    get unpackedHere() {
      return unpackedHere;
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
