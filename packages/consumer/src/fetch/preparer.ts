import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { FetchedData, Preparation } from './fetched-data.ts';

export interface PreparerInit<K, V> {
  readonly assignment: Assignment<K, V>;
  /** What is prepared counts here until it is released. */
  readonly budget: ByteBudget;
}

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

  /** Begins with what there is room for. To be called when something was released. */
  begin(): void {
    for (const partition of this.#waiting) {
      const data = partition.cursor.unprepared;
      const preparation = data?.preparation ?? null;
      const isToBegin = data !== undefined && preparation !== null && this.#atWork.get(partition) !== data;
      if (isToBegin && !this.#hasRoom() && !this.#init.assignment.evictPaused()) return;
      this.#waiting.delete(partition);
      if (isToBegin) void this.#prepare(partition, data, preparation);
    }
  }

  #hasRoom(): boolean {
    return this.#init.budget.available > 0;
  }

  async #prepare(partition: AssignedPartition<K, V>, data: FetchedData<K, V>, preparation: Preparation): Promise<void> {
    this.#atWork.set(partition, data);
    await preparation.run();
    if (this.#atWork.get(partition) === data) this.#atWork.delete(partition);
    partition.prepared();
  }
}
