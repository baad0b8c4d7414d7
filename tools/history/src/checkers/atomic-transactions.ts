import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import type { Found } from '../facts/logs.ts';
import { nameOf, nameOfOffset } from '../facts/places.ts';
import type { Transaction } from '../facts/transactions.ts';
import type { History } from '../history.ts';

export const atomicTransactions = defineChecker(
  'atomic-transactions',
  'Of a transaction all is committed or nothing, records and offsets: all when it was committed, nothing when it was aborted or nobody asked for a commit; and none stays open.',
  (history, facts, report) => {
    for (const transaction of facts.transactions.values()) checkRecords(transaction, facts, report);
    checkOwn(facts, report);
    checkOffsets(history, facts, report);
  },
);

function checkRecords(transaction: Transaction, facts: Facts, report: Report): void {
  const { name, end, committing, last } = transaction;
  const records = transaction.sent.map((each) => ({ ...each, found: facts.logs.where(each.event.id) }));
  const inState = (state: string): string[] =>
    records.flatMap(({ event, found }) =>
      found.filter((each) => each.record.transaction === state).map(says(event.id)),
    );
  const committed = inState('committed');
  const [aborted, open] = [inState('aborted'), inState('open')];
  const is = end === undefined ? 'nobody knows the end of' : `${end}:`;
  if (open.length > 0) report(`${is} transaction ${name} is open: ${list(open)}`, last);
  if (end === 'committed' && aborted.length > 0) report(`${is} transaction ${name} has aborted ${list(aborted)}`, last);
  if (committed.length === 0 && end !== 'committed') return;
  if (end === 'aborted') report(`${is} transaction ${name} has committed ${list(committed)}`, last);
  else if (committing === undefined) report(`nobody committed transaction ${name}, which has ${list(committed)}`, last);
  if (end !== 'committed' && aborted.length > 0) {
    report(`transaction ${name} has committed ${list(committed)} and aborted ${list(aborted)}`, last);
  }
  const missing = records.filter(
    ({ event, found, index }) => found.length === 0 && !isTaken(event.topic, facts, index),
  );
  if (missing.length > 0) {
    const ids = missing.map(({ event }) => event.id);
    report(`transaction ${name} is committed, and ${list(ids)} is in no log`, last);
  }
}

/** Where a record without an acknowledgement was, nobody knows. */
function isTaken(topic: string, { logs, taken }: Facts, index: number): boolean {
  return logs.all.some((log) => log.topic === topic && taken.any(log, index, Infinity));
}

/** What belongs to a transaction is marked as that, and nothing else is. */
function checkOwn({ logs, sends }: Facts, report: Report): void {
  for (const log of logs.all) {
    for (const { id, offset, transaction } of log.records) {
      const send = id === null ? undefined : sends.get(id);
      if (send === undefined || (send.sent.transaction !== undefined) === (transaction !== 'none')) continue;
      const sent = send.sent.transaction === undefined ? 'in no transaction' : `in ${send.sent.transaction}`;
      report(`${nameOfOffset(log, offset)} (${String(id)}) was sent ${sent}, and its transaction is: ${transaction}`);
    }
  }
}

/** What a coordinator keeps is what somebody committed, at least the last that is known. */
function checkOffsets(history: History, facts: Facts, report: Report): void {
  const committed = new Map<string, number>();
  const aborted = new Map<string, Map<number, string>>();
  const open = new Set<string>();
  const key = (group: string, place: { topic: string; partition: number }): string => `${group} ${nameOf(place)}`;
  // With a topic its committed offsets go.
  const deleted = new Set<string>();
  for (const event of history) {
    if (event.type === 'taken' && event.why === 'topic deleted') deleted.add(nameOf(event));
    if (event.type === 'committed') committed.set(key(event.group, event), event.offset);
    if (event.type !== 'transaction') continue;
    const { offsets = [] } = facts.transactions.get(event.transaction) ?? {};
    for (const each of offsets) {
      const name = key(each.group, each);
      if (event.phase === 'committed') committed.set(name, each.offset);
      else if (event.phase === 'aborted') {
        aborted.set(name, (aborted.get(name) ?? new Map<number, string>()).set(each.offset, event.transaction));
      } else if (event.phase === 'unknown') open.add(`${name} ${String(each.offset)}`);
    }
  }
  for (const [index, event] of history.entries()) {
    if (event.type !== 'offsets' || facts.taken.offsets(-1, Infinity)) continue;
    for (const [name, offset] of committed) {
      const kept = event.offsets.find((each) => key(event.group, each) === name);
      if (!name.startsWith(`${event.group} `) || deleted.has(name.slice(event.group.length + 1))) continue;
      if ((kept?.offset ?? -1) >= offset) continue;
      report(`${name}: ${String(offset)} was committed, and ${String(kept?.offset)} is kept`, index);
    }
    for (const kept of event.offsets) {
      const name = key(event.group, kept);
      const by = aborted.get(name)?.get(kept.offset);
      if (by === undefined || (committed.get(name) ?? -1) >= kept.offset || open.has(`${name} ${String(kept.offset)}`))
        continue;
      report(`${name}: ${String(kept.offset)} is kept, of transaction ${by}, which was aborted`, index);
    }
  }
}

function says(id: string): (found: Found) => string {
  return ({ place, record }) => `${id} at ${nameOfOffset(place, record.offset)}`;
}

function list(items: readonly string[]): string {
  const shown = items.slice(0, 5).join(', ');
  return items.length > 5 ? `${shown} and ${String(items.length - 5)} more` : shown;
}
