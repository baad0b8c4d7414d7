import type { ByteBudget } from '../fetch/byte-budget.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import type { PartitionWork, Task } from './partition-work.ts';

/** Of the budget: with less than that it is time to look for what can be given back, */
const LOW_SHARE = 1 / 2;
/** and not before so much was read since the last look, so that a look costs little for each record. */
const LOOK_SHARE = 1 / 16;
/** What is held by records that are less than this share of it is given back, and they are copied. */
const SPARSE_SHARE = 1 / 4;

/**
 * Keeps slow records from holding all that came with them: an answer is in memory, and in the budget, as long as one of its
 * records is in hand, and a dozen slow ones of a dozen answers would leave no room for anybody else.
 */
export class Relief<K, V> {
  readonly #budget: ByteBudget;
  #readSince = 0;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  /** A stretch of fetched data, of so many bytes, was read to its end. */
  stretchRead(bytes: number, works: Iterable<PartitionWork<K, V>>): void {
    const { limit, available } = this.#budget;
    this.#readSince += bytes;
    if (available > limit * LOW_SHARE || this.#readSince < limit * LOOK_SHARE) return;
    this.#readSince = 0;
    const byData = new Map<FetchedData<K, V>, Task<K, V>[]>();
    for (const { tracker } of works) {
      for (const task of tracker) {
        if (task.data === null) continue;
        const tasks = byData.get(task.data);
        if (tasks === undefined) byData.set(task.data, [task]);
        else tasks.push(task);
      }
    }
    for (const [data, tasks] of byData) {
      const inHand = tasks.reduce((sum, task) => sum + task.bytes, 0);
      if (inHand < data.byteLength * SPARSE_SHARE) for (const task of tasks) task.detach(this.#budget);
    }
  }
}
