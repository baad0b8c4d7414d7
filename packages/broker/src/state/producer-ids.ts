import { SingleEntry } from '../storage/durable.ts';

/** Gives out producer ids, each once. */
export class ProducerIds {
  #next = 0;
  readonly durable = new SingleEntry<number>(
    'producer-ids',
    () => this.#next,
    (next) => {
      this.#next = next;
    },
  );

  next(): number {
    const id = this.#next++;
    this.durable.changed();
    return id;
  }
}
