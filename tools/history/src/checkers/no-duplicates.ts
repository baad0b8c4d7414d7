import { defineChecker } from '../define-checker.ts';
import { nameOfOffset } from '../facts/places.ts';

export const noDuplicates = defineChecker(
  'no-duplicates',
  'A record of an idempotent producer is stored once at most; one of another producer as often as a broker was given it.',
  (history, { sends, logs }, report) => {
    const retries = new Map<string, number>();
    for (const event of history) {
      if (event.type === 'retried') retries.set(event.id, (retries.get(event.id) ?? 0) + 1);
    }
    for (const [id, { sent }] of sends) {
      const found = logs.where(id);
      // With acks 0 nobody knows whether it is stored, so that it may not be sent again.
      const allowed = sent.idempotent || sent.acks === 0 ? 1 : 1 + (retries.get(id) ?? 0);
      if (found.length <= allowed) continue;
      const places = found.map(({ place, record }) => nameOfOffset(place, record.offset));
      const how = sent.idempotent
        ? 'idempotent'
        : sent.acks === 0
          ? 'acks 0'
          : `given to a broker ${String(allowed)} times`;
      report(`${id} of ${sent.producer} (${how}) is stored ${String(found.length)} times: ${places.join(', ')}`);
    }
  },
);
