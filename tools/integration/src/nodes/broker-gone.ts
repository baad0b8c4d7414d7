import assert from 'node:assert/strict';
import type { Channel } from '@k/cluster';
import { describe, it } from 'node:test';
import { atLeast } from '@k/tool-kafka';
import { ConnectionError, CreateTopics, ErrorCode, Metadata, ProtocolError, TimeoutError, errorFor } from '@k/wire';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { read } from '../reading.ts';
import type { TargetNode } from '../target.ts';
import { ask, askCoordinator, endOffset, fetchValues, produceAnswer } from './partition-requests.ts';
import { ledBy, nodeOf, placedTopic, without } from './whole.ts';

/** As long as a Fetch here may wait for records: longer than a broker takes to go and to be replaced. */
const LONG_POLL_MS = 30_000;

/** What becomes of requests, routes and clients when one broker of several goes, and when it is back. */
export function brokerGone(lab: GetLab): void {
  describe('a broker that is killed', () => {
    it('with five requests in flight fails each retriably; those repeated get their own answers of the new leader', async () => {
      const { target } = lab();
      const victim = nodeOf(lab(), target.nodes[0]?.id ?? -1);
      const topic = await placedTopic(
        lab(),
        Array.from({ length: 5 }, () => ledBy(lab(), victim.id)),
      );
      const places = Array.from({ length: 5 }, (_, partition) => ({ topic, partition }));
      await using cluster = lab().cluster();
      await cluster.loadTopics([topic]);
      // Each five on a connection of its own, where nothing else is in flight.
      const [onceChannel, againChannel] = [cluster.openChannel('once'), cluster.openChannel('again')];
      const once = await onceChannel.connection(victim.id);
      const again = await againChannel.connection(victim.id);
      const poll = (place: (typeof places)[number], through: Channel): Promise<unknown> =>
        fetchValues(cluster, place, { through, maxWaitMs: LONG_POLL_MS });
      const failing = Promise.allSettled(places.map((place) => poll(place, onceChannel)));
      const repeated = Promise.all(
        places.map((place) => cluster.retry('fetch', () => poll(place, againChannel), { timeoutMs: PATIENCE_MS })),
      );
      // Should this test fail before they are awaited, its own error is the one to see.
      repeated.catch(() => undefined);
      // An answer on another connection: by then the broker has had the time to see those before it.
      assert.equal(await endOffset(cluster, { topic, partition: 0 }), 0);
      assert.deepEqual([once.inFlight, again.inFlight], [5, 5]);

      await without(lab(), victim, 'kill', async () => {
        for (const outcome of await failing) {
          assert.ok(outcome.status === 'rejected');
          // The end of the connection itself: nobody waited for a time limit.
          assert.ok(outcome.reason instanceof ConnectionError);
          assert.ok(outcome.reason.retriable);
          assert.match(outcome.reason.message, new RegExp(victim.address));
        }
        await using producer = lab().producer();
        await producer.sendMany(places.map((place) => ({ ...place, value: `only in ${place.partition}` })));
        assert.deepEqual(
          await repeated,
          places.map(({ partition }) => [`only in ${partition}`]),
        );
        for (const { partition } of places) assert.notEqual(cluster.leaderOf(topic, partition), victim.id);
      });

      // The same object uses it again.
      await cluster.refresh();
      await ask(cluster, victim.id);
      assert.deepEqual(cluster.health().problems, []);
    });

    it('and was the only replica leaves a partition without leader: it is told in time, and nothing else is disturbed', async () => {
      const { target } = lab();
      const [first, second] = target.nodes.map(({ id }) => id) as [number, number];
      const victim = nodeOf(lab(), second);
      const topic = await placedTopic(lab(), [[second], [first]]);
      const orphan = { topic, partition: 0 };
      const other = { topic, partition: 1 };
      await using cluster = lab().cluster();
      await using producer = lab().producer({ cluster });
      await producer.sendMany([
        { ...orphan, value: 'before' },
        { ...other, value: 'before' },
      ]);
      let waiting: Promise<unknown> | undefined;
      await without(lab(), victim, 'kill', async () => {
        await cluster.retry('wait until it is missed', async () => {
          await cluster.refresh();
          if (cluster.leaderOf(topic, 0) === undefined) return;
          throw errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic, message: `0 is still led by ${second}` });
        });
        await assert.rejects(endOffset(cluster, orphan), isLeaderless);
        await assert.rejects(endOffset(cluster, orphan, { retry: true, timeoutMs: 1000 }), (error: unknown) => {
          assert.ok(error instanceof TimeoutError);
          assert.match(error.message, new RegExp(`the leader of ${topic}-0`));
          return isLeaderless(error.cause);
        });
        assert.match(cluster.health().problems.join('\n'), new RegExp(`${topic}: partition 0 has no leader`));
        waiting = producer.send({ ...orphan, value: 'for when it is back' });
        await producer.send({ ...other, value: 'meanwhile' });
        assert.equal(await endOffset(cluster, other), 2);
      });
      await waiting;
      assert.equal(await cluster.retry('find the end', () => endOffset(cluster, orphan)), 2);
      assert.equal(cluster.leaderOf(topic, 0), second);
      assert.deepEqual(cluster.health().problems, []);
    });

    it('and was the controller leaves the office to another', async () => {
      await using cluster = lab().cluster();
      await cluster.connect({ timeoutMs: PATIENCE_MS });
      const victim = nodeOf(lab(), cluster.controllerId);
      // Its connection is there, to be found dead.
      await cluster.request('controller', Metadata, { topics: [] });
      await without(lab(), victim, 'kill', async () => {
        const name = lab().name('topic');
        await cluster.retry(
          'make a topic',
          async () => {
            const made = await cluster.request('controller', CreateTopics, {
              topics: [{ name, numPartitions: 1, replicationFactor: 2 }],
              timeoutMs: 10_000,
            });
            const code = made.topics[0]?.errorCode ?? -1;
            if (code !== ErrorCode.NONE && code !== ErrorCode.TOPIC_ALREADY_EXISTS)
              throw errorFor(code, { topic: name });
          },
          { timeoutMs: PATIENCE_MS },
        );
        await cluster.loadTopics([name], { timeoutMs: PATIENCE_MS });
      });
    });

    it('and was the coordinator of a group: the group goes on where it was', async () => {
      const { nodes } = lab().target;
      const topic = await placedTopic(
        lab(),
        nodes.map(({ id }) => ledBy(lab(), id)),
      );
      const groupId = lab().name('group');
      await using cluster = lab().cluster();
      await using producer = lab().producer();
      const send = (from: number): Promise<unknown> =>
        producer.sendMany(
          Array.from({ length: 60 }, (_, i) => ({ topic, partition: i % nodes.length, value: String(from + i) })),
        );
      await using consumer = lab().consumer({ groupId });
      consumer.subscribe({ topics: [topic] });
      await send(0);
      const seen = await read(consumer, 60);
      await consumer.commit();
      await askCoordinator(cluster, groupId);
      const coordinator = nodeOf(lab(), await cluster.coordinator('group', groupId));
      await without(lab(), coordinator, 'kill', async () => {
        await send(60);
        seen.push(...(await read(consumer, 60)));
        await consumer.commit(undefined, { timeoutMs: PATIENCE_MS });
        const committed = await consumer.committed(nodes.map((_, partition) => ({ topic, partition })));
        for (const [partition] of nodes.entries()) assert.equal(committed.get(topic, partition)?.offset, 40);
        const values = seen.map(({ value }) => Number(value)).sort((a, b) => a - b);
        assert.deepEqual(
          values,
          Array.from({ length: 120 }, (_, i) => i),
        );
        // Without being told: the connection to the old one is gone.
        await askCoordinator(cluster, groupId);
        assert.notEqual(await cluster.coordinator('group', groupId), coordinator.id);
      });
    });
  });

  describe('a leader that was stopped and is back', () => {
    it('is no longer leader, says who is, and is used for the rest', async () => {
      const { target } = lab();
      const [first, second] = target.nodes as [TargetNode, TargetNode];
      const topic = await placedTopic(lab(), [ledBy(lab(), second.id)]);
      const place = { topic, partition: 0 };
      // Knows the leader, but is not connected to it: nothing tells it that anything has changed.
      await using stale = lab().cluster({ bootstrapServers: first.address });
      await stale.loadTopics([topic]);
      assert.equal(stale.leaderOf(topic, 0), second.id);
      await using producer = lab().producer();
      await without(lab(), second, 'stop', async () => {
        await producer.send({ ...place, value: 'by another leader' });
      });
      const { metadataVersion } = stale;
      const refused = await produceAnswer(stale, place, 'to the old leader');
      assert.equal(refused.errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
      if (atLeast(target.version, '3.7')) {
        assert.ok(stale.learnLeaders([{ ...place, ...refused.currentLeader }], refused.nodeEndpoints));
        assert.equal(stale.metadataVersion, metadataVersion + 1, 'nobody asked for metadata');
        assert.equal((await produceAnswer(stale, place, 'to the new one')).errorCode, ErrorCode.NONE);
      } else {
        const produce = async (): Promise<void> => {
          const { errorCode } = await produceAnswer(stale, place, 'to the new one');
          if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, place);
        };
        await stale.retry('produce', produce);
      }
      const values = await fetchValues(stale, place, { maxWaitMs: 0 });
      assert.deepEqual(values, ['by another leader', 'to the new one']);
      assert.notEqual(stale.leaderOf(topic, 0), second.id);
      await ask(stale, second.id);
    });
  });
}

function isLeaderless(error: unknown): boolean {
  assert.ok(error instanceof ProtocolError);
  assert.equal(error.code, ErrorCode.LEADER_NOT_AVAILABLE);
  assert.ok(error.retriable);
  return true;
}
