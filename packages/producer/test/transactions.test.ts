import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  type Api,
  ConfigError,
  EndTxn,
  ErrorCode,
  InitProducerId,
  type InitProducerIdRequest,
  Produce,
  type ProduceRequest,
  type ProtocolError,
  StateError,
  TimeoutError,
  TxnOffsetCommit,
  UnsupportedVersionError,
} from '@k/wire';
import { failure } from '@k/testing';
import { type ProducerTransaction, TransactionError } from '../src/index.ts';
import { committedValues } from './support/committed.ts';
import { transactionBench } from './support/transactional.ts';

/** The error of a producer whose transactional id another instance uses now. */
const REPLACED =
  /^Transactional id "payments": .*A newer producer with the same transactional id has taken over.*This producer is over/;
const GROUP = { groupId: 'g', generationId: -1, memberId: '' };
const send = (value: string, partition = 0): { topic: string; partition: number; value: string } => ({
  topic: 't',
  partition,
  value,
});

for (const protocol of [1, 2] as const) {
  const bench = async (options: Parameters<typeof transactionBench>[0] = {}) => {
    const made = await transactionBench(options);
    made.broker.updateFeature('transaction.version', protocol);
    made.broker.createTopic('t', { partitions: 3 });
    made.broker.createTopic('source', { partitions: 5 });
    return made;
  };

  describe(`transactions in protocol ${protocol}`, () => {
    it('are there all at once when they are committed, and not at all when they are aborted', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const producer = made.producer();
      const result = await run(
        producer.transaction(async (tx) => {
          void tx.send(send('a'));
          void tx.sendMany([send('b', 1), send('c', 2)]);
          void tx.sendOffsets(GROUP, { topic: 'source', partition: 4, offset: 17, metadata: 'm' });
          await tx.send(send('d'));
          return 5;
        }),
      );
      assert.equal(result, 5);
      const boom = new Error('boom');
      const thrown = await run(
        failure(
          producer.transaction(async (tx) => {
            await tx.send(send('e'));
            await tx.sendOffsets(GROUP, { topic: 'source', partition: 4, offset: 18 });
            throw boom;
          }),
        ),
      );
      assert.equal(thrown, boom);
      await run(producer.transaction((tx) => void tx.send(send('f'))));
      assert.deepEqual(committedValues(broker, 't'), { values: ['a', 'd', 'f'], aborted: ['e'], open: [] });
      assert.deepEqual(committedValues(broker, 't', 1).values, ['b']);
      assert.equal(broker.committed('g', 'source', 4)?.offset, 17);
    });

    it('go by the explicit calls as well', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const producer = made.producer();
      await run(producer.initTransactions());
      await run(producer.initTransactions());
      await run(producer.beginTransaction());
      void producer.send(send('a'));
      await run(producer.sendOffsetsToTransaction([{ topic: 'source', partition: 0, offset: 3 }], GROUP));
      assert.equal(broker.committed('g', 'source', 0), undefined, 'not before the commit');
      await run(producer.commitTransaction());
      await run(producer.beginTransaction());
      await run(producer.send(send('b')));
      const late = failure(producer.send(send('c')));
      await run(producer.abortTransaction());
      assert.ok((await run(late)) instanceof TransactionError, 'it had not left');
      assert.deepEqual(committedValues(broker, 't'), { values: ['a'], aborted: ['b'], open: [] });
      assert.equal(broker.committed('g', 'source', 0)?.offset, 3);
    });

    it('ask nothing of anybody when they are empty', async () => {
      await using made = await bench();
      const producer = made.producer();
      const ends = made.broker.control(EndTxn, () => undefined);
      await made.run(producer.transaction(() => undefined));
      await made.run(producer.beginTransaction());
      await made.run(producer.abortTransaction());
      assert.equal(ends.calls, 0);
    });

    it('survive an answer that is lost, whichever it is', async () => {
      const apis: Api<unknown, unknown>[] = [InitProducerId, Produce, TxnOffsetCommit, EndTxn];
      if (protocol === 1) apis.push(AddPartitionsToTxn, AddOffsetsToTxn);
      for (const api of apis) {
        for (const isDone of [true, false]) {
          await using made = await bench();
          const { broker, run } = made;
          const producer = made.producer('payments', { requestTimeoutMs: 3_000, deliveryTimeoutMs: 60_000 });
          broker.control(
            api,
            async (_, context) => {
              if (isDone) await context.forward();
              return 'close' as const;
            },
            { times: 1 },
          );
          for (const value of ['a', 'b']) {
            await run(
              producer.transaction((tx) => {
                void tx.send(send(value));
                void tx.sendOffsets(GROUP, { topic: 'source', partition: 0, offset: value === 'a' ? 1 : 2 });
              }),
            );
          }
          assert.deepEqual(committedValues(broker, 't'), { values: ['a', 'b'], aborted: [], open: [] }, api.name);
          assert.equal(broker.committed('g', 'source', 0)?.offset, 2);
        }
      }
    });

    it('survive their coordinator being stopped at any step', async () => {
      const apis: Api<unknown, unknown>[] = [Produce, TxnOffsetCommit, EndTxn];
      if (protocol === 1) apis.push(AddPartitionsToTxn, AddOffsetsToTxn);
      for (const api of apis) {
        for (const isDone of [true, false]) {
          await using made = await bench({ nodes: 3 });
          const { broker, run } = made;
          const producer = made.producer('payments', { requestTimeoutMs: 3_000, deliveryTimeoutMs: 60_000 });
          await run(producer.initTransactions());
          const coordinator = broker.transaction('payments')!.coordinatorId;
          let back: Promise<void> | undefined;
          broker.control(
            api,
            async (_, context) => {
              if (isDone) await context.forward();
              await broker.stop(coordinator);
              back = context.delay(2_000).then(() => broker.start(coordinator));
              return 'close' as const;
            },
            { times: 1 },
          );
          for (const value of ['a', 'b']) {
            await run(
              producer.transaction((tx) => {
                void tx.send(send(value));
                void tx.sendOffsets(GROUP, { topic: 'source', partition: 0, offset: value === 'a' ? 1 : 2 });
              }),
            );
          }
          await run(back ?? Promise.reject(new Error('nobody asked')));
          assert.deepEqual(committedValues(broker, 't'), { values: ['a', 'b'], aborted: [], open: [] }, api.name);
          assert.equal(broker.committed('g', 'source', 0)?.offset, 2);
        }
      }
    });

    it('of an instance that was replaced end, and it cannot begin another', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const old = made.producer();
      await run(old.beginTransaction());
      await run(old.send(send('old')));
      const young = made.producer();
      await run(young.transaction((tx) => void tx.send(send('young'))));
      const error = await run(failure(old.commitTransaction()));
      assert.ok(error instanceof TransactionError);
      const over = error.kind === 'fatal' ? error : await run(failure(old.abortTransaction()));
      assert.ok(over instanceof TransactionError && over.kind === 'fatal', String(over));
      assert.equal(over.transactionalId, 'payments');
      assert.match(over.message, REPLACED);
      assert.equal(await run(failure(old.beginTransaction())), over);
      assert.deepEqual([old.health().ok, young.health().ok], [false, true]);
      assert.match(old.health().problems.join(), /"payments".*This producer is over/);
      await run(young.transaction((tx) => void tx.send(send('still young'))));
      assert.deepEqual(committedValues(broker, 't'), {
        values: ['young', 'still young'],
        aborted: ['old'],
        open: [],
      });
    });

    it('of an instance that was replaced between two of its own end as well', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const old = made.producer();
      await run(old.transaction((tx) => void tx.send(send('old'))));
      const young = made.producer();
      await run(young.transaction((tx) => void tx.send(send('young'))));
      const error = await run(failure(old.transaction((tx) => tx.send(send('late')))));
      assert.ok(error instanceof TransactionError && error.kind === 'fatal', String(error));
      assert.equal(error.transactionalId, 'payments');
      assert.match(error.message, REPLACED);
      assert.doesNotMatch(error.message, /\.;/);
      await run(young.transaction((tx) => void tx.send(send('still young'))));
      assert.deepEqual(committedValues(broker, 't').values, ['old', 'young', 'still young']);
    });

    it('that took too long are aborted by the coordinator, and the producer goes on (KIP-588)', async () => {
      await using made = await bench();
      const { broker, run, place } = made;
      const producer = made.producer('payments', { transactionTimeoutMs: 1_000 });
      for (const late of ['commit', 'send'] as const) {
        const error = await run(
          failure(
            producer.transaction(async (tx) => {
              await tx.send(send(`slow ${late}`));
              await new Promise<void>((done) => void place.clock.setTimeout(done, 30_000));
              if (late === 'send') void tx.send(send('too late'));
            }),
          ),
        );
        assert.ok(error instanceof TransactionError && error.kind === 'abortable', String(error));
        await run(producer.transaction((tx) => void tx.send(send(`after ${late}`))));
      }
      const { values, open } = committedValues(broker, 't');
      assert.deepEqual([values, open], [['after commit', 'after send'], []]);
    });

    it('in which a record was not stored are not committed', async () => {
      await using made = await bench();
      const { broker, run } = made;
      broker.createTopic('small', { config: { 'max.message.bytes': '100' } });
      const producer = made.producer();
      const error = await run(
        failure(
          producer.transaction((tx) => {
            void tx.send(send('a'));
            void tx.send({ topic: 'small', value: 'x'.repeat(1_000) });
          }),
        ),
      );
      assert.ok(error instanceof TransactionError && error.kind === 'abortable', String(error));
      assert.match(error.message, /not stored.*MESSAGE_TOO_LARGE/);
      const refused = await run(
        failure(producer.transaction((tx) => void tx.send({ topic: 't', value: 5 as unknown as string }))),
      );
      assert.match(String(refused), /not stored.*text or bytes/);
      await run(producer.transaction((tx) => void tx.send(send('b'))));
      assert.deepEqual(committedValues(broker, 't').values, ['b']);
    });

    it('in which a call was refused are not committed, looked at or not', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const producer = made.producer();
      const odd = (value: unknown): never => value as never;
      for (const call of [
        (tx: ProducerTransaction): void => void tx.send(odd(5)),
        (tx: ProducerTransaction): void => void tx.send(send('a'), odd({ signal: 5 })),
        (tx: ProducerTransaction): void => void tx.sendMany(odd(7)),
        (tx: ProducerTransaction): void => void tx.sendOffsets(odd('g'), []),
        (tx: ProducerTransaction): void => void tx.send(send('a'), { signal: AbortSignal.abort(new Error('stop')) }),
      ]) {
        const error = await run(
          failure(
            producer.transaction((tx) => {
              void tx.send(send('never'));
              call(tx);
            }),
          ),
        );
        assert.ok(error instanceof TransactionError && error.kind === 'abortable', String(error));
      }
      await run(producer.transaction((tx) => void tx.send(send('b'))));
      const { values, open } = committedValues(broker, 't');
      assert.deepEqual([values, open], [['b'], []]);
    });

    it('that are aborted while they are made known are ended, and nothing of them waits for a number', async () => {
      await using made = await bench();
      const { broker, run, place } = made;
      const producer = made.producer('payments', { batchSize: 0 });
      await run(producer.beginTransaction());
      if (protocol === 1) {
        const unanswered = async (_: unknown, context: { forward(): Promise<unknown> }) => {
          await context.forward();
          return 'hang' as const;
        };
        const adds = broker.control(AddPartitionsToTxn, unanswered, { times: 1 });
        const sent = failure(producer.send(send('a')));
        await run(adds.seen(1));
        await run(producer.abortTransaction());
        assert.ok((await run(sent)) instanceof TransactionError);
        assert.notEqual(broker.transaction('payments')?.state, 'Ongoing');
        await run(producer.beginTransaction());
      }
      await run(producer.send(send('b')));
      // One is refused for good; the other is to be sent again, and loses its numbers with the first one's.
      const codes = [ErrorCode.INVALID_RECORD, ErrorCode.NOT_ENOUGH_REPLICAS];
      broker.control<ProduceRequest, unknown>(
        Produce,
        ({ topicData: [topic] }) => ({
          responses: [
            {
              name: topic?.name ?? '',
              topicId: topic?.topicId ?? '',
              partitionResponses: [{ index: 0, errorCode: codes.shift() ?? 0 }],
            },
          ],
        }),
        { times: 2 },
      );
      const both = failure(producer.sendMany([send('c'), send('d'), send('x')]));
      const before = place.clock.monotonic();
      await run(both);
      await run(producer.abortTransaction());
      assert.ok(place.clock.monotonic() - before < 10_000, 'not until deliveryTimeoutMs is over, in virtual time');
      await run(producer.transaction((tx) => void tx.send(send('e'))));
      assert.deepEqual(committedValues(broker, 't').values, ['e']);
    });

    it('do not keep close() for ever when nobody answers', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const options = { deliveryTimeoutMs: 40_000, maxBlockMs: 10_000 };
      const [beginning, committing] = [made.producer('b', options), made.producer('c', options)];
      await run(committing.beginTransaction());
      await run(committing.send(send('a')));
      broker.control(EndTxn, () => 'hang');
      broker.control(InitProducerId, () => 'hang');
      const committed = failure(committing.commitTransaction({ timeoutMs: 1e9 }));
      const begun = failure(beginning.initTransactions({ timeoutMs: 1e9 }));
      await run(Promise.all([beginning.close(), committing.close()]));
      assert.ok((await run(committed)) instanceof StateError);
      assert.ok((await run(begun)) instanceof StateError);
    });

    it('end when their signal aborts', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const producer = made.producer();
      const stop = new AbortController();
      const reason = new Error('enough');
      const done = run(
        failure(
          producer.transaction(
            async (tx) => {
              await tx.send(send('a'));
              stop.abort(reason);
              await new Promise(() => undefined);
            },
            { signal: stop.signal },
          ),
        ),
      );
      assert.equal(await done, reason);
      assert.deepEqual(committedValues(broker, 't'), { values: [], aborted: ['a'], open: [] });
      assert.equal(await run(failure(producer.transaction(() => 1, { signal: stop.signal }))), reason);
      await run(producer.transaction((tx) => void tx.send(send('b'))));
    });

    it('that are open when the producer closes are aborted; what is being committed is', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const open = made.producer('open');
      await run(open.beginTransaction());
      await run(open.send(send('a')));
      await run(open.close());
      const committing = made.producer('committing');
      await run(committing.beginTransaction());
      void committing.send(send('b'));
      const committed = committing.commitTransaction();
      await run(committing.close());
      await run(committed);
      assert.deepEqual(committedValues(broker, 't'), { values: ['b'], aborted: ['a'], open: [] });
    });

    it('over many partitions take few requests', async () => {
      await using made = await bench();
      const { broker, run } = made;
      broker.createTopic('wide', { partitions: 500 });
      const adds = broker.control(AddPartitionsToTxn, () => undefined);
      const producer = made.producer();
      await run(
        producer.transaction((tx) => {
          for (let partition = 0; partition < 500; partition++) void tx.send({ topic: 'wide', partition, value: 'x' });
        }),
      );
      assert.equal(adds.calls, protocol === 1 ? 1 : 0);
      for (const partition of [0, 250, 499]) {
        assert.deepEqual(committedValues(broker, 'wide', partition).values, ['x']);
      }
    });

    it('wait for the one before, back to back', async () => {
      await using made = await bench();
      const { broker, run } = made;
      const producer = made.producer('payments', { batchSize: 0 });
      const values: string[] = [];
      for (let n = 0; n < 20; n++) {
        const own = Array.from({ length: 7 }, (_, i) => `${n}.${i}`);
        await run(producer.transaction((tx) => void tx.sendMany(own.map((value) => send(value)))));
        values.push(...own);
      }
      assert.deepEqual(committedValues(broker, 't'), { values, aborted: [], open: [] });
      assert.equal(producer.metrics().recordsFailed, 0);
    });
  });
}

