import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RecreatedTopic } from '@k/consumer';
import { atLeast } from '@k/tool-kafka';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { read, readTopic, valuesByPartition } from '../reading.ts';
import { ledBy, nodeOf, placedTopic, without } from './whole.ts';

const OLD = 5;
const NEW = 8;

/** What clients make of a topic that is deleted and made again under its name. */
export function recreatedTopics(lab: GetLab): void {
  /** A topic of one partition whose leader has changed once, so that its leader epoch is above that of a new one. */
  async function movedTopic(): Promise<{ topic: string; first: number; leader: number }> {
    const [first, leader] = lab().target.nodes.map(({ id }) => id) as [number, number];
    const topic = await placedTopic(lab(), [[first, leader]]);
    await without(lab(), nodeOf(lab(), first), 'stop', () => Promise.resolve());
    await using cluster = lab().cluster();
    await cluster.loadTopics([topic], { timeoutMs: PATIENCE_MS });
    assert.equal(cluster.leaderOf(topic, 0), leader);
    return { topic, first, leader };
  }

  const values = (what: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${what} ${i}`);

  async function produce(topic: string, list: readonly string[]): Promise<void> {
    await using producer = lab().producer();
    await producer.sendMany(list.map((value) => ({ topic, value })));
  }

  /** Brokers from 2.8 on tell that it is another topic. */
  const hasIds = (): boolean => atLeast(lab().target.version, '2.8');
  /**
   * Without ids it is the leader epochs that tell, where they differ. As 2.4 @k/broker begins a new topic at 0; a Kafka 2.4.1
   * takes what is asked with the epoch of the old one.
   */
  const tellsEpochs = (): boolean => lab().target.name.startsWith('@k/broker');

  describe('a topic that is made again', () => {
    for (const [what, same] of [
      ['led by another broker', false],
      ['led by the same broker', true],
    ] as const) {
      it(`${what}, is written to by a producer that knew the old one`, async () => {
        const { topic, first, leader } = await movedTopic();
        await using producer = lab().producer();
        await producer.send({ topic, value: 'old' });
        await lab().recreate(topic, [ledBy(lab(), same ? leader : first)]);
        const sent = await producer.sendMany(values('new', NEW).map((value) => ({ topic, value })));
        assert.deepEqual(
          sent.map(({ offset }) => offset),
          Array.from({ length: NEW }, (_, i) => i),
        );
        assert.deepEqual(valuesByPartition(await readTopic(lab(), topic)).get(0), values('new', NEW));
      });

      it(`${what}, is read by a consumer that knew the old one`, async () => {
        const { topic, first, leader } = await movedTopic();
        const place = { topic, partition: 0 };
        await produce(topic, values('old', OLD));
        // Without a wait the request that is under way would end with the old topic, and tell of it.
        await using consumer = lab().consumer({ fetchMaxWaitMs: 10 });
        const told: RecreatedTopic[] = [];
        consumer.on('topicRecreated', (recreated) => told.push(recreated));
        consumer.assign([place]);
        await read(consumer, OLD);
        consumer.pause([place]);
        await lab().recreate(topic, [ledBy(lab(), same ? leader : first)]);
        await produce(topic, values('new', NEW));
        consumer.resume([place]);
        const expected = values('new', NEW).slice(hasIds() || tellsEpochs() ? 0 : OLD);
        const seen = await read(consumer, expected.length);
        assert.deepEqual(
          seen.map(({ value }) => value),
          expected,
        );
        assert.deepEqual(
          told.map((each) => each.positions),
          hasIds() ? [[{ ...place, position: OLD }]] : [],
        );
      });
    }

    it('while a producer writes, has what was not stored in the old one: each record once, in order', async () => {
      const { topic, first } = await movedTopic();
      await using producer = lab().producer();
      let recreated = false;
      let sent = 0;
      const waiting: Promise<unknown>[] = [];
      const send = async (): Promise<void> => {
        waiting.push(producer.send({ topic, value: String(sent++) }));
        if (waiting.length >= 20) await waiting.shift();
      };
      for (let i = 0; i < 200; i++) await send();
      const recreating = lab()
        .recreate(topic, [ledBy(lab(), first)])
        .then(() => (recreated = true));
      // The flag is set while this loop waits.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
      while (!recreated) await Promise.race([send(), recreating]);
      for (let i = 0; i < 200; i++) await send();
      await Promise.all(waiting);
      const stored = (await readTopic(lab(), topic)).map(({ value }) => Number(value));
      const from = stored[0] ?? 0;
      assert.ok(stored.length > 200, `${stored.length} records`);
      assert.deepEqual(
        stored,
        Array.from({ length: sent - from }, (_, i) => from + i),
      );
    });

    it('while a group reads it, is read from its beginning, and committed', async (t) => {
      if (!hasIds()) {
        t.skip('nothing tells that it is another topic, unless it is missed in between');
        return;
      }
      const { topic, first } = await movedTopic();
      const groupId = lab().name('group');
      await produce(topic, values('old', OLD));
      await using consumer = lab().consumer({ groupId, autoCommitIntervalMs: 100, metadataMaxAgeMs: 2_000 });
      consumer.subscribe({ topics: [topic] });
      await read(consumer, OLD);
      await consumer.commit();
      await lab().recreate(topic, [ledBy(lab(), first)]);
      await produce(topic, values('new', NEW));
      const seen = await read(consumer, NEW);
      assert.deepEqual(
        seen.map(({ value }) => value),
        values('new', NEW),
      );
      await consumer.commit(undefined, { timeoutMs: PATIENCE_MS });
      assert.equal((await consumer.committed([{ topic, partition: 0 }])).get(topic, 0)?.offset, NEW);
    });
  });
}
