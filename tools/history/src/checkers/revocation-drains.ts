import { defineChecker } from '../define-checker.ts';
import { GroupWork } from '../facts/group-work.ts';
import { nameOf, nameOfOffset } from '../facts/places.ts';
import { isIn } from '../facts/processes.ts';
import { isRebalance } from '../history.ts';
import type { Checker } from '../violation.ts';

/** A record that a reader has in hand. */
interface InHand {
  readonly where: string;
  readonly at: number;
}

/** @param withinMs what a record may take at most, so that it is waited for; a member that is pressed for time waits no longer */
export function revocationDrains(withinMs: number): Checker {
  return defineChecker(
    'revocation-drains',
    `A member gives a partition back when it has finished what it was given of it, if that takes no more than ${String(withinMs)} ms.`,
    (history, _facts, report) => {
      const work = new GroupWork(history);
      /** By reader and partition, then by offset. */
      const inHand = new Map<string, Map<number, InHand>>();
      /** Given back in the middle. */
      const interrupted = new Map<string, { readonly revokedAt: number; readonly since: InHand }>();
      const closing = new Set<string>();
      const isClosing = (reader: string): boolean => [...closing].some((process) => isIn(reader, process));
      for (const [index, event] of history.entries()) {
        if (event.type === 'delivered' && event.group !== undefined && work.saysDone(event.group)) {
          // What its last poll gave: who closes it does not wait for that.
          if (isClosing(event.reader)) continue;
          const key = `${event.reader} ${nameOf(event)}`;
          const records = inHand.get(key) ?? new Map<number, InHand>();
          records.set(event.offset, { where: nameOfOffset(event, event.offset), at: event.at });
          inHand.set(key, records);
          // It is given anew: what is finished now is that.
          interrupted.delete(`${key}@${String(event.offset)}`);
        } else if (event.type === 'done') {
          const key = `${event.reader} ${nameOf(event)}`;
          inHand.get(key)?.delete(event.offset);
          const place = `${key}@${String(event.offset)}`;
          const { since, revokedAt } = interrupted.get(place) ?? {};
          interrupted.delete(place);
          if (since === undefined || event.at - since.at > withinMs) continue;
          const took = `finished with ${since.where} in ${String(event.at - since.at)} ms`;
          report(`${event.reader} ${took}, and had given it back at ${String(revokedAt)} ms`, index);
        } else if (event.type === 'jumped') {
          // Who goes back has them in hand no more, though it does not say that it has done them.
          const records = inHand.get(`${event.reader} ${nameOf(event)}`);
          for (const offset of records?.keys() ?? []) if (offset >= event.to) records?.delete(offset);
        } else if (event.type === 'process' && event.state === 'closing') {
          // Who closes a client from without does not wait for what the application has in hand.
          closing.add(event.process);
          for (const key of inHand.keys()) if (isIn(key.slice(0, key.indexOf(' ')), event.process)) inHand.delete(key);
        } else if (isRebalance(event) && event.type !== 'assigned') {
          for (const place of event.partitions) {
            const key = `${event.member} ${nameOf(place)}`;
            if (event.type === 'revoked') {
              for (const [offset, since] of inHand.get(key) ?? []) {
                interrupted.set(`${key}@${String(offset)}`, { revokedAt: event.at, since });
              }
            }
            inHand.delete(key);
          }
        }
      }
    },
  );
}