test('a cluster that is upgraded has the next transaction but one in the new protocol, without a restart', async () => {
  await using made = await transactionBench();
  const { broker, run, place } = made;
  broker.createTopic('t');
  broker.updateFeature('transaction.version', 1);
  const producer = made.producer('payments', { metadataMaxAgeMs: 5_000 });
  const versions: number[] = [];
  broker.control(Produce, (_, { version }) => void versions.push(version));
  for (let n = 0; n < 6; n++) {
    if (n === 2) broker.updateFeature('transaction.version', 2);
    await run(producer.transaction((tx) => void tx.send(send(String(n)))));
    await place.pass(6_000);
  }
  assert.ok(versions.slice(0, 2).every((version) => version < 12) && versions.at(-1)! >= 12, versions.join());
  broker.updateFeature('transaction.version', 1);
  await run(producer.transaction((tx) => void tx.send(send('6'))));
  assert.deepEqual(committedValues(broker, 't').values, ['0', '1', '2', '3', '4', '5', '6']);
});

test('a coordinator that is still busy with the transaction before is asked again soon, without a warning', async () => {
  await using made = await transactionBench();
  const { broker, run, place } = made;
  broker.createTopic('t');
  const producer = made.producer('payments', { retryBackoffMs: 1_000, retryBackoffMaxMs: 5_000 });
  const warnings: Error[] = [];
  producer.on('warning', (error) => warnings.push(error));
  await run(producer.initTransactions());
  // What a leader makes of the one for clients of before.
  const [busy, code] = [ErrorCode.CONCURRENT_TRANSACTIONS, ErrorCode.NOT_ENOUGH_REPLICAS];
  let left = 4;
  broker.control<ProduceRequest, unknown>(Produce, ({ topicData }) => {
    if (left-- <= 0) return undefined;
    const [{ name, topicId } = { name: '', topicId: '' }] = topicData;
    return {
      responses: [{ name, topicId, partitionResponses: [{ index: 0, errorCode: left % 2 === 0 ? code : busy }] }],
    };
  });
  const before = place.clock.monotonic();
  await run(producer.transaction((tx) => void tx.send(send('a'))));
  assert.ok(place.clock.monotonic() - before < 1_000, 'virtual time');
  assert.deepEqual(warnings, []);
  assert.deepEqual(committedValues(broker, 't').values, ['a']);
});

