import { ErrorCode } from '@k/wire';
import type { TimerHandle } from '@k/runtime';
import type { BrokerEvents } from '../events.ts';
import type { GroupCoordinator } from '../group/group-coordinator.ts';
import { EntryChanges, SingleEntry, type Durable } from '../storage/durable.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { coordinatorNode } from '../state/coordinator-node.ts';
import { decideEnd, type Ending, type TransactionVersion } from './end-decision.ts';
import { decideInit, type InitRequest } from './init-decision.ts';
import { MarkerWriter } from './marker-writer.ts';
import { isEnding } from './transaction-state.ts';
import {
  NO_TIMEOUT_MS,
  Transaction,
  type ProducerIdentity,
  type TransactionData,
  type TransactionPartition,
} from './transaction.ts';

/** A refusal, or who the producer is from now on. */
export type IdentityOutcome =
  | { readonly errorCode: number }
  | { readonly errorCode: 0; readonly identity: ProducerIdentity; readonly prepared?: ProducerIdentity };

/**
 * All transactional ids of the cluster, and which node looks after which. What Kafka keeps in `__transaction_state` lies
 * here, so that a coordinator that moves finds all of it. Kafka: TransactionCoordinator.
 */
export class TransactionCoordinator implements Durable<TransactionData> {
  readonly name = 'transactions';
  readonly changes = new EntryChanges();
  readonly #cluster: ClusterState;
  readonly #events: BrokerEvents;
  readonly #markers: MarkerWriter;
  readonly #transactions = new Map<string, Transaction>();
  /** Those whose markers were refused: their outcome is decided, and a coordinator of a later epoch carries it out. */
  readonly #fenced = new Set<Transaction>();
  /** Time limits of the transactions that are open. */
  readonly #timers = new Map<Transaction, TimerHandle>();
  /** Counts up whenever coordinators may have moved: a marker of an older one is refused. */
  #epoch = 0;
  readonly coordinatorEpoch = new SingleEntry<number>(
    'coordinator-epoch',
    () => this.#epoch,
    (epoch) => {
      this.#epoch = Math.max(this.#epoch, epoch);
    },
  );

  constructor(cluster: ClusterState, groups: GroupCoordinator, events: BrokerEvents) {
    this.#cluster = cluster;
    this.#events = events;
    this.#markers = new MarkerWriter(cluster, groups);
  }

