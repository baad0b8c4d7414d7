import { type Report, defineChecker } from '../define-checker.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import { Processes } from '../facts/processes.ts';
import type { Checker } from '../violation.ts';
import type { AssignmentEvent, DeliveredEvent, History } from '../history.ts';

export const assignmentInTime: Checker = defineChecker(
  'assignment-in-time',
  'A member gets a partition when its former owner has given it back, has lost it or stands still, and whoever is given a record has nobody beside it who has the partition.',
  (history, _facts, report) => {
    new Check(history, report, 'strict').run();
  },
);

/** The same of clients that do not look how long they stood still: until they are told, records of a former owner come. */
export const assignmentInTimeOfOthers: Checker = {
  ...assignmentInTime,
  check: defineChecker(assignmentInTime.name, assignmentInTime.promise, (history, _facts, report) => {
    new Check(history, report, 'lenient').run();
  }).check,
};

interface Holder {
  readonly member: string;
  readonly groupInstanceId: string | undefined;
  readonly since: number;
}

class Check {
  readonly #history: History;
  readonly #report: Report;
  readonly #isStrict: boolean;
  readonly #processes = new Processes();
  /** By group and partition. */
  readonly #holders = new Map<string, Holder>();
  /** By partition: where its topic was deleted last. */
  readonly #deleted = new Map<string, number>();
  readonly #instances = new Map<string, string | undefined>();
  /** Stood still while others went on, and may not know of it: as long as nobody tells them, a former owner's records come. */
  readonly #overtaken = new Set<string>();

  constructor(history: History, report: Report, how: 'strict' | 'lenient') {
    this.#history = history;
    this.#report = report;
    this.#isStrict = how === 'strict';
  }

  run(): void {
    for (const [index, event] of this.#history.entries()) {
      if (event.type === 'process') this.#processes.note(event);
      else if (event.type === 'assigned') this.#assigned(index, event);
      else if (event.type === 'revoked' || event.type === 'lost') this.#gone(event);
      else if (event.type === 'taken' && event.why === 'topic deleted') this.#deleted.set(nameOf(event), index);
      else if (event.type === 'delivered') this.#delivered(index, event);
    }
  }

  #assigned(index: number, { group, member, groupInstanceId, partitions }: AssignmentEvent): void {
    this.#instances.set(member, groupInstanceId);
    this.#overtaken.delete(member);
    for (const place of partitions) {
      const key = keyOf(group, place);
      const holder = this.#holders.get(key);
      if (holder !== undefined && holder.member !== member) {
        const isStill = this.#processes.isStill(holder.member);
        if (isStill) this.#overtakes(holder.member);
        else if (!isReplaced(holder, groupInstanceId) && !this.#isFormer(place, holder)) {
          const since = `${holder.member} has had it since ${String(this.#history[holder.since]?.at)} ms`;
          this.#report(`${member} of ${group} gets ${nameOf(place)}, and ${since}`, index);
        }
      }
      this.#holders.set(key, { member, groupInstanceId, since: index });
    }
  }

  /** What it holds is of a topic that is gone. One that has its name now is another one (KIP-516): others may have that. */
  #isFormer(place: Place, { since }: Holder): boolean {
    return (this.#deleted.get(nameOf(place)) ?? -1) > since;
  }

  #overtakes(member: string): void {
    if (!this.#isStrict) this.#overtaken.add(member);
  }

  #gone({ group, member, partitions }: AssignmentEvent): void {
    this.#overtaken.delete(member);
    for (const place of partitions) {
      const key = keyOf(group, place);
      if (this.#holders.get(key)?.member === member) this.#holders.delete(key);
    }
  }

  #delivered(index: number, event: DeliveredEvent): void {
    const { group, reader, offset } = event;
    const holder = group === undefined ? undefined : this.#holders.get(keyOf(group, event));
    if (holder === undefined || holder.member === reader || this.#overtaken.has(reader)) return;
    // Of two with one name the former is told with the answer to its next heartbeat (KIP-345).
    if (isReplaced(holder, this.#instances.get(reader))) return;
    const since = `${holder.member} has had ${nameOf(event)} since ${String(this.#history[holder.since]?.at)} ms`;
    this.#report(`${reader} of ${String(group)} is given ${nameOfOffset(event, offset)}, and ${since}`, index);
  }
}

function keyOf(group: string, place: Place): string {
  return `${group} ${nameOf(place)}`;
}

function isReplaced(holder: Holder, groupInstanceId: string | undefined): boolean {
  return groupInstanceId !== undefined && holder.groupInstanceId === groupInstanceId;
}
