import { defineChecker } from '../define-checker.ts';

export const nothingLeft = defineChecker(
  'nothing-left',
  'At the end there is no timer, connection, listener or open promise left, no error that nobody handled, and memory is within its budgets.',
  (history, _facts, report) => {
    for (const [index, event] of history.entries()) {
      if (event.type === 'left') report(`${event.kind}: ${event.what}`, index);
    }
  },
);
