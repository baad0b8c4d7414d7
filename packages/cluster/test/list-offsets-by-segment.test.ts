import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createBroker } from '@k/broker';
import { inMemory } from '@k/testing';
import { ListOffsets } from '@k/wire';
import type { ListOffsetsRequest } from '@k/wire';
import { Cluster, EARLIEST_TIMESTAMP, LATEST_TIMESTAMP, listOffsets, PartitionMap } from '../src/index.ts';

it('brokers before 0.10.1 find segments by time; where none is as old, the log begins late enough', async () => {
  const place = inMemory(1);
  const broker = await createBroker({ asVersion: '0.8.2', ...place.broker });
  const cluster = new Cluster({
    bootstrapServers: broker.bootstrapServers,
    apiVersion: '0.8.2',
    runtime: place.runtime,
  });
  broker.createTopic('t', { partitions: 3 });
  /** What segments the log of partition 0 has, by the time that is asked for. */
  const asked: bigint[] = [];
  broker.control(ListOffsets, ({ topics }: ListOffsetsRequest) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => {
        asked.push(timestamp);
        const starts = timestamp === -2n ? [40n] : timestamp >= 1_000n ? [70n] : [];
        return { partitionIndex, oldStyleOffsets: starts };
      }),
    })),
  }));
  const wanted = new PartitionMap<number>([
    ['t', 0, 1_000],
    ['t', 1, 999],
    ['t', 2, EARLIEST_TIMESTAMP],
  ]);
  await place.run(cluster.loadTopics('t'));
  const options = { isolationLevel: 'read_uncommitted', deadline: cluster.deadline('look up') } as const;
  const { found, errors } = await place.run(listOffsets(cluster, wanted, options));
  assert.equal(errors.size, 0);
  assert.deepEqual(Array.from(found, ([, partition, { offset, timestamp }]) => [partition, offset, timestamp]).sort(), [
    [0, 70, -1],
    [1, 40, -1],
    [2, 40, -1],
  ]);
  assert.deepEqual(asked, [1_000n, 999n, -2n, -2n]);
  const atEnd = new PartitionMap<number>([['t', 0, LATEST_TIMESTAMP]]);
  const none = await place.run(listOffsets(cluster, atEnd, options));
  assert.equal(none.found.get('t', 0)?.offset, -1, 'nobody is asked on and on');
  await place.run(cluster.close());
  await place.run(broker.close());
});
