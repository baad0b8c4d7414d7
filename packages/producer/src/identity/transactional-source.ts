import { type Deadline, type Resolvers, sleep, withResolvers } from '@k/runtime';
import type { ConsumerGroupMetadata } from '@k/cluster';
import { KafkaError, messageOf, ProtocolError, StateError } from '@k/wire';
import { TransactionError } from '../transaction/error.ts';
import type { InitAnswer, InitQuestion, TransactionOffset } from '../transaction/link.ts';
import { refusalOf, type TransactionCall } from '../transaction/refusals.ts';
import { verdictOf } from '../transaction/verdicts.ts';
import { mayNumber } from './idempotent.ts';
import { MarkerWait } from './marker-wait.ts';
import type {
  IdentityListener,
  IdentitySource,
  NumberedPartition,
  ProducerIdentity,
  TransactionTag,
} from './source.ts';
import { failureOf, Over, type TransactionalParts, TransactionRequests } from './transaction-requests.ts';
import { initialTransaction, transactionStep } from './transactional.ts';
import type {
  OpenTransaction,
  PreparedTransaction,
  Repair,
  TransactionEffect,
  TransactionEvent,
  TransactionState,
} from './transaction-state.ts';

/** What the transactions need of the rest of the producer. */
export interface TransactionOwner {
  /** Sends what was taken, without delay; resolves when every record has its outcome. */
  flush(): Promise<void>;
  /** Fails what still waits to be put into a batch. */
  discard(error: Error): void;
  /** Whether records are taken. */
  taking(isTaking: boolean): void;
}

/** {@link IdentitySource} of a producer with a transactional id: does what `transactional.ts` says. */
export class TransactionalSource implements IdentitySource {
  readonly bumps = 0;
  readonly #parts: TransactionalParts;
  readonly #stop = new AbortController();
  readonly #requests: TransactionRequests;
  #state: TransactionState = initialTransaction;
  #listener!: IdentityListener;
  #owner!: TransactionOwner;
  #tag: TransactionTag | null = null;
  #refusal: TransactionError | null = null;
  /** The call that waits for an answer; another one like it joins. */
  #call: Resolvers<void> | null = null;
  #changed: Resolvers<void> | null = null;
  /** Counts flushes: the end of an earlier one says nothing. */
  #flush = 0;
  /** Protocol 1: partitions that the coordinator has been told of in this transaction. */
  readonly #added = new Set<NumberedPartition>();
  /** Those whose batches wait for that. */
  readonly #wanted = new Set<NumberedPartition>();
  #adding = false;
  /** Commits of offsets under way. */
  readonly #offsets = new Set<Promise<void>>();
  /** Protocol 1: requests to the coordinator that add to the transaction go one after the other. */
  #line: Promise<unknown> = Promise.resolve();
  #keepPrepared = false;
  /** What the present transaction has to be aborted for. */
  #first: TransactionError | null = null;
  readonly #markerWait = new MarkerWait();

  constructor(parts: TransactionalParts) {
    this.#parts = parts;
    this.#requests = new TransactionRequests(parts, this.#stop.signal);
  }

  /** The two need each other; called once, before anything else. */
  attach(owner: TransactionOwner): void {
    this.#owner = owner;
  }

  get state(): TransactionState {
    return this.#state;
  }

  /** What is wrong and does not pass, a sentence each. */
  get problems(): string[] {
    return this.#state.state === 'fatal' ? [`${this.#state.error.message}.`] : [];
  }

  /** What is wrong at the moment, and may pass. */
  get trouble(): Error | undefined {
    return this.#requests.trouble;
  }

  get tag(): TransactionTag | null {
    return this.#tag;
  }

  get refusal(): TransactionError | null {
    return this.#refusal;
  }

  get current(): ProducerIdentity | null {
    return 'txn' in this.#state ? this.#state.txn.identity : null;
  }

  listen(listener: IdentityListener): void {
    this.#listener = listener;
  }

  maySend(partition: NumberedPartition, now: number): boolean {
    const { state } = this.#state;
    if (state !== 'inTransaction' && state !== 'flushing' && state !== 'preparing') return false;
    const { txn } = this.#state;
    if (txn.protocol === 1 && !this.#added.has(partition)) {
      this.#wanted.add(partition);
      this.#addSoon();
      return false;
    }
    if (!mayNumber(partition, txn.identity)) return false;
    const at = this.#markerWait.wanted(now);
    if (at > now) {
      this.#listener.wakeAt(at, now);
      return false;
    }
    if (txn.begun === 'no') this.#on({ type: 'touched', isCertain: false });
    return true;
  }

