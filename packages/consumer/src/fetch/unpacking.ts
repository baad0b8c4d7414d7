import type { RecordBatch } from '@k/codec';
import type { ByteBudget, ByteLease } from './byte-budget.ts';
import type { PreparedBatches } from './fetched-batches.ts';
import type { OpenBatch, OpenBatches } from './open-batches.ts';

/** libuv has four threads by default, and looking up names and reading files want one too. */
const MOST_THREADS = 3;

/** Lets so many calls into other threads be under way; the others wait in their order. */
export class Threads {
  #free = MOST_THREADS;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }
}

export interface UnpackingInit {
  /** Compressed bytes of a batch from which on another thread decompresses it. */
  readonly threadBytes: number;
  readonly threads: Threads;
  /** Decompressed bytes count here until they are released. */
  readonly budget: ByteBudget;
}

/** Batches read ahead: the large ones are decompressed in other threads, the others when it is their turn. */
export class Unpacking implements PreparedBatches {
  readonly #init: UnpackingInit;
  readonly #source: OpenBatches;
  /** In order: what opens a batch, or throws what is wrong with it. */
  readonly #ahead: (() => OpenBatch)[] = [];
  readonly #leases: ByteLease[] = [];
  #next = 0;
  #state: 'waiting' | 'done' | 'released' = 'waiting';

  constructor(init: UnpackingInit, source: OpenBatches) {
    this.#init = init;
    this.#source = source;
  }

  get isDone(): boolean {
    return this.#state !== 'waiting';
  }

  get waitsFor(): string {
    return 'its records are being decompressed';
  }

  async run(): Promise<void> {
    try {
      for (let batch = this.#source.read(); batch !== null; batch = this.#source.read()) {
        const open = this.#open(batch);
        this.#ahead.push(open instanceof Promise ? await open : open);
        if (this.isDone) return;
      }
    } catch (error) {
      this.#ahead.push(() => {
        throw error;
      });
    }
    this.#state = 'done';
  }

  #open(batch: RecordBatch): (() => OpenBatch) | Promise<() => OpenBatch> {
    if (this.#source.leavesOut(batch)) return () => ({ batch, cursor: null });
    if (!batch.hasThread || batch.byteLength < this.#init.threadBytes)
      return () => ({ batch, cursor: batch.records() });
    return this.#init.threads
      .run(() => batch.recordsAsync())
      .then((cursor) => {
        this.#count(cursor.bytes.length);
        return () => ({ batch, cursor });
      });
  }

  #count(bytes: number): void {
    if (this.#state === 'released') return;
    const lease = this.#init.budget.settle(0, bytes);
    lease.retain();
    this.#leases.push(lease);
  }

  next(): OpenBatch | null {
    const open = this.#ahead[this.#next];
    if (open === undefined) return null;
    // What was read is held no longer than its records are.
    this.#ahead[this.#next++] = FORGOTTEN;
    return open();
  }

  release(): void {
    this.#state = 'released';
    this.#ahead.length = 0;
    for (const lease of this.#leases.splice(0)) lease.release();
  }
}

function FORGOTTEN(): never {
  throw new Error('a batch is opened once');
}
