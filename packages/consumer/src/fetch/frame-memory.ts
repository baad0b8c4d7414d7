import type { FetchResponse } from '@k/wire';

/** Smaller answers get memory of their own, which costs as little. */
const LEAST_BYTES = 32 * 1024;
/** Sizes are multiples of it, so that what one answer leaves suits the next. */
const STEP_BYTES = 256 * 1024;
/** Memory so many times as large as an answer is kept for a larger one. */
const MOST_TIMES = 8;
/** Of the budget: memory that is kept for later answers. */
const KEPT_SHARE = 1 / 4;
/** No UTF-8, and no length that makes sense. */
const POISON = 0xdb;

/**
 * The memory that answers are read to, used again once all that came in it was handed back. Fresh memory for each is what
 * makes V8 collect: it counts the bytes of buffers, and marks the whole heap for every few megabytes of them.
 */
export class FrameMemory {
  readonly #limit: number;
  /** What was given for answers, whether it is in use or not. */
  readonly #own = new WeakSet<ArrayBufferLike>();
  /** Not in use, the oldest first. */
  readonly #free: ArrayBufferLike[] = [];
  #freeBytes = 0;

  /** @param limit bytes that are kept for later */
  constructor(limit: number) {
    this.#limit = limit;
  }

  allocate(bytes: number): Buffer {
    if (bytes < LEAST_BYTES) return Buffer.allocUnsafe(bytes);
    return Buffer.from(this.#takeFree(bytes) ?? this.#make(bytes), 0, bytes);
  }

  #takeFree(bytes: number): ArrayBufferLike | undefined {
    let best = -1;
    for (const [i, { byteLength }] of this.#free.entries()) {
      if (byteLength < bytes || byteLength > bytes * MOST_TIMES) continue;
      if (best < 0 || byteLength < (this.#free[best]?.byteLength ?? 0)) best = i;
    }
    if (best < 0) return undefined;
    const [memory] = this.#free.splice(best, 1);
    this.#freeBytes -= memory?.byteLength ?? 0;
    return memory;
  }

  #make(bytes: number): ArrayBufferLike {
    const { buffer } = Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP_BYTES) * STEP_BYTES);
    this.#own.add(buffer);
    return buffer;
  }

  /** Nobody reads what came in this answer any more. */
  giveBack(response: FetchResponse): void {
    const memory = memoryOf(response);
    if (memory !== undefined && this.#own.has(memory)) this.reuse(memory);
  }

  protected reuse(memory: ArrayBufferLike): void {
    this.#free.push(memory);
    this.#freeBytes += memory.byteLength;
    while (this.#freeBytes > this.#limit) this.#freeBytes -= this.#free.shift()?.byteLength ?? 0;
  }
}

/** Never uses memory again, but spoils it then: whoever still reads it sees that at once, and each time. */
export class SpoiledFrameMemory extends FrameMemory {
  protected override reuse(memory: ArrayBufferLike): void {
    new Uint8Array(memory).fill(POISON);
  }
}

/** What the records of an answer are views of. */
function memoryOf({ responses }: FetchResponse): ArrayBufferLike | undefined {
  for (const { partitions } of responses) {
    for (const { records } of partitions) if (records !== null && records.length > 0) return records.buffer;
  }
  return undefined;
}

interface MemorySettings {
  readonly reuseMemory: boolean | 'check';
  readonly bufferMemory: number;
}

export function frameMemoryOf({ reuseMemory, bufferMemory }: MemorySettings): FrameMemory | undefined {
  if (reuseMemory === false) return undefined;
  const kept = Math.ceil(bufferMemory * KEPT_SHARE);
  return reuseMemory === 'check' ? new SpoiledFrameMemory(kept) : new FrameMemory(kept);
}
