import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, it } from 'node:test';
import type { ConsumerRecord, KafkaConsumer, RunOptions } from '@k/consumer';
import { type GetLab, type Lab, PATIENCE_MS } from '../lab.ts';
import { readTopic } from '../reading.ts';

const PARTITIONS = 4;
const KEYS = 25;

/** Sends the numbers from `from` to `to`, each with one of the keys; those of a key are in order in their partition. */
async function fill(lab: Lab, topic: string, from: number, to: number): Promise<void> {
  await using producer = lab.producer();
  const records = [];
  for (let i = from; i < to; i++) records.push({ topic, key: `key ${String(i % KEYS)}`, value: String(i) });
  await producer.sendMany(records);
}

/** What handlers are done with, and what was wrong with the order. */
class Handled {
  /** How often each number was handled. */
  readonly counts = new Map<number, number>();
  readonly faults: string[] = [];
  readonly #total: number;
  readonly #done = new AbortController();
  /** Every number was handled; or the test has failed, since nothing takes that long. */
  readonly signal = AbortSignal.any([this.#done.signal, AbortSignal.timeout(PATIENCE_MS)]);

  constructor(total: number) {
    this.#total = total;
  }

  /** Of each key the one before is done with, whoever had it. */
  begin(number: number): void {
    const before = number - KEYS;
    if (before >= 0 && !this.counts.has(before))
      this.faults.push(`${String(number)} began before ${String(before)} was done`);
  }

  end(number: number): void {
    this.counts.set(number, (this.counts.get(number) ?? 0) + 1);
    if (this.counts.size === this.#total) this.#done.abort();
  }

  get repeated(): number[] {
    return [...this.counts].filter(([, count]) => count > 1).map(([number]) => number);
  }

  /** Everything was handled, in order. */
  check(): void {
    assert.deepEqual(this.faults, []);
    assert.equal(this.counts.size, this.#total);
  }
}

async function assertAllCommitted(lab: Lab, groupId: string, topic: string): Promise<void> {
  await using consumer = lab.consumer({ groupId });
  const partitions = (await consumer.partitionsForTopic(topic)).map(({ partition }) => ({ topic, partition }));
  const ends = await consumer.endOffsets(partitions);
  const committed = await consumer.committed(partitions);
  for (const [, partition, end] of ends) assert.equal(committed.get(topic, partition)?.offset, end, String(partition));
}

/** When a member has partitions: at first it may be told that it has none yet. */
async function assignedSome(consumer: KafkaConsumer): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for await (const [partitions] of on(consumer, 'assigned', { signal }))
    if ((partitions as readonly unknown[]).length > 0) return;
}

const numberOf = ({ value }: ConsumerRecord<unknown, unknown>): number => Number(String(value));

export function running(lab: GetLab): void {
  describe('consumer.run()', () => {
    it('handles many at a time, in order by key, tries again, and sends to a dead-letter topic what is hopeless', async () => {
      const [topic, dead] = [await lab().topic(PARTITIONS), await lab().topic(1)];
      const groupId = lab().name('group');
      const [total, hopeless] = [1_000, 333];
      await fill(lab(), topic, 0, total);
      const handled = new Handled(total);
      let [atWork, most] = [0, 0];
      {
        await using producer = lab().producer();
        await using consumer = lab().consumer({ groupId });
        consumer.subscribe({ topics: [topic] });
        consumer.on('recordDeadLettered', ({ records }) => {
          for (const record of records) handled.end(numberOf(record));
        });
        await consumer.run(
          async (record, { attempt }) => {
            const number = numberOf(record);
            handled.begin(number);
            most = Math.max(most, ++atWork);
            await turn();
            atWork--;
            if (number === hopeless) throw new RangeError('hopeless');
            if (number % 50 === 0 && attempt === 1) throw new Error('for a moment');
            handled.end(number);
          },
          {
            by: 'key',
            concurrency: 8,
            retry: { retries: 2, initialMs: 1 },
            deadLetter: { topic: dead, send: (letter) => producer.send(letter) },
            signal: handled.signal,
          },
        );
      }
      handled.check();
      assert.deepEqual(handled.repeated, []);
      assert.equal(most, 8);
      await assertAllCommitted(lab(), groupId, topic);
      const [source] = (await readTopic(lab(), topic)).filter(({ value }) => value === String(hopeless));
      const [letter, ...others] = await readTopic(lab(), dead);
      assert.deepEqual(others, []);
      assert.deepEqual([letter?.key, letter?.value], [source?.key, source?.value]);
      const headers = new Map(letter?.headers);
      const expected = {
        topic,
        partition: String(source?.partition),
        offset: String(source?.offset),
        group: groupId,
        'delivery.count': '3',
        message: 'hopeless',
        exception: 'RangeError',
      };
      for (const [name, value] of Object.entries(expected))
        assert.equal(headers.get(`__dlq.errors.${name}`), value, name);
    });

    for (const by of ['key', 'partition'] as const) {
      it(`leaves nothing out and keeps the order while another member joins (by ${by})`, async () => {
        const topic = await lab().topic(PARTITIONS);
        const groupId = lab().name('group');
        const [half, total] = [3_000, 4_000];
        await fill(lab(), topic, 0, half);
        const handled = new Handled(total);
        const options: RunOptions = { by, concurrency: 4, signal: handled.signal };
        const member = (): KafkaConsumer => {
          const consumer = lab().consumer({ groupId, maxPollRecords: 50 });
          consumer.subscribe({ topics: [topic] });
          return consumer;
        };
        const run = async (consumer: KafkaConsumer, onHandled: () => void): Promise<void> => {
          const handle = async (record: ConsumerRecord): Promise<void> => {
            const number = numberOf(record);
            handled.begin(number);
            await turn();
            handled.end(number);
            onHandled();
          };
          await consumer.run(handle, options);
          await consumer.close();
        };
        let ofSecond = 0;
        const begun = new AbortController();
        const first = run(member(), () => {
          if (handled.counts.size >= 100) begun.abort();
        });
        await once(begun.signal, 'abort');
        const consumer = member();
        const assigned = assignedSome(consumer);
        const second = run(consumer, () => ofSecond++);
        // What comes now is for both, however soon the first one is through with what was there.
        await assigned;
        await fill(lab(), topic, half, total);
        await Promise.all([first, second]);
        handled.check();
        assert.ok(ofSecond > 0);
        await assertAllCommitted(lab(), groupId, topic);
      });
    }
  });
}
