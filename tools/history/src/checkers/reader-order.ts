import { type Report, defineChecker } from '../define-checker.ts';
import { KeyOrder } from '../facts/key-order.ts';
import type { Facts } from '../facts/facts.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import { type DeliveredEvent, type History, isRebalance } from '../history.ts';

export const readerOrder = defineChecker(
  'reader-order',
  'A reader is given what the log holds: each partition in order, or each of its keys, without gaps, and nothing again but after a rebalance or a jump.',
  (history: History, facts: Facts, report: Report) => {
    /** What comes next, by reader and partition; not there: wherever it begins. */
    const next = new Map<string, number>();
    const byKey = new KeyOrder(facts);
    for (const [index, event] of history.entries()) {
      if (event.type === 'delivered' && event.order === 'by key') {
        byKey.delivered(event, (message) => {
          report(message, index);
        });
      } else if (event.type === 'delivered') {
        const name = keyOf(event.reader, event);
        checkNext(event, next.get(name), facts, (message) => {
          report(message, index);
        });
        next.set(name, event.offset + 1);
      } else if (event.type === 'jumped') {
        next.set(keyOf(event.reader, event), event.to);
        byKey.begin(event.reader, event);
      } else if (isRebalance(event)) {
        for (const place of event.partitions) {
          next.delete(keyOf(event.member, place));
          byKey.begin(event.member, place);
        }
      }
    }
  },
);

function keyOf(reader: string, place: Place): string {
  return `${reader} ${nameOf(place)}`;
}

function checkNext(
  event: DeliveredEvent,
  next: number | undefined,
  { logs, taken }: Facts,
  report: (message: string) => void,
): void {
  const { reader, offset, id, isolation } = event;
  const where = nameOfOffset(event, offset);
  const log = logs.of(event);
  const held = log?.at(offset)?.id;
  if (held !== id && !taken.has(event, offset)) {
    const what = held === undefined ? 'no record is there' : `${String(held)} is there`;
    report(`${reader} is given ${String(id)} as ${where}, and ${what}`);
  }
  if (next === undefined) return;
  if (offset < next) report(`${reader} is given ${where} (${String(id)}), and ${String(next)} comes next`);
  for (const missed of log?.visible(next, offset, isolation) ?? []) {
    if (taken.has(event, missed.offset)) continue;
    report(
      `${reader} is given ${where}, and not ${nameOfOffset(event, missed.offset)} (${String(missed.id)}) before it`,
    );
    return;
  }
}
