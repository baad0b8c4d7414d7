import { checkFunction, checkNotEmpty, checkText, waitOptions, type WaitOptions } from '@k/runtime';
import { checkArgumentCount, parseOptions, wrongArgument } from '@k/wire';
import { didYouMean } from '../options/did-you-mean.ts';
import type { GroupCoordinator } from '../group/group-coordinator.ts';
import type { GroupDescription } from '../group/group-description.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { ConnectionDescription } from '../connection/connection-description.ts';
import type { TransactionCoordinator } from '../transaction/transaction-coordinator.ts';
import type { TransactionDescription } from '../transaction/transaction-description.ts';
import { TRANSACTION_TRANSITIONS, type TransactionState } from '../transaction/transaction-state.ts';
import {
  checkExpected,
  parseConnectionOptions,
  parseExpectOptions,
  parseGroupOptions,
  parseNoneOptions,
  parseRecordsOptions,
  parseUntilOptions,
  type ExpectNoRecordsOptions,
  type ExpectRecordsOptions,
  type RecordsOptions,
} from './arguments.ts';
import { checkAnsweredAtOnce } from './answer-at-once.ts';
import { connectionWait, type ConnectionCondition } from './connection-wait.ts';
import { expectCount, expectList } from './expected-records.ts';
import { groupLag } from './group-lag.ts';
import { groupWait, type GroupCondition, type GroupLook } from './group-wait.ts';
import type { LoggedRecord } from './logged-record.ts';
import type { RecordPattern } from './record-pattern.ts';
import { toldWait, type Instead } from './told-wait.ts';
import { TopicReader } from './topic-reader.ts';
import { transactionWait } from './transaction-wait.ts';
import { NoneWait } from './unexpected-records.ts';
import type { Waits } from './waits.ts';

/** What a test looks at and waits for in a broker, whose methods of the same names say more. */
export class Expectations {
  readonly #cluster: ClusterState;
  readonly #groups: GroupCoordinator;
  readonly #transactions: TransactionCoordinator;
  readonly #waits: Waits;

  constructor(cluster: ClusterState, groups: GroupCoordinator, transactions: TransactionCoordinator, waits: Waits) {
    this.#cluster = cluster;
    this.#groups = groups;
    this.#transactions = transactions;
    this.#waits = waits;
  }

  /** @param check throws where there is no such topic or partition */
  records(topic: string, options: RecordsOptions, check: (partition: number) => void): LoggedRecord[] {
    const { partition, isolation } = parseRecordsOptions('Broker: records()', options);
    check(partition ?? 0);
    return new TopicReader(this.#cluster, topic, { partition, isolation, from: 'earliest' }).read();
  }

  async expectRecords(
    topic: string,
    expected: number | readonly RecordPattern[],
    options: ExpectRecordsOptions,
  ): Promise<LoggedRecord[]> {
    const call = 'Broker: expectRecords()';
    checkNotEmpty(call, 'topic', topic);
    checkExpected(call, expected);
    const terms = parseExpectOptions(call, options);
    return typeof expected === 'number'
      ? expectCount(this.#cluster, this.#waits, topic, expected, terms)
      : expectList(this.#cluster, this.#waits, topic, [...expected], terms);
  }

  async expectNoRecords(topic: string, options: ExpectNoRecordsOptions): Promise<void> {
    const call = 'Broker: expectNoRecords()';
    checkNotEmpty(call, 'topic', topic);
    const terms = parseNoneOptions(call, options);
    const wait = new NoneWait(this.#cluster, this.#waits.clock, topic, terms);
    await this.#waits.until(wait, { ...terms, timeoutMs: terms.forMs });
  }

  /** @param count of the arguments that were given */
  async waitForGroup(groupId: string, options: GroupCondition & WaitOptions, count: number): Promise<GroupDescription> {
    const call = 'Broker: waitForGroup()';
    checkArgumentCount(call, 2, count);
    checkText(call, 'groupId', groupId);
    const { signal, timeoutMs, ...condition } = parseGroupOptions(call, options);
    const groups = this.#groups;
    const lookAt = (): GroupLook => ({
      group: groups.describe(groupId),
      lag: condition.caughtUp === undefined ? [] : groupLag(this.#cluster, groups, groupId, condition.topics),
      groupIds: groups.groupIds,
    });
    return this.#waits.until(groupWait(groupId, condition, { timeoutMs }, lookAt), { signal, timeoutMs });
  }

  async waitForTransaction(
    transactionalId: string,
    state: TransactionState,
    options: WaitOptions,
  ): Promise<TransactionDescription> {
    const call = 'Broker: waitForTransaction()';
    checkText(call, 'transactionalId', transactionalId);
    if (!STATES.includes(state)) {
      throw wrongArgument(call, 'state', `one of ${STATES.join(', ')}${didYouMean(state, STATES)}`, state);
    }
    const terms = parseOptions(call, waitOptions, options);
    return this.#waits.until(transactionWait(transactionalId, state, this.#transactions, terms), terms);
  }

  async waitForConnection(
    options: ConnectionCondition & WaitOptions,
    connections: () => readonly ConnectionDescription[],
  ): Promise<ConnectionDescription> {
    const { signal, timeoutMs, ...condition } = parseConnectionOptions('Broker: waitForConnection()', options);
    return this.#waits.until(connectionWait(condition, connections, { timeoutMs }), { signal, timeoutMs });
  }

  async waitUntil<T>(
    look: () => T | undefined | null | false,
    options: WaitOptions & { readonly what?: string | undefined },
  ): Promise<T> {
    const call = 'Broker: waitUntil()';
    checkFunction(call, 'look', look);
    const { what, ...terms } = parseUntilOptions(call, options);
    let last: unknown;
    const wanted = (): T | undefined => {
      const value = look();
      checkAnsweredAtOnce('waitUntil(): look', value);
      last = value;
      return value === undefined || value === null || value === false ? undefined : value;
    };
    const instead = (): Instead => ({ expected: what ?? true, actual: last, lines: what === undefined ? [] : [what] });
    return this.#waits.until(toldWait('waitUntil()', wanted, instead, terms), terms);
  }
}

const STATES = Object.keys(TRANSACTION_TRANSITIONS) as TransactionState[];