  /** The node that coordinates the transactional id; -1 when all are down. */
  coordinatorOf(transactionalId: string): number {
    return coordinatorNode(transactionalId, this.#cluster);
  }

  /** The error for a request that came to this node; NONE when it is the coordinator. */
  problem(transactionalId: string, nodeId: number): number {
    if (transactionalId === '') return ErrorCode.INVALID_REQUEST;
    // It could not write down what comes of it.
    if (this.#cluster.isolation.has(nodeId)) return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    return this.coordinatorOf(transactionalId) === nodeId ? ErrorCode.NONE : ErrorCode.NOT_COORDINATOR;
  }

  /** Undefined when there is none, or when nobody used it for longer than `transactionalIdExpirationMs`. */
  find(transactionalId: string): Transaction | undefined {
    const found = this.#transactions.get(transactionalId);
    if (found === undefined || !this.#isExpired(found)) return found;
    found.transition('Dead', this.#now());
    this.#transactions.delete(transactionalId);
    this.changes.mark(transactionalId);
    return undefined;
  }

  /** All that {@link find} finds. */
  get transactions(): Transaction[] {
    return [...this.#transactions.keys()].flatMap((transactionalId) => this.find(transactionalId) ?? []);
  }

  /** InitProducerId: the id's next producer. A transaction that is open is aborted, and the producer has to ask again. */
  init(transactionalId: string, request: InitRequest): IdentityOutcome {
    const { settings } = this.#cluster;
    if (request.twoPhaseCommit && !settings.transactionTwoPhaseCommit) {
      return { errorCode: ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED };
    }
    const { timeoutMs } = request;
    const hasGoodTimeout = timeoutMs > 0 && timeoutMs <= settings.transactionMaxTimeoutMs;
    if (!request.twoPhaseCommit && !hasGoodTimeout) return { errorCode: ErrorCode.INVALID_TRANSACTION_TIMEOUT };
    const transaction = this.find(transactionalId) ?? this.#create(transactionalId, timeoutMs);
    const usedTimeoutMs = request.twoPhaseCommit ? NO_TIMEOUT_MS : timeoutMs;
    const decision = decideInit(transaction, request, () => this.#cluster.newProducerId());
    switch (decision.kind) {
      case 'refuse':
        return { errorCode: decision.errorCode };
      case 'abort-first':
        this.#abort(transaction);
        return { errorCode: ErrorCode.CONCURRENT_TRANSACTIONS };
      case 'keep-prepared': {
        const prepared = transaction.writer;
        transaction.keepPrepared(decision.identity, usedTimeoutMs, this.#now());
        this.#limitTime(transaction);
        return { errorCode: ErrorCode.NONE, identity: decision.identity, prepared };
      }
      case 'take':
        transaction.take(decision.identity, decision.previous, usedTimeoutMs, this.#now());
        return { errorCode: ErrorCode.NONE, identity: decision.identity };
    }
  }

  /** Puts partitions into the producer's transaction, which begins with the first of them. @returns an error code */
  add(transactionalId: string, producer: ProducerIdentity, partitions: readonly TransactionPartition[]): number {
    const transaction = this.find(transactionalId);
    const problem = writerProblem(transaction, producer);
    if (transaction === undefined || problem !== ErrorCode.NONE) return problem;
    const isNew = transaction.state !== 'Ongoing';
    if (!isNew && partitions.every((each) => transaction.has(each))) return ErrorCode.NONE;
    transaction.add(partitions, this.#now());
    if (isNew) this.#limitTime(transaction);
    return ErrorCode.NONE;
  }

  /** Whether the partition is in the producer's transaction; TRANSACTION_ABORTABLE when it is not (KIP-890). */
  verify(transactionalId: string, producer: ProducerIdentity, partition: TransactionPartition): number {
    const transaction = this.find(transactionalId);
    const problem = writerProblem(transaction, producer);
    if (transaction === undefined || problem !== ErrorCode.NONE) return problem;
    return transaction.has(partition) ? ErrorCode.NONE : ErrorCode.TRANSACTION_ABORTABLE;
  }

  /** EndTxn: decides the outcome. Markers are written then, at once where partitions have leaders. */
  end(transactionalId: string, request: Ending): IdentityOutcome {
    const transaction = this.find(transactionalId);
    if (transaction === undefined) return { errorCode: ErrorCode.INVALID_PRODUCER_ID_MAPPING };
    const decision = decideEnd(transaction, request);
    if (decision === 'end') this.#end(transaction, request.committed, request.version);
    else if (decision !== ErrorCode.NONE) return { errorCode: decision };
    return { errorCode: ErrorCode.NONE, identity: transaction.identity };
  }

  /** Nodes went or came: coordinators may be others now. They try again what was refused to the ones before. */
  moved(): void {
    this.#epoch++;
    this.coordinatorEpoch.changed();
    const fenced = [...this.#fenced];
    this.#fenced.clear();
    for (const transaction of fenced) this.#writeMarkers(transaction);
  }

  keys(): Iterable<string> {
    return this.#transactions.keys();
  }

  capture(transactionalId: string): TransactionData | undefined {
    return this.#transactions.get(transactionalId)?.capture();
  }

  restore(entries: ReadonlyMap<string, TransactionData>): void {
    this.close();
    this.#transactions.clear();
    this.#fenced.clear();
    for (const [transactionalId, data] of entries) {
      const transaction = this.#newTransaction(transactionalId, data.identity.producerId, data.timeoutMs);
      transaction.restore(data);
    }
  }

  /** After {@link restore}, when the partitions are there: what was decided is carried out, and time limits run. */
  resume(): void {
    for (const transaction of this.#transactions.values()) {
      if (isEnding(transaction.state)) this.#writeMarkers(transaction);
      else if (transaction.state === 'Ongoing') this.#limitTime(transaction);
    }
  }

  /** No timer stays behind. */
  close(): void {
    for (const timer of this.#timers.values()) this.#cluster.clock.clearTimeout(timer);
    this.#timers.clear();
  }

  #create(transactionalId: string, timeoutMs: number): Transaction {
    const transaction = this.#newTransaction(transactionalId, this.#cluster.newProducerId(), timeoutMs);
    this.changes.mark(transactionalId);
    return transaction;
  }

  #newTransaction(transactionalId: string, producerId: number, timeoutMs: number): Transaction {
    const transaction = new Transaction({
      transactionalId,
      producerId,
      timeoutMs,
      nowMs: this.#now(),
      observer: ({ state, identity }, from) => {
        if (this.#events.observed)
          this.#events.emit({ type: 'transaction', transactionalId, from, to: state, ...identity });
      },
      onChange: () => {
        this.changes.mark(transactionalId);
      },
    });
    this.#transactions.set(transactionalId, transaction);
    return transaction;
  }

  /** Aborts for another than the producer, which is fenced by it. */
  #abort(transaction: Transaction): void {
    this.#end(transaction, false, this.#cluster.transactionVersion, true);
  }

  #end(transaction: Transaction, committed: boolean, version: TransactionVersion, fences = false): void {
    this.#forgetTime(transaction);
    const { writer, identity } = transaction;
    const raises = version === 2 || fences;
    // The epoch of a marker may be the one that clients never get.
    const markerEpoch = writer.producerEpoch + (raises ? 1 : 0);
    transaction.prepare(
      committed ? 'PrepareCommit' : 'PrepareAbort',
      raises ? this.#successor(transaction, fences) : identity,
      version === 2 ? identity : fences ? undefined : transaction.previous,
      markerEpoch,
      this.#now(),
    );
    this.#writeMarkers(transaction);
  }

  /** The decision is written down before the first marker: nobody may see the end of a transaction that a restart would take back. */
  #writeMarkers(transaction: Transaction): void {
    const { writer, markerEpoch, state } = transaction;
    const committed = state === 'PrepareCommit';
    const { producerId } = writer;
    const marker = { producerId, producerEpoch: markerEpoch, committed, coordinatorEpoch: this.#epoch };
    this.#cluster.writeDown(() => {
      this.#markers.write(transaction, marker, {
        done: () => {
          transaction.complete(this.#now());
        },
        fenced: () => {
          this.#fenced.add(transaction);
        },
      });
    });
  }

  /** Who uses the id after this transaction. Who fences takes the last epoch, and leaves it to InitProducerId to go on. */
  #successor({ identity, isEpochExhausted }: Transaction, fences: boolean): ProducerIdentity {
    if (isEpochExhausted && !fences) return { producerId: this.#cluster.newProducerId(), producerEpoch: 0 };
    return { producerId: identity.producerId, producerEpoch: identity.producerEpoch + 1 };
  }

  #limitTime(transaction: Transaction): void {
    this.#forgetTime(transaction);
    if (transaction.timeoutMs === NO_TIMEOUT_MS) return;
    const leftMs = Math.max(0, transaction.startedMs + transaction.timeoutMs - this.#now());
    const timer = this.#cluster.clock.setTimeout(() => {
      this.#abort(transaction);
    }, leftMs);
    this.#timers.set(transaction, timer);
  }

  #forgetTime(transaction: Transaction): void {
    const timer = this.#timers.get(transaction);
    if (timer !== undefined) this.#cluster.clock.clearTimeout(timer);
    this.#timers.delete(transaction);
  }

  #isExpired({ state, updatedMs }: Transaction): boolean {
    if (state === 'Ongoing' || isEnding(state)) return false;
    return this.#now() - updatedMs >= this.#cluster.settings.transactionalIdExpirationMs;
  }

  #now(): number {
    return Math.floor(this.#cluster.clock.now());
  }
}

/** What keeps a producer from writing in a transaction; NONE when nothing does. */
function writerProblem(transaction: Transaction | undefined, producer: ProducerIdentity): number {
  if (transaction === undefined) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  const { identity, writer, state } = transaction;
  // Asked first: it may use the id and epoch of the next transaction already.
  if (identity.producerId !== producer.producerId) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  if (identity.producerEpoch !== producer.producerEpoch) return ErrorCode.PRODUCER_FENCED;
  if (isEnding(state)) return ErrorCode.CONCURRENT_TRANSACTIONS;
  // KIP-939: who took over a prepared transaction may end it, and nothing else.
  return writer === identity ? ErrorCode.NONE : ErrorCode.INVALID_TXN_STATE;
}
