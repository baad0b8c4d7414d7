import { defineChecker } from '../define-checker.ts';
import { nameOfOffset } from '../facts/places.ts';

export const failedIsAbsent = defineChecker(
  'failed-is-absent',
  'What failed as not stored is in no log, a send ends once, and the logs hold nothing that was not sent.',
  (_history, { sends, logs }, report) => {
    for (const [id, { ends, sent }] of sends) {
      const [first, second] = ends;
      if (second !== undefined) report(`${id} of ${sent.producer} ended twice`, second.index);
      if (first?.event.type !== 'failed' || first.event.outcome !== 'not-stored') continue;
      for (const { place, record } of logs.where(id)) {
        const where = nameOfOffset(place, record.offset);
        report(
          `${id} of ${sent.producer} failed as not stored (${first.event.error}), and is at ${where}`,
          first.index,
        );
      }
    }
    for (const log of logs.all) {
      for (const { id, offset } of log.records) {
        if (id !== null && !sends.has(id)) report(`${nameOfOffset(log, offset)} is ${id}, which nobody sent`);
      }
    }
  },
);
