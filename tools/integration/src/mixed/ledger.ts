import { assignment, checkHistory, type HistoryEvent } from '@k/tool-history';
import type { SeenRecord } from '../foreign/contract.ts';
import type { Member } from '../foreign/member.ts';

/** Who is in a group of several clients is in one. */
const GROUP = 'mixed';

/**
 * What must hold of all members together, read from what they tell: a history, as far as clients of all kinds tell one. Records
 * are numbered from 0 on by their values.
 */
export class Ledger {
  /** How often a record came that had come before: at least once, not once. */
  repeated = 0;
  readonly #seen = new Set<number>();
  /** All below this have come. */
  #complete = 0;
  readonly #names = new Map<Member, string>();
  /** How many records of each member have been looked at. */
  readonly #looked = new Map<Member, number>();
  readonly #history: HistoryEvent[] = [];
  /** The last record that was told, by member, generation and partition. */
  readonly #last = new Map<string, number>();
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
    const shared = checkHistory(this.#history, [assignment]).map(({ message, event }) => {
      const told = this.#history[event ?? -1];
      return told?.type === 'delivered' ? `${message}: ${this.#all([placeOf(told)])}` : message;
    });
    return [...shared, ...this.#faults.map(({ what, places }) => `${what}: ${this.#all(places)}`)];
  }

  #all(places: readonly string[]): string {
    return places.map((place) => `${place} came to ${this.#told(place).join(' and ') || 'nobody'}`).join('; ');
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
    const place = placeOf({ topic, partition, offset });
    const tellers = this.#tellers.get(place) ?? [];
    this.#tellers.set(place, [...tellers, { member, generation }]);
    const reader = this.#nameOf(member);
    const told = { type: 'delivered', reader, group: GROUP, generation, isolation: 'read_uncommitted' } as const;
    this.#history.push({ ...told, at: this.#history.length, topic, partition, offset, id: value });
    // Some clients do not tell it, and who was shut out of its group has none.
    if (generation > 0) this.#checkGap(member, generation, { topic, partition, offset });
  }

  #checkGap(member: Member, generation: number, { topic, partition, offset }: Place): void {
    const owned = `generation ${generation}, ${topic}-${partition}: ${this.#nameOf(member)}`;
    const last = this.#last.get(owned) ?? offset;
    this.#last.set(owned, offset);
    const between = Array.from({ length: Math.max(0, offset - last - 1) }, (_, i) => last + 1 + i);
    // A member that joins again, and again in the same generation, is in the one before for a moment.
    const places = between
      .map((each) => placeOf({ topic, partition, offset: each }))
      .filter((each) => !this.#hasTold(member, each));
    if (places.length > 0) this.#faults.push({ what: `${owned} leaves records out`, places });
  }

  #hasTold(member: Member, place: string): boolean {
    return this.#tellers.get(place)?.some((teller) => teller.member === member) ?? false;
  }
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

function placeOf({ topic, partition, offset }: Place): string {
  return `${topic}-${partition}@${offset}`;
}