test('a coordinator that ends the transaction before for seconds is waited for in silence; after half a minute it is told', async () => {
  await using made = await transactionBench();
  const { broker, run, place } = made;
  const producer = made.producer();
  const warnings: Error[] = [];
  producer.on('warning', (error) => warnings.push(error));
  const answer = { errorCode: ErrorCode.CONCURRENT_TRANSACTIONS, producerId: -1n, producerEpoch: -1 };
  const busy = broker.control<InitProducerIdRequest, unknown>(InitProducerId, () => answer);
  const error = await run(failure(producer.initTransactions({ timeoutMs: 20_000 })));
  assert.ok(error instanceof TimeoutError, String(error));
  assert.match(error.message, /Last trouble: CONCURRENT_TRANSACTIONS/);
  assert.ok(busy.calls > 10);
  assert.deepEqual([warnings, producer.health().problems], [[], []]);
  await place.pass(15_000);
  assert.match(warnings.join(), /^[^,]*CONCURRENT_TRANSACTIONS[^,]*$/);
  assert.match(producer.health().problems.join(), /InitProducerId of "payments" fails since/);
  busy.remove();
  await run(producer.initTransactions());
  assert.deepEqual(producer.health().problems, []);
});

test('batches of a transaction name it, and are marked', async () => {
  await using made = await transactionBench();
  made.broker.createTopic('t');
  const names: (string | null)[] = [];
  made.broker.control<ProduceRequest, unknown>(Produce, ({ transactionalId }) => void names.push(transactionalId));
  await made.run(made.producer('one').transaction((tx) => void tx.send(send('a'))));
  assert.deepEqual(names, ['one']);
});

