import { defineChecker } from '../define-checker.ts';
import { healingOf } from '../facts/healing.ts';
import { Processes } from '../facts/processes.ts';
import { type Send, type Sends, ackOf } from '../facts/sends.ts';
import type { Transactions } from '../facts/transactions.ts';
import type { Checker } from '../violation.ts';

/** @param withinMs from the call of `send()` on */
export function sendsGoOn(withinMs: number): Checker {
  return defineChecker(
    'sends-go-on',
    `Once everything is well again, what is sent is acknowledged within ${String(withinMs / 1000)} s.`,
    (history, { sends, transactions }, report) => {
      const healing = healingOf(history);
      const processes = Processes.atEnd(history);
      const before = failedBatches(sends, healing?.index ?? 0);
      for (const [id, send] of sends) {
        const { sent, index, ends } = send;
        if (healing === undefined || index < healing.index || processes.stateOf(sent.producer) === 'crashed') continue;
        if (isGivenUp(send, transactions)) continue;
        const { ack } = ackOf(send) ?? {};
        const what = `${id} of ${sent.producer} was sent ${String(sent.at - healing.at)} ms after the healing`;
        const [end] = ends;
        if (end?.event.type === 'failed' && before.has(batchOf(sent, end.event.at))) continue;
        if (end?.event.type === 'failed') report(`${what}, and failed: ${end.event.error}`, end.index);
        else if (ack !== undefined && ack.at - sent.at > withinMs) {
          report(`${what}, and acknowledged ${String(ack.at - sent.at)} ms later`, end?.index);
        }
      }
    },
  );
}

/** What its producer itself has aborted need not be sent. */
function isGivenUp({ sent }: Send, transactions: Transactions): boolean {
  return sent.transaction !== undefined && transactions.get(sent.transaction)?.aborting !== undefined;
}

/**
 * Time limits are those of batches, which begin with their first records: those that failed with one sent before a place in the
 * history. Of a producer that goes on from there: who has nothing acknowledged any more has no excuse.
 */
function failedBatches(sends: Sends, from: number): ReadonlySet<string> {
  const failed = new Set<string>();
  const goesOn = new Set<string>();
  for (const { sent, ends } of sends.values()) {
    if (ends.some(({ event, index }) => event.type === 'acked' && index > from)) goesOn.add(sent.producer);
  }
  for (const { sent, index, ends } of sends.values()) {
    const [end] = ends;
    if (index > from || end?.event.type !== 'failed' || !goesOn.has(sent.producer)) continue;
    failed.add(batchOf(sent, end.event.at));
  }
  return failed;
}

/** The records of a batch fail together. */
function batchOf({ producer, topic }: Send['sent'], failedAt: number): string {
  return `${producer} ${topic} ${String(failedAt)}`;
}
