import { defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { type Log, isVisible } from '../facts/logs.ts';
import { nameOfOffset } from '../facts/places.ts';

export const readCommitted = defineChecker(
  'read-committed',
  'Who reads what is committed is given no record of a transaction that is aborted or open, and none that lies behind one whose commit nobody has asked for yet.',
  (history, facts, report) => {
    const bounds = new Map<Log, Bound[]>();
    for (const log of facts.logs.all) bounds.set(log, boundsOf(log, facts));
    for (const [index, event] of history.entries()) {
      if (event.type !== 'delivered' || event.isolation !== 'read_committed') continue;
      const log = facts.logs.of(event);
      const record = log?.at(event.offset);
      if (log === undefined || record === undefined || facts.taken.has(event, event.offset)) continue;
      const where = `${event.reader} is given ${nameOfOffset(event, event.offset)} (${String(event.id)})`;
      if (!isVisible(record, 'read_committed')) {
        report(`${where}, of a transaction that is ${record.transaction}`, index);
      }
      const before = lastBefore(bounds.get(log) ?? [], event.offset);
      if (before === undefined || before.committing < index || facts.taken.has(event, before.offset)) continue;
      const what = `${nameOfOffset(event, before.offset)} of transaction ${before.transaction}`;
      report(`${where}, and ${what} is to be committed only later`, index);
    }
  },
);

/** Of the records up to an offset, the one whose commit was asked for last. */
interface Bound {
  readonly offset: number;
  readonly committing: number;
  readonly transaction: string;
}

function boundsOf(log: Log, { sends, transactions }: Facts): Bound[] {
  const bounds: Bound[] = [];
  for (const { id, offset, transaction: state } of log.records) {
    const name = id === null || state !== 'committed' ? undefined : sends.get(id)?.sent.transaction;
    const committing = name === undefined ? undefined : transactions.get(name)?.committing;
    if (name === undefined || committing === undefined) continue;
    const last = bounds.at(-1);
    if (last === undefined || committing > last.committing) {
      bounds.push({ offset, committing, transaction: name });
    }
  }
  return bounds;
}

function lastBefore(bounds: readonly Bound[], offset: number): Bound | undefined {
  let found: Bound | undefined;
  for (const bound of bounds) {
    if (bound.offset > offset) break;
    found = bound;
  }
  return found;
}