test('calls in the wrong order are refused, each in its own words, and change nothing', async () => {
  await using made = await transactionBench();
  const { broker, run } = made;
  broker.createTopic('t');
  const producer = made.producer();
  const wrong = async (call: Promise<unknown>, words: RegExp): Promise<void> => {
    const error = await run(failure(call));
    assert.ok(error instanceof StateError, String(error));
    assert.match(error.message, words);
  };
  await wrong(producer.send(send('a')), /send\(\): there is no transaction/);
  await wrong(producer.sendMany([send('a')]), /sendMany\(\): there is no transaction/);
  await wrong(producer.commitTransaction(), /commitTransaction\(\): there is no transaction/);
  await wrong(producer.abortTransaction(), /abortTransaction\(\): there is no transaction/);
  await wrong(producer.sendOffsetsToTransaction([], GROUP), /there is no transaction/);
  await wrong(producer.prepareTransaction(), /there is no transaction/);
  await wrong(producer.completeTransaction({ producerId: 1n, epoch: 0 }), /prepareTransaction\(\) comes first/);
  await run(producer.beginTransaction());
  await wrong(producer.beginTransaction(), /a transaction under way: a producer has one at a time/);
  await wrong(
    producer.transaction(() => 1),
    /a transaction under way/,
  );
  await run(producer.send(send('a')));
  const commit = producer.commitTransaction();
  await wrong(producer.send(send('b')), /is being ended/);
  await run(commit);
  let late!: { send: (record: ReturnType<typeof send>) => Promise<unknown> };
  await run(
    producer.transaction(async (tx) => {
      late = tx;
      await wrong(
        producer.transaction(() => 1),
        /a transaction under way/,
      );
    }),
  );
  await run(producer.beginTransaction());
  await wrong(late.send(send('c')), /after the end of the transaction/);
  await run(producer.commitTransaction());
  assert.deepEqual(committedValues(broker, 't').values, ['a']);
  const plain = made.producer(undefined, { transactionalId: undefined });
  await wrong(plain.beginTransaction(), /needs the option transactionalId/);
  await wrong(
    plain.transaction(() => 1),
    /needs the option transactionalId/,
  );
  await run(plain.send(send('d')));
  await run(producer.close());
  await wrong(producer.beginTransaction(), /after close\(\)/);
});

