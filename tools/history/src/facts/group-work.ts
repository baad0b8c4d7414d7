import type { History } from '../history.ts';
import type { Isolation } from './logs.ts';
import { type Place, nameOf } from './places.ts';

/** What a group has done of one partition so far. */
export interface PartitionWork {
  readonly done: Set<number>;
  /** Records before this offset were looked for, or are none of the group's business; undefined: it has not begun. */
  from: number | undefined;
}

/** How the groups of a history work. */
export class GroupWork {
  readonly #partitions = new Map<string, PartitionWork>();
  readonly #groups = new Map<string, string>();
  readonly #saysDone = new Set<string>();
  readonly #isolations = new Map<string, Isolation>();

  constructor(history: History) {
    for (const event of history) {
      if (event.type === 'assigned') this.#groups.set(event.member, event.group);
      if (event.type !== 'delivered' || event.group === undefined) continue;
      this.#groups.set(event.reader, event.group);
      // Who reads all has more to do: where a group has both, what both are given counts.
      if (event.isolation === 'read_committed') this.#isolations.set(event.group, event.isolation);
    }
    for (const event of history) {
      const group = event.type === 'done' ? (event.group ?? this.groupOf(event.reader)) : undefined;
      if (group !== undefined) this.#saysDone.add(group);
    }
  }

  /** Of who is in no group: undefined. */
  groupOf(reader: string): string | undefined {
    return this.#groups.get(reader);
  }

  /** Whether the group tells when it has finished with a record; or else it has with what it was given. */
  saysDone(group: string): boolean {
    return this.#saysDone.has(group);
  }

  isolationOf(group: string): Isolation {
    return this.#isolations.get(group) ?? 'read_uncommitted';
  }

  of(group: string, place: Place): PartitionWork {
    const name = `${group} ${nameOf(place)}`;
    let work = this.#partitions.get(name);
    if (work === undefined) this.#partitions.set(name, (work = { done: new Set(), from: undefined }));
    return work;
  }
}
