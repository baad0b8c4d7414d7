import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KafkaConsumer } from '@k/consumer';
import type { GetLab } from '../lab.ts';
import { readAll, readUntil, type Seen } from '../reading.ts';
import { ledBy, placedTopic, without } from './whole.ts';

/** Between two lots of input, and how many records it may be ahead of the output. */
const PACE_MS = 20;
const AHEAD = 100;

/** The loop from topic to topic, while what it stands on goes and comes back: leaders, and coordinators of both kinds. */
export function exactlyOnce(lab: GetLab): void {
  describe('from topic to topic', () => {
    it('every input has exactly one output, while each broker is killed in turn', async () => {
      const { nodes } = lab().target;
      const placement = nodes.map(({ id }) => ledBy(lab(), id));
      const config = { 'min.insync.replicas': '2' };
      const source = await placedTopic(lab(), placement, config);
      const target = await placedTopic(lab(), placement, config);
      const groupId = lab().name('group');
      const patience = { requestTimeoutMs: 5_000 };
      const stop = new AbortController();

      await using input = lab().producer({ ...patience, batchSize: 0 });
      const seen: Seen[] = [];
      let fed = 0;
      const full = new AbortController();
      const isFull = (): boolean => full.signal.aborted;
      const feeding = (async () => {
        while (!isFull()) {
          const values = Array.from({ length: 6 }, (_, i) => String(fed + i));
          await input.sendMany(values.map((value, i) => ({ topic: source, partition: i % nodes.length, value })));
          fed += values.length;
          // No more than is read: a slow machine is not to have a long end.
          do await new Promise((resolve) => setTimeout(resolve, PACE_MS));
          while (fed - seen.length > AHEAD && !isFull());
        }
      })();

      const work = async (): Promise<void> => {
        await using consumer: KafkaConsumer = lab().consumer({
          ...patience,
          groupId,
          enableAutoCommit: false,
          isolationLevel: 'read_committed',
          sessionTimeoutMs: 10_000,
        });
        await using producer = lab().producer({
          ...patience,
          transactionalId: lab().name('worker'),
          deliveryTimeoutMs: 20_000,
          transactionTimeoutMs: 30_000,
        });
        consumer.subscribe([source]);
        await producer.transactionally(
          consumer,
          (records, tx) => {
            for (const { value, partition } of records) void tx.send({ topic: target, partition, value });
          },
          { signal: stop.signal },
        );
      };
      const workers = [work(), work()];
      const failure = Promise.race([feeding, ...workers].map((each) => each.then(() => new Promise<never>(() => {}))));
      failure.catch(() => undefined);

      await using reader = lab().consumer({ ...patience, isolationLevel: 'read_committed' });
      reader.assign(nodes.map((_, partition) => ({ topic: target, partition })));
      const more = async (count: number): Promise<void> => {
        const wanted = seen.length + count;
        await Promise.race([readUntil(reader, seen, () => seen.length >= wanted), failure]);
      };
      await more(50);
      for (const node of nodes) await without(lab(), node, 'kill', () => more(50));
      await more(50);
      full.abort();
      await feeding;
      await Promise.race([readUntil(reader, seen, () => seen.length >= fed), failure]);
      stop.abort();
      await Promise.all(workers);

      await using last = lab().consumer({ isolationLevel: 'read_committed' });
      const outputs = (await readAll(last, target)).map(({ value }) => Number(value)).sort((a, b) => a - b);
      assert.deepEqual(
        outputs,
        Array.from({ length: fed }, (_, i) => i),
      );
    });
  });
}
