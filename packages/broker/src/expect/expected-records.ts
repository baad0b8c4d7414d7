import type { WaitOptions } from '@k/runtime';
import type { ClusterState } from '../state/cluster-state.ts';
import { ExpectationError } from './expectation-error.ts';
import type { LoggedRecord } from './logged-record.ts';
import { FirstFits } from './first-fits.ts';
import { ListWait } from './list-wait.ts';
import { Pace, toEnd } from './pace.ts';
import { countMessage, unexpectedMessage, type Outcome } from './records-message.ts';
import { recordDifferences, type RecordPattern } from './record-pattern.ts';
import { readableEnd } from './read-log.ts';
import type { Topic } from '../state/topic.ts';
import { TopicReader, type ReadTerms } from './topic-reader.ts';
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
      look: () => {
        const lists = reader.readPartitions();
        const there = lists.reduce((sum, { length }) => sum + length, 0);
        if (terms.exactly && there > count) return fail(lists.flat(), undefined);
        return there >= count ? { value: lists.flat() } : undefined;
      },
      atEnd: () => fail(reader.read(), terms.timeoutMs ?? DEFAULT_TIMEOUT_MS),
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

/** `expectNoRecords`: rejects as soon as one comes that fits. */
export function expectNone(
  cluster: ClusterState,
  waits: Waits,
  topic: string,
  terms: ReadTerms & { readonly matching?: RecordPattern | undefined; readonly forMs: number } & WaitOptions,
): Promise<void> {
  const { matching, forMs } = terms;
  const reader = new TopicReader(cluster, topic, terms);
  const fits = (record: LoggedRecord): boolean =>
    matching === undefined || recordDifferences(matching, record).length === 0;
  const firstFits = new FirstFits((_, record) => fits(record));
  const look = (): undefined => {
    const lists = reader.readPartitions();
    if (!lists.some((list) => toEnd(firstFits.find(0, list, new Pace())))) return;
    const found = lists.flat().filter(fits);
    const message = unexpectedMessage(`expectNoRecords('${topic}')`, found);
    throw new ExpectationError('expectNoRecords', message, { expected: 0, actual: found.length });
  };
  return waits.until<undefined>(
    { call: 'Broker: expectNoRecords()', look, atEnd: look },
    { ...terms, timeoutMs: forMs },
  );
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
