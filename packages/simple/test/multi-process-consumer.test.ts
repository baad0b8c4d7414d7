import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { type Broker, createBroker } from '@k/broker';
import { withResolvers } from '@k/runtime';
import { failure } from '@k/testing';
import { ConfigError, Fetch, StateError } from '@k/wire';
import {
  Consumer,
  createMessage,
  MultiProcessConsumer,
  type MultiProcessConsumerOptions,
  type OffsetAndMessage,
  SimpleClient,
} from '../src/index.ts';
import { packMessages, unpackMessages } from '../src/worker-messages.ts';
import { committed, produce, text } from './support/messages.ts';

const QUIET = { autoCommit: false } as const;

/** A broker on a port of its own, with topic t of four partitions; and a client. */
async function withBroker(work: (client: SimpleClient, broker: Broker) => Promise<void>): Promise<void> {
  const broker = await createBroker({ port: 0, keepProcessAlive: true });
  broker.createTopic('t', { partitions: 4 });
  const client = new SimpleClient({ bootstrapServers: broker.bootstrapServers });
  try {
    await work(client, broker);
  } finally {
    await client.close();
    await broker.close();
  }
}

/** `count` messages in each partition, `p0-0` … */
async function fill(client: SimpleClient, count: number): Promise<void> {
  for (const partition of [0, 1, 2, 3]) {
    const messages = Array.from({ length: count }, (_, i) => createMessage(`p${partition}-${i}`, 'key'));
    await client.sendProduceRequest([{ topic: 't', partition, messages }]);
  }
}

/** The threads that are started while the work goes on. */
async function threadsOf<T>(work: (threads: Worker[]) => Promise<T>): Promise<T> {
  const threads: Worker[] = [];
  const onWorker = (worker: Worker): void => void threads.push(worker);
  process.on('worker', onWorker);
  try {
    return await work(threads);
  } finally {
    process.off('worker', onWorker);
  }
}

function inOrder(values: readonly (string | null)[], count: number): void {
  for (const partition of [0, 1, 2, 3]) {
    const own = values.filter((value) => value?.startsWith(`p${partition}-`));
    assert.deepEqual(
      own,
      Array.from({ length: count }, (_, i) => `p${partition}-${i}`),
    );
  }
}

async function readAll(consumer: AsyncIterable<OffsetAndMessage>): Promise<(string | null)[]> {
  const values = [];
  for await (const message of consumer) values.push(text(message));
  return values;
}

