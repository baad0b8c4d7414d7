import type { TestContext } from 'node:test';
import { type CompressionCodec, compressions } from '@k/codec';

interface Work {
  /** What stands before the first colon of the batch. */
  readonly name: string;
  finish(): void;
  fail(error: Error): void;
}

export interface HeldGzip {
  /** What other threads were given, in this order. */
  readonly works: readonly Work[];
  readonly names: string[];
  /** Batches that were compressed on the spot. */
  readonly compressedHere: number;
  /** Settles when other threads have been given so much. */
  begun(count: number): Promise<void>;
  /** Finishes all, and what comes from now on at once. */
  letGo(): void;
}

/** Until the test ends gzip's other threads, which no virtual clock knows of, are done when the test says so. */
export function holdGzip(t: TestContext): HeldGzip {
  const gzip = compressions.get('gzip');
  const works: Work[] = [];
  const watchers: { readonly count: number; readonly tell: () => void }[] = [];
  let isHeld = true;
  let compressedHere = 0;
  const held: CompressionCodec = {
    ...gzip,
    compress: (source, options) => {
      compressedHere++;
      return gzip.compress(source, options);
    },
    compressAsync: (source, options) =>
      new Promise((resolve, reject) => {
        const name = /(\w+):/.exec(Buffer.from(source).toString('latin1'))?.[1] ?? '';
        const work = { name, finish: () => resolve(gzip.compress(source, options)), fail: reject };
        works.push(work);
        if (!isHeld) work.finish();
        for (const { count, tell } of watchers) if (works.length >= count) tell();
      }),
  };
  compressions.register(held);
  t.after(() => compressions.register(gzip));
  return {
    works,
    get names() {
      return works.map(({ name }) => name);
    },
    get compressedHere() {
      return compressedHere;
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
