import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConsumerGroupMetadata } from '@k/cluster';
import type { KafkaConsumer } from '@k/consumer';
import type { KafkaProducer } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import { eventually } from '../eventually.ts';
import type { GetLab } from '../lab.ts';
import { readOnce, readTopic, readUntil, type Seen, valuesByPartition } from '../reading.ts';
import {
  committedOffset,
  committedRecords,
  committedValues,
  endOf,
  GOES_ON_SINCE,
  offsetOnceCommitted,
  rejection,
} from '../transaction-outcomes.ts';

/** Producers with a transactional id, on every age of brokers that has transactions. */
export function transactions(lab: GetLab): void {
  const committed = (topic: string): Promise<(string | null)[]> => committedValues(lab(), topic);

  /** Waits until no transaction is open before an offset. */
  async function stableOffset(topic: string, offset: number): Promise<void> {
    await using consumer = lab().consumer({ isolationLevel: 'read_committed' });
    const stable = async (): Promise<number> =>
      (await consumer.endOffsets({ topic, partition: 0 })).get(topic, 0) as number;
    await eventually(`the end of what is stable of ${topic}`, stable, (end) => end >= offset);
  }

  const transactional = (id: string, options = {}): KafkaProducer =>
    lab().producer({ transactionalId: id, ...options });

  const nobody = (groupId: string): ConsumerGroupMetadata => ({ groupId, generationId: -1, memberId: '' });

  describe('transactions', () => {
    it('are there all at once when they are committed, and not at all when they are aborted', async () => {
      const [topic, source, groupId] = [await lab().topic(3), await lab().topic(1), lab().name('group')];
      await using producer = transactional(lab().name('id'));
      const result = await producer.transaction(async (tx) => {
        for (let i = 0; i < 30; i++) void tx.send({ topic, partition: i % 3, value: `a${i}` });
        void tx.sendOffsets(nobody(groupId), { topic: source, partition: 0, offset: 17, metadata: 'seventeen' });
        await tx.send({ topic, partition: 0, value: 'last' });
        return 'done';
      });
      assert.equal(result, 'done');
      assert.equal(await offsetOnceCommitted(lab(), groupId, source, 17), 17);
      const thrown = new Error('thrown');
      await assert.rejects(
        producer.transaction(async (tx) => {
          await tx.send({ topic, partition: 1, value: 'aborted' });
          await tx.sendOffsets(nobody(groupId), { topic: source, partition: 0, offset: 18 });
          throw thrown;
        }),
        (error) => error === thrown,
      );
      assert.equal(await committedOffset(lab(), groupId, source), 17);
      await producer.transaction((tx) => void tx.send({ topic, partition: 1, value: 'after' }));
      const seen = valuesByPartition(await committedRecords(lab(), topic));
      assert.deepEqual(seen.get(0), [...Array.from({ length: 10 }, (_, i) => `a${i * 3}`), 'last']);
      assert.deepEqual(seen.get(1), [...Array.from({ length: 10 }, (_, i) => `a${i * 3 + 1}`), 'after']);
      const all = (await readTopic(lab(), topic)).map(({ value }) => value);
      assert.ok(all.includes('aborted'), 'it was written');
    });

    it('go by Java’s names, too, and Java’s readers see what was committed', async (t) => {
      const topic = await lab().topic(1);
      await using producer = transactional(lab().name('id'), { compressionType: 'lz4' });
      await producer.initTransactions();
      const expected: string[] = [];
      for (const [n, isCommitted] of [true, false, true].entries()) {
        await producer.beginTransaction();
        const values = Array.from({ length: 20 }, (_, i) => `${n}.${i}`);
        await producer.sendMany(values.map((value) => ({ topic, value })));
        if (isCommitted) await producer.commitTransaction();
        else await producer.abortTransaction();
        if (isCommitted) expected.push(...values);
      }
      assert.deepEqual(await committed(topic), expected);
      const { java, name } = lab().target;
      if (java === undefined) {
        t.diagnostic(`${name} has no tools of Java's`);
        return;
      }
      const output = await java.run('console-consumer', [
        ...['--bootstrap-server', lab().target.bootstrapServers.join(','), '--isolation-level', 'read_committed'],
        ...['--topic', topic, '--from-beginning', '--max-messages', String(expected.length), '--timeout-ms', '30000'],
      ]);
      assert.deepEqual(
        output.split('\n').filter((line) => /^\d+\.\d+$/.test(line)),
        expected,
      );
    });

    it('may be empty, and follow each other with five batches in flight', async () => {
      const topic = await lab().topic(2);
      await using producer = transactional(lab().name('id'), { batchSize: 0 });
      await producer.transaction(() => undefined);
      await producer.beginTransaction();
      await producer.abortTransaction();
      const expected: string[][] = [[], []];
      for (let n = 0; n < 30; n++) {
        const records = Array.from({ length: 12 }, (_, i) => ({ topic, partition: i % 2, value: `${n}.${i}` }));
        await producer.transaction((tx) => void tx.sendMany(records));
        for (const { partition, value } of records) expected[partition]?.push(value);
      }
      const seen = valuesByPartition(await committedRecords(lab(), topic));
      assert.deepEqual([seen.get(0), seen.get(1)], expected);
      assert.equal(producer.metrics().recordsFailed, 0);
    });

    it('reach readers beside once they are committed, while others read all there is', async () => {
      const topic = await lab().topic(1);
      await using producer = transactional(lab().name('id'), { batchSize: 0 });
      await using reader = lab().consumer({ isolationLevel: 'read_committed' });
      await using other = lab().consumer();
      for (const each of [reader, other]) each.assign({ topic, partition: 0 });
      const [seen, all]: [Seen[], Seen[]] = [[], []];
      const numbers = Array.from({ length: 30 }, (_, n) => n);
      const valuesOf = (n: number): string[] => Array.from({ length: 12 }, (_, i) => `${n}.${i}`);
      const isCommitted = (n: number): boolean => n % 3 !== 2;
      const expected = numbers.filter(isCommitted).flatMap(valuesOf);

      for (const n of numbers) {
        await producer.beginTransaction();
        await producer.sendMany(valuesOf(n).map((value) => ({ topic, value })));
        if (n % 10 === 0) {
          // Who reads all has all of it; who reads what is committed has had its chance.
          await readUntil(other, all, () => all.length >= (n + 1) * 12);
          await readOnce(reader, seen, 0);
          assert.ok(!seen.some(({ value }) => valuesOf(n).includes(value ?? '')), `${n} is not committed yet`);
        }
        if (isCommitted(n)) await producer.commitTransaction();
        else await producer.abortTransaction();
        await readOnce(reader, seen, 0);
      }
      await readUntil(reader, seen, () => seen.length >= expected.length);
      await readUntil(other, all, () => all.length >= numbers.length * 12);
      const values = (read: readonly Seen[]): (string | null)[] => read.map(({ value }) => value);
      assert.deepEqual(values(seen), expected);
      assert.deepEqual(values(all), numbers.flatMap(valuesOf));
    });

    it('span 500 partitions', async () => {
      const topic = await lab().topic(500);
      await using producer = transactional(lab().name('id'));
      const values = Array.from({ length: 500 }, (_, partition) => `v${partition}`);
      await producer.transaction((tx) => {
        void tx.sendMany(values.map((value, partition) => ({ topic, partition, value })));
      });
      await assert.rejects(
        producer.transaction(async (tx) => {
          await tx.sendMany(values.map((_, partition) => ({ topic, partition, value: 'aborted' })));
          throw new Error('thrown');
        }),
        /thrown/,
      );
      await producer.transaction((tx) => void tx.send({ topic, partition: 499, value: 'after' }));
      assert.deepEqual((await committed(topic)).sort(), [...values, 'after'].sort());
    });

    it('of an instance that another one has replaced end', async () => {
      const [topic, id] = [await lab().topic(1), lab().name('id')];
      await using old = transactional(id);
      await old.transaction((tx) => void tx.send({ topic, value: 'old' }));
      await old.beginTransaction();
      await old.send({ topic, value: 'never' });
      await using young = transactional(id);
      await young.transaction((tx) => void tx.send({ topic, value: 'young' }));
      const over = await endOf(old, old.commitTransaction());
      assert.equal(over.kind, atLeast(lab().target.version, GOES_ON_SINCE) ? 'fatal' : over.kind);
      assert.notEqual(over.kind, 'abortable');
      assert.equal(over.transactionalId, id);
      assert.ok(over.message.startsWith(`Transactional id "${id}": `), over.message);
      if (over.kind === 'fatal') assert.match(over.message, /a newer (instance|producer).* has taken over/i);
      assert.equal(await rejection(old.beginTransaction()), over);
      await young.transaction((tx) => void tx.send({ topic, value: 'still young' }));
      assert.deepEqual(await committed(topic), ['old', 'young', 'still young']);
    });

    it('that took too long are aborted by their coordinator, and the producer goes on', async (t) => {
      const topic = await lab().topic(1);
      await using producer = transactional(lab().name('id'), { transactionTimeoutMs: 1_000 });
      const error = await rejection(
        producer.transaction(async (tx) => {
          await tx.send({ topic, value: 'slow' });
          await stableOffset(topic, 1);
        }),
      );
      if (!atLeast(lab().target.version, GOES_ON_SINCE) && error.kind !== 'abortable') {
        t.diagnostic('before Kafka 2.5 that is the end of the producer');
        await using next = transactional(lab().name('id'));
        await next.transaction((tx) => void tx.send({ topic, value: 'next' }));
        assert.deepEqual(await committed(topic), ['next']);
        return;
      }
      assert.equal(error.kind, 'abortable', error.message);
      await producer.transaction((tx) => void tx.send({ topic, value: 'next' }));
      assert.deepEqual(await committed(topic), ['next']);
    });

    it('with a record that is too large are not committed, and the next one is', async (t) => {
      const topic = await lab().topic(1, { 'max.message.bytes': '1000' });
      await using producer = transactional(lab().name('id'));
      const error = await rejection(
        producer.transaction((tx) => {
          void tx.send({ topic, value: 'small' });
          void tx.send({ topic, value: 'x'.repeat(5_000) });
        }),
      );
      assert.match(error.message, /not stored/);
      if (error.kind !== 'abortable') {
        t.diagnostic('before Kafka 2.5 a hole in a sequence is the end of the producer');
        return;
      }
      await producer.transaction((tx) => void tx.send({ topic, value: 'next' }));
      assert.deepEqual(await committed(topic), ['next']);
    });

    it('with a time limit above the brokers’ are refused', async () => {
      await using producer = transactional(lab().name('id'), { transactionTimeoutMs: 2_000_000_000 });
      const error = await rejection(producer.initTransactions());
      assert.equal(error.kind, 'configuration');
      assert.match(error.message, /transactionTimeoutMs = 2000000000 .*transaction\.max\.timeout\.ms/);
      // @k/broker tells nobody its settings.
      if (lab().target.java !== undefined) assert.match(error.message, /transaction\.max\.timeout\.ms = 900000/);
    });

    it('in two phases are refused by brokers that are not set up for it', async () => {
      await using producer = transactional(lab().name('id'), { enableTwoPhaseCommit: true });
      const error = await rejection(producer.initTransactions());
      assert.equal(error.kind, 'configuration');
      assert.match(error.message, /unstable\.api\.versions\.enable|transaction\.two\.phase\.commit\.enable/);
    });

    it('take no offsets of a member that was shut out', async (t) => {
      const { version } = lab().target;
      const [topic, source, groupId] = [await lab().topic(1), await lab().topic(1), lab().name('group')];
      await using input = lab().producer();
      await input.send({ topic: source, value: 'in' });
      await using consumer = lab().consumer({ groupId, enableAutoCommit: false });
      consumer.subscribe([source]);
      const [record] = await consumer.poll({ timeoutMs: 60_000 });
      const group = consumer.groupMetadata();
      assert.equal(record?.offset, 0);
      if (!atLeast(version, '2.5')) {
        t.skip('members are checked from 2.5 on (KIP-447)');
        return;
      }
      await using producer = transactional(lab().name('id'));
      const offset = { topic: source, partition: 0, offset: 1 };
      const error = await rejection(
        producer.transaction(async (tx) => {
          await tx.send({ topic, value: 'out' });
          await tx.sendOffsets({ ...group, generationId: group.generationId + 5 }, offset);
        }),
      );
      assert.equal(error.kind, 'abortable');
      await producer.transaction(async (tx) => {
        await tx.send({ topic, value: 'out' });
        await tx.sendOffsets(consumer, offset);
      });
      assert.deepEqual(await committed(topic), ['out']);
      assert.equal(await committedOffset(lab(), groupId, source), 1);
    });

    it('read, transform and write exactly once, while members come, go and fail', async () => {
      const [source, target, groupId] = [await lab().topic(4), await lab().topic(3), lab().name('group')];
      const inputs = Array.from({ length: 400 }, (_, i) => `in${i}`);
      await using input = lab().producer();
      const feed = async (part: readonly string[]): Promise<void> => {
        await input.sendMany(part.map((value, i) => ({ topic: source, partition: i % 4, value })));
      };
      await feed(inputs.slice(0, 200));
      const done = new AbortController();
      let failures = 0;
      const work = async (name: string, failEvery: number): Promise<void> => {
        let batches = 0;
        await using consumer: KafkaConsumer = lab().consumer({
          groupId,
          enableAutoCommit: false,
          isolationLevel: 'read_committed',
          maxPartitionFetchBytes: 600,
        });
        await using producer = transactional(lab().name(name));
        consumer.subscribe([source]);
        while (!done.signal.aborted) {
          try {
            await producer.transactionally(
              consumer,
              async (records, tx) => {
                for (const { value } of records) {
                  void tx.send({ topic: target, value: `out of ${value?.toString() ?? ''}` });
                }
                if (++batches % failEvery === 0) {
                  await new Promise(setImmediate);
                  failures++;
                  throw new Error('the handler failed');
                }
              },
              { signal: done.signal },
            );
          } catch (error) {
            assert.equal((error as Error).message, 'the handler failed', String(error));
          }
        }
      };
      const first = work('first', 3);
      // Of eight batches one of the two has three at least.
      const second = work('second', 3);
      await feed(inputs.slice(200));
      await using reader = lab().consumer({ isolationLevel: 'read_committed' });
      const { values, isDone } = await outputs(reader, target, inputs.length, Promise.all([first, second]));
      done.abort();
      await Promise.all([first, second]);
      assert.ok(isDone);
      const all = await committed(target);
      assert.deepEqual([...all].sort(), inputs.map((value) => `out of ${value}`).sort());
      assert.ok(values >= inputs.length && failures > 0);
    });
  });
}

/** Waits until there is as much as there must be; the test then looks whether there is more. */
async function outputs(
  reader: KafkaConsumer,
  topic: string,
  count: number,
  work: Promise<unknown>,
): Promise<{ values: number; isDone: boolean }> {
  let failed: unknown;
  work.catch((error: unknown) => (failed = error));
  const partitions = (await reader.partitionsForTopic(topic)).map(({ partition }) => ({ topic, partition }));
  reader.assign(partitions);
  let values = 0;
  const until = Date.now() + 90_000;
  while (values < count && failed === undefined && Date.now() < until) {
    values += (await reader.poll({ timeoutMs: 200 })).length;
  }
  if (failed !== undefined) throw failed as Error;
  return { values, isDone: values >= count };
}
