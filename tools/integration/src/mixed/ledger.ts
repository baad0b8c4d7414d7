import type { SeenRecord } from '../foreign/contract.ts';
import type { Member } from '../foreign/member.ts';

/** A member that owns a partition in a generation, and the last record that it told. */
interface Owner {
  readonly member: Member;
  offset: number;
}

/** What must hold of all members together, read from what they tell. Records are numbered from 0 on by their values. */
export class Ledger {
  /** How often a record came that had come before: at least once, not once. */
  repeated = 0;
  readonly #seen = new Set<number>();
  /** All below this have come. */
  #complete = 0;
  readonly #names = new Map<Member, string>();
  /** How many records of each member have been looked at. */
  readonly #looked = new Map<Member, number>();
  /** By generation and partition. */
  readonly #owners = new Map<string, Owner>();
  /** By place in the log: who told the record, and in which generation. */
  readonly #tellers = new Map<string, { readonly member: Member; readonly generation: number }[]>();
  readonly #faults: { readonly what: string; readonly places: readonly string[] }[] = [];

  /** @param name for faults */
  add(member: Member, name: string): void {
    this.#names.set(member, name);
    this.#looked.set(member, 0);
  }

  /** Whether each of the first `count` records has come to some member. */
  hasAll(count: number): boolean {
    for (const [member, looked] of this.#looked) {
      for (const record of member.records.slice(looked)) this.#take(member, record);
      this.#looked.set(member, member.records.length);
    }
    while (this.#seen.has(this.#complete)) this.#complete++;
    return this.#complete >= count;
  }

  /** The first records of those that never came, to be shown. */
  missing(count: number): number[] {
    const missing: number[] = [];
    for (let number = this.#complete; number < count && missing.length < 20; number++) {
      if (!this.#seen.has(number)) missing.push(number);
    }
    return missing;
  }

  /** What must not be, and who told the records that it is about. */
  get faults(): string[] {
    return this.#faults.map(({ what, places }) => {
      const told = places.map((place) => `${place} came to ${this.#told(place).join(' and ') || 'nobody'}`);
      return `${what}: ${told.join('; ')}`;
    });
  }

  #told(place: string): string[] {
    const tellers = this.#tellers.get(place) ?? [];
    return tellers.map(({ member, generation }) => `${this.#nameOf(member)} (${generation})`);
  }

  #nameOf(member: Member): string {
    return this.#names.get(member) ?? '';
  }

  #take(member: Member, { value, topic, partition, offset, generation = -1 }: SeenRecord): void {
    const number = Number(value);
    if (this.#seen.has(number)) this.repeated++;
    this.#seen.add(number);
    const log = `${topic}-${partition}`;
    const place = `${log}@${offset}`;
    const tellers = this.#tellers.get(place) ?? [];
    this.#tellers.set(place, [...tellers, { member, generation }]);
    // Some clients do not tell it, and who was shut out of its group has none.
    if (generation <= 0) return;
    const owned = `generation ${generation}, ${log}`;
    const owner = this.#owners.get(owned);
    if (owner === undefined) {
      this.#owners.set(owned, { member, offset });
      return;
    }
    if (owner.member !== member) {
      const what = `${owned} is ${this.#nameOf(owner.member)}'s and ${this.#nameOf(member)}'s`;
      this.#faults.push({ what, places: [place] });
      return;
    }
    // A member that joins again, and again in the same generation, is in the one before for a moment.
    const between = Array.from({ length: Math.max(0, offset - owner.offset - 1) }, (_, i) => owner.offset + 1 + i);
    const places = between.map((each) => `${log}@${each}`).filter((each) => !this.#hasTold(member, each));
    if (places.length > 0) this.#faults.push({ what: `${owned}: ${this.#nameOf(member)} leaves records out`, places });
    owner.offset = offset;
  }

  #hasTold(member: Member, place: string): boolean {
    return this.#tellers.get(place)?.some((teller) => teller.member === member) ?? false;
  }
}
