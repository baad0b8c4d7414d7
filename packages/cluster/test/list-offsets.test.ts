import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, ListOffsets, Metadata, ProtocolError, TimeoutError } from '@k/wire';
import type { ListOffsetsRequest, ListOffsetsResponse, MessageInit } from '@k/wire';
import { listOffsets, listTopics, PartitionMap } from '../src/index.ts';
import { ScriptedCluster } from './support/scripted-cluster.ts';

/** Two brokers; topic t has partitions 0 and 2 on broker 1, partition 1 on broker 2. */
async function scripted(): Promise<ScriptedCluster> {
  const script = new ScriptedCluster();
  await script.start(1);
  await script.start(2);
  script.topics.set('t', [1, 2, 1]);
  return script;
}

/** For each partition its offset, or what is wrong with it. */
function answer(
  { topics }: ListOffsetsRequest,
  of: (partition: number) => { offset?: bigint; errorCode?: number } | undefined,
): MessageInit<ListOffsetsResponse> {
  return {
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.flatMap(({ partitionIndex }) => {
        const told = of(partitionIndex);
        return told === undefined ? [] : [{ partitionIndex, timestamp: 5n, leaderEpoch: 3, ...told }];
      }),
    })),
  };
}

const LATEST = -1;
const everything = new PartitionMap<number>([
  ['t', 0, LATEST],
  ['t', 1, 1_000],
  ['t', 2, LATEST],
]);

describe('listOffsets', () => {
  it('asks each leader once about all of its partitions', async () => {
    await using script = await scripted();
    script.on(ListOffsets, (body) => answer(body, (partition) => ({ offset: BigInt(10 + partition) })));
    const cluster = script.client();
    await script.run(cluster.loadTopics('t'));
    const channel = cluster.openChannel('lookups');
    const deadline = cluster.deadline('look up');
    const options = { isolationLevel: 'read_committed', deadline, through: channel } as const;
    const { found, errors } = await script.run(listOffsets(cluster, everything, options));
    assert.equal(errors.size, 0);
    assert.deepEqual([...found.values()].map(({ offset }) => offset).sort(), [10, 11, 12]);
    assert.deepEqual(found.get('t', 1), { offset: 11, timestamp: 5, leaderEpoch: 3 });
    const asked = script.requests(ListOffsets);
    assert.deepEqual(asked.map(({ nodeId }) => nodeId).sort(), [1, 2]);
    for (const { body, nodeId } of asked) {
      const { isolationLevel, topics } = body as ListOffsetsRequest;
      assert.equal(isolationLevel, 1);
      assert.deepEqual(
        topics.flatMap(({ partitions }) => partitions.map((each) => [each.partitionIndex, each.timestamp])),
        nodeId === 1
          ? [
              [0, -1n],
              [2, -1n],
            ]
          : [[1, 1_000n]],
      );
    }
    await script.run(channel.close());
    const main = script.requests(Metadata)[0]?.connection;
    assert.ok(
      asked.every(({ connection }) => connection !== main),
      'by the channel',
    );
  });

  it('asks again about what failed in passing only, at the new leader; what stays is that partition’s error', async () => {
    await using script = await scripted();
    script.on(ListOffsets, (body, { nodeId }) =>
      answer(body, (partition) => {
        if (partition === 0) return { offset: 7n };
        if (partition === 1) return nodeId === 2 ? { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER } : { offset: 8n };
        return { errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED };
      }),
    );
    const cluster = script.client();
    await script.run(cluster.loadTopics('t'));
    script.topics.set('t', [1, 1, 1]);
    script.epochs.set('t', 1);
    const options = { isolationLevel: 'read_uncommitted', deadline: cluster.deadline('look up') } as const;
    const { found, errors } = await script.run(listOffsets(cluster, everything, options));
    assert.deepEqual([found.get('t', 0)?.offset, found.get('t', 1)?.offset], [7, 8]);
    assert.deepEqual([found.size, errors.size], [2, 1]);
    const error = errors.get('t', 2);
    assert.ok(error instanceof ProtocolError && error.code === ErrorCode.TOPIC_AUTHORIZATION_FAILED, String(error));
    const partitions = script
      .requests(ListOffsets)
      .map(({ body }) =>
        (body as ListOffsetsRequest).topics[0]?.partitions.map(({ partitionIndex }) => partitionIndex),
      );
    assert.deepEqual(partitions.at(-1), [1], 'the others were done');
    assert.equal(partitions.length, 3);
  });

  it('tells of each partition that was not looked up in time why it was not', async () => {
    await using script = await scripted();
    script.topics.set('t', [1, 2, -1]);
    script.on(ListOffsets, (body) => answer(body, (partition) => (partition === 0 ? { offset: 7n } : undefined)));
    const cluster = script.client();
    await script.run(cluster.refresh());
    await script.run(cluster.loadTopics('t'));
    const deadline = cluster.deadline('look up', { timeoutMs: 2_000 });
    const options = { isolationLevel: 'read_uncommitted', deadline } as const;
    const { found, errors } = await script.run(listOffsets(cluster, everything, options));
    assert.deepEqual([found.size, errors.size], [1, 2]);
    const causeOf = (partition: number): number | undefined => {
      const error = errors.get('t', partition);
      assert.ok(error instanceof TimeoutError, String(error));
      return (error.cause as ProtocolError).code;
    };
    assert.equal(causeOf(1), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 'left out of the answer');
    assert.equal(causeOf(2), ErrorCode.LEADER_NOT_AVAILABLE);
  });
});

describe('listTopics', () => {
  it('tells all topics that are all right, and asks another broker when one hangs up', async () => {
    await using script = await scripted();
    let hangUps = 1;
    script.topics.set('secret', { errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED });
    script.on(Metadata, (body) => (body.topics === null && hangUps-- > 0 ? 'close' : script.metadata(body)));
    const cluster = script.client();
    const told = [{ name: 't', topicId: undefined, isInternal: false }];
    assert.deepEqual(await script.run(listTopics(cluster)), told);
    const asked = script.requests(Metadata).filter(({ body }) => (body as { topics: unknown }).topics === null);
    assert.equal(asked.length, 2);
  });
});
