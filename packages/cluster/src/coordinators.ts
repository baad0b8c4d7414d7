/** What a broker coordinates: consumer groups, or the transactions of a transactional id. */
export type CoordinatorKind = 'group' | 'transaction';

/** Remembers which broker coordinates what. Concurrent lookups of the same key share one. */
export class Coordinators {
  readonly #lookup: (kind: CoordinatorKind, key: string) => Promise<number>;
  readonly #known = new Map<string, number>();
  readonly #looking = new Map<string, Promise<number>>();

  /** `lookup` asks once, and throws when there is no coordinator (yet). */
  constructor(lookup: (kind: CoordinatorKind, key: string) => Promise<number>) {
    this.#lookup = lookup;
  }

  get(kind: CoordinatorKind, key: string): number | undefined {
    return this.#known.get(cacheKey(kind, key));
  }

  /** The coordinator's broker id, from the cache or by one lookup. */
  find(kind: CoordinatorKind, key: string): Promise<number> {
    const id = cacheKey(kind, key);
    const known = this.#known.get(id);
    if (known !== undefined) return Promise.resolve(known);
    let looking = this.#looking.get(id);
    if (looking === undefined) {
      looking = this.#find(id, kind, key);
      this.#looking.set(id, looking);
    }
    return looking;
  }

  /** It has moved or cannot be reached: the next `find` asks again. */
  forget(kind: CoordinatorKind, key: string): void {
    this.#known.delete(cacheKey(kind, key));
  }

  async #find(id: string, kind: CoordinatorKind, key: string): Promise<number> {
    try {
      const brokerId = await this.#lookup(kind, key);
      this.#known.set(id, brokerId);
      return brokerId;
    } finally {
      this.#looking.delete(id);
    }
  }
}

function cacheKey(kind: CoordinatorKind, key: string): string {
  return `${kind}:${key}`;
}