test('arguments that are none are refused before anything is asked', async () => {
  await using made = await transactionBench();
  const { run } = made;
  const producer = made.producer();
  await run(producer.beginTransaction());
  const offset = { topic: 't', partition: 0, offset: 1 };
  const odd = (value: unknown): never => value as never;
  for (const [call, words] of [
    [() => producer.transaction(odd(5)), /transaction\(\): work/],
    [() => producer.transaction(() => 1, odd({ signal: 5 })), /signal/],
    [() => producer.sendOffsetsToTransaction(odd(null), GROUP), /offsets/],
    [() => producer.sendOffsetsToTransaction([odd({ ...offset, offset: -1 })], GROUP), /offset/],
    [() => producer.sendOffsetsToTransaction([odd({ ...offset, partition: 1.5 })], GROUP), /partition/],
    [() => producer.sendOffsetsToTransaction([odd({ ...offset, topic: '' })], GROUP), /topic/],
    [() => producer.sendOffsetsToTransaction([offset], odd('g')), /group/],
    [() => producer.sendOffsetsToTransaction([offset], odd({ groupId: 'g' })), /group/],
    [() => producer.completeTransaction(odd(5)), /prepared/],
    [() => producer.commitTransaction(odd({ timeout: 5 })), /timeout/],
  ] as const) {
    const error = await run(failure(call()));
    assert.ok(error instanceof ConfigError, String(error));
    assert.match(error.message, words);
  }
  await run(producer.abortTransaction());
  assert.throws(() => made.producer('', {}), { name: 'ConfigError', message: /transactionalId/ });
  assert.throws(() => made.producer('x', { acks: 1 }), { name: 'ConfigError', message: /acks.*transactionalId/ });
  assert.throws(() => made.producer('x', { enableIdempotence: false }), { name: 'ConfigError' });
});

