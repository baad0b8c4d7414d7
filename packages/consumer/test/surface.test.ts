import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { PartitionMetadata } from '@k/cluster';
import { ErrorCode, KafkaError, OffsetCommit, UnknownTopicOrPartitionError, errorFor } from '@k/wire';
import type { ConsumerRebalanceListener, Subscribable } from '../src/index.ts';
import { CommitError, CorruptRecordError, KafkaConsumer, NoOffsetError, OffsetLookupError } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

// The methods of kafka-python's KafkaConsumer that no other test is about. docs/parity.md names these tests.

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };
const earliest = { groupId: 'g', autoOffsetReset: 'earliest' } as const;

describe('the surface of the consumer', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  it('a new KafkaConsumer asks nobody before it is told what to read', async () => {
    const consumer = new KafkaConsumer({ cluster: world.cluster, groupId: 'g' });
    await world.clock.advance(10_000);
    assert.equal(world.broker.connections.length, 0);
    assert.deepEqual([consumer.assignment(), consumer.subscription().topics], [[], []]);
    await world.run(consumer.close());
  });

  it('`await using` closes it at the end of the block', async () => {
    const consumer = new KafkaConsumer({ cluster: world.cluster, groupId: 'g' });
    consumer.subscribe(['t']);
    await world.run(consumer[Symbol.asyncDispose]());
    assert.throws(() => consumer.subscribe(['t']), { name: 'StateError', message: /after close/ });
  });

  it('every call that would begin something says that it comes after close()', async () => {
    const consumer = new KafkaConsumer({ cluster: world.cluster, groupId: 'g' });
    consumer.assign([p0]);
    await world.run(consumer.close());
    const calls: Record<string, () => unknown> = {
      subscribe: () => consumer.subscribe(['t']),
      assign: () => consumer.assign([p0]),
      poll: () => consumer.poll(),
      records: () => consumer.records(),
      batches: () => consumer.batches(),
      commit: () => consumer.commit(),
      committed: () => consumer.committed([p0]),
      position: () => consumer.position(p0),
      seek: () => consumer.seek(p0, 0),
      seekToBeginning: () => consumer.seekToBeginning(),
      seekToEnd: () => consumer.seekToEnd(),
      pause: () => consumer.pause(),
      resume: () => consumer.resume(),
      beginningOffsets: () => consumer.beginningOffsets([p0]),
      endOffsets: () => consumer.endOffsets([p0]),
      offsetsForTimes: () => consumer.offsetsForTimes([{ ...p0, timestamp: 0 }]),
      partitionsForTopic: () => consumer.partitionsForTopic('t'),
      topics: () => consumer.topics(),
      connect: () => consumer.connect(),
    };
    for (const [name, call] of Object.entries(calls)) {
      const message = new RegExp(`${name}\\(\\) after close\\(\\)`);
      await assert.rejects(async () => await call(), { name: 'StateError', message }, name);
    }
  });

  it('close() gives up a silent cluster after timeoutMs', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer(earliest);
    consumer.subscribe({ topics: ['t'] });
    await world.run(pollValues(consumer, 3));
    await world.run(consumer.poll({ timeoutMs: 0 }));
    world.network.setFaults({ blackHole: true });
    const since = world.clock.monotonic();
    await world.run(consumer.close({ timeoutMs: 2_500 }).catch(() => undefined));
    const took = world.clock.monotonic() - since;
    assert.ok(took <= 3_000, `${took} ms`);
    world.network.heal();
  });

  it('records() hands out one after the other, with their place', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const { topic, partition, offset, value } of consumer.records()) {
        seen.push([topic, partition, offset, String(value)]);
        if (seen.length === 3) break;
      }
    };
    await world.run(read());
    assert.deepEqual(seen, [['t', 0, 0, 'v0'], ['t', 0, 1, 'v1'], ['t', 0, 2, 'v2']]); // prettier-ignore
  });

  it('highWatermark() is where the partition ended at the last fetch, and unknown before', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0]);
    assert.equal(consumer.highWatermark(p0), undefined);
    await world.run(consumer.poll({ maxRecords: 4 }));
    assert.equal(consumer.highWatermark(p0), 10);
    assert.equal(await world.run(consumer.position(p0)), 4, 'so the lag is 6');
    assert.throws(() => consumer.highWatermark(p1), { name: 'StateError' });
  });

  it('partitionsForTopic() tells the partitions and who has them, and topics() the topics there are', async () => {
    world.broker.createTopic('another', { partitions: 1 });
    const consumer = world.consumer();
    assert.deepEqual(await world.run(consumer.topics()), ['another', 't']);
    const partitions: readonly PartitionMetadata[] = await world.run(consumer.partitionsForTopic('t'));
    assert.deepEqual(
      partitions.map(({ partition, leaderId }) => [partition, leaderId]),
      [[0, 0], [1, 0]], // prettier-ignore
    );
    await assert.rejects(world.run(consumer.partitionsForTopic('misspelt')), UnknownTopicOrPartitionError);
    assert.equal(world.broker.topic('misspelt'), undefined, 'asking creates nothing');
  });

  it('subscribe() takes topics or a pattern of whole names, with a listener; subscription() says which', async () => {
    world.broker.createTopic('t-2', { partitions: 1 });
    const told: string[] = [];
    const listener: ConsumerRebalanceListener = {
      onPartitionsAssigned: (partitions) => void told.push(`assigned ${String(partitions.length)}`),
      onPartitionsRevoked: (partitions) => void told.push(`revoked ${String(partitions.length)}`),
    };
    const consumer = world.consumer(earliest);
    assert.deepEqual(consumer.subscription(), { topics: [], pattern: undefined });
    consumer.subscribe({ topics: ['t', 't-2', 't'], listener });
    assert.deepEqual(consumer.subscription(), { topics: ['t', 't-2'], pattern: undefined });
    await world.run(consumer.poll({ timeoutMs: 1_000 }));
    assert.equal(consumer.assignment().length, 3);

    const pattern = /t/;
    const assigned = next(consumer, 'assigned');
    consumer.subscribe({ pattern, listener });
    const waiting = consumer.poll({ timeoutMs: 5_000 });
    await world.run(assigned);
    await world.run(waiting);
    assert.deepEqual(consumer.subscription(), { topics: ['t'], pattern });
    assert.deepEqual(consumer.assignment(), [p0, p1], 't-2 only begins like it');
    assert.deepEqual(told, ['assigned 3', 'revoked 3', 'assigned 2']);

    await world.run(consumer.unsubscribe());
    assert.deepEqual(consumer.subscription(), { topics: [], pattern: undefined });
    consumer.assign([p1]);
    assert.deepEqual(consumer.subscription(), { topics: [], pattern: undefined });
  });

  it('subscribe() takes names, a name or a pattern as they are', async () => {
    world.broker.createTopic('u', { partitions: 1 });
    const ways: [wanted: Subscribable, topics: string[], pattern: RegExp | undefined][] = [
      [['t', 'u'], ['t', 'u'], undefined],
      [new Set(['u']), ['u'], undefined],
      ['t', ['t'], undefined],
      [/[tu]/, ['t', 'u'], /[tu]/],
    ];
    for (const [wanted, topics, pattern] of ways) {
      const consumer = world.consumer(earliest);
      consumer.subscribe(wanted);
      await world.run(consumer.poll({ timeoutMs: 10_000 }));
      assert.deepEqual(consumer.subscription(), { topics, pattern });
      await world.run(consumer.close());
    }
  });

  it('poll() gives an array of records, which tells the partitions they are of', async () => {
    await world.produce('t', 0, numbered(3));
    await world.produce('t', 1, numbered(2, 'w'));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([p0, p1]);
    await world.run(consumer.poll({ maxRecords: 1 }));
    await world.clock.advance(1_000);
    const records = await world.run(consumer.poll());
    assert.ok(Array.isArray(records) && !records.isEmpty);
    assert.deepEqual([records.length, records.count], [4, 4]);
    assert.equal(String(records[0]?.value), 'v1');
    assert.deepEqual(records.partitions(), [p0, p1]);
    assert.deepEqual(records.records(p1).map(({ value }) => String(value)), ['w0', 'w1']); // prettier-ignore
    assert.deepEqual(records.map(({ value }) => String(value)).sort(), ['v1', 'v2', 'w0', 'w1']);
    assert.ok((await world.run(consumer.poll({ timeoutMs: 0 }))).isEmpty);
  });

  it('emits committed with the offsets that the group has now, and commitFailed with what was refused', async () => {
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ ...earliest, autoCommitIntervalMs: 1_000 });
    consumer.assign([p0]);
    const committed = next(consumer, 'committed');
    await world.run(pollValues(consumer, 5));
    await world.run(consumer.poll({ timeoutMs: 0 }));
    const [offsets] = await world.run(committed);
    assert.deepEqual(
      (offsets as { offset: number }[]).map((each) => ({ ...p0, offset: each.offset })),
      [{ ...p0, offset: 5 }],
    );
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 5);

    const { TOPIC_AUTHORIZATION_FAILED: errorCode } = ErrorCode;
    const partitions = [{ partitionIndex: 0, errorCode }];
    world.broker.control(OffsetCommit, () => ({ topics: [{ name: 't', partitions }] }), { times: 1 });
    const commitFailed = next(consumer, 'commitFailed');
    await world.produce('t', 0, ['more']);
    await world.run(pollValues(consumer, 1));
    await world.run(consumer.poll({ timeoutMs: 0 }));
    const [error] = (await world.run(commitFailed)) as [CommitError];
    assert.deepEqual([error.name, error.partitions], ['CommitError', [p0]]);
    await world.run(next(consumer, 'committed'));
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 6, 'the next interval has brought it');
  });

  it('an error class says of retriable what its errors say', () => {
    const place = { topic: 't', partition: 0, offset: 7 };
    const damaged = new CorruptRecordError(place, new Error('crc'));
    assert.deepEqual([CorruptRecordError.retriable, damaged.retriable], [true, true]);
    const missing = new NoOffsetError(place);
    assert.deepEqual([NoOffsetError.retriable, missing.retriable], [false, false]);
  });

  it('errors about several partitions tell of retriable and refreshMetadata what their causes say together', () => {
    const passing = errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    const lasting = errorFor(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    const facts = [CommitError, OffsetLookupError].flatMap((Each) =>
      [[passing], [passing, lasting], [lasting]].map((causes) => {
        const error = new Each(causes.map((cause, partition) => ['t', partition, cause]));
        assert.ok(KafkaError.is(error));
        assert.deepEqual(error.errors, causes);
        return [error.retriable, error.refreshMetadata];
      }),
    );
    const each = [
      [true, true],
      [false, true],
      [false, false],
    ];
    assert.deepEqual(facts, [...each, ...each]);
  });

  it('position() and committed() tell where a partition is, read and stored', async () => {
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ ...earliest, enableAutoCommit: false });
    consumer.assign([p0]);
    await world.run(pollValues(consumer, 5));
    await world.run(consumer.commit([{ ...p0, offset: 2, metadata: 'note' }]));
    assert.equal(await world.run(consumer.position(p0)), 5);
    const stored = (await world.run(consumer.committed([p0, p1]))).get('t', 0);
    assert.deepEqual([stored?.offset, stored?.metadata], [2, 'note']);
  });
});
