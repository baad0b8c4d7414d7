import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ConfigError,
  EndTxn,
  ErrorCode,
  errorFor,
  Produce,
  TimeoutError,
  TxnOffsetCommit,
  type TxnOffsetCommitRequest,
} from '@k/wire';
import { failure } from '@k/testing';
import {
  type BatchSource,
  type ConsumedRecord,
  type ConsumerGroupMetadata,
  type TransactionBatch,
  TransactionError,
} from '../src/index.ts';
import { checkSource } from '../src/transaction/consume-loop.ts';
import { committedValues } from './support/committed.ts';
import { transactionBench } from './support/transactional.ts';

/** A consumer of one partition, as far as the loop sees it: what was handed out and not handed back comes again. */
class Source implements BatchSource<ConsumedRecord> {
  readonly commitsAutomatically = false;
  readonly left: string[] = [];
  /** Offsets of the records that were handed out, one batch a line. */
  readonly handedOut: number[][] = [];
  /** The group gives the partition to another member while these offsets are worked on, once each. */
  readonly lostWhile = new Set<number>();
  /** Thrown by `groupMetadata()`, one each. */
  readonly troubles: Error[] = [];
  readonly #batchSize: number;
  readonly #end: number;
  #handedBack = 0;
  #position = 0;

  constructor(end: number, batchSize: number) {
    this.#end = end;
    this.#batchSize = batchSize;
  }

