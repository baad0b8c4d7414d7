import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import type { Cluster, RefreshEvent, RequestEvent } from '@k/cluster';
import { atLeast } from '@k/tool-kafka';
import { NoBrokersAvailableError, TimeoutError } from '@k/wire';
import type { GetLab } from '../lab.ts';
import { ask, endOffset } from './partition-requests.ts';
import { forgetsAnswers, workingOn } from './steady-work.ts';
import { ledBy, placedTopic, WHOLE_MS, whole } from './whole.ts';

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
        cluster.retry('find the end', () => endOffset(cluster, place), { timeoutMs: WHOLE_MS });
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
      const topic = await placedTopic(
        lab(),
        nodes.map(({ id }) => ledBy(lab(), id)),
        { 'min.insync.replicas': '2' },
      );
      const forgets = forgetsAnswers(lab().target.version);
      await using cluster = lab().cluster({
        clientId: lab().name('client'),
        ...(forgets ? { requestTimeoutMs: 5000 } : {}),
      });
      using unanswered = countUnanswered(cluster);
      await using producer = lab().producer({ cluster, acks: 'all' });
      await workingOn(lab(), { topic, partitions: nodes.length, producer }, async (acknowledgedMore) => {
        for (const node of nodes) {
          await acknowledgedMore(300);
          await node.stop();
          await acknowledgedMore(300);
          await node.start();
          await whole(lab());
        }
        await acknowledgedMore(300);
      });
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
