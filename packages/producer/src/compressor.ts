import { asError } from '@k/wire';
import type { ProducerBatch } from './batch.ts';
import type { PartitionQueue } from './partition-queue.ts';

/** Batches in other threads at a time. libuv has four by default, and looking up names and reading files want one too. */
const MOST_AT_A_TIME = 3;

/** `error`: what the codec died of; null when the batch is sealed. It may have been given up meanwhile. */
export type OnCompressed = (queue: PartitionQueue, batch: ProducerBatch, error: Error | null) => void;

/**
 * Has batches compressed in other threads while they wait in their partition's queue, without numbers: there they keep
 * their order, whichever is done first, and whoever looks for batches that have not left finds them.
 */
export class Compressor {
  readonly #onCompressed: OnCompressed;
  #atWork = 0;

  constructor(onCompressed: OnCompressed) {
    this.#onCompressed = onCompressed;
  }

  /** Begins with what can be begun, oldest first. To be called again after {@link OnCompressed}. */
  start(queues: readonly PartitionQueue[]): void {
    while (this.#atWork < MOST_AT_A_TIME) {
      let first: ProducerBatch | null = null;
      let from: PartitionQueue | null = null;
      for (const queue of queues) {
        const batch = queue.toCompress;
        if (batch === null || (first !== null && first.createdAt <= batch.createdAt)) continue;
        first = batch;
        from = queue;
      }
      if (first === null || from === null) return;
      void this.#compress(from, first);
    }
  }

  async #compress(queue: PartitionQueue, batch: ProducerBatch): Promise<void> {
    this.#atWork++;
    const error = await batch.compress().then(() => null, asError);
    this.#atWork--;
    this.#onCompressed(queue, batch, error);
  }
}
