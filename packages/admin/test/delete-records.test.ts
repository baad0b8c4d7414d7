import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DeleteRecords, ErrorCode, ListOffsets } from '@k/wire';
import { settled, type TopicPartition } from '../src/index.ts';
import { partitionAt, Scripted } from './scripted.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });

/** Two brokers that lead a partition each, and keep what is at or after the offset. */
async function twoLeaders(): Promise<Scripted> {
  const script = await Scripted.start([DeleteRecords, ListOffsets], { brokers: 2 });
  script.topics.set('orders', { partitions: [partitionAt(1, 0), partitionAt(2, 1)] });
  script.on(DeleteRecords, ({ body }) => ({
    topics: body.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, offset }) => {
        return { partitionIndex, lowWatermark: offset < 0n ? 100n : offset };
      }),
    })),
  }));
  script.on(ListOffsets, ({ body }) => ({
    topics: body.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => {
        return { partitionIndex, offset: timestamp === -1n ? 100n : 10n };
      }),
    })),
  }));
  return script;
}

it('deleteRecords() asks each partition’s leader, and tells where the partition begins then', async () => {
  await using script = await twoLeaders();
  const deleted = await script.run(
    script.admin().deleteRecords([
      { ...at(1), beforeOffset: 'highWatermark' },
      { ...at(0), beforeOffset: 42 },
    ]),
  );
  assert.deepEqual(
    [...deleted],
    [
      [at(1), { lowWatermark: 100 }],
      [at(0), { lowWatermark: 42 }],
    ],
  );
  const asked = script.requests(DeleteRecords).map(({ broker, body: { topics } }) => [broker, topics[0]?.partitions]);
  assert.deepEqual(asked.sort(), [
    [1, [{ partitionIndex: 0, offset: 42n }]],
    [2, [{ partitionIndex: 1, offset: -1n }]],
  ]);
});

it('a leader that has moved is looked for', async () => {
  await using script = await twoLeaders();
  const admin = script.admin();
  await script.run(admin.deleteRecords([{ ...at(0), beforeOffset: 1 }]));
  script.topics.set('orders', { partitions: [{ ...partitionAt(2, 0), leaderEpoch: 1 }, partitionAt(2, 1)] });
  script.on(DeleteRecords, ({ broker }) => {
    const errorCode = broker === 2 ? ErrorCode.NONE : ErrorCode.NOT_LEADER_OR_FOLLOWER;
    return { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode, lowWatermark: 2n }] }] };
  });
  const deleted = await script.run(admin.deleteRecords([{ ...at(0), beforeOffset: 2 }]));
  assert.equal(deleted.get(at(0))?.lowWatermark, 2);
  assert.deepEqual(
    script.requests(DeleteRecords).map(({ broker }) => broker),
    [1, 1, 2],
  );
});

it('a leader that was started a moment ago and knows no topics yet is asked again', async () => {
  await using script = await twoLeaders();
  script.on(DeleteRecords, () => {
    const isFirst = script.requests(DeleteRecords).length === 1;
    const errorCode = isFirst ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.NONE;
    return { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode, lowWatermark: 2n }] }] };
  });
  const deleted = await script.run(script.admin().deleteRecords([{ ...at(0), beforeOffset: 2 }]));
  assert.equal(deleted.get(at(0))?.lowWatermark, 2);
});

it('each partition has its own error, and the others lose their records', async () => {
  await using script = await twoLeaders();
  script.on(DeleteRecords, ({ body }) => ({
    topics: body.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, offset }) => {
        if (offset > 100n) return { partitionIndex, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE, lowWatermark: -1n };
        return { partitionIndex, lowWatermark: offset };
      }),
    })),
  }));
  const outcomes = await script.run(
    settled(
      script.admin().deleteRecords([
        { ...at(0), beforeOffset: 101 },
        { ...at(1), beforeOffset: 7 },
        { ...at(2), beforeOffset: 7 },
        { ...at(0, 'refunds'), beforeOffset: 7 },
      ]),
    ),
  );
  const reason = (place: TopicPartition): string => outcomes.get(place)?.reason?.message ?? '';
  assert.match(reason(at(0)), /^OFFSET_OUT_OF_RANGE.*orders-0/);
  assert.deepEqual(outcomes.get(at(1))?.value, { lowWatermark: 7 });
  assert.match(reason(at(2)), /^UNKNOWN_TOPIC_OR_PARTITION.*orders-2/);
  assert.match(reason(at(0, 'refunds')), /^UNKNOWN_TOPIC_OR_PARTITION.*refunds-0/);
});

