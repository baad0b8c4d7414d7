import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordBatchWriter } from '@k/codec';
import { seededRandom, VirtualClock } from '@k/runtime';
import { ZERO_UUID } from '@k/wire';
import { ProducerBatch } from '../src/batch.ts';
import type { IdentitySource } from '../src/identity/source.ts';
import { KeptSequences } from '../src/kept-sequences.ts';
import type { TopicView } from '../src/link.ts';
import type { PartitionQueue } from '../src/partition-queue.ts';
import { type TopicInit, TopicState } from '../src/topic-state.ts';
import { presentSource } from './support/identity.ts';

const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';

function view(topicId: string, leaderEpoch: number): TopicView {
  return { name: 't', leaders: [0], leaderEpochs: [leaderEpoch], topicId };
}

function init(identity: IdentitySource | null): TopicInit {
  return {
    identity,
    maxInFlight: 5,
    random: seededRandom(1),
    stickyBytes: 100,
    clock: new VirtualClock(),
    kept: new KeptSequences(identity),
  };
}

/** A topic of one partition that a batch has been stored in. */
async function written(known: TopicView) {
  const source = await presentSource();
  const topic = new TopicState('t', init(source));
  topic.update(known);
  const queue = topic.queues[0] as PartitionQueue;
  const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 1_000 }), 0);
  batch.tryAppend(1, null, 'x', undefined, () => undefined, 0);
  queue.open = batch;
  queue.send(queue.next(0, true) as ProducerBatch);
  queue.stored(batch);
  return { topic, source, queue };
}

test('a topic made again is known by its id, whatever its leader epoch', async () => {
  for (const leaderEpoch of [3, 4, -1]) {
    const { topic, source, queue } = await written(view(A, 3));
    topic.update(view(B, leaderEpoch));
    assert.equal(source.bumps, 1, `leader epoch ${leaderEpoch}`);
    assert.equal(queue.identity, null, 'its sequence starts over');
  }
});

test('without ids it is known by a leader epoch that went back', async () => {
  for (const epoch of [2, 0]) {
    const { topic, source } = await written(view(ZERO_UUID, 3));
    topic.update(view(ZERO_UUID, epoch));
    assert.equal(source.bumps, 1, `to ${epoch}`);
  }
});

test('the same topic goes on: with another leader, and when a broker tells no id or no epoch for a while', async () => {
  const { topic, source, queue } = await written(view(A, 3));
  for (const next of [view(A, 4), view(A, 4), view(A, -1), view(ZERO_UUID, 4), view(A, 5)]) topic.update(next);
  assert.equal(source.bumps, 0);
  assert.deepEqual(queue.identity, source.current);
});

test('the same topic goes on when its leader epoch goes back, as told by a broker that is cut off from the others', async () => {
  const { topic, source, queue } = await written(view(A, 3));
  topic.update(view(A, 2));
  assert.equal(source.bumps, 0);
  assert.deepEqual(queue.identity, source.current);
});

test('the id is kept while a broker tells none: another one behind it is another topic', async () => {
  const { topic, source } = await written(view(A, 3));
  topic.update(view(ZERO_UUID, 4));
  topic.update(view(B, 5));
  assert.equal(source.bumps, 1);
});

test('partitions to choose from: those with a leader, broker 0 too; all when none has one', () => {
  const topic = new TopicState('t', init(null));
  const led = (...leaders: number[]): boolean => topic.update({ ...view(A, 0), leaders, leaderEpochs: leaders });
  assert.equal(led(), false, 'it has none at all');
  assert.deepEqual([topic.count, topic.available], [0, []]);
  topic.trouble = new Error('not known');
  assert.equal(led(0, 1, -1), true);
  assert.deepEqual([topic.count, topic.available, topic.trouble], [3, [0, 1], undefined]);
  led(-1, -1, -1);
  assert.deepEqual(topic.available, [0, 1, 2]);
  assert.equal(topic.update(undefined), true, 'what is forgotten elsewhere is still used');
  assert.equal(led(), true);
  led(0);
  assert.deepEqual([topic.count, topic.available, topic.queues.length], [1, [0], 3], 'made anew with fewer');
});
