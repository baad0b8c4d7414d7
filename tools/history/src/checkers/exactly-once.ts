import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { isVisible } from '../facts/logs.ts';
import { nameOfOffset } from '../facts/places.ts';
import type { SentEvent } from '../history.ts';

export const exactlyOnce = defineChecker(
  'exactly-once',
  'What is read, processed and written in one transaction has one committed output for each input: not two ever, and not none once everything is well again.',
  (history, facts, report) => {
    const outputs = outputsOf(facts);
    for (const [input, ids] of outputs) {
      if (ids.length > 1) report(`${input} has ${String(ids.length)} outputs: ${ids.join(', ')}`);
    }
    if (history.some(({ type }) => type === 'healed')) checkAll(facts, outputs, report);
  },
);

/** What is committed, by input. */
function outputsOf({ sends, logs }: Facts): Map<string, string[]> {
  const outputs = new Map<string, string[]>();
  for (const [id, { sent }] of sends) {
    if (sent.input === undefined) continue;
    for (const { place, record } of logs.where(id)) {
      if (!isVisible(record, 'read_committed')) continue;
      const input = nameOfOffset(sent.input, sent.input.offset);
      outputs.set(input, [...(outputs.get(input) ?? []), `${id} at ${nameOfOffset(place, record.offset)}`]);
    }
  }
  return outputs;
}

function checkAll({ sends, logs, taken }: Facts, outputs: Map<string, string[]>, report: Report): void {
  const topics = new Set<string>();
  for (const { sent } of sends.values()) topics.add(inputTopic(sent));
  for (const log of logs.all) {
    if (!topics.has(log.topic)) continue;
    for (const { offset, id } of log.visible(0, Infinity, 'read_committed')) {
      const input = nameOfOffset(log, offset);
      if (outputs.has(input) || taken.has(log, offset)) continue;
      report(`${input} (${String(id)}) has no output`);
    }
  }
}

function inputTopic({ input }: SentEvent): string {
  return input?.topic ?? '';
}