it('a partition without a leader is waited for', async () => {
  await using script = await twoLeaders();
  script.topics.set('orders', { partitions: [{ ...partitionAt(-1, 0), errorCode: 5 }] });
  const call = script.admin().deleteRecords([{ ...at(0), beforeOffset: 7 }]);
  script.place.clock.setTimeout(() => script.topics.set('orders', { partitions: [partitionAt(2, 0)] }), 300);
  assert.equal((await script.run(call)).get(at(0))?.lowWatermark, 7);
});

it('a partition whose leader nobody knows is waited for, whatever else is told of it', async () => {
  await using script = await twoLeaders();
  script.topics.set('orders', { partitions: [partitionAt(-1, 0)] });
  const call = script.admin().deleteRecords([{ ...at(0), beforeOffset: 7 }], { timeoutMs: 3_000 });
  const { reason } = (await script.run(settled(call))).get(at(0)) ?? {};
  assert.equal(reason?.name, 'TimeoutError');
  assert.match(reason.message, /LEADER_NOT_AVAILABLE/);
});

it('partitions that were added lately are found', async () => {
  await using script = await twoLeaders();
  const admin = script.admin();
  await script.run(admin.deleteRecords([{ ...at(0), beforeOffset: 1 }]));
  script.topics.set('orders', { partitions: [0, 1, 2].map((partition) => partitionAt(1, partition)) });
  const deleted = await script.run(admin.deleteRecords([{ ...at(2), beforeOffset: 1 }]));
  assert.equal(deleted.get(at(2))?.lowWatermark, 1);
});

it('a dry run tells what would go, and deletes nothing', async () => {
  await using script = await twoLeaders();
  const outcomes = await script.run(
    settled(
      script.admin().deleteRecords(
        [
          { ...at(0), beforeOffset: 42 },
          { ...at(1), beforeOffset: 'highWatermark' },
          { ...at(2), beforeOffset: 1 },
        ],
        { dryRun: true },
      ),
    ),
  );
  assert.deepEqual(outcomes.get(at(0))?.value, { lowWatermark: 42, logStartOffset: 10 });
  assert.deepEqual(outcomes.get(at(1))?.value, { lowWatermark: 100, logStartOffset: 10 });
  assert.match(outcomes.get(at(2))?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
  const gone = await script.run(script.admin().deleteRecords([{ ...at(0), beforeOffset: 3 }], { dryRun: true }));
  assert.deepEqual(gone.get(at(0)), { lowWatermark: 10, logStartOffset: 10 });
  const beyond = script.admin().deleteRecords([{ ...at(0), beforeOffset: 101 }], { dryRun: true });
  assert.match((await script.run(settled(beyond))).get(at(0))?.reason?.message ?? '', /^OFFSET_OUT_OF_RANGE/);
  assert.deepEqual(script.requests(DeleteRecords), []);
});

it('what makes no sense is refused before anything is asked', async () => {
  await using script = await twoLeaders();
  const admin = script.admin();
  const refused = async (records: unknown, message: RegExp): Promise<void> => {
    await assert.rejects(admin.deleteRecords(records as []), { name: 'ConfigError', message });
  };
  const before = { ...at(0), beforeOffset: 1 };
  await refused([before, { ...before, beforeOffset: 2 }], /records: .*once, got .*orders-0/);
  // Kafka's own word for the high watermark: a bug in a subtraction would delete everything.
  await refused([{ ...before, beforeOffset: -1 }], /beforeOffset.*an offset, or 'highWatermark'/);
  await refused([at(0)], /beforeOffset/);
  await refused([{ ...before, partition: -1 }], /partition/);
  await refused([{ ...before, offset: 3 }], /offset/);
  await refused({ orders: 1 }, /records/);
  assert.equal((await script.run(admin.deleteRecords([]))).size, 0);
  assert.deepEqual(script.seen, []);
});

it('a broker that has no such thing is named, with the release that has', async () => {
  await using script = await Scripted.start([DeleteRecords], { versions: { DeleteRecords: -1 } });
  script.topics.set('orders', { partitions: [partitionAt(1)] });
  const outcomes = await script.run(settled(script.admin().deleteRecords([{ ...at(0), beforeOffset: 1 }])));
  assert.equal(outcomes.get(at(0))?.reason?.name, 'UnsupportedVersionError');
  assert.match(outcomes.get(at(0))?.reason?.message ?? '', /Kafka 0\.11 and later have it/);
});
