import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { nameOf, nameOfOffset } from '../facts/places.ts';
import { type Send, ackOf } from '../facts/sends.ts';
import type { History } from '../history.ts';

export const producerOrder = defineChecker(
  'producer-order',
  'Records of an idempotent producer are in each partition in the order of its calls, and so are those of one key, which stay in one partition until the topic grows.',
  (history, facts, report) => {
    checkPartitions(facts, report);
    checkKeys(history, facts, report);
  },
);

/** Those that failed may be missing. */
function checkPartitions({ logs, sends }: Facts, report: Report): void {
  for (const log of logs.all) {
    const last = new Map<string, { readonly send: Send; readonly offset: number }>();
    for (const { id, offset } of log.records) {
      const send = id === null ? undefined : sends.get(id);
      if (send?.sent.idempotent !== true) continue;
      const { producer } = send.sent;
      const before = last.get(producer);
      if (before !== undefined && before.send.index > send.index) {
        const later = `${before.send.sent.id}, which was sent later, is at ${String(before.offset)}`;
        report(`${nameOfOffset(log, offset)} is ${send.sent.id} of ${producer}, and ${later}`);
      }
      last.set(producer, { send, offset });
    }
  }
}

/** Every time that a topic grows, a key of a producer may go to another partition, once. */
function checkKeys(history: History, { sends, taken }: Facts, report: Report): void {
  const growths = new Map<string, number>();
  for (const event of history)
    if (event.type === 'topic') growths.set(event.topic, (growths.get(event.topic) ?? 0) + 1);
  const last = new Map<string, { partition: number; moves: number; id: string }>();
  for (const send of sends.values()) {
    const { topic, key, producer, partition, idempotent, id } = send.sent;
    const { ack, index } = ackOf(send) ?? {};
    if (key === null || partition !== undefined || !idempotent || ack === undefined) continue;
    const name = JSON.stringify([producer, topic, key]);
    const before = last.get(name) ?? { partition: ack.partition, moves: 0, id };
    const moves = before.moves + (before.partition === ack.partition ? 0 : 1);
    const allowed = Math.max(0, (growths.get(topic) ?? 0) - 1);
    if (moves > allowed && moves > before.moves && !taken.any({ topic, partition: ack.partition }, -1, Infinity)) {
      const from = nameOf({ topic, partition: before.partition });
      report(
        `${id} with key ${key} is in ${nameOf({ topic, partition: ack.partition })}, ${before.id} in ${from}`,
        index,
      );
    }
    last.set(name, { partition: ack.partition, moves, id });
  }
}
