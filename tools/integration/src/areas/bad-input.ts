import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RefusedBatchError, SendManyError } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import { ErrorCode, KafkaError, ProtocolError } from '@k/wire';
import { readTopic } from '../reading.ts';
import type { GetLab } from '../lab.ts';

export function badInput(lab: GetLab): void {
  describe('bad input', () => {
    it('names a topic that does not exist, where topics are not made on demand', async () => {
      const topic = lab().name('missing');
      await using producer = lab().producer({ allowAutoCreateTopics: false, maxBlockMs: 2000 });
      await assert.rejects(producer.send({ topic, value: 'x' }), (error: unknown) => {
        assert.ok(KafkaError.is(error));
        assert.match(error.message, new RegExp(topic));
        return true;
      });
    });

    it('refuses a record larger than maxRequestSize, and nothing else', async () => {
      const topic = await lab().topic(1);
      await using producer = lab().producer({ maxRequestSize: 10_000 });
      const results = await Promise.allSettled([
        producer.send({ topic, value: 'before' }),
        producer.send({ topic, value: 'x'.repeat(20_000) }),
        producer.send({ topic, value: 'after' }),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(
        (await readTopic(lab(), topic)).map(({ value }) => value),
        ['before', 'after'],
      );
    });

    it('passes on the broker’s refusal of a record larger than the topic takes', async () => {
      const topic = await lab().topic(1, { 'max.message.bytes': '5000' });
      await using producer = lab().producer();
      await assert.rejects(producer.send({ topic, value: 'x'.repeat(20_000) }), (error: unknown) => {
        const cause = error instanceof ProtocolError ? error : (error as Error).cause;
        assert.ok(cause instanceof ProtocolError);
        assert.equal(cause.code, ErrorCode.MESSAGE_TOO_LARGE);
        return true;
      });
      await producer.send({ topic, value: 'small' });
      assert.deepEqual(
        (await readTopic(lab(), topic)).map(({ value }) => value),
        ['small'],
      );
    });

    it('tells the records that the broker refuses from the others of their batch (KIP-467)', async (t) => {
      const { target } = lab();
      if (!atLeast(target.version, '2.4.0')) {
        t.skip('brokers name records from 2.4 on');
        return;
      }
      const topic = await lab().topic(1, { 'cleanup.policy': 'compact' });
      await using producer = lab().producer({ compressionType: 'gzip' });
      const keys = ['a', null, 'b', null];
      const error = await producer.sendMany(keys.map((key) => ({ topic, key, value: 'x' }))).catch((it: unknown) => it);
      assert.ok(error instanceof SendManyError);
      for (const [i, each] of error.errors.entries()) {
        if (keys[i] !== null) {
          assert.ok(each instanceof RefusedBatchError);
          continue;
        }
        assert.ok(each instanceof ProtocolError);
        assert.equal(each.code, ErrorCode.INVALID_RECORD);
        assert.match(each.message, /without key/);
      }
      assert.equal(error.failed, keys.length);
      await producer.send({ topic, key: 'a', value: 'alone' });
      assert.deepEqual(
        (await readTopic(lab(), topic)).map(({ value }) => value),
        ['alone'],
      );
    });
  });
}
