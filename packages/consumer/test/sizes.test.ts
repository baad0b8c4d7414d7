import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UnreadableRecordError, type KafkaConsumer, type TopicPartition } from '../src/index.ts';
import { numbered } from './support.ts';
import { pollValues, World } from './world.ts';

const MB = 1_048_576;
const LARGE = { topic: 'large', partition: 0 };
const SMALL = { topic: 'small', partition: 0 };
const earliest = { autoOffsetReset: 'earliest' } as const;

/** A record of so many bytes between two small ones, and five records of another topic. */
async function withLarge(bytes: number): Promise<World> {
  const world = await World.create();
  world.broker.createTopic(LARGE.topic, { config: { 'max.message.bytes': String(100 * MB) } });
  world.broker.createTopic(SMALL.topic);
  await world.produce(LARGE.topic, 0, ['before']);
  await world.produce(LARGE.topic, 0, [{ value: Buffer.alloc(bytes, 'x') }]);
  await world.produce(LARGE.topic, 0, ['behind']);
  await world.produce(SMALL.topic, 0, numbered(5));
  return world;
}

/** Lengths of values, by topic. */
async function lengthsRead(consumer: KafkaConsumer, count: number): Promise<{ large: number[]; small: number[] }> {
  const lengths: { large: number[]; small: number[] } = { large: [], small: [] };
  while (lengths.large.length + lengths.small.length < count) {
    for (const { topic, valueLength } of await consumer.poll())
      lengths[topic === LARGE.topic ? 'large' : 'small'].push(valueLength);
  }
  return lengths;
}

describe('a record that is larger than a limit', () => {
  it('of 50 MB is read with the options as they are', async () => {
    const world = await withLarge(50 * MB);
    const consumer = world.consumer(earliest);
    consumer.assign([LARGE, SMALL]);
    assert.deepEqual(await world.run(lengthsRead(consumer, 8)), { large: [6, 50 * MB, 6], small: [2, 2, 2, 2, 2] });
    assert.ok((await world.run(consumer.poll({ timeoutMs: 0 }))).isEmpty);
    assert.equal(consumer.buffered.bytes, 0);
    await world.close();
  });

  it('than bufferMemory is read, and the others go on beside it', async () => {
    const world = await withLarge(5 * MB);
    const options = { ...earliest, bufferMemory: 65_536, maxPartitionFetchBytes: 32_768 };
    const expected = { large: [6, 5 * MB, 6], small: [2, 2, 2, 2, 2] };
    const polling = world.consumer(options);
    polling.assign([LARGE, SMALL]);
    assert.deepEqual(await world.run(lengthsRead(polling, 8)), expected);
    const looping = world.consumer(options);
    looping.assign([LARGE, SMALL]);
    const lengths = { large: [] as number[], small: [] as number[] };
    const reading = async (): Promise<void> => {
      for await (const batch of looping.batches()) {
        const list = lengths[batch.topic === LARGE.topic ? 'large' : 'small'];
        for (const { valueLength } of batch) list.push(valueLength);
        if (lengths.large.length + lengths.small.length === 8) break;
      }
    };
    await world.run(reading());
    assert.deepEqual(lengths, expected);
    await world.close();
  });

  it('than maxFrameBytes is an error with its place and the option, again until it is passed over; others go on', async () => {
    const world = await withLarge(2 * MB);
    const consumer = world.consumer({ ...earliest, maxFrameBytes: MB });
    consumer.assign([LARGE, SMALL]);
    const values: string[] = [];
    const errors: unknown[] = [];
    const reading = async (): Promise<void> => {
      while (errors.length < 2 || values.length < 6) {
        try {
          for (const { value } of await consumer.poll()) values.push(String(value));
        } catch (error) {
          errors.push(error);
        }
      }
    };
    await world.run(reading());
    assert.deepEqual(values.toSorted(), ['before', ...numbered(5)]);
    for (const error of errors) {
      assert.ok(error instanceof UnreadableRecordError, String(error));
      assert.deepEqual([error.topic, error.partition, error.offset], [LARGE.topic, 0, 1]);
      assert.match(error.message, /large-0 offset 1: .*maxFrameBytes/);
    }
    consumer.seek(LARGE, 2);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['behind']);
    await world.close();
  });
});

const HOUR_MS = 3_600_000;

describe('a consumer that is paused for hours', () => {
  it('stays a member, keeps its positions, and goes on where the logs still have them', async () => {
    const world = await World.create();
    for (const topic of ['kept', 'shortened', 'deleted']) {
      world.broker.createTopic(topic);
      await world.produce(topic, 0, numbered(10, topic));
    }
    const consumer = world.consumer({ ...earliest, groupId: 'g', stallTimeoutMs: 60_000 });
    const told: string[] = [];
    for (const event of ['lost', 'pollIntervalExceeded', 'stalled'] as const)
      consumer.on(event, () => told.push(event));
    // The one that is deleted makes the group rebalance, which ends every pause.
    const listener = { onPartitionsAssigned: (partitions: readonly TopicPartition[]) => consumer.pause(partitions) };
    consumer.subscribe({ topics: ['kept', 'shortened', 'deleted'], listener });
    while (consumer.assignment().length < 3) await world.run(consumer.poll({ timeoutMs: 100 }));
    for (const place of consumer.assignment()) consumer.seek(place, 4);
    const { memberId } = consumer.membership ?? {};
    for (let minutes = 0; minutes < 6 * 60; minutes += 4) {
      if (minutes === 60) {
        world.broker.truncateBefore('shortened', 0, 8);
        world.broker.deleteTopic('deleted');
      }
      if (minutes === 120) await world.produce('kept', 0, ['later']);
      assert.ok((await world.run(consumer.poll({ timeoutMs: 0 }))).isEmpty);
      await world.clock.advance(HOUR_MS / 15);
    }
    assert.equal(consumer.membership?.memberId, memberId);
    assert.deepEqual(told, []);
    const kept = { topic: 'kept', partition: 0 };
    assert.equal(await world.run(consumer.position(kept)), 4);
    consumer.resume();
    const values = await world.run(pollValues(consumer, 9));
    assert.deepEqual(values.filter((value) => value.startsWith('kept') || value === 'later').slice(0, 7), [
      ...numbered(10, 'kept').slice(4),
      'later',
    ]);
    assert.deepEqual(values.filter((value) => value.startsWith('shortened')), ['shortened8', 'shortened9']); // prettier-ignore
    await world.close();
  });
});