  #owns(offsets: readonly number[]): () => boolean {
    let isLost = false;
    return () => !(isLost ||= offsets.some((offset) => this.lostWhile.delete(offset)));
  }

  groupMetadata(): ConsumerGroupMetadata {
    const trouble = this.troubles.shift();
    if (trouble !== undefined) throw trouble;
    return { groupId: 'g', generationId: -1, memberId: '' };
  }

  batches({ signal }: { readonly signal?: AbortSignal | undefined }): AsyncIterator<TransactionBatch<ConsumedRecord>> {
    return {
      next: () => {
        this.#handedBack = this.#position;
        if (signal?.aborted === true || this.#handedBack >= this.#end) {
          return Promise.resolve({ done: true, value: undefined });
        }
        this.#position = Math.min(this.#end, this.#handedBack + this.#batchSize);
        const offsets = Array.from({ length: this.#position - this.#handedBack }, (_, i) => this.#handedBack + i);
        this.handedOut.push(offsets);
        const records = offsets.map((offset) => ({ topic: 'source', partition: 0, offset, leaderEpoch: 7 }));
        return Promise.resolve({
          done: false,
          value: Object.defineProperty(records, 'isOwned', { get: this.#owns(offsets) }),
        });
      },
      return: () => {
        this.#position = this.#handedBack;
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }
}

async function loopBench(options: Parameters<typeof transactionBench>[0] = {}) {
  const made = await transactionBench(options);
  made.broker.createTopic('t');
  made.broker.createTopic('source');
  return made;
}

const output = ({ offset }: ConsumedRecord): { topic: string; value: string } => ({ topic: 't', value: `o${offset}` });

test('a transaction for each batch, with the offset behind it', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const commits: TxnOffsetCommitRequest[] = [];
  broker.control<TxnOffsetCommitRequest, unknown>(TxnOffsetCommit, (request) => void commits.push(request));
  const source = new Source(5, 2);
  const producer = made.producer();
  await run(producer.transactionally(source, (records, tx) => void tx.sendMany(records.map(output))));
  assert.deepEqual(source.handedOut, [[0, 1], [2, 3], [4]]);
  assert.deepEqual(committedValues(broker, 't').values, ['o0', 'o1', 'o2', 'o3', 'o4']);
  assert.equal(broker.committed('g', 'source', 0)?.offset, 5);
  assert.deepEqual(
    commits.map(({ topics }) => topics[0]!.partitions[0]!).map((it) => [it.committedOffset, it.committedLeaderEpoch]),
    [
      [2n, 7],
      [4n, 7],
      [5n, 7],
    ],
  );
});

test('what the handler throws aborts, gives the batch back, and ends the loop; the next one has it again', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const source = new Source(4, 2);
  const producer = made.producer();
  const boom = new Error('boom');
  let isBad = true;
  const work = () =>
    producer.transactionally(source, async (records, tx) => {
      await tx.sendMany(records.map(output));
      if (isBad && records[0]!.offset === 2) throw boom;
    });
  assert.equal(await run(failure(work())), boom);
  assert.equal(broker.committed('g', 'source', 0)?.offset, 2);
  isBad = false;
  await run(work());
  assert.deepEqual(source.handedOut, [
    [0, 1],
    [2, 3],
    [2, 3],
  ]);
  assert.deepEqual(committedValues(broker, 't'), {
    values: ['o0', 'o1', 'o2', 'o3'],
    aborted: ['o2', 'o3'],
    open: [],
  });
});

test('a rebalance, and whatever else passes, brings the batch again without a word', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const source = new Source(3, 1);
  source.troubles.push(errorFor(ErrorCode.REBALANCE_IN_PROGRESS));
  let left = 2;
  broker.control<TxnOffsetCommitRequest, unknown>(TxnOffsetCommit, ({ topics }) => {
    if (left-- <= 0) return undefined;
    const errorCode = left === 1 ? ErrorCode.ILLEGAL_GENERATION : ErrorCode.UNKNOWN_MEMBER_ID;
    return { topics: topics.map(({ name }) => ({ name, partitions: [{ partitionIndex: 0, errorCode }] })) };
  });
  await run(made.producer().transactionally(source, (records, tx) => void tx.sendMany(records.map(output))));
  assert.deepEqual(source.handedOut, [[0], [0], [0], [0], [1], [2]]);
  assert.deepEqual(committedValues(broker, 't').values, ['o0', 'o1', 'o2']);
});

test('what the consumer has lost meanwhile is not committed, though a coordinator before Kafka 2.5 would take it', async () => {
  await using made = await loopBench({ asVersion: '2.4' });
  const { broker, run } = made;
  const versions = new Set<number>();
  broker.control<TxnOffsetCommitRequest, unknown>(TxnOffsetCommit, (_, { version }) => void versions.add(version));
  const source = new Source(3, 1);
  source.lostWhile.add(1);
  await run(
    made.producer().transactionally(source, async (records, tx) => {
      await tx.sendMany(records.map(output));
    }),
  );
  assert.deepEqual([...versions], [2]);
  assert.deepEqual(source.handedOut, [[0], [1], [1], [2]]);
  assert.deepEqual(committedValues(broker, 't'), { values: ['o0', 'o1', 'o2'], aborted: ['o1'], open: [] });
  assert.equal(broker.committed('g', 'source', 0)?.offset, 3);
});

test('nor what it has lost while the last records were being stored', async () => {
  await using made = await loopBench({ asVersion: '2.4' });
  const { broker, run } = made;
  const source = new Source(2, 1);
  let left = 1;
  broker.control(Produce, () => {
    if (left-- > 0) source.lostWhile.add(0);
    return undefined;
  });
  // Nobody waits for the records: only the commit does.
  await run(made.producer().transactionally(source, (records, tx) => void tx.sendMany(records.map(output))));
  assert.deepEqual(source.handedOut, [[0], [0], [1]]);
  assert.deepEqual(committedValues(broker, 't'), { values: ['o0', 'o1'], aborted: ['o0'], open: [] });
  assert.equal(broker.committed('g', 'source', 0)?.offset, 2);
});

test('a record that cannot be stored ends the loop: it would come for ever', async () => {
  await using made = await loopBench();
  const { run } = made;
  const source = new Source(3, 1);
  const wrong = { topic: 't', value: 5 as unknown as string };
  const error = await run(failure(made.producer().transactionally(source, (_, tx) => void tx.send(wrong))));
  assert.ok(error instanceof TransactionError && error.kind === 'abortable', String(error));
  assert.deepEqual(source.handedOut, [[0]]);
});

test('a producer that another instance has replaced ends its loop, and has committed nothing since', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const source = new Source(4, 1);
  const young = made.producer();
  const error = await run(
    failure(
      made.producer().transactionally(source, async (records, tx) => {
        await tx.sendMany(records.map(output));
        if (records[0]!.offset === 1) await young.initTransactions();
      }),
    ),
  );
  assert.ok(error instanceof TransactionError && error.kind === 'fatal', String(error));
  assert.deepEqual(committedValues(broker, 't').values, ['o0']);
  assert.equal(broker.committed('g', 'source', 0)?.offset, 1);
});

test('the signal ends it behind the transaction under way', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const stop = new AbortController();
  const source = new Source(100, 1);
  await run(
    made.producer().transactionally(
      source,
      async (records, tx) => {
        if (records[0]!.offset === 2) stop.abort(new Error('enough'));
        await tx.sendMany(records.map(output));
      },
      { signal: stop.signal },
    ),
  );
  assert.deepEqual(committedValues(broker, 't').values, ['o0', 'o1', 'o2']);
});

