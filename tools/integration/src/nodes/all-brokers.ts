import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import type { Cluster, RefreshEvent, RequestEvent } from '@k/cluster';
import { atLeast } from '@k/tool-kafka';
import { NoBrokersAvailableError, TimeoutError } from '@k/wire';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { type Seen, readTopic, readUntil, valuesByPartition } from '../reading.ts';
import { ask, endOffset } from './partition-requests.ts';
import { ledBy, placedTopic, whole } from './whole.ts';

const REQUESTS = '@k/cluster:request';

/** What comes over all brokers, at once or one after the other. */
export function allBrokers(lab: GetLab): void {
  describe('all brokers', () => {
    it('gone at once: the client says so, waits, and finds them when they are back', async () => {
      const { nodes } = lab().target;
      const topic = await placedTopic(lab(), [ledBy(lab(), nodes[0]?.id ?? -1)]);
      const place = { topic, partition: 0 };
      await using cluster = lab().cluster({ clientId: lab().name('client') });
      await using producer = lab().producer({ cluster });
      await producer.send({ ...place, value: 'before' });
      const nobody = failedRefresh(cluster);
      await Promise.all(nodes.map((node) => node.kill()));
      const end = (): Promise<number> =>
        cluster.retry('find the end', () => endOffset(cluster, place), { timeoutMs: PATIENCE_MS });
      const waiting = end();
      // Should this test fail before it is awaited, its own error is the one to see.
      waiting.catch(() => undefined);
      const sending = producer.send({ ...place, value: 'after' });
      assert.ok((await nobody) instanceof NoBrokersAvailableError);
      assert.match(cluster.health().problems.join('\n'), /Metadata cannot be refreshed.*no broker could be reached/);
      await Promise.all(nodes.map((node) => node.start()));
      await sending;
      // Until KIP-207 (2.2) a leader that was killed may tell an end that it had written down some seconds before.
      assert.ok((await waiting) >= (atLeast(lab().target.version, '2.2') ? 1 : 0));
      assert.equal(await end(), 2);
      await whole(lab());
      await speakToAll(cluster);
      assert.deepEqual(cluster.health().problems, []);
    });

    it('restarted one after the other, in the middle of the work, lose and double no record', async () => {
      const { nodes } = lab().target;
      const partitions = nodes.length;
      const topic = await placedTopic(
        lab(),
        nodes.map(({ id }) => ledBy(lab(), id)),
        { 'min.insync.replicas': '2' },
      );
      // 2.7 to 3.0 forget to answer what waits for replicas that leave (KAFKA-13091), until the producer sends it again: after
      // 30 s by default.
      const { version } = lab().target;
      const forgets = atLeast(version, '2.7') && !atLeast(version, '3.1');
      await using cluster = lab().cluster({
        clientId: lab().name('client'),
        ...(forgets ? { requestTimeoutMs: 5000 } : {}),
      });
      using unanswered = countUnanswered(cluster);
      await using producer = lab().producer({ cluster, acks: 'all' });
      const groupId = lab().name('group');
      await using one = lab().consumer({ groupId });
      await using another = lab().consumer({ groupId });
      const seen: Seen[] = [];
      const distinct = new Set<string | null>();
      let counted = 0;
      const countDistinct = (): number => {
        for (; counted < seen.length; counted++) distinct.add(seen[counted]?.value ?? null);
        return distinct.size;
      };
      let rolled = false;
      const sent = new Array<number>(partitions).fill(0);
      const total = (): number => sent.reduce((sum, count) => sum + count, 0);
      const allRead = (): boolean => rolled && countDistinct() >= total();
      const reading = [one, another].map((consumer) => {
        consumer.subscribe({ topics: [topic] });
        return readUntil(consumer, seen, allRead);
      });

      let acknowledged = 0;
      const progress = new Set<() => void>();
      /** Waits until so many more records are acknowledged. */
      const acknowledgedMore = async (count: number): Promise<void> => {
        const wanted = acknowledged + count;
        while (acknowledged < wanted) await new Promise<void>((resolve) => progress.add(resolve));
      };
      async function sendInOrder(partition: number): Promise<void> {
        const waiting: Promise<unknown>[] = [];
        while (!rolled) {
          const order = sent[partition] ?? 0;
          sent[partition] = order + 1;
          const acknowledgement = producer
            .send({ topic, partition, value: `${partition}.${order}` })
            .then(({ offset }) => {
              assert.equal(offset, order);
              acknowledged += 1;
              for (const told of progress) told();
              progress.clear();
            });
          waiting.push(acknowledgement);
          if (waiting.length >= 5) await waiting.shift();
        }
        await Promise.all(waiting);
      }
      const sending = Promise.all(nodes.map((_, partition) => sendInOrder(partition)));
      async function roll(): Promise<void> {
        for (const node of nodes) {
          await acknowledgedMore(300);
          await node.stop();
          await acknowledgedMore(300);
          await node.start();
          await whole(lab());
        }
        await acknowledgedMore(300);
        rolled = true;
      }
      await Promise.all([sending, roll()]);

      const stored = valuesByPartition(await readTopic(lab(), topic));
      for (const [partition, count] of sent.entries()) {
        assert.deepEqual(
          stored.get(partition),
          Array.from({ length: count }, (_, order) => `${partition}.${order}`),
        );
      }
      await Promise.all(reading);
      // What was read and not yet committed may come again after a rebalance; nothing may be missing.
      assert.equal(countDistinct(), total());
      if (!forgets) assert.equal(unanswered.count, 0, 'every request was answered, or its connection was lost');
      await speakToAll(cluster);
      assert.deepEqual(cluster.health().problems, []);
    });
  });
}

/** Only of who was spoken to it is known that they can be reached. */
async function speakToAll(cluster: Cluster): Promise<void> {
  await cluster.refresh();
  for (const { nodeId } of cluster.brokers) await ask(cluster, nodeId);
}

/** Counts the requests of this cluster that ran out of time. */
function countUnanswered(cluster: Cluster): Disposable & { readonly count: number } {
  let count = 0;
  const listener = (message: unknown): void => {
    const { clientId, error } = message as RequestEvent;
    if (clientId === cluster.clientId && error instanceof TimeoutError) count += 1;
  };
  subscribe(REQUESTS, listener);
  return {
    get count() {
      return count;
    },
    [Symbol.dispose]: () => {
      unsubscribe(REQUESTS, listener);
    },
  };
}

/** The error of this cluster's next refresh that finds nobody. */
function failedRefresh(cluster: Cluster): Promise<Error> {
  const refreshes = '@k/cluster:refresh';
  return new Promise((resolve) => {
    const listener = (message: unknown): void => {
      const { clientId, error } = message as RefreshEvent;
      if (clientId !== cluster.clientId || error === undefined) return;
      unsubscribe(refreshes, listener);
      resolve(error);
    };
    subscribe(refreshes, listener);
  });
}
