import type { WaitOptions } from '@k/runtime';
import type { ClusterState } from '../state/cluster-state.ts';
import { ExpectationError } from './expectation-error.ts';
import type { LoggedRecord } from './logged-record.ts';
import { ListWait } from './list-wait.ts';
import { countMessage, type Outcome } from './records-message.ts';
import type { RecordPattern } from './record-pattern.ts';
import { readableEnd } from './read-log.ts';
import type { Topic } from '../state/topic.ts';
import { TopicReader, type ReadTerms } from './topic-reader.ts';
import { lookInTurns } from './turn.ts';
import { DEFAULT_TIMEOUT_MS, type Waits } from './waits.ts';

/** How the records are to come, checked and complete. */
export interface ExpectTerms extends ReadTerms, WaitOptions {
  readonly order: 'kept' | 'any';
  readonly exactly: boolean;
}

/** `expectRecords` with a number: resolves with all that there are. */
export function expectCount(
  cluster: ClusterState,
  waits: Waits,
  topic: string,
  count: number,
  terms: ExpectTerms,
): Promise<LoggedRecord[]> {
  const call = `expectRecords('${topic}', ${String(count)})`;
  const reader = new TopicReader(cluster, topic, terms);
  const fail = (records: LoggedRecord[], within: number | undefined): never => {
    const outcome = outcomeOf(cluster, topic, terms, records);
    const message = countMessage(call, count, outcome, within);
    throw new ExpectationError('expectRecords', message, { expected: count, actual: records.length });
  };
  return waits.until(
    {
      call: `Broker: ${call}`,
      look: lookInTurns(waits.clock, (turn) => {
        if (!reader.readOn(turn)) return 'unfinished';
        const { lists } = reader;
        const there = lists.reduce((sum, { length }) => sum + length, 0);
        if (terms.exactly && there > count) return fail(lists.flat(), undefined);
        return there >= count ? { value: lists.flat() } : undefined;
      }),
      // What came in time counts, also where it was not read by then.
      atEnd: async () => {
        await reader.readLast(waits.clock, terms.signal);
        const records = reader.lists.flat();
        const isSo = terms.exactly ? records.length === count : records.length >= count;
        return isSo ? records : fail(records, terms.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      },
    },
    terms,
  );
}

/** `expectRecords` with a list: resolves with the records that were expected, in the order of the list. */
export function expectList(
  cluster: ClusterState,
  waits: Waits,
  topic: string,
  patterns: readonly RecordPattern[],
  terms: ExpectTerms,
): Promise<LoggedRecord[]> {
  const wait = new ListWait(topic, patterns, terms, {
    reader: new TopicReader(cluster, topic, terms),
    clock: waits.clock,
    outcome: (records) => outcomeOf(cluster, topic, terms, records),
  });
  return waits.until(wait, terms);
}

function outcomeOf(cluster: ClusterState, topic: string, terms: ReadTerms, records: readonly LoggedRecord[]): Outcome {
  const found = cluster.topic(topic);
  const partitions = (found?.partitions ?? []).filter(({ index }) => (terms.partition ?? index) === index);
  const open = partitions.filter((it) => readableEnd(it, 'read_committed') < readableEnd(it, 'read_uncommitted'));
  return {
    topic,
    topics: found === undefined ? cluster.topics.map(({ name }) => name) : undefined,
    partitions: found === undefined || partitions.length > 0 ? undefined : missingPartition(found, terms),
    records,
    waitingPartitions: terms.isolation === 'read_committed' ? open.map(({ index }) => index) : [],
  };
}

function missingPartition({ name, partitions }: Topic, { partition }: ReadTerms): string {
  return `there is no partition ${String(partition)} of ${name}, which has ${String(partitions.length)}: 0 to ${String(partitions.length - 1)}`;
}