test('a time limit above the brokers’ is named beside theirs, and may be tried again', async () => {
  await using made = await transactionBench({ transactionMaxTimeoutMs: 10_000 });
  const producer = made.producer('payments', { transactionTimeoutMs: 60_000 });
  const error = await made.run(failure(producer.initTransactions()));
  assert.ok(error instanceof TransactionError && error.kind === 'configuration', String(error));
  assert.match(error.message, /transactionTimeoutMs = 60000 is more than.*transaction\.max\.timeout\.ms/);
  assert.equal((error.cause as ProtocolError).code, ErrorCode.INVALID_TRANSACTION_TIMEOUT);
  assert.ok((await made.run(failure(producer.beginTransaction()))) instanceof TransactionError);
});

test('brokers without transactions: the release that has them is named', async () => {
  await using made = await transactionBench({ asVersion: '0.10.2' });
  const error = await made.run(failure(made.producer().initTransactions()));
  assert.ok(error instanceof TransactionError && error.kind === 'configuration', String(error));
  assert.match(error.message, /Transactions need Kafka 0\.11 or newer/);
  assert.ok(error.cause instanceof UnsupportedVersionError);
});

for (const asVersion of ['0.11', '1.1', '2.4', '2.8', '3.9'] as const) {
  test(`transactions on Kafka ${asVersion}, which knows nothing of protocol 2`, async () => {
    await using made = await transactionBench({ asVersion });
    const { broker, run } = made;
    broker.createTopic('t');
    const producer = made.producer();
    const ends = broker.control(EndTxn, () => undefined);
    await run(producer.transaction((tx) => void tx.send(send('a'))));
    const boom = new Error('boom');
    const aborted = failure(
      producer.transaction(async (tx) => {
        await tx.send(send('b'));
        throw boom;
      }),
    );
    assert.equal(await run(aborted), boom);
    await run(producer.transaction((tx) => void tx.send(send('c'))));
    assert.equal(ends.calls, 3);
    assert.deepEqual(committedValues(broker, 't'), { values: ['a', 'c'], aborted: ['b'], open: [] });
  });
}

