import { Cluster, clusterOptionsOf, type ConnectOptions } from '@k/cluster';
import { shownAs, unheardWarning } from '@k/runtime';
import { checkArgumentCount, StateError } from '@k/wire';
import { EventEmitter } from 'node:events';
import { accessOperations, type AccessOperations } from './access/access-operations.ts';
import { AdminCalls } from './calls.ts';
import { clusterOperations, type ClusterOperations } from './cluster/cluster-operations.ts';
import { configOperations, type ConfigOperations } from './configs/config-operations.ts';
import type { AdminEvents } from './events.ts';
import { groupOperations, type GroupOperations } from './groups/group-operations.ts';
import { offsetOperations, type OffsetOperations } from './offsets/offset-operations.ts';
import { type KafkaAdminOptions, parseAdminOptions } from './options.ts';
import { replicaOperations, type ReplicaOperations } from './replicas/replica-operations.ts';
import { topicOperations, type TopicOperations } from './topics/topic-operations.ts';
import { transactionOperations, type TransactionOperations } from './transactions/transaction-operations.ts';

/** Makes the operations of one area on the calls of an admin client. */
type Area = (calls: AdminCalls) => object;

/** A new area: its functions here, its interface below. */
const AREAS: readonly Area[] = [
  topicOperations,
  replicaOperations,
  groupOperations,
  offsetOperations,
  configOperations,
  clusterOperations,
  accessOperations,
  transactionOperations,
];

// The operations stand in the files of their areas, each with its words; here they become methods.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the constructor makes every one of them
export interface KafkaAdmin
  extends
    TopicOperations,
    ReplicaOperations,
    GroupOperations,
    OffsetOperations,
    ConfigOperations,
    ClusterOperations,
    AccessOperations,
    TransactionOperations {}

/**
 * Administers a Kafka cluster: topics, configurations, groups and their offsets, access, quotas, replicas, transactions.
 *
 * The operations are those of Java's Admin, by its names. Each takes `{ signal, timeoutMs }` and is sent to the broker that it
 * is for, and again while a failure may pass. One that is about several resources gives a {@link ResourceMap} with a value
 * for each, or throws a PartialResultError that has the values of those that went well.
 * Nothing is connected before the first call, unless `connect()` is called.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class KafkaAdmin extends EventEmitter<AdminEvents> implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #endWarnings: () => void;
  readonly #closed = new AbortController();
  #closing: Promise<void> | undefined;

  /** @throws ConfigError that names every wrong option, what it got and what it takes. */
  constructor(options: KafkaAdminOptions) {
    super();
    checkArgumentCount('KafkaAdmin', 1, arguments.length);
    const settings = parseAdminOptions(options);
    this.#cluster = settings.cluster ?? new Cluster(clusterOptionsOf(settings));
    this.#cluster.acquire();
    this.#endWarnings = this.#cluster.onWarning((error) => {
      queueMicrotask(() => {
        if (this.emit('warning', error) || this.#cluster.settings.logger !== undefined) return;
        unheardWarning('KafkaAdmin', error);
      });
    });
    const calls = new AdminCalls(this.#cluster, settings.defaultApiTimeoutMs, this.#closed.signal);
    for (const area of AREAS) this.#take(area(calls));
  }

  /**
   * Finds the cluster, if that has not happened yet. Every operation does so by itself: this is for those who want to know at
   * once. A cluster that is not there is waited for, `requestTimeoutMs` at most unless `timeoutMs` says otherwise, and the event
   * `warning` tells at once what is wrong; with `retry: false` the first failure is thrown.
   * @throws as `Cluster.connect()`
   */
  async connect(options: ConnectOptions = {}): Promise<void> {
    checkArgumentCount('KafkaAdmin: connect()', 1, arguments.length);
    this.#closed.signal.throwIfAborted();
    await this.#cluster.connect(options);
  }

  /**
   * Ends every call that is still waiting, with a StateError. Its cluster is closed with it, a shared one with the last of its
   * clients. Idempotent.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** For console.log and util.inspect: who it is, and of which cluster. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { clientId, settings } = this.#cluster;
    return shownAs(
      'KafkaAdmin',
      { clientId, bootstrapServers: settings.bootstrapServers, closed: this.#closed.signal.aborted },
      options,
      inspect,
    );
  }

  async #close(): Promise<void> {
    this.#closed.abort(new StateError('KafkaAdmin is closed'));
    this.#endWarnings();
    await this.#cluster.release();
  }

  /** Makes methods of an area's operations: they never throw at once, and take no more arguments than they have. */
  #take(operations: object): void {
    for (const [name, operation] of Object.entries(operations) as [string, (...args: unknown[]) => unknown][]) {
      const method = async (...args: unknown[]): Promise<unknown> => {
        checkArgumentCount(`KafkaAdmin: ${name}()`, operation.length, args.length);
        this.#closed.signal.throwIfAborted();
        return await operation(...args);
      };
      Object.defineProperty(this, name, { value: method, enumerable: false });
    }
  }
}
