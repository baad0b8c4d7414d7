import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import {
  StateError,
  TimeoutError,
  type FailedRecords,
  type KafkaConsumer,
  type StalledPartition,
} from '../../src/index.ts';
import { numbered } from '../support.ts';
import { World, next } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const p0 = { topic: 't', partition: 0 };
const options = { groupId: 'g', autoOffsetReset: 'earliest', rebalanceTimeoutMs: 10_000 } as const;

describe('a run and its partitions', () => {
  let world: World;
  let consumer: KafkaConsumer;

  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    consumer = world.consumer({ ...options, maxPollIntervalMs: 30_000 });
  });
  afterEach(() => world.close());

  async function end(running: Promise<void>): Promise<void> {
    await world.run(consumer.close());
    await world.run(running);
  }

  /** Everybody gives everything back, as the assignor is `range`. */
  function joinAnother(): void {
    world.consumer(options).subscribe(['t']);
  }

  it('does not handle again what it had finished beyond a slow record, when its partition comes back', async () => {
    const keys = ['slow', 'a', 'b', 'c', 'slow'];
    await world.produce(
      't',
      0,
      keys.map((key, i) => ({ key, value: String(i) })),
    );
    consumer.subscribe(['t']);
    const seen = new Seen(world);
    let slow = withResolvers();
    const running = consumer.run(
      async (record) => {
        if (String(record.key) === 'slow') await slow.promise;
        seen.add(textOf(record));
      },
      { by: 'key' },
    );
    await seen.count(3);
    const before = slow;
    slow = withResolvers();
    const assigned = next(consumer, 'assigned');
    consumer.enforceRebalance();
    await world.run(assigned);
    before.resolve();
    slow.resolve();
    // Its handler goes on, and the record comes again; those beyond it do not.
    await world.produce('t', 0, [{ key: 'd', value: '5' }]);
    await seen.count(7);
    assert.deepEqual([...seen.list].sort(), ['0', '0', '1', '2', '3', '4', '5']);
    await end(running);
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 6);
  });

  it('is waited for when it goes: within the time for it a handler may finish, and nothing new begins', async () => {
    await world.produce('t', 0, numbered(3));
    consumer.subscribe(['t']);
    const seen = new Seen(world);
    const [begun, slow] = [withResolvers(), withResolvers()];
    const running = consumer.run(async (record, { signal }) => {
      begun.resolve();
      await slow.promise;
      seen.add(`${textOf(record)} ${String(signal.aborted)}`);
    });
    await world.run(begun.promise);
    const revoked = next(consumer, 'revoked');
    joinAnother();
    await world.clock.advance(4_000);
    slow.resolve();
    await world.run(revoked);
    assert.deepEqual(seen.list.slice(0, 1), ['v0 false']);
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 1);
    await end(running);
  });

  it('finishes what waits for its key before finished records when it goes, so that who gets it repeats none of them', async () => {
    const keys = ['slow', 'slow', 'a', 'b', 'slow', 'slow'];
    await world.produce(
      't',
      0,
      keys.map((key, i) => ({ key, value: String(i) })),
    );
    consumer.subscribe(['t']);
    const seen = new Seen(world);
    const begun = withResolvers();
    const running = consumer.run(
      async (record) => {
        if (textOf(record) === '0') {
          begun.resolve();
          await new Promise<void>((resolve) => world.clock.setTimeout(resolve, 5_000));
        }
        seen.add(textOf(record));
      },
      { by: 'key' },
    );
    await world.run(begun.promise);
    await seen.count(2);
    const revoked = next(consumer, 'revoked');
    joinAnother();
    await world.run(revoked);
    // What nothing lies beyond is not begun any more.
    assert.deepEqual(seen.list, ['2', '3', '0', '1']);
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 4);
    await end(running);
  });

  it('waits for that also while handlers of what stays have the room for it', async () => {
    world.broker.createTopic('u', { partitions: 2 });
    await world.produce('u', 0, [{ key: 'long', value: 'long' }, { key: 'again', value: 'again' }]); // prettier-ignore
    const cooperative = { ...options, partitionAssignors: ['cooperative-sticky' as const] };
    const stayer = world.consumer(cooperative);
    stayer.subscribe(['u']);
    const seen = new Seen(world);
    let tries = 0;
    const running = stayer.run(
      async (record) => {
        const text = textOf(record);
        // It is tried again when there is no room for it, and so before others have room.
        if (text === 'again' && tries++ === 0) throw new Error('once');
        const ms = { long: 60_000, another: 60_000, slow: 5_000 }[text] ?? 500;
        await new Promise<void>((resolve) => world.clock.setTimeout(resolve, ms));
        seen.add(text);
      },
      { by: 'key', concurrency: 3, retry: { initialMs: 3_000, jitter: 0 } },
    );
    await world.run(next(stayer, 'assigned'));
    await world.clock.advance(100);
    await world.produce(
      'u',
      1,
      ['slow', 'slow', 'b'].map((key, i) => ({ key, value: i === 1 ? 'gap' : key })),
    );
    await seen.count(1);
    await world.produce('u', 0, [{ key: 'another', value: 'another' }]);
    await world.clock.advance(500);
    const revoked = next(stayer, 'revoked');
    world.consumer(cooperative).subscribe(['u']);
    assert.deepEqual((await world.run(revoked))[0], [{ topic: 'u', partition: 1 }]);
    assert.deepEqual(seen.list, ['b', 'slow', 'again', 'gap']);
    assert.equal(world.broker.committed('g', 'u', 1)?.offset, 3);
    await world.run(stayer.close());
    await world.run(running);
  });

  it('finishes so as much of a batch as reaches beyond another key', async () => {
    await world.produce(
      't',
      0,
      ['slow', 'slow', 'a', 'slow'].map((key, i) => ({ key, value: String(i) })),
    );
    consumer.subscribe(['t']);
    const seen = new Seen(world);
    const begun = withResolvers();
    const running = consumer.run(
      async (records) => {
        const text = records.map(textOf).join();
        if (text === '0,1,3') {
          begun.resolve();
          await new Promise<void>((resolve) => world.clock.setTimeout(resolve, 5_000));
        }
        seen.add(text);
      },
      { by: 'key', batch: true, concurrency: 1 },
    );
    await world.run(begun.promise);
    const revoked = next(consumer, 'revoked');
    joinAnother();
    await world.run(revoked);
    assert.deepEqual(seen.list, ['0,1,3', '2']);
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 4);
    await end(running);
  });

  it('neither begins what is paused, nor waits for what is between two attempts, when it goes', async () => {
    world.broker.createTopic('u', { partitions: 1 });
    for (const topic of ['t', 'u']) {
      await world.produce(
        topic,
        0,
        ['slow', 'slow', 'a'].map((key, i) => ({ key, value: `${topic}${String(i)}` })),
      );
    }
    consumer.subscribe(['t', 'u']);
    const seen = new Seen(world);
    const slow = withResolvers();
    const running = consumer.run(
      async (record) => {
        const text = textOf(record);
        if (text === 't0') await slow.promise;
        seen.add(text);
        if (text === 'u0') throw new Error('not now');
      },
      { by: 'key', retry: { retries: 5, initialMs: 60_000, maxMs: 60_000 } },
    );
    await seen.count(3);
    assert.deepEqual([...seen.list].sort(), ['t2', 'u0', 'u2']);
    consumer.pause(p0);
    const revoked = next(consumer, 'revoked');
    const asked = world.clock.monotonic();
    consumer.enforceRebalance();
    slow.resolve();
    await world.run(revoked);
    assert.ok(world.clock.monotonic() - asked < 1_000);
    assert.deepEqual(seen.list.slice(3), ['t0']);
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 1);
    assert.equal(world.broker.committed('g', 'u', 0)?.offset ?? 0, 0);
    await end(running);
  });

  it('begins no attempt any more once it is committed before it goes', async () => {
    await world.produce('t', 0, [
      { key: 'a', value: '0' },
      { key: 'b', value: '1' },
    ]);
    consumer.subscribe({
      topics: ['t'],
      listener: { onPartitionsRevoked: () => new Promise<void>((resolve) => world.clock.setTimeout(resolve, 3_000)) },
    });
    const seen = new Seen(world);
    const running = consumer.run(
      (record) => {
        seen.add(textOf(record));
        if (textOf(record) === '0') throw new Error('not now');
      },
      { by: 'key', retry: { retries: 5, initialMs: 1_000, maxMs: 1_000 } },
    );
    await seen.count(2);
    const revoked = next(consumer, 'revoked');
    consumer.enforceRebalance();
    const since = world.clock.monotonic();
    await world.run(revoked);
    assert.ok(world.clock.monotonic() - since >= 3_000);
    assert.deepEqual([...seen.list].sort(), ['0', '1']);
    await end(running);
  });

  it('does not wait for a handler whose partition it has sought when that goes', async () => {
    await world.produce('t', 0, numbered(3));
    consumer.subscribe(['t']);
    const [begun, slow] = [withResolvers(), withResolvers()];
    const running = consumer.run(async () => {
      begun.resolve();
      await slow.promise;
    });
    await world.run(begun.promise);
    const revoked = next(consumer, 'revoked');
    const asked = world.clock.monotonic();
    consumer.enforceRebalance();
    await world.clock.advance(100);
    consumer.seek(p0, 2);
    await world.run(revoked);
    assert.ok(world.clock.monotonic() - asked < 1_000);
    slow.resolve();
    await end(running);
  });

  it('aborts the signal of a handler that is not done by then, and commits nothing of it', async () => {
    await world.produce('t', 0, numbered(1));
    consumer.subscribe(['t']);
    const begun = withResolvers();
    const reason = withResolvers<unknown>();
    const running = consumer.run(async (_, { signal }) => {
      begun.resolve();
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          reason.resolve(signal.reason);
          resolve();
        });
      });
    });
    await world.run(begun.promise);
    consumer.enforceRebalance();
    assert.ok((await world.run(reason.promise)) instanceof StateError);
    assert.ok((world.broker.committed('g', 't', 0)?.offset ?? 0) === 0);
    await end(running);
  });

  it('hands out nothing of a paused partition, not even what was read of it, and goes on after resume()', async () => {
    const records = numbered(6).map((value) => ({ key: value === 'v0' ? 'x' : 'k', value }));
    await world.produce('t', 0, records);
    consumer.assign(p0);
    const seen = new Seen(world);
    const [begun, slow] = [withResolvers(), withResolvers()];
    const running = consumer.run(
      async (record) => {
        if (textOf(record) === 'v1') {
          begun.resolve();
          await slow.promise;
        }
        seen.add(textOf(record));
      },
      { by: 'key' },
    );
    await world.run(begun.promise);
    await world.clock.advance(1_000);
    consumer.pause();
    slow.resolve();
    await world.clock.advance(1_000);
    assert.deepEqual(seen.list, ['v0', 'v1']);
    consumer.resume();
    await seen.count(6);
    assert.deepEqual(seen.list, numbered(6));
    await end(running);
  });

  it('goes where a handler seeks to, and drops what was read before', async () => {
    await world.produce('t', 0, numbered(6));
    consumer.assign(p0);
    const seen = new Seen(world);
    let sought = false;
    const running = consumer.run(async (record) => {
      await Promise.resolve();
      if (textOf(record) === 'v3' && !sought) {
        sought = true;
        consumer.seek(p0, 1);
      }
      seen.add(textOf(record));
    });
    await seen.count(9);
    assert.deepEqual(seen.list, ['v0', 'v1', 'v2', 'v3', 'v1', 'v2', 'v3', 'v4', 'v5']);
    await world.run(consumer.commit());
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 6);
    await end(running);
  });

  it('stays while each handler is younger than maxPollIntervalMs, and comes back when one that was not is done', async () => {
    await world.produce('t', 0, numbered(6));
    consumer.subscribe(['t']);
    const seen = new Seen(world);
    const slow = withResolvers();
    let exceeded = 0;
    consumer.on('pollIntervalExceeded', () => exceeded++);
    const running = consumer.run(async (record) => {
      if (textOf(record) === 'v5') await slow.promise;
      else await new Promise<void>((resolve) => world.clock.setTimeout(resolve, 20_000));
      seen.add(textOf(record));
    });
    await seen.count(5);
    assert.equal(exceeded, 0);
    const left = next(consumer, 'pollIntervalExceeded');
    await world.run(left);
    assert.equal(consumer.membership?.state, 'expired');
    const assigned = next(consumer, 'assigned');
    slow.resolve();
    await world.run(assigned);
    await seen.count(7);
    assert.deepEqual(seen.list.slice(5), ['v5', 'v5']);
    await end(running);
  });

  it('tells of a handler that takes too long, and begins no other in its place while it runs', async () => {
    await world.produce('t', 0, numbered(2));
    consumer.assign(p0);
    const seen = new Seen(world);
    const slow = withResolvers();
    const stalled = next(consumer, 'stalled');
    const reasons: unknown[] = [];
    const skipped = next(consumer, 'recordSkipped');
    const running = consumer.run(
      async (record, { signal, attempt }) => {
        seen.add(`${textOf(record)}:${String(attempt)}`);
        if (textOf(record) !== 'v0') return;
        await slow.promise;
        reasons.push(signal.reason);
        throw new Error('in a hurry');
      },
      { handlerTimeoutMs: 5_000, retry: { retries: 0 }, onFailure: 'skip' },
    );
    const [[partition]] = (await world.run(stalled)) as [StalledPartition[]];
    assert.deepEqual([partition?.topic, partition?.partition, partition?.position], ['t', 0, 0]);
    assert.ok(partition?.cause instanceof TimeoutError);
    await world.clock.advance(60_000);
    assert.deepEqual(seen.list, ['v0:1']);
    slow.resolve();
    await seen.count(2);
    assert.deepEqual(seen.list, ['v0:1', 'v1:1']);
    assert.deepEqual(reasons, [partition.cause]);
    const [failed] = (await world.run(skipped)) as [FailedRecords];
    assert.equal(failed.error, partition.cause);
    await end(running);
  });
});
