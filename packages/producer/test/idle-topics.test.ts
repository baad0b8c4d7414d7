import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sleep } from '@k/runtime';
import { ErrorCode, errorFor, ZERO_UUID } from '@k/wire';
import { KeptSequences } from '../src/kept-sequences.ts';
import type { TopicView } from '../src/link.ts';
import { committedValues } from './support/committed.ts';
import { bench } from './support/core.ts';
import { presentSource } from './support/identity.ts';
import { transactionBench } from './support/transactional.ts';

// KIP-526: what is not sent to any more is not watched any more.

const MINUTE = 60_000;
const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';

/** Metadata is renewed every five minutes, as clusters do it. */
async function goBy({ clock, cluster }: ReturnType<typeof bench>, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5 * MINUTE) {
    await clock.advance(Math.min(left, 5 * MINUTE));
    cluster.tell();
  }
}

test('of thousands of topics, one after the other, only those in use are kept', async () => {
  const names = Array.from({ length: 5_000 }, (_, i) => `t${i}`);
  const world = bench({ metadataMaxIdleMs: 5_000 }, { topics: Object.fromEntries(names.map((name) => [name, 2])) });
  const { clock, cluster, core } = world;
  let most = 0;
  for (let i = 0; i < names.length; i += 20) {
    await clock.runUntil(core.sendMany(names.slice(i, i + 20).map((topic) => ({ topic, value: topic }))));
    await clock.advance(2_000);
    most = Math.max(most, cluster.watched.length, core.metrics().topics.length);
  }
  assert.ok(most < 120, `${most} at a time`);
  assert.equal(core.metrics().recordsSent, names.length, 'what was counted together stays');
  await goBy(world, 10 * MINUTE);
  assert.deepEqual([cluster.watched, core.metrics().topics], [[], []]);
  await clock.runUntil(core.close(Infinity));
});

test('sequences go on where they were: nothing is taken for a repetition, and no epoch is spent', async () => {
  const world = bench({}, { topics: { t: 2, other: 1 } });
  const { clock, cluster, core } = world;
  const sent: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (const value of [`${round}a`, `${round}b`]) {
      sent.push(value);
      await clock.runUntil(core.send({ topic: 't', partition: 1, value }));
    }
    await goBy(world, 15 * MINUTE);
    assert.deepEqual(cluster.watched, []);
    await clock.runUntil(core.send({ topic: 'other', value: 'x' }));
  }
  assert.deepEqual(cluster.log('t', 1).values, sent);
  assert.equal(core.metrics().epochBumps, 0);
  await clock.runUntil(core.close(Infinity));
});

test('a topic is kept while something is on its way, and for as long again after that', async () => {
  const world = bench({ deliveryTimeoutMs: 60 * MINUTE });
  const { clock, cluster, core } = world;
  await clock.runUntil(core.send({ topic: 't', value: 'a' }));
  cluster.produceError = errorFor(ErrorCode.NETWORK_EXCEPTION);
  const waits = core.send({ topic: 't', value: 'b' });
  await goBy(world, 30 * MINUTE);
  assert.deepEqual(cluster.watched, ['t']);
  cluster.produceError = null;
  await clock.runUntil(waits);
  assert.deepEqual(cluster.log('t', 0).values, ['a', 'b']);
  await goBy(world, 10 * MINUTE);
  assert.deepEqual(cluster.watched, []);
  await clock.runUntil(core.close(Infinity));
});

test('a topic that is used now and then is kept', async () => {
  const world = bench();
  const { clock, cluster, core } = world;
  for (let i = 0; i < 5; i++) {
    await clock.runUntil(core.send({ topic: 't', value: 'x' }));
    await goBy(world, 4 * MINUTE);
    assert.deepEqual(cluster.watched, ['t']);
  }
  assert.equal(cluster.loads, 1);
  await clock.runUntil(core.close(Infinity));
});

test('so do those of transactions, which have one epoch for all of them in protocol 1', async () => {
  for (const asVersion of ['2.8', undefined] as const) {
    await using made = await transactionBench(asVersion === undefined ? {} : { asVersion });
    const { place, broker, run } = made;
    broker.createTopic('t');
    const producer = made.producer('payments', { metadataMaxAgeMs: 10_000, metadataMaxIdleMs: 30_000 });
    for (const value of ['a', 'b', 'c']) {
      await run(producer.transaction((tx) => void tx.send({ topic: 't', value })));
      await place.run(sleep(place.runtime.clock, 2 * MINUTE));
      assert.deepEqual(producer.metrics().topics, []);
    }
    assert.deepEqual(committedValues(broker, 't').values, ['a', 'b', 'c'], asVersion);
  }
});

function view(topicId: string, leaderEpoch = 3): TopicView {
  return { name: 't', leaders: [0, 0], leaderEpochs: [leaderEpoch, leaderEpoch], topicId };
}

test('sequences are not taken to a topic that was made again, nor kept for an identity that is gone', async () => {
  const source = await presentSource();
  const position = { identity: source.current!, next: 7, established: true };
  const kept = new KeptSequences(source);
  const goesOn = (known: TopicView): (number | undefined)[] => {
    const positionOf = kept.take(known);
    return [0, 1].map((p) => positionOf(p)?.next);
  };
  for (const [before, now, expected] of [
    [view(A), view(A), 7],
    [view(A), view(B), undefined],
    [view(ZERO_UUID), view(ZERO_UUID), 7],
    [view(ZERO_UUID), view(ZERO_UUID, 2), undefined],
    // Told by a broker that is cut off from the others.
    [view(A), view(A, 2), 7],
    // Brokers are being upgraded, or know nothing of epochs.
    [view(ZERO_UUID), view(A), 7],
    [view(ZERO_UUID, -1), view(ZERO_UUID, -1), 7],
  ] as const) {
    kept.keep(before, [null, position]);
    assert.deepEqual(goesOn(now), [undefined, expected]);
    assert.deepEqual(goesOn(now), [undefined, undefined], 'once');
  }
  kept.keep(view(A), [null, null]);
  assert.equal(kept.size, 0, 'nothing was ever numbered');
  kept.keep(view(A), [position]);
  kept.prune();
  assert.equal(kept.size, 1);
  source.fenced(position.identity);
  kept.prune();
  assert.equal(kept.size, 0);
  kept.keep(view(A), [position]);
  assert.equal(kept.size, 0);
});
