import type { LogEvent } from '@k/tool-history';
import type { Lab } from '../lab.ts';
import { readTopic, type Seen } from '../reading.ts';
import { committedRecords } from '../transaction-outcomes.ts';
import type { HistoryWriter } from './history-writer.ts';

/** Writes down what a topic holds at the end, once every transaction in it has ended. */
export async function writeLogs(
  lab: Lab,
  history: HistoryWriter,
  topic: string,
  { transactional = false }: { readonly transactional?: boolean } = {},
): Promise<void> {
  // First: it waits until nothing is open.
  const committed = transactional ? placesOf(await committedRecords(lab, topic)) : undefined;
  const stateOf = (record: Seen): LogEvent['records'][number]['transaction'] => {
    if (committed === undefined) return 'none';
    return committed.has(placeOf(record)) ? 'committed' : 'aborted';
  };
  await using cluster = lab.cluster();
  await cluster.loadTopics([topic]);
  const seen = await readTopic(lab, topic);
  for (let partition = 0; partition < (cluster.topic(topic)?.partitions.length ?? 0); partition++) {
    const records = seen
      .filter((record) => record.partition === partition)
      .sort((a, b) => a.offset - b.offset)
      .map((record) => ({ offset: record.offset, id: record.value, transaction: stateOf(record) }));
    const endOffset = (records.at(-1)?.offset ?? -1) + 1;
    history.write({ type: 'log', topic, partition, startOffset: 0, endOffset, records });
  }
}

function placesOf(records: readonly Seen[]): Set<string> {
  return new Set(records.map(placeOf));
}

function placeOf({ partition, offset }: Seen): string {
  return `${String(partition)}@${String(offset)}`;
}