test('before Kafka 2.5 a time-out ends the producer: the error names the release, and a new producer goes on (KIP-360)', async () => {
  await using made = await transactionBench({ asVersion: '2.4' });
  const { broker, run, place } = made;
  broker.createTopic('t');
  const producer = made.producer('payments', { transactionTimeoutMs: 5_000 });
  await run(producer.beginTransaction());
  await run(producer.send(send('a')));
  await place.clock.advance(10_000);
  const doomed = await run(failure(producer.commitTransaction()));
  assert.ok(doomed instanceof TransactionError, String(doomed));
  const over = await run(failure(producer.abortTransaction()));
  assert.ok(over instanceof TransactionError && over.kind === 'fatal', String(over));
  assert.match(
    over.message,
    /"payments".*another epoch needs version 3 \(Kafka 2\.5 on\).*close it\. A new one can go on$/,
  );
  assert.equal(await run(failure(producer.beginTransaction())), over);
  assert.match(producer.health().problems.join(), /Kafka 2\.5/);
  await run(producer.close());
  await run(made.producer('payments').transaction((tx) => void tx.send(send('b'))));
  assert.deepEqual(committedValues(broker, 't'), { values: ['b'], aborted: ['a'], open: [] });
});

test('two-phase commit: prepared, kept by the next instance, and completed', async () => {
  await using made = await transactionBench({ transactionTwoPhaseCommit: true });
  const { broker, run } = made;
  broker.createTopic('t');
  const options = { enableTwoPhaseCommit: true };
  const first = made.producer('payments', options);
  await run(first.beginTransaction());
  void first.send(send('a'));
  const prepared = await run(first.prepareTransaction());
  const refused = await run(failure(first.send(send('b'))));
  assert.match(String(refused), /prepared: only completeTransaction/);
  const second = made.producer('payments', options);
  await run(second.initTransactions({ keepPreparedTransaction: true }));
  await run(second.completeTransaction(prepared));
  await run(second.transaction((tx) => void tx.send(send('c'))));
  await run(second.beginTransaction());
  void second.send(send('d'));
  const other = await run(second.prepareTransaction());
  await run(second.completeTransaction({ ...other, epoch: other.epoch + 1 }));
  await run(second.transaction((tx) => void tx.send(send('e'))));
  assert.deepEqual(committedValues(broker, 't'), { values: ['a', 'c', 'e'], aborted: ['d'], open: [] });
});

test('two-phase commit on a broker that does not have it is a clear error', async () => {
  await using made = await transactionBench({ asVersion: '3.9' });
  const error = await made.run(failure(made.producer('payments', { enableTwoPhaseCommit: true }).initTransactions()));
  assert.ok(error instanceof TransactionError && error.kind === 'configuration', String(error));
  assert.match(
    error.message,
    /two-phase commit \(.*\) needs version 6 \(Kafka 4\.1 on, with unstable\.api\.versions\.enable=true\)/,
  );
  // What was prepared would be aborted, were the question asked without its half.
  const kept = await made.run(failure(made.producer('other').initTransactions({ keepPreparedTransaction: true })));
  assert.match(String(kept), /two-phase commit \(.*keepPreparedTransaction\) needs version 6/);
});

test('two-phase commit where it is switched off is a clear error, and so is a coordinator that keeps nothing', async () => {
  await using made = await transactionBench();
  const { broker, run } = made;
  const producer = made.producer('payments', { enableTwoPhaseCommit: true });
  const off = await run(failure(producer.initTransactions()));
  assert.ok(off instanceof TransactionError && off.kind === 'configuration', String(off));
  assert.match(off.message, /AUTHORIZATION_FAILED.*transaction\.two\.phase\.commit\.enable is not true/);
  // As Kafka 4.4 answers.
  const answer = { errorCode: ErrorCode.UNSUPPORTED_VERSION, producerId: -1n, producerEpoch: -1 };
  broker.control<InitProducerIdRequest, unknown>(InitProducerId, () => answer, { times: 1 });
  const kept = await run(failure(producer.initTransactions({ keepPreparedTransaction: true })));
  assert.ok(kept instanceof TransactionError && kept.kind === 'configuration', String(kept));
  assert.match(kept.message, /does not keep prepared transactions \(keepPreparedTransaction\).*without it aborts/);
});
