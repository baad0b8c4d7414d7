import { type Facts, factsOf } from './facts/facts.ts';
import type { History } from './history.ts';
import type { Checker, Violation } from './violation.ts';

/** Says what is wrong, and at which place in the history it shows: by default at the end. */
export type Report = (message: string, event?: number) => void;

/** @param find goes through the history once and reports what breaks the promise */
export function defineChecker(
  name: string,
  promise: string,
  find: (history: History, facts: Facts, report: Report) => void,
): Checker {
  return {
    name,
    promise,
    check: (history) => {
      const violations: Violation[] = [];
      find(history, factsOf(history), (message, event) => {
        if (event === undefined) violations.push({ checker: name, message });
        else violations.push({ checker: name, message: `${message} (at ${timeOf(history, event)} ms)`, event });
      });
      return violations;
    },
  };
}

function timeOf(history: History, event: number): string {
  return String(history[event]?.at);
}
