import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import { type AssignmentEvent, type CommittedEvent, type History, type JumpedEvent, isRebalance } from '../history.ts';

export const commits = defineChecker(
  'commits',
  'A member commits what it has or had in that generation, and what is committed goes back only after a jump of a reader, or when the environment lost offsets or records.',
  (history, facts, report) => {
    checkOwners(history, report);
    checkDirection(history, facts, report);
  },
);

/** In which generation a member lost a partition; Infinity: it has it. */
type Held = Map<string, number>;

function checkOwners(history: History, report: Report): void {
  const members = new Map<string, Held>();
  for (const [index, event] of history.entries()) {
    if (isRebalance(event)) {
      noteAssignment(members, event);
    } else if (event.type === 'committed') {
      const { member, group, generation } = event;
      const held = members.get(member);
      // Who assigns itself is told nothing.
      if (held === undefined) continue;
      const what = `${member} of ${group} committed ${nameOfOffset(event, event.offset)} in ${String(generation)}`;
      const until = held.get(nameOf(event));
      if (until === undefined) report(`${what}, and never had ${nameOf(event)}`, index);
      else if (generation > until) report(`${what}, and had ${nameOf(event)} until ${String(until)}`, index);
    }
  }
}

function noteAssignment(members: Map<string, Held>, event: AssignmentEvent): void {
  const held = members.get(event.member) ?? new Map<string, number>();
  members.set(event.member, held);
  for (const place of event.partitions)
    held.set(nameOf(place), event.type === 'assigned' ? Infinity : event.generation);
}

interface Last extends Place {
  offset: number;
  generation: number;
  member: string;
  index: number;
  /** A reader went back to here since then. */
  jumpedTo: number;
  /** As far as the group was given records since that jump. */
  givenTo: number;
}

function checkDirection(history: History, { taken }: Facts, report: Report): void {
  const last = new Map<string, Last>();
  for (const [index, event] of history.entries()) {
    if (event.type === 'jumped') noteJump(last, event);
    else if (event.type === 'delivered')
      noteDelivery(last.get(`${String(event.group)} ${nameOf(event)}`), event.offset);
    else if (event.type === 'committed') {
      const name = `${event.group} ${nameOf(event)}`;
      const before = last.get(name);
      // The answer to a commit of a generation before may come late.
      if (before !== undefined && event.generation < before.generation) continue;
      const wentBack = before !== undefined && event.offset < Math.min(before.offset, before.jumpedTo);
      const isExcused =
        before !== undefined &&
        (taken.any(event, shortlyBefore(history, before.index), index) || taken.offsets(before.index, index));
      if (wentBack && !isExcused) report(goesBack(event, before), index);
      last.set(name, { ...event, index, ...(before === undefined ? NO_JUMP : jumpAfter(before, event.offset)) });
    }
  }
}

/** A commit is asked for before it is told: records may have been taken in between. */
const ASKED_BEFORE_MS = 1_000;

function shortlyBefore(history: History, index: number): number {
  const at = history[index]?.at ?? 0;
  let first = index;
  while (first >= 0 && at - (history[first]?.at ?? 0) <= ASKED_BEFORE_MS) first--;
  return first;
}

const NO_JUMP = { jumpedTo: Infinity, givenTo: -1 };

/** A commit of more than was given since the jump was asked for before it: the one from behind the jump is still to come. */
function jumpAfter({ jumpedTo, givenTo }: Last, offset: number): Pick<Last, 'jumpedTo' | 'givenTo'> {
  return offset > jumpedTo && offset > givenTo ? { jumpedTo, givenTo } : NO_JUMP;
}

function noteDelivery(last: Last | undefined, offset: number): void {
  if (last !== undefined) last.givenTo = Math.max(last.givenTo, offset + 1);
}

function noteJump(last: Map<string, Last>, { to, ...jumped }: JumpedEvent): void {
  for (const each of last.values()) {
    if (nameOf(each) !== nameOf(jumped)) continue;
    each.jumpedTo = Math.min(each.jumpedTo, to);
    each.givenTo = -1;
  }
}

function goesBack(event: CommittedEvent, before: Last): string {
  const now = `${event.member} of ${event.group} committed ${nameOfOffset(event, event.offset)} in ${String(event.generation)}`;
  return `${now}, and ${before.member} had committed ${String(before.offset)} in ${String(before.generation)}`;
}
