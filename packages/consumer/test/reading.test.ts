import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ListOffsets } from '@k/wire';
import { numbered } from './support.ts';
import { World, damage, pollValues, take, tamper } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };

describe('reading with assign()', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  it('hands out every record once and in order, by poll, by record and by batch', async () => {
    await world.produce('t', 0, numbered(1_200));
    for (const way of ['poll', 'record', 'batch'] as const) {
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      consumer.assign([p0]);
      const values: string[] = [];
      const read = async (): Promise<void> => {
        if (way === 'poll') values.push(...(await pollValues(consumer, 1_200)));
        else if (way === 'record') values.push(...(await take(consumer, 1_200)));
        else {
          for await (const batch of consumer.batches()) {
            for (const { value } of batch) values.push(String(value));
            if (values.length === 1_200) break;
          }
        }
      };
      await world.run(read());
      assert.deepEqual(values, numbered(1_200), way);
    }
  });

  it('keeps key, value, headers, timestamp and nulls as they were written', async () => {
    const headers = [
      { key: 'h', value: '1' },
      { key: 'a', value: null },
      { key: 'h', value: '2' },
    ];
    await world.produce('t', 0, [
      { key: 'k', value: 'v', timestamp: 1_234, headers },
      { key: null, value: null },
    ]);
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    const [first, second] = [...(await world.run(consumer.poll()))];
    assert.ok(first && second);
    assert.equal(String(first.key), 'k');
    assert.equal(String(first.value), 'v');
    assert.equal(first.timestamp, 1_234);
    assert.deepEqual(
      first.headers.map(({ key, value }) => [key, value === null ? null : String(value)]),
      [['h', '1'], ['a', null], ['h', '2']], // prettier-ignore
      'pitfall 11: order and duplicates stay',
    );
    assert.deepEqual([second.key, second.value, second.keyLength, second.valueLength], [null, null, -1, -1]);
    assert.equal(first.copy().value?.toString(), 'v');
    assert.equal(first.leaderEpoch, 0);
  });

  it('pitfall 7: takes LogAppendTime from the batch where the topic says so', async () => {
    world.broker.createTopic('append', { partitions: 1, config: { 'message.timestamp.type': 'LogAppendTime' } });
    await world.produce('append', 0, [{ value: 'v', timestamp: 5 }]);
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([{ topic: 'append', partition: 0 }]);
    const [record] = [...(await world.run(consumer.poll()))];
    assert.ok((record?.timestamp ?? 0) > 1_700_000_000_000);
  });

  it('deserializes when touched, once, and names the record that cannot be', async () => {
    await world.produce('t', 0, ['{"n":1}', '{']);
    let calls = 0;
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      valueDeserializer: (bytes): { n: number } => {
        calls++;
        return JSON.parse(bytes.toString()) as { n: number };
      },
    });
    consumer.assign([p0]);
    const [good, bad] = [...(await world.run(consumer.poll()))];
    assert.equal(calls, 0);
    assert.equal(good?.value, good?.value);
    assert.deepEqual(good?.value, { n: 1 });
    assert.equal(calls, 1);
    assert.throws(() => bad?.value, { name: 'DeserializationError', topic: 't', partition: 0, offset: 1 });
  });

  it('poll takes maxRecords, returns nothing after timeoutMs, and rejects with the reason of a signal', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    assert.equal((await world.run(consumer.poll({ maxRecords: 3 }))).count, 3);
    assert.equal((await world.run(consumer.poll({ maxRecords: 100 }))).count, 7);
    const before = world.clock.monotonic();
    assert.ok((await world.run(consumer.poll({ timeoutMs: 700 }))).isEmpty);
    assert.equal(world.clock.monotonic() - before, 700);
    const abort = new AbortController();
    const waiting = consumer.poll({ timeoutMs: 60_000, signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(world.run(waiting), /enough/);
  });

  it('gets records that arrive while it waits', async () => {
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    const waiting = consumer.poll({ timeoutMs: 60_000 });
    await world.produce('t', 0, ['late']);
    assert.deepEqual(
      Array.from(await world.run(waiting), ({ value }) => String(value)),
      ['late'],
    );
  });

  it('pauses and resumes without losing what was fetched', async () => {
    await world.produce('t', 0, numbered(5, 'a'));
    await world.produce('t', 1, numbered(5, 'b'));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0, p1]);
    await world.run(consumer.poll({ maxRecords: 1 }));
    consumer.pause([p0]);
    assert.deepEqual(consumer.paused(), [p0]);
    const position = await world.run(consumer.position(p0));
    const values = await world.run(pollValues(consumer, 4));
    while (values.length < 5) {
      const more = await world.run(consumer.poll({ timeoutMs: 1_000 }));
      if (more.isEmpty) break;
      for (const { value } of more) values.push(String(value));
    }
    assert.ok(values.every((value) => value.startsWith('b')));
    consumer.resume([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 5 - position)), numbered(5, 'a').slice(position));
  });

  it('a partition that is resumed is fetched at once, also when nothing of it was queued', async () => {
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    await world.run(consumer.position(p0));
    consumer.pause();
    // The fetch that was under way ends, and nothing is left to wake the consumer.
    await world.clock.advance(5_000);
    await world.produce('t', 0, ['new']);
    const polling = consumer.poll({ timeoutMs: 5_000 });
    consumer.resume();
    assert.equal((await world.run(polling)).count, 1);
  });

  it('seeks to an offset, the beginning, the end and a time', async () => {
    await world.produce('t', 0, numbered(100).map((value, i) => ({ value, timestamp: 1_000 + i }))); // prettier-ignore
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    await world.run(consumer.poll({ maxRecords: 10 }));
    consumer.seek(p0, 97);
    assert.deepEqual(await world.run(pollValues(consumer, 3)), ['v97', 'v98', 'v99']);
    consumer.seekToBeginning([p0]);
    const [first] = await world.run(consumer.poll({ maxRecords: 1 }));
    assert.equal(String(first?.value), 'v0');
    consumer.seekToEnd();
    assert.equal(await world.run(consumer.position(p0)), 100);
    await world.produce('t', 0, ['new']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['new']);
    const times = await world.run(
      consumer.offsetsForTimes([
        { ...p0, timestamp: 1_050 },
        { ...p1, timestamp: 1_050 },
      ]),
    );
    assert.equal(times.get('t', 0)?.offset, 50);
    assert.equal(times.get('t', 0)?.timestamp, 1_050);
    assert.equal(times.get('t', 1), null);
    assert.deepEqual([...(await world.run(consumer.beginningOffsets([p0])))], [['t', 0, 0]]);
    assert.deepEqual([...(await world.run(consumer.endOffsets([p0, p1])))], [['t', 0, 101], ['t', 1, 0]]); // prettier-ignore
  });

  it('a seek in the loop body takes effect with the next step', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const record of consumer) {
        seen.push(record.offset);
        if (seen.length === 3) consumer.seek(record, 8);
        if (record.offset === 9) break;
      }
    };
    await world.run(read());
    assert.deepEqual(seen, [0, 1, 2, 8, 9]);
  });

  it('begins at the end by default, and tells about a missing position when the policy is none', async () => {
    await world.produce('t', 0, numbered(3));
    const latest = world.consumer();
    latest.assign([p0]);
    assert.equal(await world.run(latest.position(p0)), 3);
    const none = world.consumer({ autoOffsetReset: 'none' });
    none.assign([p0]);
    await assert.rejects(world.run(none.poll()), { name: 'NoOffsetError', topic: 't', partition: 0 });
    none.seek(p0, 1);
    assert.deepEqual(await world.run(pollValues(none, 2)), ['v1', 'v2']);
  });

  it('goes on where the log begins when retention took its position away, or tells, as the policy says', async () => {
    await world.produce('t', 0, numbered(10));
    await world.produce('t', 0, numbered(10, 'w'));
    const earliest = world.consumer({ autoOffsetReset: 'earliest' });
    const none = world.consumer({ autoOffsetReset: 'none' });
    for (const consumer of [earliest, none]) {
      consumer.assign([p0]);
      consumer.seek(p0, 0);
    }
    world.broker.truncateBefore('t', 0, 10);
    assert.deepEqual(await world.run(pollValues(earliest, 10)), numbered(10, 'w'));
    await assert.rejects(world.run(none.poll()), { name: 'PositionNotInLogError', code: 1, offset: 0 });
  });

  it('pitfall 8: no other error moves the position', async () => {
    await world.produce('t', 0, numbered(10));
    const control = world.broker.control(
      ListOffsets,
      ({ topics }) => ({
        topics: topics.map(({ name, partitions }) => ({
          name,
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: 5 })),
        })),
      }),
      { times: 3 },
    );
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    assert.equal(await world.run(consumer.position(p0)), 0);
    assert.equal(control.calls, 3);
    let refused = 0;
    tamper(
      world.broker,
      (partition) => {
        partition.errorCode = [6, 74, 56][refused++ % 3] ?? 6;
        partition.records = null;
      },
      { times: 3 },
    );
    assert.deepEqual(await world.run(pollValues(consumer, 10)), numbered(10));
    assert.equal(refused, 3);
  });

  it('pitfall 4: a damaged batch is an error with its place, after the good records before it', async () => {
    await world.produce('t', 0, numbered(10));
    await world.produce('t', 0, numbered(10, 'w'));
    let damaging = true;
    tamper(world.broker, (partition) => {
      if (damaging) damage(partition);
    });
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 10)), numbered(10));
    await assert.rejects(world.run(consumer.poll()), {
      name: 'CorruptRecordError',
      topic: 't',
      partition: 0,
      offset: 10,
    });
    damaging = false;
    assert.deepEqual(await world.run(pollValues(consumer, 10)), numbered(10, 'w'), 'fetched again');
    const unchecked = world.consumer({ autoOffsetReset: 'earliest', checkCrcs: false });
    damaging = true;
    unchecked.assign([p0]);
    assert.equal((await world.run(pollValues(unchecked, 20))).length, 20);
  });

  it('the loop over batches throws the damage after the good part was handed back', async () => {
    await world.produce('t', 0, numbered(10));
    await world.produce('t', 0, numbered(10, 'w'));
    tamper(world.broker, damage);
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    const values: string[] = [];
    const read = async (): Promise<void> => {
      for await (const batch of consumer.batches()) for (const { value } of batch) values.push(String(value));
    };
    await assert.rejects(world.run(read()), { name: 'CorruptRecordError', offset: 10 });
    assert.deepEqual(values, numbered(10));
    assert.equal(await world.run(consumer.position(p0)), 10);
  });

  it('one poll or loop at a time; nothing before subscribe() or assign(); nothing after close()', async () => {
    const consumer = world.consumer({ groupId: 'g' });
    await assert.rejects(world.run(consumer.poll()), { name: 'StateError', message: /subscribe\(\) or assign\(\)/ });
    consumer.assign([p0]);
    const waiting = consumer.poll({ timeoutMs: 60_000 });
    await assert.rejects(consumer.poll(), { name: 'StateError', message: /one poll\(\), loop or run\(\) at a time/ });
    const closing = consumer.close();
    assert.ok((await world.run(waiting)).isEmpty, 'close ends a waiting poll');
    await world.run(closing);
    assert.throws(() => consumer.subscribe({ topics: ['t'] }), { name: 'StateError', message: /after close/ });
    assert.throws(() => consumer.seek(p0, 0), { name: 'StateError' });
    await assert.rejects(consumer.commit(), { name: 'StateError' });
    await assert.rejects(consumer.poll(), { name: 'StateError' });
    await consumer.close();
  });

  it('close ends a loop', async () => {
    const consumer = world.consumer();
    consumer.assign([p0]);
    const loop = take(consumer, 1);
    await world.clock.advance(100);
    await world.run(consumer.close());
    assert.deepEqual(await world.run(loop), []);
  });

  it('tells once about a topic or partition that does not exist, and reads the others', async () => {
    world.broker.createTopic('other', { partitions: 1 });
    await world.produce('t', 0, ['v']);
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0, { topic: 'other', partition: 7 }, { topic: 'missing', partition: 0 }]);
    const told: string[] = [];
    const values: string[] = [];
    while (told.length < 2 || values.length < 1) {
      try {
        for (const { value } of await world.run(consumer.poll())) values.push(String(value));
      } catch (error) {
        told.push((error as Error).message);
      }
    }
    assert.deepEqual(values, ['v']);
    assert.ok(told.some((message) => message.includes('other-7')));
    assert.ok(told.some((message) => message.includes('missing')));
    assert.ok((await world.run(consumer.poll())).isEmpty);
  });

  it('follows a leader that moves', async () => {
    const moving = await World.create({ nodes: 3 }, 7);
    moving.broker.createTopic('m', { partitions: 1, replicationFactor: 3 });
    await moving.produce('m', 0, numbered(5));
    const consumer = moving.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([{ topic: 'm', partition: 0 }]);
    assert.deepEqual(await moving.run(pollValues(consumer, 5)), numbered(5));
    const leader = moving.broker.topic('m')?.partitions[0]?.leaderId ?? 0;
    moving.broker.moveLeader('m', 0, (leader + 1) % 3);
    await moving.produce('m', 0, numbered(5, 'w'));
    assert.deepEqual(await moving.run(pollValues(consumer, 5)), numbered(5, 'w'));
    await moving.close();
  });

  it('survives a broker that goes and comes back', async () => {
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5));
    await world.run(world.broker.stop());
    const waiting = pollValues(consumer, 5);
    await world.clock.advance(20_000);
    await world.run(world.broker.start());
    await world.produce('t', 0, numbered(5, 'w'));
    assert.deepEqual(await world.run(waiting), numbered(5, 'w'));
  });
});
