import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConsumerGroupMetadata } from '@k/cluster';
import type { KafkaProducer } from '@k/producer';
import { type GetLab, type Lab, PATIENCE_MS } from '../lab.ts';
import { valuesByPartition } from '../reading.ts';
import type { TargetNode } from '../target.ts';
import { committedRecords } from '../transaction-outcomes.ts';
import { ledBy, nodeOf, placedTopic, without } from './whole.ts';

/**
 * The cluster finds another coordinator within seconds, and nobody here waits longer for one broker. Should there never be
 * another one, commits and the producers' ends fail after a minute, with what was wrong.
 */
const PATIENCE = { requestTimeoutMs: 5_000, deliveryTimeoutMs: 40_000, maxBlockMs: 20_000 };
const IN_SYNC = { 'min.insync.replicas': '2' };

/** A producer, and what it does before its coordinator is killed. */
interface Actor {
  /** Where it stands when the coordinator goes. */
  readonly at: string;
  readonly producer: KafkaProducer;
  /** Of its own, of topic and source. */
  readonly partition: number;
  readonly groupId: string;
}

/** Transactions whose coordinator, or whose partition's leader, goes in the middle of them. */
export function movedTransactions(lab: GetLab): void {
  describe('a transaction', () => {
    it('ends as it was told to, at whatever step its coordinator is killed', async () => {
      const steps = ['init', 'begin', 'sendOffsets', 'commit', 'committed', 'abort', 'aborted'] as const;
      const { ids, coordinator } = await idsOfOneCoordinator(lab(), steps.length);
      const leader = otherThan(lab(), coordinator);
      const placement = steps.map(() => ledBy(lab(), leader.id));
      const topic = await placedTopic(lab(), placement, IN_SYNC);
      const source = await placedTopic(lab(), placement);
      const actors = steps.map((at, partition): Actor => {
        const producer = lab().producer({ ...PATIENCE, transactionalId: ids[partition] });
        return { at, producer, partition, groupId: lab().name('group') };
      });
      const send = ({ producer, partition }: Actor, value: string): Promise<unknown> =>
        producer.send({ topic, partition, value });
      const sendOffsets = ({ producer, partition, groupId }: Actor): Promise<void> =>
        producer.sendOffsetsToTransaction({ topic: source, partition, offset: 7 }, nobody(groupId));

      /** @returns what is still to end when the coordinator is killed */
      async function before(actor: Actor): Promise<() => Promise<void>> {
        const { producer, at } = actor;
        await producer.initTransactions();
        if (at === 'init') return () => Promise.resolve();
        await producer.beginTransaction();
        await send(actor, 'a');
        if (at === 'begin') return () => Promise.resolve();
        await sendOffsets(actor);
        if (at === 'sendOffsets') return () => Promise.resolve();
        await send(actor, 'b');
        if (at === 'committed') await producer.commitTransaction();
        if (at === 'aborted') await producer.abortTransaction();
        if (at === 'commit') return () => producer.commitTransaction();
        if (at === 'abort') return () => producer.abortTransaction();
        return () => Promise.resolve();
      }

      async function after(actor: Actor): Promise<void> {
        const { producer, at } = actor;
        if (at === 'init') {
          await producer.beginTransaction();
          await send(actor, 'a');
        }
        if (at === 'init' || at === 'begin') await sendOffsets(actor);
        if (at === 'init' || at === 'begin' || at === 'sendOffsets') {
          await send(actor, 'b');
          await producer.commitTransaction();
        }
        await producer.transaction((tx) => void tx.send({ topic, partition: actor.partition, value: 'next' }));
      }

      try {
        const ends = await Promise.all(actors.map(before));
        const ending = Promise.all(ends.map((end) => end()));
        // Should the kill fail before it is awaited, its own error is the one to see.
        ending.catch(() => undefined);
        await without(lab(), coordinator, 'kill', async () => {
          await ending;
          await Promise.all(actors.map(after));
        });
      } finally {
        await Promise.all(actors.map(({ producer }) => producer.close()));
      }

      const seen = valuesByPartition(await committedRecords(lab(), topic));
      for (const { at, partition, groupId } of actors) {
        const isAborted = at === 'abort' || at === 'aborted';
        assert.deepEqual(seen.get(partition), isAborted ? ['next'] : ['a', 'b', 'next'], at);
        await using member = lab().consumer({ groupId, enableAutoCommit: false });
        const committed = (await member.committed({ topic: source, partition })).get(source, partition);
        assert.equal(committed?.offset, isAborted ? undefined : 7, at);
      }
    });

    it('goes on at the new leader when a partition’s is killed between two of its batches', async () => {
      const { ids, coordinator } = await idsOfOneCoordinator(lab(), 2);
      const leader = otherThan(lab(), coordinator);
      const topic = await placedTopic(lab(), [ledBy(lab(), leader.id), ledBy(lab(), leader.id)], IN_SYNC);
      const [one, other] = ids;
      const options = { ...PATIENCE, batchSize: 0 };
      await using committing = lab().producer({ ...options, transactionalId: one });
      await using aborting = lab().producer({ ...options, transactionalId: other });
      const producers = [committing, aborting];
      const send = (from: number): Promise<unknown>[] =>
        producers.map((producer, partition) =>
          producer.sendMany(Array.from({ length: 5 }, (_, i) => ({ topic, partition, value: String(from + i) }))),
        );
      for (const producer of producers) await producer.beginTransaction();
      await Promise.all(send(0));
      const inFlight = Promise.all(send(5));
      inFlight.catch(() => undefined);
      await without(lab(), leader, 'kill', async () => {
        await inFlight;
        await Promise.all(send(10));
        await committing.commitTransaction();
        await aborting.abortTransaction();
        for (const [partition, producer] of producers.entries()) {
          await producer.transaction((tx) => void tx.send({ topic, partition, value: 'next' }));
        }
      });
      const seen = valuesByPartition(await committedRecords(lab(), topic));
      assert.deepEqual(seen.get(0), [...Array.from({ length: 15 }, (_, i) => String(i)), 'next']);
      assert.deepEqual(seen.get(1), ['next']);
    });
  });
}

function nobody(groupId: string): ConsumerGroupMetadata {
  return { groupId, generationId: -1, memberId: '' };
}

/**
 * Transactional ids that one broker coordinates. Which one that is, the tests before have a hand in: who was killed has lost
 * what it led, and may coordinate nothing.
 */
async function idsOfOneCoordinator(
  lab: Lab,
  count: number,
): Promise<{ readonly ids: readonly string[]; readonly coordinator: TargetNode }> {
  await using cluster = lab.cluster();
  const byBroker = new Map<number, string[]>();
  for (;;) {
    const id = lab.name('id');
    const broker = await cluster.coordinator('transaction', id, { timeoutMs: PATIENCE_MS });
    const ids = [...(byBroker.get(broker) ?? []), id];
    if (ids.length === count) return { ids, coordinator: nodeOf(lab, broker) };
    byBroker.set(broker, ids);
  }
}

function otherThan(lab: Lab, node: TargetNode): TargetNode {
  const other = lab.target.nodes.find(({ id }) => id !== node.id);
  assert.ok(other !== undefined, 'there is one broker only');
  return other;
}
