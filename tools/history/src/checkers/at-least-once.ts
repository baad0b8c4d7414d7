import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { GroupWork } from '../facts/group-work.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import { type DeliveredEvent, type History, isRebalance } from '../history.ts';

export const atLeastOnce = defineChecker(
  'at-least-once',
  'What a group has committed, and where a member goes on that was given a partition, lies behind nothing but what the group has finished.',
  (history, facts, report) => {
    new Check(history, facts, report).run();
  },
);

class Check {
  readonly #history: History;
  readonly #facts: Facts;
  readonly #report: Report;
  readonly #work: GroupWork;
  /** Readers and partitions that they have gone on with since they got them. */
  readonly #going = new Set<string>();

  constructor(history: History, facts: Facts, report: Report) {
    this.#history = history;
    this.#facts = facts;
    this.#report = report;
    this.#work = new GroupWork(history);
  }

  run(): void {
    for (const [index, event] of this.#history.entries()) {
      if (isRebalance(event)) {
        for (const place of event.partitions) this.#going.delete(`${event.member} ${nameOf(place)}`);
      } else if (event.type === 'delivered') this.#delivered(index, event);
      else if (event.type === 'done') this.#done(event.reader, event, event.offset, event.group);
      else if (event.type === 'jumped') this.#jumped(event.reader, event, event.to);
      else if (event.type === 'committed') this.#committed(index, event);
    }
  }

  #delivered(index: number, event: DeliveredEvent): void {
    const { reader, offset, order, group = this.#work.groupOf(reader) } = event;
    if (group === undefined) return;
    const work = this.#work.of(group, event);
    work.from ??= offset;
    const name = `${reader} ${nameOf(event)}`;
    if (!this.#going.has(name)) {
      this.#going.add(name);
      // By key, another record may wait for the one before it: what comes first is not where the reader goes on.
      const undone = order === 'by key' ? undefined : this.#undone(group, event, offset);
      if (undone !== undefined) {
        this.#report(`${reader} goes on at ${nameOfOffset(event, offset)}, and ${undone} of ${group}`, index);
      }
    }
    if (!this.#work.saysDone(group)) work.done.add(offset);
  }

  #done(reader: string, place: Place, offset: number, group = this.#work.groupOf(reader)): void {
    if (group !== undefined) this.#work.of(group, place).done.add(offset);
  }

  /** What a jump leaves out is nobody's business any more. */
  #jumped(reader: string, place: Place, to: number): void {
    this.#going.add(`${reader} ${nameOf(place)}`);
    const group = this.#work.groupOf(reader);
    if (group === undefined) return;
    const work = this.#work.of(group, place);
    work.from = Math.max(work.from ?? to, to);
  }

  #committed(index: number, event: { group: string; member: string; offset: number } & Place): void {
    const { group, member, offset } = event;
    const where = `${member} of ${group} committed ${nameOfOffset(event, offset)}`;
    const { logs, taken } = this.#facts;
    const { endOffset = Infinity } = logs.of(event) ?? {};
    if (offset > endOffset && !taken.any(event, -1, Infinity)) {
      this.#report(`${where}, and the log ends at ${String(endOffset)}`, index);
    }
    const undone = this.#undone(group, event, offset);
    if (undone !== undefined) this.#report(`${where}, and ${undone}`, index);
  }

  /** The first record before an offset that the group was to do and has not; each is looked for once. */
  #undone(group: string, place: Place, before: number): string | undefined {
    const { logs, taken } = this.#facts;
    const work = this.#work.of(group, place);
    const from = work.from ?? 0;
    if (before <= from) return undefined;
    work.from = before;
    for (const { offset, id } of logs.of(place)?.visible(from, before, this.#work.isolationOf(group)) ?? []) {
      if (work.done.has(offset) || taken.has(place, offset)) continue;
      const what = this.#work.saysDone(group) ? 'finished with' : 'was given';
      return `nobody ${what} ${nameOfOffset(place, offset)} (${String(id)})`;
    }
    return undefined;
  }
}
