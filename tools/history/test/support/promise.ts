import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Checker, checkHistory } from '../../src/index.ts';
import { type Event, historyOf } from './events.ts';

type Events = readonly (Event | readonly Event[])[];

/** Histories that keep a promise, and histories that break it in one way, with the message that says how. */
export function definePromise(
  checker: Checker,
  kept: Readonly<Record<string, Events>>,
  broken: Readonly<Record<string, { readonly events: Events; readonly says: string | readonly string[] }>>,
): void {
  describe(`${checker.name}: ${checker.promise}`, () => {
    for (const [title, events] of Object.entries(kept)) {
      it(`is kept: ${title}`, () => {
        assert.deepEqual(checkHistory(historyOf(...events), [checker]), []);
      });
    }
    for (const [title, { events, says }] of Object.entries(broken)) {
      it(`is broken: ${title}`, () => {
        const history = historyOf(...events);
        const violations = checkHistory(history, [checker]);
        assert.deepEqual(
          violations.map(({ message }) => message),
          [says].flat(),
        );
        for (const { checker: name, event } of violations) {
          assert.equal(name, checker.name);
          assert.ok(event === undefined || event in history);
        }
      });
    }
  });
}