test('a consumer that commits by itself, or is none, is refused', async () => {
  await using made = await loopBench();
  const { run } = made;
  const producer = made.producer();
  const loop = (source: unknown) => producer.transactionally(source as Source, () => undefined);
  const own = Object.assign(new Source(1, 1), { commitsAutomatically: true });
  for (const [source, words] of [
    [own, /enableAutoCommit: false/],
    [{}, /a KafkaConsumer with a groupId/],
    [null, /a KafkaConsumer with a groupId/],
  ] as const) {
    const error = await run(failure(loop(source)));
    assert.ok(error instanceof ConfigError, String(error));
    assert.match(error.message, words);
  }
  const error = await run(failure(producer.transactionally(new Source(1, 1), 5 as never)));
  assert.ok(error instanceof ConfigError && error.message.includes('work'), String(error));
});

test('a signal that comes when the commit is under way changes nothing: it is committed, and says so', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const stop = new AbortController();
  const abort = (): undefined => {
    stop.abort(new Error('too late'));
  };
  broker.control(EndTxn, abort, { times: 1 });
  const result = await run(
    made.producer().transaction(
      (tx) => {
        void tx.send({ topic: 't', value: 'a' });
        return 'done';
      },
      { signal: stop.signal },
    ),
  );
  assert.equal(result, 'done');
  assert.deepEqual(committedValues(broker, 't').values, ['a']);
});

test('a commit that nobody answers in time may be asked about again', async () => {
  await using made = await loopBench();
  const { broker, run } = made;
  const producer = made.producer();
  await run(producer.beginTransaction());
  await run(producer.send({ topic: 't', value: 'a' }));
  const ends = broker.control(EndTxn, () => 'hang');
  const error = await run(failure(producer.commitTransaction({ timeoutMs: 5_000 })));
  assert.ok(error instanceof TimeoutError, String(error));
  assert.match(
    String(await run(failure(producer.abortTransaction()))),
    /may have happened: commitTransaction\(\) waits/,
  );
  assert.match(String(await run(failure(producer.beginTransaction()))), /being committed/);
  ends.remove();
  await run(producer.commitTransaction());
  assert.deepEqual(committedValues(broker, 't').values, ['a']);
});

test('half a consumer is none', () => {
  const whole = new Source(1, 1);
  checkSource('transactionally()', whole);
  for (const missing of ['batches', 'groupMetadata']) {
    const half = {
      batches: () => undefined,
      groupMetadata: () => undefined,
      commitsAutomatically: false,
      [missing]: 5,
    };
    assert.throws(() => {
      checkSource('transactionally()', half);
    }, /^ConfigError: KafkaProducer: transactionally\(\).*a KafkaConsumer with a groupId/);
  }
  assert.throws(() => {
    checkSource('transactionally()', { batches: () => undefined, groupMetadata: () => undefined });
  }, /enableAutoCommit: false/);
});
