import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { GroupWork } from '../facts/group-work.ts';
import { healingOf } from '../facts/healing.ts';
import type { Log, LogRecord } from '../facts/logs.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import { isIn } from '../facts/processes.ts';
import { ackOf } from '../facts/sends.ts';
import type { History } from '../history.ts';
import type { Checker } from '../violation.ts';

/** @param withinMs from when a record is there to be read, and everything is well again */
export function groupsGoOn(withinMs: number): Checker {
  return defineChecker(
    'groups-go-on',
    `Once everything is well again, a group is given every record of its topics within ${String(withinMs / 1000)} s.`,
    (history, facts, report) => {
      const healing = healingOf(history);
      if (healing !== undefined) new Check(history, facts, report, healing.at, withinMs).run();
    },
  );
}

/** A group, and what it was given. */
interface Reading {
  readonly topics: Set<string>;
  readonly members: Set<string>;
  /** When a record came first, by its place. */
  readonly given: Map<string, number>;
  /** By partition: what a jump left out. */
  readonly leftOut: Map<string, { readonly from: number; readonly to: number }[]>;
}

class Check {
  readonly #history: History;
  readonly #facts: Facts;
  readonly #report: Report;
  readonly #healedAt: number;
  readonly #withinMs: number;
  readonly #work: GroupWork;
  readonly #groups = new Map<string, Reading>();
  /** By reader and partition. */
  readonly #next = new Map<string, number>();

  constructor(history: History, facts: Facts, report: Report, healedAt: number, withinMs: number) {
    this.#history = history;
    this.#facts = facts;
    this.#report = report;
    this.#healedAt = healedAt;
    this.#withinMs = withinMs;
    this.#work = new GroupWork(history);
  }

  run(): void {
    for (const event of this.#history) {
      if (event.type === 'assigned') {
        const reading = this.#of(event.group);
        reading.members.add(event.member);
        for (const { topic } of event.partitions) reading.topics.add(topic);
      } else if (event.type === 'delivered') this.#given(event.reader, event, event.offset, event.at);
      else if (event.type === 'jumped') this.#jumped(event.reader, event, event.to);
    }
    for (const [group, reading] of this.#groups) this.#checkGroup(group, reading, this.#endOf(reading));
  }

  #given(reader: string, place: Place, offset: number, at: number): void {
    const group = this.#work.groupOf(reader);
    if (group === undefined) return;
    const { topics, members, given } = this.#of(group);
    topics.add(place.topic);
    members.add(reader);
    const name = nameOfOffset(place, offset);
    if (!given.has(name)) given.set(name, at);
    this.#next.set(`${reader} ${nameOf(place)}`, offset + 1);
  }

  #jumped(reader: string, place: Place, to: number): void {
    const group = this.#work.groupOf(reader);
    if (group === undefined) return;
    const key = `${reader} ${nameOf(place)}`;
    const { leftOut } = this.#of(group);
    leftOut.set(nameOf(place), [...(leftOut.get(nameOf(place)) ?? []), { from: this.#next.get(key) ?? 0, to }]);
    this.#next.set(key, to);
  }

  #of(group: string): Reading {
    const reading = this.#groups.get(group) ?? {
      topics: new Set(),
      members: new Set(),
      given: new Map(),
      leftOut: new Map(),
    };
    this.#groups.set(group, reading);
    return reading;
  }

  /** When the last of its members ended; of who does not say so, the history's end. */
  #endOf({ members }: Reading): number {
    const ends = new Map<string, number>();
    for (const event of this.#history) {
      if (event.type !== 'process') continue;
      const isEnd = event.state === 'closing' || event.state === 'closed' || event.state === 'crashed';
      for (const member of members) {
        if (isIn(member, event.process) && isEnd) ends.set(member, Math.min(ends.get(member) ?? Infinity, event.at));
      }
    }
    const last = this.#history.at(-1)?.at ?? 0;
    return Math.max(...[...members].map((member) => ends.get(member) ?? last));
  }

  #checkGroup(group: string, reading: Reading, endedAt: number): void {
    for (const log of this.#facts.logs.all) {
      if (!reading.topics.has(log.topic)) continue;
      for (const record of log.visible(0, Infinity, this.#work.isolationOf(group))) {
        if (this.#facts.taken.has(log, record.offset) || isLeftOut(reading, log, record)) continue;
        const since = Math.max(this.#healedAt, this.#thereSince(log, record));
        if (since >= endedAt) continue;
        const at = reading.given.get(nameOfOffset(log, record.offset));
        const what = `${group} was to be given ${nameOfOffset(log, record.offset)} (${String(record.id)}) from ${String(since)} ms on`;
        if (at === undefined) this.#report(`${what}, and was not until its end at ${String(endedAt)} ms`);
        else if (at - since > this.#withinMs) this.#report(`${what}, and was at ${String(at)} ms`);
      }
    }
  }

  /** When somebody knew that the record is there to be read. */
  #thereSince(log: Log, { id, offset }: LogRecord): number {
    const { sends, transactions } = this.#facts;
    const send = id === null ? undefined : sends.get(id);
    if (send === undefined) return -Infinity;
    const ack = ackOf(send)?.ack;
    // Stored twice: nobody knows when the other one came, and it may have been at the very end.
    if (ack !== undefined && ack.offset >= 0 && (ack.offset !== offset || ack.partition !== log.partition))
      return Infinity;
    const at = ack?.at ?? send.sent.at;
    if (send.sent.transaction === undefined) return at;
    const last = transactions.get(send.sent.transaction)?.last;
    return Math.max(at, last === undefined ? at : (this.#history[last]?.at ?? at));
  }
}

function isLeftOut({ leftOut }: Reading, log: Log, { offset }: LogRecord): boolean {
  return leftOut.get(nameOf(log))?.some(({ from, to }) => from <= offset && offset < to) ?? false;
}
