import { describe, it } from 'node:test';
import type { KafkaConsumer } from '@k/consumer';
import { writeLogs } from '../history/final-logs.ts';
import { HistoryWriter } from '../history/history-writer.ts';
import type { GetLab } from '../lab.ts';
import { readUntil, type Seen } from '../reading.ts';
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
      const history = new HistoryWriter();

      await using input = lab().producer({ ...patience, batchSize: 0 });
      const seen: Seen[] = [];
      let fed = 0;
      const full = new AbortController();
      const isFull = (): boolean => full.signal.aborted;
      const feeding = (async () => {
        while (!isFull()) {
          const values = Array.from({ length: 6 }, (_, i) => String(fed + i));
          const sends = values.map((value, i) => {
            const id = `in-${value}`;
            const partition = i % nodes.length;
            const sent = { producer: 'input', id, topic: source, key: null, partition, idempotent: true };
            history.write({ type: 'sent', ...sent });
            return history.ended(id, input.send({ topic: source, partition, value: id }));
          });
          await Promise.all(sends);
          fed += values.length;
          // No more than is read: a slow machine is not to have a long end.
          do await new Promise((resolve) => setTimeout(resolve, PACE_MS));
          while (fed - seen.length > AHEAD && !isFull());
        }
      })();

      const work = async (worker: string): Promise<void> => {
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
        let count = 0;
        await producer.transactionally(
          consumer,
          (records, tx) => {
            const transaction = `${worker}-${count++}`;
            const phase = (name: 'begun' | 'committing' | 'unknown'): void => {
              history.write({ type: 'transaction', transaction, producer: worker, phase: name });
            };
            phase('begun');
            for (const [i, { topic, partition, offset }] of records.entries()) {
              const id = `${transaction}-${i}`;
              const sent = { producer: worker, id, topic: target, partition, idempotent: true, transaction };
              history.write({ type: 'sent', key: null, ...sent, input: { topic, partition, offset } });
              void history.ended(id, tx.send({ topic: target, partition, value: id })).catch(() => undefined);
            }
            phase('committing');
            // The loop commits by itself, and begins another one when it could not.
            phase('unknown');
          },
          { signal: stop.signal },
        );
      };
      const workers = [work('worker-0'), work('worker-1')];
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
      history.write({ type: 'healed', what: 'all brokers are there' });
      full.abort();
      await feeding;
      await Promise.race([readUntil(reader, seen, () => seen.length >= fed), failure]);
      stop.abort();
      await Promise.all(workers);

      for (const { partition, offset, value: id } of seen) {
        const place = { topic: target, partition, offset, id };
        history.write({ type: 'delivered', reader: 'reader', isolation: 'read_committed', ...place });
      }
      await writeLogs(lab(), history, source);
      await writeLogs(lab(), history, target, { transactional: true });
      history.check();
    });
  });
}
