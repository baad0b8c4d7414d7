import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  createMessage,
  MultiProcessConsumer,
  OffsetCommitContext,
  SimpleClient,
  SimpleConsumer,
  type SimpleConsumerOptions,
} from '@k/simple';
import { atLeast } from '@k/tool-kafka';
import { PATIENCE_MS } from '../lab.ts';
import type { Target } from '../target.ts';

const PATIENCE = PATIENCE_MS / 1_000;

/** kafka-python's consumers, on any Kafka. */
export function simpleConsumers(target: () => Target, makeTopic: () => Promise<string>): void {
  /** Finding out what an old broker takes needs seconds, and is tested elsewhere. */
  const client = (): SimpleClient => {
    const { version, bootstrapServers } = target();
    return new SimpleClient({
      bootstrapServers: [...bootstrapServers],
      apiVersion: atLeast(version, '0.10') ? 'auto' : version,
    });
  };

  async function produce(through: SimpleClient, topic: string, values: readonly string[]): Promise<void> {
    const messages = values.map((value) => createMessage(value));
    const send = () => through.sendProduceRequest([{ topic, partition: 0, messages }]);
    await through.cluster.retry('produce', send, { timeoutMs: PATIENCE_MS });
  }

  /** Whether there are offsets to be kept. */
  function keepsOffsets(context: TestContext): boolean {
    const isThere = atLeast(target().version, '0.8.1');
    if (!isThere) context.skip('brokers keep offsets from 0.8.1 on');
    return isThere;
  }

  describe('the older consumers', () => {
    for (const offsetStorage of ['kafka', 'zookeeper'] as const) {
      it(`SimpleConsumer goes on where its group is, with offsets in ${offsetStorage}, or says that there is none`, async (context) => {
        if (!keepsOffsets(context)) return;
        await using own = client();
        const topic = await makeTopic();
        await produce(own, topic, ['a', 'b', 'c', 'd']);
        const group = `group-of-${topic}`;
        const options: SimpleConsumerOptions = { autoCommit: false, offsetStorage };
        await using first = new SimpleConsumer(own, group, topic, options);
        if (offsetStorage === 'zookeeper' && (await hasNoZooKeeper(own))) {
          await assert.rejects(first.getMessage({ timeout: PATIENCE }), /UnsupportedVersion/);
          return;
        }
        assert.equal(await first.pending(), 4);
        const read = await first.getMessages({ count: 3, timeout: PATIENCE });
        assert.deepEqual(
          read.map(({ offset, message }) => [offset, String(message.value)]),
          [
            [0, 'a'],
            [1, 'b'],
            [2, 'c'],
          ],
        );
        assert.equal(await first.commit(), true);
        await using next = new SimpleConsumer(own, group, topic, options);
        assert.equal((await next.getMessage({ timeout: PATIENCE }))?.offset, 3);
        await next.seek(-2, 2);
        assert.equal((await next.getMessage({ timeout: PATIENCE }))?.offset, 2);
        assert.equal(await next.pending(), 1);
      });
    }

    it('SimpleConsumer asks for more until a message fits, and autoOffsetReset brings it back into the log', async () => {
      await using own = client();
      const topic = await makeTopic();
      const large = 'x'.repeat(100_000);
      await produce(own, topic, ['small']);
      await produce(own, topic, [large]);
      await using consumer = new SimpleConsumer(own, null, topic, { maxBufferSize: null, autoOffsetReset: 'smallest' });
      const read = await consumer.getMessages({ count: 2, timeout: PATIENCE });
      assert.deepEqual(
        read.map(({ message }) => message.value?.length),
        [5, 100_000],
      );
      await consumer.seek(1_000);
      assert.equal((await consumer.getMessage({ timeout: PATIENCE }))?.offset, 0);
      await using limited = new SimpleConsumer(own, null, topic, {});
      assert.equal((await limited.getMessage({ timeout: PATIENCE }))?.offset, 0);
      // Since 0.10.1 a message comes whatever its size is.
      const cuts = !atLeast(target().version, '0.10.1');
      const rest = limited.getMessage({ timeout: PATIENCE });
      if (cuts) await assert.rejects(rest, { name: 'ConsumerFetchSizeTooSmall' });
      else assert.equal((await rest)?.message.value?.length, 100_000);
    });

    it('OffsetCommitContext commits what is marked, and goes back to what is not', async (context) => {
      if (!keepsOffsets(context)) return;
      await using own = client();
      const topic = await makeTopic();
      await produce(own, topic, ['a', 'b', 'c']);
      await using consumer = new SimpleConsumer(own, `group-of-${topic}`, topic, { autoCommit: false });
      await new OffsetCommitContext(consumer).run(async (inside) => {
        assert.equal((await consumer.getMessages({ count: 3, timeout: PATIENCE })).length, 3);
        inside.mark(0, 1);
      });
      assert.equal((await consumer.getMessage({ timeout: PATIENCE }))?.offset, 2);
      await consumer.fetchLastKnownOffsets();
      assert.deepEqual([...consumer.offsets], [[0, 2]]);
    });

    it('MultiProcessConsumer reads in a thread, and commits what was handed back', async () => {
      await using own = client();
      const topic = await makeTopic();
      await produce(own, topic, ['a', 'b', 'c']);
      const group = atLeast(target().version, '0.8.1') ? `group-of-${topic}` : null;
      const consumer = new MultiProcessConsumer(own, group, topic);
      const values: string[] = [];
      for await (const { message } of consumer) values.push(String(message.value));
      assert.deepEqual(values, ['a', 'b', 'c']);
      await consumer.stop();
      if (group === null) return;
      await using next = new SimpleConsumer(own, group, topic);
      await next.start();
      assert.deepEqual([...next.offsets], [[0, 3]]);
    });
  });
}

/** Version 0 of OffsetFetch is about ZooKeeper: Kafka 4 does not take it, and 3.9 refuses it where it runs without one. */
async function hasNoZooKeeper(client: SimpleClient): Promise<boolean> {
  const payloads = [{ topic: 'x', partition: 0 }];
  const options = { offsetStorage: 'zookeeper', failOnError: false } as const;
  const [answer] = await client.sendOffsetFetchRequest('g', payloads, options);
  return answer instanceof Error || answer?.error === 35;
}