  established(identity: ProducerIdentity): void {
    if (identity === this.current) this.#on({ type: 'touched', isCertain: true });
  }

  fenced(identity: ProducerIdentity): void {
    this.#on({ type: 'hole', identity });
  }

  recordsFailed(error: Error): void {
    // What fails because the transaction has failed is no news.
    if (error instanceof TransactionError) return;
    const { kind, repair } =
      error instanceof ProtocolError ? certain(verdictOf('Produce', error.code)) : certain({ kind: 'retriable' });
    this.#on({
      type: 'failed',
      error: this.#requests.error(kind, `a record was not stored: ${error.message}`, error),
      repair,
    });
  }

  /** A call that is part of the transaction failed: it cannot be committed as if nothing had been. */
  callFailed(error: unknown): void {
    if (error instanceof TransactionError) return;
    const what = `a call within it failed: ${messageOf(error)}`;
    this.#on({ type: 'failed', error: this.#requests.error('abortable', what, error), repair: 'nothing' });
  }

  stop(): void {
    this.#stop.abort(new StateError('KafkaProducer: it is closed'));
  }

  // ---------------------------------------------------------------- calls

  refusalOf(call: TransactionCall): KafkaError | null {
    return refusalOf(call, this.#state);
  }

  /** Does nothing when there is an identity already. */
  async initialize(deadline: Deadline, keepPrepared = false): Promise<void> {
    this.#refuse('initTransactions');
    if (this.#state.state === 'uninitialized') {
      this.#keepPrepared = keepPrepared;
      this.#begin({ type: 'init' });
    } else if (this.#state.state !== 'initializing') return;
    await this.#answer(deadline);
  }

  /** Waits for what is still to be done after the transaction before. */
  async begin(deadline: Deadline): Promise<void> {
    for (;;) {
      this.#refuse('beginTransaction');
      switch (this.#state.state) {
        case 'uninitialized':
        case 'initializing':
          await this.initialize(deadline);
          continue;
        case 'ready':
          this.#flush++;
          this.#added.clear();
          this.#wanted.clear();
          this.#on({ type: 'begin' });
          return;
        default:
          this.#changed ??= withResolvers();
          await deadline.race(this.#changed.promise);
      }
    }
  }

  async commit(deadline: Deadline): Promise<void> {
    this.#refuse('commitTransaction');
    if (this.#state.state === 'inTransaction') this.#begin({ type: 'commit' });
    await this.#answer(deadline);
  }

  async abort(deadline: Deadline, reason?: unknown): Promise<void> {
    this.#refuse('abortTransaction');
    const { state } = this.#state;
    if (state !== 'discarding' && state !== 'aborting' && state !== 'recovering') {
      const why = reason === undefined ? '' : `: ${messageOf(reason)}`;
      const error = this.#requests.error('abortable', `the transaction is aborted${why}`, reason);
      // A commit that waits for records waits in vain.
      this.#call?.reject(error);
      this.#begin({ type: 'abort', error });
    }
    await this.#answer(deadline);
  }

  async prepare(deadline: Deadline): Promise<PreparedTransaction> {
    this.#refuse('prepareTransaction');
    this.#begin({ type: 'prepare' });
    await this.#answer(deadline);
    return this.prepared as PreparedTransaction;
  }

  /** The transaction that is prepared. */
  get prepared(): PreparedTransaction | null {
    return this.#state.state === 'prepared' ? this.#state.prepared : null;
  }

  /** Commits the prepared transaction if it is this one, else aborts it. */
  async complete({ producerId, epoch }: PreparedTransaction, deadline: Deadline): Promise<void> {
    this.#refuse('completeTransaction');
    const { prepared } = this;
    const isIt = prepared?.producerId === producerId && prepared.epoch === epoch;
    const error = this.#requests.error('abortable', 'the transaction that was prepared is another one');
    this.#begin(isIt ? { type: 'commit' } : { type: 'abort', error });
    await this.#answer(deadline);
  }

  async sendOffsets(
    group: ConsumerGroupMetadata,
    offsets: readonly TransactionOffset[],
    deadline: Deadline,
  ): Promise<void> {
    this.#refuse('sendOffsetsToTransaction');
    const { state } = this.#state;
    if (offsets.length === 0 || state !== 'inTransaction') return;
    const sent = this.#sendOffsets(this.#state.txn, group, offsets);
    this.#offsets.add(sent);
    const over = (): unknown => this.#offsets.delete(sent);
    sent.then(over, over);
    await deadline.race(sent);
  }

  async #sendOffsets(
    { identity, protocol }: OpenTransaction,
    group: ConsumerGroupMetadata,
    offsets: readonly TransactionOffset[],
  ): Promise<void> {
    const { link } = this.#parts;
    const isOver = (): boolean => identity !== this.current || !this.#isAdding();
    const what = `offsets of group "${group.groupId}" were not taken`;
    try {
      await this.#markersWritten();
      if (protocol === 1) {
        await this.#inLine(() =>
          this.#requests.until(
            'AddOffsetsToTxn',
            what,
            () => this.#adds(link.addOffsets(identity, group.groupId)),
            isOver,
          ),
        );
      }
      const commit = (): Promise<void> => {
        this.#on({ type: 'touched', isCertain: false });
        return link.commitOffsets(identity, protocol, group, offsets);
      };
      await this.#requests.until('TxnOffsetCommit', what, commit, isOver);
      this.#on({ type: 'touched', isCertain: true });
    } catch (error) {
      if (error instanceof Over) throw this.#refusal ?? this.#requests.error('abortable', 'the transaction has ended');
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      if (identity === this.current) this.#on({ type: 'failed', ...failure });
      throw failure.error;
    }
  }

  /** The producer closes: what is being committed is, what is open is aborted. What comes of it nobody waits for. */
  async end(deadline: Deadline): Promise<void> {
    const { state } = this.#state;
    try {
      if (state === 'inTransaction' || state === 'abortable') await this.abort(deadline, 'the producer closes');
      else if (state !== 'initializing') await this.#answer(deadline);
    } catch (error) {
      if (!KafkaError.is(error)) throw error;
    }
  }

  #refuse(call: TransactionCall): void {
    const refusal = refusalOf(call, this.#state);
    if (refusal !== null) throw refusal;
  }

  /** A call that has an answer. */
  #begin(event: TransactionEvent): void {
    this.#call = withResolvers();
    // It may be that nobody waits any more.
    this.#call.promise.catch(() => undefined);
    this.#on(event);
  }

  async #answer(deadline: Deadline): Promise<void> {
    const call = this.#call;
    if (call === null) return;
    await deadline.race(call.promise, this.#stop.signal);
  }

  // ---------------------------------------------------------------- the machine

  #on(event: TransactionEvent): void {
    if (this.#stop.signal.aborted) return;
    if (event.type === 'touched' && event.isCertain) this.#markerWait.answered(this.#parts.clock.monotonic());
    const before = this.#state;
    const [to, effects] = transactionStep(before, event);
    this.#state = to;
    if (to.state !== before.state) this.#entered(before, to);
    for (const effect of effects) this.#do(effect);
  }

  #entered(before: TransactionState, to: TransactionState): void {
    const { transactionalId } = this.#parts.link;
    this.#tag = 'txn' in to ? { transactionalId, protocol: to.txn.protocol } : null;
    this.#refusal = 'error' in to ? to.error : null;
    if (to.state === 'abortable' || to.state === 'ready') this.#first = this.#refusal;
    if (to.state === 'inTransaction' || before.state === 'inTransaction') {
      this.#owner.taking(to.state === 'inTransaction');
    }
    this.#changed?.resolve();
    this.#changed = null;
  }

  #do(effect: TransactionEffect): void {
    switch (effect.type) {
      case 'init':
        void this.#init(effect.from);
        return;
      case 'discard':
        // Apart from the work in which something failed.
        queueMicrotask(() => {
          this.#owner.discard(effect.error);
          this.#listener.fatal(effect.error);
        });
        return;
      case 'flush':
        void this.#flushAll();
        return;
      case 'end':
        void this.#end(effect.commit, effect.txn);
        return;
      case 'done':
        this.#call?.resolve();
        this.#call = null;
        return;
      case 'reject':
        this.#call?.reject(effect.error);
        this.#call = null;
    }
  }

  async #init(from: ProducerIdentity | null): Promise<void> {
    const { link, transactionTimeoutMs, enableTwoPhaseCommit } = this.#parts;
    const keepPreparedTransaction = this.#keepPrepared && from === null;
    const question: InitQuestion = { transactionTimeoutMs, from, enableTwoPhaseCommit, keepPreparedTransaction };
    const what = from === null ? 'it cannot be used' : 'this producer cannot go on with it';
    let event: TransactionEvent;
    try {
      const { identity, prepared }: InitAnswer = await this.#requests.until('InitProducerId', what, () =>
        link.init(question),
      );
      event = { type: 'granted', identity, protocol: link.protocol(), prepared };
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) return;
      const explained = await this.#requests.explain(failure.error, question);
      event = { type: 'failed', ...failure, error: this.#sinceFirst(explained) };
    }
    this.#on(event);
  }

  async #end(commit: boolean, { identity, protocol }: OpenTransaction): Promise<void> {
    const { link } = this.#parts;
    const what = `the coordinator does not ${commit ? 'commit' : 'abort'} the transaction`;
    let event: TransactionEvent;
    try {
      const next = await this.#inLine(() =>
        this.#requests.until('EndTxn', what, () => link.end(identity, protocol, commit)),
      );
      event = { type: 'ended', identity: next, protocol: link.protocol(), mayEndLate: link.mayEndLate };
      this.#markerWait.ended(this.#parts.clock.monotonic());
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) return;
      event = { type: 'failed', ...failure, error: this.#sinceFirst(failure.error) };
    }
    this.#on(event);
  }

  /** What keeps the transaction from being aborted says less than what it is aborted for. */
  #sinceFirst(error: TransactionError): TransactionError {
    return this.#first === null ? error : error.after(this.#first);
  }

  async #flushAll(): Promise<void> {
    const flush = ++this.#flush;
    await Promise.all([this.#owner.flush(), Promise.allSettled(this.#offsets)]);
    // What is asked still may tell the coordinator of the transaction: then it has to be ended there.
    await Promise.allSettled([this.#line]);
    if (flush === this.#flush) this.#on({ type: 'settled' });
  }

  // ---------------------------------------------------------------- protocol 1: adding partitions

  #isAdding(): boolean {
    return ['inTransaction', 'flushing', 'preparing'].includes(this.#state.state);
  }

  /** At the end of the turn at the earliest: the sender asks for one partition after the other. */
  #addSoon(): void {
    if (this.#adding) return;
    this.#adding = true;
    this.#markersWritten().then(
      () => this.#add(),
      () => undefined,
    );
  }

  /** All that wait go in one request, and those that come meanwhile in the next one. */
  async #add(): Promise<void> {
    const { link } = this.#parts;
    while (this.#wanted.size > 0 && 'txn' in this.#state) {
      const { identity } = this.#state.txn;
      const partitions = [...this.#wanted];
      const isOver = (): boolean => identity !== this.current || !this.#isAdding();
      const what = 'partitions could not be added to the transaction';
      try {
        await this.#inLine(() =>
          this.#requests.until(
            'AddPartitionsToTxn',
            what,
            () => this.#adds(link.addPartitions(identity, partitions)),
            isOver,
          ),
        );
      } catch (error) {
        this.#adding = false;
        const failure = failureOf(error);
        if (failure !== undefined && identity === this.current) this.#on({ type: 'failed', ...failure });
        return;
      }
      for (const partition of partitions) {
        this.#wanted.delete(partition);
        this.#added.add(partition);
      }
      this.#listener.ready();
    }
    this.#adding = false;
  }

  /** A request that tells the coordinator of the transaction, unless it is refused. */
  async #adds(request: Promise<void>): Promise<void> {
    try {
      await request;
      this.#on({ type: 'touched', isCertain: true });
    } catch (error) {
      if (!(error instanceof ProtocolError)) this.#on({ type: 'touched', isCertain: false });
      throw error;
    }
  }

  /** @throws the reason of the end when the producer ends */
  async #markersWritten(): Promise<void> {
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const at = this.#markerWait.wanted(now);
    if (at > now) await sleep(clock, at - now, this.#stop.signal);
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work, work);
    this.#line = turn;
    return turn;
  }
}

/** Of what is not tried again. */
function certain(verdict: ReturnType<typeof verdictOf>): {
  readonly kind: TransactionError['kind'];
  readonly repair: Repair;
} {
  return verdict.kind === 'retriable' ? { kind: 'abortable', repair: 'nothing' } : verdict;
}
