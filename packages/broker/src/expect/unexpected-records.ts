import type { Clock, WaitOptions } from '@k/runtime';
import type { ClusterState } from '../state/cluster-state.ts';
import { ExpectationError } from './expectation-error.ts';
import { FirstFits } from './first-fits.ts';
import type { LoggedRecord } from './logged-record.ts';
import { Pace } from './pace.ts';
import { recordDifferences, type RecordPattern } from './record-pattern.ts';
import { unexpectedMessage } from './records-message.ts';
import { TopicReader, type ReadTerms } from './topic-reader.ts';
import { inTurns, lookInTurns, type Turn } from './turn.ts';
import type { Wait } from './waits.ts';

/** For how long none may come, and which. */
export interface NoneTerms extends ReadTerms, WaitOptions {
  readonly matching?: RecordPattern | undefined;
  readonly forMs: number;
}

/** `expectNoRecords`: a wait that is over as soon as a record comes that fits. */
export class NoneWait implements Wait<undefined> {
  readonly call = 'Broker: expectNoRecords()';
  readonly look: Wait<undefined>['look'];
  readonly #topic: string;
  readonly #terms: NoneTerms;
  readonly #clock: Clock;
  readonly #reader: TopicReader;
  readonly #firstFits = new FirstFits((_, record) => this.#fits(record));

  constructor(cluster: ClusterState, clock: Clock, topic: string, terms: NoneTerms) {
    this.#topic = topic;
    this.#terms = terms;
    this.#clock = clock;
    this.#reader = new TopicReader(cluster, topic, terms);
    this.look = lookInTurns(clock, (turn) => {
      const isThere = this.#reader.readOn(turn) ? this.#isOneThere(turn) : 'unfinished';
      return isThere === true ? { value: this.#fail() } : isThere || undefined;
    });
  }

  async atEnd(): Promise<undefined> {
    const { signal } = this.#terms;
    await this.#reader.readLast(this.#clock, signal);
    const found = { isThere: false };
    await inTurns(
      this.#clock,
      (turn) => {
        const isThere = this.#isOneThere(turn);
        found.isThere = isThere === true;
        return isThere !== 'unfinished';
      },
      () => signal?.aborted === true,
    );
    signal?.throwIfAborted();
    return found.isThere ? this.#fail() : undefined;
  }

  /** Whether one fits of those that were read. */
  #isOneThere(turn: Turn): boolean | 'unfinished' {
    for (const list of this.#reader.lists) {
      const found = turn.run(this.#firstFits.find(0, list, new Pace()));
      if (found === undefined) return 'unfinished';
      if (found.value) return true;
    }
    return false;
  }

  #fits(record: LoggedRecord): boolean {
    const { matching } = this.#terms;
    return matching === undefined || recordDifferences(matching, record).length === 0;
  }

  /** With all that fit. */
  async #fail(): Promise<never> {
    const records = this.#reader.lists.flat();
    const found: LoggedRecord[] = [];
    let next = 0;
    await inTurns(this.#clock, (turn) => {
      for (; next < records.length && !turn.step(); next++) {
        const record = records[next] as LoggedRecord;
        if (this.#fits(record)) found.push(record);
      }
      return next >= records.length;
    });
    const message = unexpectedMessage(`expectNoRecords('${this.#topic}')`, found);
    throw new ExpectationError('expectNoRecords', message, { expected: 0, actual: found.length });
  }
}
