/**
 * The members of one topic by how many partitions they have, as partitions go from the one with most to the one with least:
 * both ends are walked over once, never sorted anew. Follows the MemberAssignmentBalancer of Kafka's
 * UniformHeterogeneousAssignmentBuilder.
 */
export class LoadOrder {
  /** Partitions by member; changed by the owner as partitions move. */
  readonly #loads: readonly number[];
  readonly #sorted: number[];
  #leastEnd = 0;
  #leastLoad: number;
  #nextLeast = 0;
  #mostStart: number;
  #mostEnd: number;
  #mostLoad: number;
  #nextMost: number;
  /** By how much the loads differed at first. */
  readonly imbalance: number;

  constructor(loads: readonly number[], members: readonly number[]) {
    this.#loads = loads;
    this.#sorted = [...members].sort((a, b) => this.#load(a) - this.#load(b) || a - b);
    const least = this.#loadAt(0);
    const most = this.#loadAt(this.#sorted.length - 1);
    this.imbalance = most - least;
    this.#leastLoad = least - 1;
    this.#mostLoad = most + 1;
    this.#mostStart = this.#mostEnd = this.#sorted.length;
    this.#nextMost = this.#sorted.length - 1;
  }

  isBalanced(): boolean {
    return this.#mostLoad - this.#leastLoad <= 1;
  }

  /** The member that is to get the next partition. */
  nextLeast(): number {
    if (this.#nextLeast >= this.#leastEnd) {
      this.#leastLoad++;
      while (this.#leastEnd < this.#sorted.length && this.#loadAt(this.#leastEnd) === this.#leastLoad) this.#leastEnd++;
      this.#nextLeast = 0;
    }
    return this.#sorted[this.#nextLeast++] as number;
  }

  /** The member that is to lose the next partition; undefined when all were excluded. */
  nextMost(): number | undefined {
    if (this.#nextMost < this.#mostStart) {
      if (this.#mostEnd <= this.#mostStart && this.#mostStart > 0) this.#mostLoad = this.#loadAt(this.#mostStart - 1);
      else this.#mostLoad--;
      while (this.#mostStart > 0 && this.#loadAt(this.#mostStart - 1) === this.#mostLoad) this.#mostStart--;
      this.#nextMost = this.#mostEnd - 1;
    }
    return this.#nextMost < 0 ? undefined : this.#sorted[this.#nextMost--];
  }

  /** The last one of {@link nextMost} has no partition of this topic left to lose. */
  excludeMost(): void {
    const at = this.#nextMost + 1;
    const member = this.#sorted[at] as number;
    this.#mostEnd--;
    this.#sorted[at] = this.#sorted[this.#mostEnd] as number;
    this.#sorted[this.#mostEnd] = member;
  }

  #load(member: number): number {
    return this.#loads[member] ?? 0;
  }

  #loadAt(index: number): number {
    return this.#load(this.#sorted[index] as number);
  }
}
