import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, errorFor, OffsetCommit, StateError } from '@k/wire';
import { failure, odd } from '@k/testing';
import { OffsetCommitContext, SimpleConsumer, type SimpleClient } from '../src/index.ts';
import { committed, produce } from './support/messages.ts';
import { withClient } from './support/with-client.ts';

function consumerOf(client: SimpleClient): SimpleConsumer<true> {
  return new SimpleConsumer(client, 'g', 't', { autoCommit: false, partitions: [0, 1] }).providePartitionInfo();
}

const offsetsOf = ({ offsets }: SimpleConsumer<boolean>): number[] => [...offsets.values()];

describe('OffsetCommitContext', () => {
  it('run() commits what is marked, and the consumer goes back to what is not', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 5));
      await run(produce(client, 1, 5));
      const consumer = consumerOf(client);
      const context = new OffsetCommitContext(consumer);
      assert.equal(context.consumer, consumer);
      const read = await run(
        context.run(async (inside) => {
          assert.equal(inside.isMarked, false);
          const messages = await consumer.getMessages({ count: 10 });
          for (const [partition, { offset }] of messages)
            if (partition === 0 && offset < 3) inside.mark(partition, offset);
          // The highest one counts, in whatever order.
          inside.mark(0, 0);
          assert.equal(inside.isMarked, true);
          assert.deepEqual([...inside.highWaterMark], [[0, 3]]);
          return messages.length;
        }),
      );
      assert.equal(read, 10);
      assert.deepEqual(offsetsOf(consumer), [3, 0]);
      assert.deepEqual(await run(committed(client)), [3, -1]);
      const places = (await run(consumer.getMessages({ count: 10, timeout: 1 }))).map(([partition]) => partition);
      assert.deepEqual([...places].sort(), [0, 0, 1, 1, 1, 1, 1]);
      await run(consumer.stop());
    }));

  it('without a mark nothing is committed, and the same messages come again', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 2));
      let commits = 0;
      broker.control(OffsetCommit, () => {
        commits++;
        return undefined;
      });
      const consumer = consumerOf(client);
      for (let i = 0; i < 2; i++) {
        const messages = await run(new OffsetCommitContext(consumer).run(() => consumer.getMessages({ count: 2 })));
        assert.equal(messages?.length, 2);
        assert.deepEqual(offsetsOf(consumer), [0, 0]);
      }
      assert.equal(commits, 0);
      await run(consumer.stop());
    }));

  it('an error rolls back, whatever is marked, and is thrown', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 4));
      const consumer = consumerOf(client);
      await run(consumer.getMessage());
      const context = new OffsetCommitContext(consumer);
      const fails = context.run(async () => {
        await consumer.getMessages({ count: 2 });
        context.mark(0, 2);
        throw new Error('the work fails');
      });
      await assert.rejects(run(fails), /the work fails/);
      assert.deepEqual(offsetsOf(consumer), [1, 0]);
      assert.deepEqual(await run(committed(client)), [-1, -1]);
      assert.equal((await run(consumer.getMessage()))?.[1].offset, 1);
      await run(consumer.stop());
    }));

  it('a commit that fails is thrown, and the consumer stays where it was', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 2));
      const consumer = consumerOf(client);
      await run(consumer.start());
      broker.control(OffsetCommit, ({ topics }) => ({
        topics: topics.map(({ name, partitions }) => ({
          name,
          partitions: partitions.map(({ partitionIndex }) => ({
            partitionIndex,
            errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED,
          })),
        })),
      }));
      const work = new OffsetCommitContext(consumer).run(async (context) => {
        await consumer.getMessages({ count: 2 });
        context.mark(0, 1);
      });
      assert.equal((await failure(run(work))).name, 'GroupAuthorizationFailedError');
      assert.deepEqual(offsetsOf(consumer), [0, 0]);
      await run(consumer.stop());
    }));

  it('an OffsetOutOfRangeError goes to the beginning of that partition, others back; handleOutOfRange() to all', () =>
    withClient(async (client, broker, { run }) => {
      for (const partition of [0, 1]) {
        await run(produce(client, partition, 9));
        broker.truncateBefore('t', partition, 4);
      }
      const consumer = consumerOf(client);
      await run(consumer.seek(6));
      const context = new OffsetCommitContext(consumer);
      const work = async (): Promise<string> => {
        await consumer.getMessages({ count: 2 });
        throw errorFor(ErrorCode.OFFSET_OUT_OF_RANGE, { topic: 't', partition: 1 });
      };
      assert.equal(await run(context.run(work)), undefined);
      assert.deepEqual(offsetsOf(consumer), [6, 4]);
      await run(context.handleOutOfRange());
      assert.deepEqual(offsetsOf(consumer), [4, 4]);
      await run(consumer.stop());
    }));

  it('enter(), mark(), commit(), rollback() go without run(), and leaving without a commit rolls back', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 6));
      const consumer = consumerOf(client);
      const context = await run(new OffsetCommitContext(consumer).enter());
      await run(consumer.getMessages({ count: 2 }));
      context.mark(0, 0);
      await run(context.commit());
      assert.deepEqual(offsetsOf(consumer), [1, 0]);
      // What is asked of a context that is over is a mistake.
      assert.throws(() => {
        context.mark(0, 1);
      }, StateError);
      assert.ok((await failure(context.rollback())) instanceof StateError);
      await run(context.enter());
      await run(consumer.getMessages({ count: 2 }));
      await run(context.rollback());
      assert.deepEqual(offsetsOf(consumer), [1, 0]);
      await run(context.enter());
      await run(consumer.getMessages({ count: 2 }));
      context.mark(0, 2);
      await run(context[Symbol.asyncDispose]());
      assert.deepEqual(offsetsOf(consumer), [1, 0]);
      assert.deepEqual(await run(committed(client)), [1, -1]);
      await run(consumer.stop());
    }));

  it('commitPartitionOffsets() and updateConsumerOffsets() do what they are told', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 6));
      const consumer = consumerOf(client);
      await run(consumer.start());
      const context = new OffsetCommitContext(consumer);
      await run(context.commitPartitionOffsets(new Map([[0, 5]])));
      assert.deepEqual(await run(committed(client)), [5, -1]);
      assert.deepEqual(offsetsOf(consumer), [0, 0]);
      await run(context.updateConsumerOffsets(new Map([[0, 4]])));
      assert.deepEqual(offsetsOf(consumer), [4, 0]);
      assert.equal((await run(consumer.getMessage()))?.[1].offset, 4);
      assert.throws(() => new OffsetCommitContext(odd({})), /consumer/);
      await run(consumer.stop());
    }));
});
