import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { FetchedData, Preparation } from './fetched-data.ts';

export interface PreparerInit<K, V> {
  readonly assignment: Assignment<K, V>;
  /** What is prepared counts here until it is released. */
  readonly budget: ByteBudget;
}

/** What records become larger by when they are decompressed, to begin with no more than there will be room for. */
const EXPECTED_RATIO = 4;

/**
 * Has fetched data prepared, one piece of a partition at a time: the one that is next, or the one after it. Nothing waits
 * for it but the hand-out of that partition: what is not wanted any more when it is done is dropped.
 */
export class Preparer<K, V> {
  readonly #init: PreparerInit<K, V>;
  /** In turn. */
  readonly #waiting = new Set<AssignedPartition<K, V>>();
  readonly #atWork = new Map<AssignedPartition<K, V>, FetchedData<K, V>>();

  constructor(init: PreparerInit<K, V>) {
    this.#init = init;
  }

  /** The partition has data that is not prepared. */
  add(partition: AssignedPartition<K, V>): void {
    this.#waiting.add(partition);
    this.begin();
  }

  /** Begins with what there is room for. To be called when something was released or paused. */
  begin(): void {
    for (const partition of this.#waiting) {
      if (this.#init.budget.available <= 0) {
        if (this.#init.assignment.evictPaused()) this.begin();
        return;
      }
      this.#waiting.delete(partition);
      const data = partition.cursor.unprepared;
      const preparation = data?.preparation ?? null;
      if (data === undefined || preparation === null || this.#atWork.get(partition) === data) continue;
      void this.#prepare(partition, data, preparation);
    }
  }

  async #prepare(partition: AssignedPartition<K, V>, data: FetchedData<K, V>, preparation: Preparation): Promise<void> {
    this.#atWork.set(partition, data);
    const { budget } = this.#init;
    const expected = data.byteLength * EXPECTED_RATIO;
    budget.reserve(expected);
    await preparation.run();
    budget.settle(expected, 0);
    if (this.#atWork.get(partition) === data) this.#atWork.delete(partition);
    partition.prepared();
    this.begin();
  }
}
