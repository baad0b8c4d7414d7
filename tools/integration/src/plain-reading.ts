import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type ConsumerOptions, KafkaConsumer, UnreadableRecordError } from '@k/consumer';
import { KafkaProducer, type ProducerOptions } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import { PATIENCE_MS } from './lab.ts';
import type { PlainClient } from './plain-client.ts';
import { type Seen, read, readUntil } from './reading.ts';
import type { Target } from './target.ts';

export interface PlainReadingInit {
  readonly target: () => Target;
  /** The option `apiVersion`: what a broker is told to be that does not say so. */
  readonly told: () => string;
  readonly client: () => PlainClient;
  readonly unique: (what: string) => string;
}

const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4'] as const;
const COUNT = 50;

/** What `KafkaConsumer` does with every Kafka since 0.8.2, whatever the format of its logs. */
export function plainReading({ target, told, client, unique }: PlainReadingInit): void {
  const bootstrap = (): { bootstrapServers: string[]; apiVersion: string } => ({
    bootstrapServers: [...target().bootstrapServers],
    apiVersion: told(),
  });
  const consumer = (options: Omit<ConsumerOptions, 'cluster'> = {}): KafkaConsumer =>
    new KafkaConsumer({ autoOffsetReset: 'earliest', ...options, ...bootstrap() });
  const producer = (options: Omit<ProducerOptions, 'cluster'> = {}): KafkaProducer =>
    new KafkaProducer({ enableIdempotence: false, ...options, ...bootstrap() });
  async function makeTopic(config: Readonly<Record<string, string>> = {}): Promise<string> {
    await using plain = client();
    const topic = unique('read');
    await plain.makeTopic(topic, config);
    return topic;
  }
  const hasTimes = (): boolean => atLeast(target().version, '0.10');

  describe('a consumer', () => {
    for (const compressionType of COMPRESSIONS) {
      it(`reads all, and from the middle, with keys and nulls (${compressionType})`, async (context) => {
        if (compressionType === 'lz4' && !atLeast(target().version, '0.8.2')) {
          context.skip('there is lz4 from 0.8.2 on');
          return;
        }
        const topic = await makeTopic();
        const place = { topic, partition: 0 };
        await using out = producer({ compressionType });
        // Not older than logs are kept: brokers drop them within seconds.
        const start = Date.now() - 60_000;
        const sent = Array.from({ length: COUNT }, (_, i) => ({
          topic,
          key: i % 3 === 0 ? null : `key ${i}`,
          value: i % 5 === 0 ? null : `value ${i} of many that are much the same ✓`,
          timestamp: start + i,
        }));
        await out.sendMany(sent);
        await using reader = consumer();
        reader.assign([place]);
        const expected = sent.map(({ key, value, timestamp }, offset): Seen => {
          return { partition: 0, offset, timestamp: hasTimes() ? timestamp : -1, key, value, headers: [] };
        });
        assert.deepEqual(await read(reader, COUNT), expected);
        assert.equal(await reader.position(place), COUNT);
        assert.equal(reader.highWatermark(place), COUNT);
        reader.seek(place, 30);
        assert.deepEqual(
          await read(reader, COUNT - 30),
          expected.slice(30),
          'out of the middle of what was written at once',
        );
        const batches: number[] = [];
        reader.seekToBeginning();
        for await (const batch of reader.batches({ idleTimeoutMs: PATIENCE_MS })) {
          for (const { offset } of batch) batches.push(offset);
          if (batches.length >= COUNT) break;
        }
        assert.deepEqual(
          batches,
          expected.map(({ offset }) => offset),
        );
      });
    }

    it('knows where logs begin and end, and goes there', async () => {
      const topic = await makeTopic();
      const place = { topic, partition: 0 };
      await using out = producer();
      await out.sendMany(['a', 'b', 'c'].map((value) => ({ topic, value })));
      await using reader = consumer();
      assert.equal((await reader.beginningOffsets(place)).get(place), 0);
      assert.equal((await reader.endOffsets(place)).get(place), 3);
      reader.assign([place]);
      reader.seekToEnd();
      assert.equal(await reader.position(place), 3);
      await out.send({ topic, value: 'd' });
      assert.deepEqual(
        (await read(reader, 1)).map(({ value }) => value),
        ['d'],
      );
      reader.seekToBeginning(place);
      assert.deepEqual(
        (await read(reader, 4)).map(({ value }) => value),
        ['a', 'b', 'c', 'd'],
      );
    });

    it('finds offsets by time: of records from 0.10.1 on, before that where to begin so that none is missed', async () => {
      const topic = await makeTopic();
      const place = { topic, partition: 0 };
      await using out = producer();
      const start = Date.now() - 10_000;
      await out.sendMany([0, 1, 2].map((i) => ({ topic, value: String(i), timestamp: start + i * 1_000 })));
      await using reader = consumer();
      const at = async (timestamp: number): Promise<number | undefined> =>
        (await reader.offsetsForTimes({ ...place, timestamp })).get(place)?.offset;
      const exact = atLeast(target().version, '0.10.1');
      assert.equal(await at(start + 500), exact ? 1 : 0);
      assert.equal(await at(0), 0);
      assert.equal(await at(Date.now() + 3_600_000), exact ? undefined : 3);
    });

    it('begins at the end without a reset to earliest, and anew where the log has not got the offset', async () => {
      const topic = await makeTopic();
      const place = { topic, partition: 0 };
      await using out = producer();
      await out.sendMany(['a', 'b'].map((value) => ({ topic, value })));
      await using latest = consumer({ autoOffsetReset: 'latest' });
      latest.assign([place]);
      assert.equal(await latest.position(place), 2);
      await using beyond = consumer();
      beyond.assign([place]);
      beyond.seek(place, 1_000);
      assert.deepEqual(
        (await read(beyond, 2)).map(({ value }) => value),
        ['a', 'b'],
      );
      await using strict = consumer({ autoOffsetReset: 'none' });
      strict.assign([place]);
      strict.seek(place, 1_000);
      await assert.rejects(read(strict, 1), { name: 'PositionNotInLogError' });
    });

    it('goes on for a group where it left off, without being a member', async (context) => {
      if (!atLeast(target().version, '0.8.2')) {
        context.skip('there are coordinators from 0.8.2 on');
        return;
      }
      const topic = await makeTopic();
      const place = { topic, partition: 0 };
      const groupId = unique('group');
      await using out = producer();
      await out.sendMany(['a', 'b', 'c'].map((value) => ({ topic, value })));
      {
        await using first = consumer({ groupId, enableAutoCommit: false });
        first.assign([place]);
        assert.equal((await first.committed(place, { timeoutMs: PATIENCE_MS })).get(place), null);
        await read(first, 3);
        await first.commit([{ ...place, offset: 1, metadata: 'one done' }], { timeoutMs: PATIENCE_MS });
        assert.deepEqual((await first.committed(place)).get(place)?.offset, 1);
      }
      {
        await using second = consumer({ groupId });
        second.assign([place]);
        assert.deepEqual(
          (await read(second, 2)).map(({ value }) => value),
          ['b', 'c'],
        );
        // Handed back by asking for more; committed by closing.
        await second.poll({ timeoutMs: 0 });
      }
      await using third = consumer({ groupId, autoOffsetReset: 'none' });
      third.assign([place]);
      assert.equal(await third.position(place, { timeoutMs: PATIENCE_MS }), 3);
    });

    it('is a member of a group, and the next one goes on where it left off', async (context) => {
      if (!atLeast(target().version, '0.9')) {
        context.skip('groups have members from 0.9 on');
        return;
      }
      const topic = await makeTopic();
      const groupId = unique('group');
      await using out = producer();
      await out.sendMany(['a', 'b', 'c'].map((value) => ({ topic, value })));
      for (const expected of [['a', 'b', 'c'], ['d']]) {
        // Before 0.10.1 brokers allow 30 s at most.
        await using member = consumer({ groupId, maxPollRecords: 3, sessionTimeoutMs: 20_000 });
        member.subscribe([topic]);
        assert.deepEqual(
          (await read(member, expected.length)).map(({ value }) => value),
          expected,
        );
        // Handed back by asking for more; committed by leaving.
        await member.poll({ timeoutMs: 0 });
        await out.send({ topic, value: 'd' });
      }
    });

    it('reads what compaction has left of compressed messages, across the gaps', async (context) => {
      const { name, version } = target();
      if (name === '@k/broker' || atLeast(version, '0.11') || !atLeast(version, '0.10.1')) {
        context.skip('of those that store messages in one another, the ones that make topics with settings');
        return;
      }
      const topic = await makeTopic({
        'cleanup.policy': 'compact',
        'segment.bytes': '1000',
        'min.cleanable.dirty.ratio': '0.01',
      });
      const place = { topic, partition: 0 };
      await using out = producer({ compressionType: 'gzip' });
      const written = Array.from({ length: 10 }, (_, round) =>
        Array.from({ length: 10 }, (_, i) => ({
          topic,
          key: i % 4 === 1 ? `key ${round}.${i}` : 'of many',
          value: `${round}.${i}`,
        })),
      );
      for (const records of written) await out.sendMany(records);
      await using reader = consumer();
      reader.assign([place]);
      const all = async (): Promise<Seen[]> => {
        reader.seekToBeginning();
        const seen: Seen[] = [];
        return await readUntil(reader, seen, () => seen.at(-1)?.offset === 99);
      };
      let left = await all();
      for (const deadline = Date.now() + PATIENCE_MS; left.length === 100 && Date.now() < deadline; left = await all())
        await delay(500);
      assert.ok(left.length < 100, 'nothing was compacted');
      const offsets = left.map(({ offset }) => offset);
      assert.deepEqual(
        offsets,
        [...new Set(offsets)].sort((a, b) => a - b),
      );
      for (const { offset, value } of left) assert.equal(value, `${Math.floor(offset / 10)}.${offset % 10}`);
      const gap = Array.from({ length: 99 }, (_, i) => i).find((i) => i > (offsets[0] ?? 0) && !offsets.includes(i));
      assert.ok(gap !== undefined, `no gap in ${offsets.join()}`);
      reader.seek(place, gap);
      assert.equal(
        (await read(reader, 1))[0]?.offset,
        offsets.find((offset) => offset > gap),
      );
    });

    it('gets a record that is larger than what it fetches from 0.10.1 on, and is told what to raise before; other partitions go on', async () => {
      const large = await makeTopic();
      const other = await makeTopic();
      await using out = producer();
      await out.send({ topic: large, value: 'x'.repeat(100_000) });
      await out.send({ topic: other, value: 'small' });
      await using reader = consumer({ maxPartitionFetchBytes: 20_000 });
      reader.assign([
        { topic: large, partition: 0 },
        { topic: other, partition: 0 },
      ]);
      const lengths: number[] = [];
      const errors: unknown[] = [];
      const comesWhole = atLeast(target().version, '0.10.1');
      const deadline = Date.now() + PATIENCE_MS;
      while (lengths.length + Math.min(errors.length, 1) < 2 && Date.now() < deadline) {
        try {
          for (const { valueLength } of await reader.poll({ timeoutMs: 500 })) lengths.push(valueLength);
        } catch (error) {
          errors.push(error);
        }
      }
      assert.deepEqual(
        lengths.sort((a, b) => a - b),
        comesWhole ? [5, 100_000] : [5],
      );
      if (comesWhole) {
        assert.deepEqual(errors, []);
        return;
      }
      const [error] = errors;
      assert.ok(error instanceof UnreadableRecordError, String(error));
      assert.deepEqual([error.topic, error.partition, error.offset], [large, 0, 0]);
      assert.match(error.message, /maxPartitionFetchBytes/);
    });

    it('has the time of the log where the topic says so', async (context) => {
      if (!atLeast(target().version, '0.10.1')) {
        context.skip('topics are made with settings from 0.10.1 on');
        return;
      }
      const topic = await makeTopic({ 'message.timestamp.type': 'LogAppendTime' });
      for (const compressionType of COMPRESSIONS) {
        await using out = producer({ compressionType });
        await out.sendMany(['a', 'b'].map((value) => ({ topic, value, timestamp: 1_000 })));
      }
      await using reader = consumer();
      reader.assign([{ topic, partition: 0 }]);
      const seen = await read(reader, 2 * COMPRESSIONS.length);
      const age = Date.now() - PATIENCE_MS;
      assert.ok(
        seen.every(({ timestamp }) => timestamp > age),
        JSON.stringify(seen),
      );
    });
  });
}