describe('MultiProcessConsumer', () => {
  it('is a Consumer whose getMessages({ count, block, timeout }) give what its workers read, each partition in order', () =>
    withBroker(async (client) => {
      await fill(client, 30);
      const consumer = new MultiProcessConsumer(client, 'g', 't', { ...QUIET, numProcs: 2 });
      assert.ok(consumer instanceof Consumer);
      assert.deepEqual([consumer.client, consumer.group, consumer.topic], [client, 'g', 't']);
      const values = (await consumer.getMessages({ count: 100, block: true, timeout: 60 })).map(text);
      assert.equal(values.length, 100);
      assert.equal(await consumer.pending(), 20);
      const pairs = consumer.providePartitionInfo();
      for (const [partition, message] of await pairs.getMessages({ count: 50, block: 20, timeout: 60 })) {
        const value = text(message);
        assert.ok(value?.startsWith(`p${partition}-`));
        assert.equal(message.message.key?.toString(), 'key');
        values.push(value);
      }
      inOrder(values, 30);
      assert.deepEqual(await consumer.getMessages({ count: 3, timeout: 0.2 }), []);
      assert.equal(await consumer.commit(), true);
      assert.deepEqual(await committed(client, 'g', [0, 1, 2, 3]), [30, 30, 30, 30]);
      await consumer.stop();
    }));

  it('block: false gives what is there, and has workers read for the next time', () =>
    withBroker(async (client) => {
      await fill(client, 1);
      const consumer = new MultiProcessConsumer(client, null, 't', QUIET);
      const values: (string | null)[] = [];
      // The first one cannot have anything.
      assert.deepEqual(await consumer.getMessages({ count: 4, block: false }), []);
      values.push(...(await consumer.getMessages({ count: 4, block: 1, timeout: 60 })).map(text));
      while (values.length < 4) values.push(...(await consumer.getMessages({ block: 1, timeout: null })).map(text));
      inOrder(values, 1);
      await consumer.stop();
    }));

  it('numProcs, partitionsPerProc, partitions: so many workers, and who reads what', () =>
    withBroker(async (client) => {
      const workers = (options: MultiProcessConsumerOptions): Promise<number> =>
        threadsOf(async (threads) => {
          const consumer = new MultiProcessConsumer(client, null, 't', { ...QUIET, ...options });
          await consumer.start();
          await consumer.stop();
          return threads.length;
        });
      assert.equal(await workers({}), 1);
      assert.equal(await workers({ numProcs: 3 }), 3);
      assert.equal(await workers({ numProcs: 9, partitions: [0, 2] }), 2);
      assert.equal(await workers({ numProcs: 9, partitionsPerProc: 3 }), 2);
      assert.equal(await workers({ partitionsPerProc: 1 }), 4);
      await fill(client, 2);
      const consumer = new MultiProcessConsumer(client, null, 't', { ...QUIET, partitions: [0, 2] });
      const values = (await consumer.getMessages({ count: 4, timeout: 60 })).map(text);
      assert.deepEqual(values.sort(), ['p0-0', 'p0-1', 'p2-0', 'p2-1']);
      await consumer.stop();
    }));

  it('an iteration ends when there is nothing more, and a message that it is left with comes again', () =>
    withBroker(async (client) => {
      await fill(client, 10);
      const consumer = new MultiProcessConsumer(client, 'g', 't', { numProcs: 2 });
      await consumer.start();
      const seen: (string | null)[] = [];
      const fails = async (): Promise<void> => {
        for await (const message of consumer) {
          if (seen.length === 5) throw new Error('the handler fails');
          seen.push(text(message));
        }
      };
      await assert.rejects(fails(), /the handler fails/);
      seen.push(...(await readAll(consumer)));
      inOrder(seen, 10);
      await consumer.stop();
      assert.deepEqual(await committed(client, 'g', [0, 1, 2, 3]), [10, 10, 10, 10]);
    }));

  it('autoCommit, autoCommitEveryN, autoCommitEveryT: what was handed back is committed, and what is only read is not', () =>
    withBroker(async (client) => {
      await fill(client, 10);
      const options = { partitions: [0], autoCommitEveryN: 4, autoCommitEveryT: 600_000 };
      const consumer = new MultiProcessConsumer(client, 'g', 't', options);
      assert.equal((await consumer.getMessages({ count: 5, timeout: 60 })).length, 5);
      assert.deepEqual(await committed(client, 'g', [0]), [-1]);
      assert.equal((await consumer.getMessages({ count: 2, timeout: 60 })).length, 2);
      // The two are in hand, and three more are in the queue.
      await consumer.stop();
      assert.deepEqual(await committed(client, 'g', [0]), [5]);
      const next = new MultiProcessConsumer(client, 'g', 't', { partitions: [0], autoCommit: false });
      const [first] = await next.getMessages({ timeout: 60 });
      assert.equal(first?.offset, 5);
      await next.fetchLastKnownOffsets();
      const again = await next.getMessages({ count: 5, timeout: 60 });
      assert.deepEqual(
        again.map(({ offset }) => offset),
        [5, 6, 7, 8, 9],
      );
      await next.stop();
    }));

  it('a worker that dies is told and replaced, and no message is lost or doubled by it', () =>
    withBroker(async (client) => {
      await fill(client, 200);
      await threadsOf(async (threads) => {
        const consumer = new MultiProcessConsumer(client, null, 't', { ...QUIET, numProcs: 2, bufferSize: 500 });
        const told: (readonly number[])[] = [];
        consumer.on('warning', (error, partitions) => {
          assert.ok(error instanceof StateError);
          assert.match(error.message, /died: exit code 1/);
          told.push(partitions);
        });
        const values = (await consumer.getMessages({ count: 100, timeout: 60 })).map(text);
        const [first] = threads;
        await first?.terminate();
        values.push(...(await consumer.getMessages({ count: 700, timeout: 60 })).map(text));
        assert.deepEqual(told, [[0, 2]]);
        assert.equal(threads.length, 3);
        inOrder(values, 200);
        await consumer.stop();
      });
    }));

  it('a worker that ends its thread time and again is replaced each time', () =>
    withBroker(async (client) => {
      await fill(client, 6);
      const workerFile = new URL('./support/dying-worker.js', import.meta.url);
      const consumer = new MultiProcessConsumer(client, null, 't', { ...QUIET, workerFile });
      let deaths = 0;
      consumer.on('warning', (error) => {
        assert.match(error.message, /exit code 7/);
        deaths++;
      });
      const values: (string | null)[] = [];
      while (values.length < 24)
        values.push(...(await consumer.getMessages({ count: 5, block: 1, timeout: 60 })).map(text));
      inOrder(values, 6);
      assert.ok(deaths > 0);
      await consumer.stop();
    }));

  it('what is wrong with reading is told, and the worker tries again', () =>
    withBroker(async (client, broker) => {
      await fill(client, 10);
      broker.truncateBefore('t', 1, 5);
      const options = {
        ...QUIET,
        partitions: [1],
        autoOffsetReset: null,
        fetchSizeBytes: 10,
        bufferSize: 700,
        maxBufferSize: null,
      };
      const asked = new Set<string>();
      broker.control(Fetch, ({ minBytes, topics }) => {
        for (const { partitions } of topics)
          asked.add(`${minBytes} ${partitions.map((each) => each.partitionMaxBytes).join()}`);
        return undefined;
      });
      const consumer = new MultiProcessConsumer(client, 'g', 't', options);
      const warned = once(consumer, 'warning');
      const waiting = consumer.getMessages({ timeout: 60 });
      const [error, partitions] = (await warned) as [Error, number[]];
      assert.deepEqual([error.name, partitions], ['OffsetOutOfRangeError', [1]]);
      await client.sendOffsetCommitRequest('g', [{ topic: 't', partition: 1, offset: 7, metadata: '' }]);
      await consumer.fetchLastKnownOffsets();
      assert.equal((await waiting)[0]?.offset, 7);
      assert.ok(asked.has('10 700'), [...asked].join());
      await consumer.stop();
    }));

  it('fetchLastKnownOffsets() drops what a worker is reading elsewhere', () =>
    withBroker(async (client) => {
      await produce(client, 0, 3);
      const consumer = new MultiProcessConsumer(client, 'g', 't', { ...QUIET, partitions: [0] });
      assert.equal((await consumer.getMessages({ count: 3, timeout: 60 })).length, 3);
      const waiting = consumer.getMessages({ count: 3, timeout: 60 });
      await client.sendOffsetCommitRequest('g', [{ topic: 't', partition: 0, offset: 1, metadata: '' }]);
      await consumer.fetchLastKnownOffsets();
      // Answers what was asked for before.
      await produce(client, 0, 1, 'late');
      assert.deepEqual((await waiting).map(text), ['m1', 'm2', 'late0']);
      await consumer.stop();
    }));

  it('stop() ends every worker and its connections, and a read that waits', () =>
    withBroker(async (client, broker) => {
      await threadsOf(async (threads) => {
        const consumer = new MultiProcessConsumer(client, null, 't', { ...QUIET, partitionsPerProc: 1 });
        await produce(client, 3, 1);
        assert.equal((await consumer.getMessages({ timeout: 60 })).length, 1);
        const waiting = consumer.getMessages({ timeout: null });
        const ends = threads.map((thread) => once(thread, 'exit'));
        await consumer.stop();
        assert.deepEqual(
          (await Promise.all(ends)).map(([code]) => code as number),
          [0, 0, 0, 0],
        );
        assert.deepEqual(await waiting, []);
        assert.ok((await failure(consumer.getMessages())) instanceof StateError);
        await consumer.stop();
        await client.close();
        await untilAlone(broker);
      });
    }));

  it('a program that never stops it ends when it has nothing more to do, and leaves nothing behind when it is killed', () =>
    withBroker(async (client, broker) => {
      await fill(client, 1);
      const ends = await program(broker, 'ends');
      assert.deepEqual(await ends.exit, [0, null]);
      const goesOn = await program(broker, 'goes on');
      assert.ok(broker.connections.length >= 3);
      goesOn.child.kill('SIGKILL');
      await goesOn.exit;
      await client.close();
      await untilAlone(broker);
    }));

  it('says what cannot be done: a worker that cannot be started, a client that cannot go there', () =>
    withBroker(async (client) => {
      const options = { ...QUIET, workerFile: new URL('./nowhere.js', import.meta.url) };
      const consumer = new MultiProcessConsumer(client, null, 't', options);
      const error = await failure(consumer.getMessages({ timeout: 60 }));
      assert.ok(error instanceof StateError);
      assert.match(error.message, /partitions 0, 1, 2, 3 could not be started: .*nowhere\.js/);
      await assert.rejects(readAll(consumer), /could not be started/);
      await consumer.stop();
      const own = new SimpleClient({ bootstrapServers: 'nobody:1', runtime: client.cluster.runtime });
      assert.throws(
        () => new MultiProcessConsumer(own, null, 't'),
        (thrown) => {
          assert.ok(thrown instanceof ConfigError);
          assert.match(thrown.message, /the option "runtime" of the client cannot go to another thread/);
          return true;
        },
      );
      await own.close();
      assert.throws(() => new MultiProcessConsumer(client, null, 't', { numProcs: 0 }), /"numProcs"/);
    }));

  it('messages cross as bytes, whatever is null in them', () => {
    const message = { magic: 1, attributes: 0, key: null, value: Buffer.from('v'), timestamp: 1_700_000_000_000 };
    const messages = [
      { partition: 7, message: { offset: 2 ** 40, message } },
      { partition: 0, message: { offset: 0, message: { magic: 0, attributes: 0, key: Buffer.alloc(0), value: null } } },
    ];
    assert.deepEqual(unpackMessages(packMessages(messages)), messages);
    assert.deepEqual(unpackMessages(packMessages([])), []);
  });
});

/** Until no client is connected any more. */
async function untilAlone(broker: Broker): Promise<void> {
  const { promise, resolve } = withResolvers();
  const look = (): void => {
    if (broker.connections.length === 0) resolve();
  };
  const unobserve = broker.observe(({ type }) => {
    if (type === 'disconnect') setImmediate(look);
  });
  look();
  await promise;
  unobserve();
}

/** Has read what there was. One that goes on for more than a minute is killed. */
async function program(broker: Broker, how: string): Promise<{ child: ChildProcess; exit: Promise<unknown[]> }> {
  const file = fileURLToPath(new URL('./support/reading-program.js', import.meta.url));
  const child = spawn(process.execPath, [file, broker.bootstrapServers[0] ?? '', how], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const exit = once(child, 'exit');
  const line = once(child.stdout, 'data').then((data) => String(data[0]));
  assert.equal(await Promise.race([line, exit.then((how) => `ended: ${how.join()}`)]), 'read 4\n');
  return { child, exit };
}
