import { defineChecker } from '../define-checker.ts';
import { Processes } from '../facts/processes.ts';

export const settles = defineChecker(
  'settles',
  'Every send and every transaction comes to an end, unless its process died.',
  (history, { sends, transactions }, report) => {
    const processes = Processes.atEnd(history);
    const isDead = (client: string): boolean => processes.stateOf(client) === 'crashed';
    for (const [id, { sent, ends, index }] of sends) {
      if (ends.length === 0 && !isDead(sent.producer))
        report(`the send of ${id} of ${sent.producer} never ended`, index);
    }
    for (const { name, producer, end, last } of transactions.values()) {
      if (end === undefined && !isDead(producer)) report(`transaction ${name} of ${producer} never ended`, last);
    }
  },
);
