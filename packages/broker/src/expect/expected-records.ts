import type { WaitOptions } from '@k/runtime';
import type { ClusterState } from '../state/cluster-state.ts';
import { ExpectationError } from './expectation-error.ts';
import type { LoggedRecord } from './logged-record.ts';
import { FirstFits } from './first-fits.ts';
import { matchInAnyOrder } from './match-in-any-order.ts';
import { matchInOrder, type Match } from './match-records.ts';
import { countMessage, listMessage, unexpectedMessage, type Outcome } from './records-message.ts';
import { comparison, recordDifferences, type RecordPattern } from './record-pattern.ts';
import { readableEnd } from './read-log.ts';
import type { Topic } from '../state/topic.ts';
import { TopicReader, type ReadTerms } from './topic-reader.ts';
import { DEFAULT_TIMEOUT_MS, type Wait, type Waits } from './waits.ts';

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
  const wait = new ListWait(cluster, topic, patterns, terms);
  return waits.until(wait, terms);
}

/** Each of them is compared with every record until it is found: not for thousands. */
const MOST_LOOKED_FOR = 16;

class ListWait implements Wait<LoggedRecord[]> {
  readonly call: string;
  readonly #name: string;
  readonly #cluster: ClusterState;
  readonly #topic: string;
  readonly #patterns: readonly RecordPattern[];
  readonly #terms: ExpectTerms;
  readonly #reader: TopicReader;
  /** A test's function is asked once for each record. */
  readonly #fits = new Map<LoggedRecord, (boolean | undefined)[]>();
  readonly #firstFits = new FirstFits((expected, record) => this.#fit(expected, record));

  constructor(cluster: ClusterState, topic: string, patterns: readonly RecordPattern[], terms: ExpectTerms) {
    this.#name = `expectRecords('${topic}', ${String(patterns.length)} in ${terms.order === 'any' ? 'any order' : 'this order'})`;
    this.call = `Broker: ${this.#name}`;
    this.#cluster = cluster;
    this.#topic = topic;
    this.#patterns = patterns;
    this.#terms = terms;
    this.#reader = new TopicReader(cluster, topic, terms);
  }

  look(): { value: LoggedRecord[] } | undefined {
    const lists = this.#reader.readPartitions();
    const count = lists.reduce((sum, { length }) => sum + length, 0);
    if (this.#terms.exactly && count > this.#patterns.length) this.#fail(lists.flat(), undefined);
    if (count < this.#patterns.length || !this.#mayMatch(lists)) return undefined;
    const records = lists.flat();
    const found = this.#match(records).flatMap((index) =>
      index === undefined ? [] : [records[index] as LoggedRecord],
    );
    return found.length === this.#patterns.length ? { value: found } : undefined;
  }

  atEnd(): LoggedRecord[] {
    return this.#fail(this.#reader.read(), this.#terms.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  /** Whether there is some record for each of the last patterns, which come last as a rule: looks only at what came since. */
  #mayMatch(lists: readonly (readonly LoggedRecord[])[]): boolean {
    return this.#patterns.every(
      (_, expected) =>
        expected < this.#patterns.length - MOST_LOOKED_FOR ||
        lists.some((list) => this.#firstFits.find(expected, list)),
    );
  }

  #match(records: readonly LoggedRecord[]): Match {
    const fits = (expected: number, index: number): boolean => this.#fit(expected, records[index] as LoggedRecord);
    const among = { records, count: this.#patterns.length, fits };
    return this.#terms.order === 'any' ? matchInAnyOrder(among) : matchInOrder(among);
  }

  #fit(expected: number, record: LoggedRecord): boolean {
    let known = this.#fits.get(record);
    if (known === undefined) this.#fits.set(record, (known = []));
    return (known[expected] ??= recordDifferences(this.#patterns[expected] as RecordPattern, record).length === 0);
  }

  #fail(records: LoggedRecord[], within: number | undefined): never {
    const match = this.#match(records);
    const outcome = outcomeOf(this.#cluster, this.#topic, this.#terms, records);
    const message = listMessage(this.#name, this.#patterns, match, outcome, within);
    throw new ExpectationError('expectRecords', message, comparison(this.#patterns, records));
  }
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
    if (!lists.some((list) => firstFits.find(0, list))) return;
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
