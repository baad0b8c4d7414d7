import assert from 'node:assert/strict';

/** What became of a transaction, as its producer knows it. */
export type Outcome = 'committed' | 'aborted' | 'unknown';

/** Whoever is promised something. */
export const CLIENTS = ['orders', 'even', 'odd', 'committer', 'copier'] as const;
export type Client = (typeof CLIENTS)[number];

/** What clients were promised, and what is to be found of it. */
export class Promises {
  /** Acknowledged records of each partition, in order. */
  readonly acknowledged: number[];
  /** By number of the transaction. */
  readonly outcomes = new Map<number, Outcome>();
  /** The highest offset of each partition whose commit was answered. */
  readonly committed = new Map<number, number>();
  readonly #counts = new Map<Client, number>(CLIENTS.map((client) => [client, 0]));
  readonly #waiting = new Set<() => void>();

  constructor(partitions: number) {
    this.acknowledged = new Array<number>(partitions).fill(0);
  }

  /** Something was promised to the client. */
  kept(client: Client): void {
    this.#counts.set(client, this.#countOf(client) + 1);
    for (const fn of this.#waiting) fn();
    this.#waiting.clear();
  }

  /** Resolves when so many more promises were made than now. */
  async more(count: number): Promise<void> {
    const all = (): number => CLIENTS.reduce((sum, client) => sum + this.#countOf(client), 0);
    const wanted = all() + count;
    await this.#until(() => all() >= wanted);
  }

  /** Resolves when each client was promised something more than now: none of them hangs. */
  async moreToEach(): Promise<void> {
    const before = new Map(this.#counts);
    await this.#until(() => CLIENTS.every((client) => this.#countOf(client) > (before.get(client) ?? 0)));
  }

  #countOf(client: Client): number {
    return this.#counts.get(client) ?? 0;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Each transaction is in all of its partitions or in none; what was said of it holds. */
  checkTransactions(found: ReadonlyMap<number, readonly string[]>): void {
    const [one = [], other = []] = [found.get(0), found.get(1)];
    assert.equal(new Set(one).size, one.length, 'a transaction is there twice');
    assert.deepEqual([...one].sort(), [...other].sort(), 'a transaction is in one partition only');
    const present = new Set(one);
    for (const [number, outcome] of this.outcomes) {
      if (outcome !== 'unknown') assert.equal(present.has(String(number)), outcome === 'committed', `${number} was ${outcome}`); // prettier-ignore
    }
  }
}
