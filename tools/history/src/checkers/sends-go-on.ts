import { defineChecker } from '../define-checker.ts';
import { healingOf } from '../facts/healing.ts';
import { Processes } from '../facts/processes.ts';
import { type Send, ackOf } from '../facts/sends.ts';
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
      for (const [id, send] of sends) {
        const { sent, index, ends } = send;
        if (healing === undefined || index < healing.index || processes.stateOf(sent.producer) === 'crashed') continue;
        if (isGivenUp(send, transactions)) continue;
        const { ack } = ackOf(send) ?? {};
        const what = `${id} of ${sent.producer} was sent ${String(sent.at - healing.at)} ms after the healing`;
        const [end] = ends;
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
