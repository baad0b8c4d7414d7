import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Deadline, seededRandom, VirtualClock } from '@k/runtime';
import { failure, settle } from '@k/testing';
import { ConnectionError, ErrorCode, errorFor, StateError, TimeoutError } from '@k/wire';
import type { NumberedPartition, ProducerIdentity } from '../src/identity/source.ts';
import type { TransactionProtocol, TransactionState } from '../src/identity/transaction-state.ts';
import { TransactionalSource } from '../src/identity/transactional-source.ts';
import { TransactionError } from '../src/transaction/error.ts';
import type { TransactionLink } from '../src/transaction/link.ts';
import { Troubles } from '../src/troubles.ts';

const FIRST: ProducerIdentity = { producerId: 7n, epoch: 3, isTransactional: true };
const NEXT: ProducerIdentity = { producerId: 7n, epoch: 4, isTransactional: true };
const GROUP = { groupId: 'g', generationId: 2, memberId: 'm' };
const OFFSET = { topic: 'source', partition: 0, offset: 17 };
const DENIED = errorFor(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
const GONE = new ConnectionError('Connection to fake:9092: gone', { broker: 'fake:9092', phase: 'ready' });

/** A request, or a flush, that waits for the test's word. */
interface Asked {
  readonly what: string;
  readonly about: readonly unknown[];
  readonly answer: (value?: unknown) => void;
  readonly refuse: (error: Error) => void;
}

function partition(number: number, more: Partial<NumberedPartition> = {}): NumberedPartition {
  return { topic: 't', partition: number, identity: null, established: false, inFlight: 0, ...more };
}

/** A source whose coordinator answers when the test says so. */
function place(protocol: TransactionProtocol = 1) {
  const clock = new VirtualClock();
  const asked: Asked[] = [];
  const told: string[] = [];
  const ask =
    (what: string) =>
    (...about: readonly unknown[]): Promise<never> =>
      new Promise((resolve, refuse) => {
        asked.push({ what, about, answer: (value) => resolve(value as never), refuse });
      });
  const link: TransactionLink = {
    transactionalId: 'payments',
    protocol: () => world.protocol,
    init: ask('init'),
    addPartitions: ask('addPartitions'),
    addOffsets: ask('addOffsets'),
    commitOffsets: ask('commitOffsets'),
    end: ask('end'),
    mayEndLate: false,
    maxTimeoutMs: () => Promise.resolve(undefined),
  };
  const source = new TransactionalSource({
    transactionTimeoutMs: 60_000,
    enableTwoPhaseCommit: false,
    clock,
    random: seededRandom(1),
    backoff: { initialMs: 100, maxMs: 1_000 },
    troubles: new Troubles(clock, () => undefined),
    link,
  });
  source.attach({
    flush: ask('flush'),
    discard: (error) => told.push(`discard: ${error.message}`),
    taking: (isTaking) => told.push(`taking: ${isTaking}`),
  });
  source.listen({
    ready: () => told.push('ready'),
    wakeAt: () => told.push('wakeAt'),
    fatal: (error) => told.push(`fatal: ${error.message}`),
  });
  const world = {
    protocol,
    clock,
    source,
    told,
    /** What has been asked since the last look. */
    asked: async (): Promise<readonly string[]> => {
      await settle();
      return asked.map(({ what }) => what);
    },
    take: async (): Promise<readonly Asked[]> => {
      await settle();
      return asked.splice(0);
    },
    /** The only request there is. */
    next: async (what: string): Promise<Asked> => {
      await settle();
      assert.deepEqual(
        asked.map((it) => it.what),
        [what],
      );
      return asked.shift() as Asked;
    },
    limit: (timeoutMs = Infinity) => new Deadline(clock, 'a call', { timeoutMs }),
    state: <Name extends TransactionState['state']>(name: Name) => {
      assert.equal(source.state.state, name);
      return source.state as Extract<TransactionState, { state: Name }>;
    },
    begun: async (): Promise<void> => {
      const beginning = source.begin(world.limit());
      if (source.state.state === 'initializing') {
        (await world.next('init')).answer({ identity: FIRST, prepared: null });
      }
      await beginning;
      told.length = 0;
    },
  };
  return world;
}

/** The partition may be numbered: the coordinator has been told of it. */
async function added({ source, next }: ReturnType<typeof place>, ...partitions: NumberedPartition[]): Promise<void> {
  for (const it of partitions) assert.equal(source.maySend(it, 0), false);
  (await next('addPartitions')).answer();
  await settle();
}

test('at first it has no identity, and asks for one once, whoever needs it', async () => {
  const { source, next, limit, state, told } = place();
  assert.deepEqual(
    [source.current, source.tag, source.refusal, source.bumps, source.prepared],
    [null, null, null, 0, null],
  );
  assert.deepEqual(source.problems, []);
  assert.equal(source.maySend(partition(0), 0), false);
  const both = Promise.all([source.initialize(limit(), true), source.initialize(limit())]);
  const { about, answer } = await next('init');
  assert.deepEqual(about, [
    { transactionTimeoutMs: 60_000, from: null, enableTwoPhaseCommit: false, keepPreparedTransaction: true },
  ]);
  answer({ identity: FIRST, prepared: null });
  await both;
  assert.equal(state('ready').identity, FIRST);
  await source.initialize(limit());
  await source.begin(limit());
  assert.equal(source.current, FIRST);
  assert.deepEqual(source.tag, { transactionalId: 'payments', protocol: 1 });
  assert.deepEqual(told, ['taking: true']);
});

test('refused an identity: the error says that the id cannot be used, and it may be asked for again', async () => {
  const { source, next, limit, state } = place();
  for (let n = 0; n < 2; n++) {
    const refused = failure(source.initialize(limit()));
    const { about, refuse } = await next('init');
    assert.equal((about[0] as { keepPreparedTransaction: boolean }).keepPreparedTransaction, false);
    refuse(errorFor(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
    const error = await refused;
    assert.ok(error instanceof TransactionError && error.kind === 'configuration');
    assert.match(
      error.message,
      /^Transactional id "payments": it cannot be used: TRANSACTIONAL_ID_AUTHORIZATION_FAILED/,
    );
    state('uninitialized');
  }
});

test('protocol 1: partitions are added together, those that come meanwhile next, and each once a transaction', async () => {
  const { source, next, told, begun, limit, asked, clock } = place();
  await begun();
  const [a, b, c] = [partition(0), partition(1), partition(2)];
  for (const it of [a, b, a]) assert.equal(source.maySend(it, 0), false);
  const first = await next('addPartitions');
  assert.deepEqual(first.about, [FIRST, [a, b]]);
  assert.equal(source.maySend(c, 0), false);
  assert.equal(source.maySend(a, 0), false, 'no answer yet');
  assert.deepEqual(told, []);
  first.answer();
  await settle();
  assert.deepEqual(told, ['ready']);
  assert.equal(source.maySend(a, 0), true);
  const second = await next('addPartitions');
  assert.deepEqual(second.about, [FIRST, [c]]);
  second.answer();
  await settle();
  assert.deepEqual([source.maySend(b, 0), source.maySend(c, 0)], [true, true]);
  assert.equal(source.maySend(partition(0, { inFlight: 1 }), 0), false);
  (await next('addPartitions')).answer();
  const inFlight = partition(3, { inFlight: 1, identity: FIRST });
  await settle();
  assert.equal(source.maySend(inFlight, 0), false);
  (await next('addPartitions')).answer();
  await settle();
  assert.equal(source.maySend(inFlight, 0), false, 'the first batch of a sequence goes alone');

  const committing = source.commit(limit());
  assert.equal(source.maySend(a, 0), true, 'what was taken is still sent');
  (await next('flush')).answer();
  const end = await next('end');
  assert.deepEqual(end.about, [FIRST, 1, true]);
  assert.equal(source.maySend(a, 0), false);
  end.answer(null);
  await committing;
  await clock.advance(100);
  await begun();
  assert.equal(source.maySend(a, 0), false, 'another transaction');
  assert.deepEqual((await next('addPartitions')).about, [FIRST, [a]]);
  assert.deepEqual(await asked(), []);
});

test('protocol 1: once a partition is added the coordinator knows of the transaction; if the request was lost, perhaps', async () => {
  const world = place();
  const { source, next, begun, state, clock, asked } = world;
  await begun();
  source.maySend(partition(0), 0);
  assert.equal(state('inTransaction').txn.begun, 'no');
  (await next('addPartitions')).refuse(errorFor(ErrorCode.CONCURRENT_TRANSACTIONS));
  await settle();
  assert.equal(state('inTransaction').txn.begun, 'no', 'it said no');
  await clock.advance(100);
  (await next('addPartitions')).refuse(GONE);
  await settle();
  assert.equal(state('inTransaction').txn.begun, 'maybe');
  await clock.advance(1_000);
  (await next('addPartitions')).answer();
  await settle();
  assert.equal(state('inTransaction').txn.begun, 'yes');
  assert.deepEqual(await asked(), []);
});

test('protocol 1: a partition that cannot be added makes the transaction fail, and is not added to the next one', async () => {
  const { source, next, begun, state, limit, told, asked } = place();
  await begun();
  const [a, b] = [partition(0), partition(1)];
  source.maySend(a, 0);
  (await next('addPartitions')).refuse(DENIED);
  await settle();
  const { error } = state('abortable');
  assert.equal(source.refusal, error);
  assert.match(error.message, /partitions could not be added to the transaction: TOPIC_AUTHORIZATION_FAILED/);
  assert.equal(source.maySend(b, 0), false);
  assert.deepEqual(told, ['taking: false', `discard: ${error.message}`, `fatal: ${error.message}`]);
  const aborting = source.abort(limit());
  (await next('flush')).answer();
  await aborting;
  await begun();
  assert.equal(source.refusal, null);
  source.maySend(b, 0);
  const { about, answer } = await next('addPartitions');
  assert.deepEqual(about, [FIRST, [b]]);
  answer();
  assert.deepEqual(await asked(), []);
});

test('protocol 2: batches leave at once, and tell of the transaction by themselves', async () => {
  const { source, next, begun, state, limit, asked } = place(2);
  await begun();
  assert.equal(source.maySend(partition(0, { inFlight: 1 }), 0), false);
  assert.equal(state('inTransaction').txn.begun, 'no', 'it has not left');
  assert.equal(source.maySend(partition(0), 0), true);
  assert.equal(state('inTransaction').txn.begun, 'maybe');
  source.established(NEXT);
  assert.equal(state('inTransaction').txn.begun, 'maybe', 'of another time');
  source.established(FIRST);
  assert.equal(state('inTransaction').txn.begun, 'yes');
  source.maySend(partition(1), 0);
  assert.equal(state('inTransaction').txn.begun, 'yes');
  assert.deepEqual(await asked(), []);
  const committing = source.commit(limit());
  (await next('flush')).answer();
  (await next('end')).answer(NEXT);
  await committing;
  assert.deepEqual(state('ready'), { state: 'ready', identity: NEXT, protocol: 2 });
  assert.deepEqual([source.tag, source.maySend(partition(0), 0)], [null, false]);
});

test('prepared: batches are sent before it, none after it; another one than was prepared is aborted', async () => {
  for (const [other, commit] of [
    [FIRST, true],
    [NEXT, false],
    [{ ...FIRST, producerId: 8n }, false],
  ] as const) {
    const { source, next, begun, state, limit } = place(2);
    await begun();
    source.maySend(partition(0), 0);
    const preparing = source.prepare(limit());
    assert.equal(source.maySend(partition(1), 0), true);
    (await next('flush')).answer();
    assert.deepEqual(await preparing, { producerId: 7n, epoch: 3 });
    assert.deepEqual(source.prepared, { producerId: 7n, epoch: 3 });
    assert.equal(source.maySend(partition(1), 0), false);
    const completing = source.complete(other, limit());
    const { about, answer } = await next('end');
    assert.deepEqual(about, [FIRST, 2, commit]);
    assert.equal(source.prepared, null);
    answer(NEXT);
    await completing;
    state('ready');
  }
});

test('a record that is not stored ends the transaction, by its own verdict; what it has failed of already is no news', async () => {
  for (const [error, repair] of [
    [errorFor(ErrorCode.MESSAGE_TOO_LARGE), 'nothing'],
    [errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER), 'nothing'],
    [errorFor(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER), 'epoch'],
    [new TimeoutError({ operation: 'Produce', timeoutMs: 5 }), 'nothing'],
  ] as const) {
    const { source, begun, state } = place(2);
    await begun();
    source.recordsFailed(new TransactionError('abortable', 'payments', 'something happened'));
    state('inTransaction');
    source.recordsFailed(error);
    const { txn, error: reason } = state('abortable');
    assert.deepEqual([txn.repair, reason.kind, reason.cause], [repair, 'abortable', error]);
    assert.ok(reason.message.startsWith('Transactional id "payments": a record was not stored: '), reason.message);
  }
});

test('a hole in a sequence asks for another epoch', async () => {
  const { source, begun, state } = place();
  await begun();
  source.fenced(NEXT);
  assert.equal(state('inTransaction').txn.repair, 'nothing');
  source.fenced(FIRST);
  assert.equal(state('inTransaction').txn.repair, 'epoch');
});

test('a call within it that failed ends the transaction, unless that is what it failed of', async () => {
  const { source, begun, state } = place();
  await begun();
  source.callFailed(new TransactionError('abortable', 'payments', 'something happened'));
  state('inTransaction');
  source.callFailed(new Error('boom'));
  const { error, txn } = state('abortable');
  assert.match(error.message, /^Transactional id "payments": a call within it failed: boom\. Abort/);
  assert.equal(txn.repair, 'nothing');
});

test('records that wait are dropped after the work in which something failed, and after them the batches', async () => {
  const { source, begun, told } = place();
  await begun();
  source.callFailed(new Error('boom'));
  assert.deepEqual(told, ['taking: false']);
  await settle();
  assert.deepEqual(
    told.map((it) => it.split(':')[0]),
    ['taking', 'discard', 'fatal'],
  );
});

test('an abort overtakes a commit, says why, and waits for a flush of its own', async () => {
  for (const [reason, said] of [
    [new Error('boom'), /the transaction is aborted: boom\. Abort/],
    [undefined, /the transaction is aborted\. Abort/],
  ] as const) {
    const world = place();
    const { source, next, begun, limit, state, asked } = world;
    await begun();
    await added(world, partition(0));
    const committed = failure(source.commit(limit()));
    const first = await next('flush');
    const aborting = source.abort(limit(), reason);
    const joins = source.abort(limit());
    const error = await committed;
    assert.match(error.message, said);
    assert.equal(error.cause, reason);
    const second = await next('flush');
    first.answer();
    assert.deepEqual(await asked(), [], 'the end of the commit’s flush says nothing');
    state('discarding');
    second.answer();
    const end = await next('end');
    assert.deepEqual(end.about, [FIRST, 1, false]);
    const still = source.abort(limit());
    end.answer(null);
    await Promise.all([aborting, joins, still]);
    state('ready');
  }
});

test('a record that fails while the commit waits for it makes the commit fail', async () => {
  const world = place();
  const { source, next, begun, limit } = world;
  await begun();
  await added(world, partition(0));
  const committed = failure(source.commit(limit()));
  const flush = await next('flush');
  source.recordsFailed(errorFor(ErrorCode.MESSAGE_TOO_LARGE));
  flush.answer();
  assert.match((await committed).message, /a record was not stored/);
});

test('a call whose time is over can be made again, and waits for the same answer', async () => {
  const world = place();
  const { source, next, begun, limit, clock, state } = world;
  await begun();
  await added(world, partition(0));
  const late = failure(source.commit(limit(10)));
  (await next('flush')).answer();
  const end = await next('end');
  await clock.advance(10);
  assert.ok((await late) instanceof TimeoutError);
  const again = source.commit(limit());
  end.answer(null);
  await again;
  state('ready');
});

test('an end that the coordinator refuses says what it does not do', async () => {
  for (const commit of [true, false]) {
    const world = place();
    const { source, next, begun, limit } = world;
    await begun();
    await added(world, partition(0));
    const ended = failure(commit ? source.commit(limit()) : source.abort(limit()));
    (await next('flush')).answer();
    (await next('end')).refuse(errorFor(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
    const what = `the coordinator does not ${commit ? 'commit' : 'abort'} the transaction: `;
    assert.ok((await ended).message.includes(what));
    assert.deepEqual([source.problems.length, source.refusal?.kind], [1, 'configuration']);
  }
});

test('what keeps the producer from going on after a failed transaction comes with what that failed of', async () => {
  const world = place();
  const { source, next, begun, limit, state } = world;
  await begun();
  await added(world, partition(0));
  const committed = failure(source.commit(limit()));
  (await next('flush')).answer();
  (await next('end')).refuse(errorFor(ErrorCode.INVALID_PRODUCER_EPOCH));
  const first = await committed;
  const aborted = failure(source.abort(limit()));
  (await next('flush')).answer();
  // Under the epoch of its own, and under the one that the coordinator gives when it ends a transaction.
  (await next('init')).refuse(errorFor(ErrorCode.PRODUCER_FENCED));
  (await next('init')).refuse(errorFor(ErrorCode.PRODUCER_FENCED));
  const { message } = await aborted;
  assert.ok(message.includes('this producer cannot go on: PRODUCER_FENCED'), message);
  assert.ok(message.includes(`; it began with: ${first.message.replace(/\.$/, '')}`), message);
  state('fatal');
});

test('the next transaction waits for another epoch, and hears if there is none', async () => {
  for (const isGiven of [true, false]) {
    const world = place();
    const { source, next, begun, limit, state } = world;
    await begun();
    await added(world, partition(0));
    source.fenced(FIRST);
    const committing = source.commit(limit());
    (await next('flush')).answer();
    (await next('end')).answer(null);
    await committing;
    state('recovering');
    const beginning = source.begin(limit());
    const { about, answer, refuse } = await next('init');
    assert.deepEqual((about[0] as { from: unknown }).from, FIRST);
    if (isGiven) {
      answer({ identity: NEXT, prepared: null });
      await beginning;
      assert.equal(state('inTransaction').txn.identity, NEXT);
      continue;
    }
    const refused = failure(beginning);
    refuse(errorFor(ErrorCode.PRODUCER_FENCED));
    assert.match((await refused).message, /this producer cannot go on: PRODUCER_FENCED/);
    assert.match(source.problems.join(), /this producer cannot go on: PRODUCER_FENCED.*\.$/);
  }
});

test('protocol 1: offsets are added, then committed, one request to the coordinator at a time; the commit waits', async () => {
  const { source, next, take, begun, limit, state, asked } = place();
  await begun();
  await source.sendOffsets(GROUP, [], limit());
  const sent = source.sendOffsets(GROUP, [OFFSET], limit());
  source.maySend(partition(0), 0);
  const add = await next('addOffsets');
  assert.deepEqual(add.about, [FIRST, 'g']);
  add.answer();
  await settle();
  assert.equal(state('inTransaction').txn.begun, 'yes');
  assert.deepEqual(await asked(), ['commitOffsets', 'addPartitions']);
  const committing = source.commit(limit());
  const [commitOffsets, addPartitions, flush, ...more] = await take();
  assert.deepEqual(
    [commitOffsets?.what, addPartitions?.what, flush?.what, more],
    ['commitOffsets', 'addPartitions', 'flush', []],
  );
  assert.deepEqual(commitOffsets?.about, [FIRST, 1, GROUP, [OFFSET]]);
  addPartitions?.answer();
  flush?.answer();
  assert.deepEqual(await asked(), []);
  commitOffsets.answer();
  await sent;
  (await next('end')).answer(null);
  await committing;
});

test('protocol 2: offsets are committed at once, and tell of the transaction by themselves', async () => {
  const { source, next, begun, limit, state } = place(2);
  await begun();
  const sent = source.sendOffsets(GROUP, [OFFSET], limit());
  const { about, answer } = await next('commitOffsets');
  assert.equal(state('inTransaction').txn.begun, 'maybe');
  assert.deepEqual(about, [FIRST, 2, GROUP, [OFFSET]]);
  answer();
  await sent;
  assert.equal(state('inTransaction').txn.begun, 'yes');
});

test('offsets that are refused make the transaction fail; what waits for the coordinator then is not asked', async () => {
  const { source, next, begun, limit, state, asked, clock } = place(2);
  await begun();
  const refused = failure(source.sendOffsets(GROUP, [OFFSET], limit()));
  (await next('commitOffsets')).refuse(errorFor(ErrorCode.ILLEGAL_GENERATION));
  const reason = await refused;
  assert.match(reason.message, /offsets of group "g" were not taken: ILLEGAL_GENERATION/);
  const { error } = state('abortable');
  assert.equal(error, reason);
  assert.equal(await failure(source.sendOffsets(GROUP, [OFFSET], limit())), error, 'refused');

  const other = place(2);
  await other.begun();
  const repeated = failure(other.source.sendOffsets(GROUP, [OFFSET], other.limit()));
  (await other.next('commitOffsets')).refuse(GONE);
  await settle();
  other.source.callFailed(new Error('boom'));
  await other.clock.advance(1_000);
  assert.equal(await repeated, other.source.refusal);
  assert.deepEqual([await asked(), await other.asked()], [[], []]);
  assert.equal(clock.pendingTimers, 0);
});

test('a producer that closes aborts what is open, waits for what is being committed, and minds no refusal', async () => {
  const idle = place();
  await idle.source.end(idle.limit());
  assert.deepEqual(await idle.asked(), []);

  const open = place();
  await open.begun();
  await added(open, partition(0));
  const ending = open.source.end(open.limit());
  (await open.next('flush')).answer();
  const end = await open.next('end');
  assert.deepEqual(end.about, [FIRST, 1, false]);
  end.refuse(DENIED);
  (await open.next('init')).refuse(errorFor(ErrorCode.PRODUCER_FENCED));
  await ending;

  const committing = place();
  await committing.begun();
  await added(committing, partition(0));
  const committed = committing.source.commit(committing.limit());
  const closed = committing.source.end(committing.limit());
  (await committing.next('flush')).answer();
  (await committing.next('end')).answer(null);
  await Promise.all([committed, closed]);

  const failed = place();
  await failed.begun();
  failed.source.callFailed(new Error('boom'));
  const over = failed.source.end(failed.limit());
  (await failed.next('flush')).answer();
  await over;
  failed.state('ready');

  const asking = place();
  void asking.source.initialize(asking.limit()).catch(() => undefined);
  await asking.source.end(asking.limit());
});

test('once it is stopped nothing changes any more, and who waits is told', async () => {
  const { source, next, begun, limit, state, asked } = place(2);
  await begun();
  source.maySend(partition(0), 0);
  const committed = failure(source.commit(limit()));
  const flush = await next('flush');
  source.stop();
  assert.ok((await committed) instanceof StateError);
  flush.answer();
  assert.deepEqual(await asked(), []);
  state('flushing');
});

/** A transaction that the coordinator knows of is committed, and the next begins. */
async function again(world: ReturnType<typeof place>): Promise<void> {
  const { source, next, limit, begun } = world;
  const committing = source.commit(limit());
  (await next('flush')).answer();
  (await next('end')).answer(world.protocol === 2 ? NEXT : null);
  await committing;
  await begun();
}

test('protocol 2: the first batch after another transaction waits a moment for its markers, and with it all others', async () => {
  const world = place(2);
  const { source, begun, told, clock } = world;
  const maySend = (number: number): boolean => source.maySend(partition(number), clock.monotonic());
  await begun();
  assert.equal(maySend(0), true, 'there was none before');
  source.established(FIRST);
  await again(world);
  assert.deepEqual([maySend(0), maySend(1)], [false, false]);
  assert.deepEqual(told, ['wakeAt', 'wakeAt']);
  await clock.advance(1);
  assert.equal(maySend(0), true);
  source.established(NEXT);
  assert.equal(maySend(1), true);
  await again(world);
  await clock.advance(100);
  assert.equal(maySend(0), true, 'much later');
});

test('how long they wait is learned from the answers', async () => {
  const world = place(2);
  const { source, begun, clock } = world;
  await begun();
  const held: number[] = [];
  for (let i = 0; i < 300; i++) {
    const from = clock.monotonic();
    while (!source.maySend(partition(0), clock.monotonic())) await clock.advance(1);
    held.push(clock.monotonic() - from);
    if (clock.monotonic() - from < 3) await clock.advance(20);
    source.established(source.current as ProducerIdentity);
    await again(world);
  }
  assert.ok(held.slice(100).filter((ms) => ms === 4).length > 150, held.join(' '));
});

test('a transaction that nobody was told of has no markers to wait for', async () => {
  const { source, begun, limit, next, clock } = place(2);
  await begun();
  const committing = source.commit(limit());
  (await next('flush')).answer();
  await committing;
  await begun();
  assert.equal(source.maySend(partition(0), clock.monotonic()), true);
});

/** Just after a transaction of offsets alone, in the next one. */
async function afterOffsets(protocol: 1 | 2): Promise<ReturnType<typeof place>> {
  const world = place(protocol);
  const { source, begun, next, limit } = world;
  await begun();
  const sent = source.sendOffsets(GROUP, [OFFSET], limit());
  if (protocol === 1) (await next('addOffsets')).answer();
  (await next('commitOffsets')).answer();
  await sent;
  await again(world);
  return world;
}

test('so do offsets, and partitions that are added', async () => {
  for (const protocol of [1, 2] as const) {
    const { source, limit, clock, asked } = await afterOffsets(protocol);
    if (protocol === 1) source.maySend(partition(0), clock.monotonic());
    else void source.sendOffsets(GROUP, [OFFSET], limit());
    assert.deepEqual(await asked(), []);
    await clock.advance(1);
    assert.deepEqual(await asked(), [protocol === 1 ? 'addPartitions' : 'commitOffsets']);
  }
});

test('what ends while markers are waited for asks for nothing any more', async () => {
  for (const protocol of [1, 2] as const) {
    const { source, limit, clock, asked } = await afterOffsets(protocol);
    source.maySend(partition(0), clock.monotonic());
    const refused = failure(source.sendOffsets(GROUP, [OFFSET], limit()));
    source.stop();
    assert.match((await refused).message, /it is closed/);
    await clock.advance(100);
    assert.deepEqual(await asked(), []);
  }
});
