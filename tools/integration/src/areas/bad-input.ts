import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
  });
}
