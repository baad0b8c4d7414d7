import assert from 'node:assert/strict';
import { AsyncResource } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import { Cluster } from '@k/cluster';
import { ErrorCode, Heartbeat } from '@k/wire';
import { type ConsumerRebalanceListener, KafkaConsumer, type RunOptions } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next } from './world.ts';

const options = { groupId: 'g', autoOffsetReset: 'earliest', rebalanceTimeoutMs: 30_000 } as const;
const ENDS = ['stop', 'close', 'unsubscribe'] as const;
/** Goodbyes and connections of a virtual network; every wait in vain takes seconds. */
const SOON_MS = 1_000;

/** Who waits for the end inside a function that the end waits for would wait for itself. */
describe('the end of a consumer, awaited inside', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    await world.produce(
      't',
      0,
      numbered(5).map((value) => ({ key: 'k', value })),
    );
  });
  afterEach(() => world.close());

  function committed(): number | undefined {
    return world.broker.committed('g', 't', 0)?.offset;
  }

  function isOut(): boolean {
    return world.broker.group('g')?.members.length === 0;
  }

  /** Virtual milliseconds from when `begun` resolves to when `over` does. */
  async function tookMs(begun: Promise<void>, over: Promise<unknown>): Promise<number> {
    await world.run(begun);
    const since = world.clock.monotonic();
    await world.run(over);
    return world.clock.monotonic() - since;
  }

  describe('a handler of run()', () => {
    const ways = {
      'at once': {},
      'after a wait': { waits: true },
      'of a batch': { run: { batch: true } },
      'by key': { run: { by: 'key' } },
      'at its second attempt': { attempt: 2 },
    } as const satisfies Record<string, { waits?: boolean; attempt?: number; run?: RunOptions<boolean> }>;
    for (const [way, { waits = false, attempt: at = 1, run = {} }] of Object.entries<{
      waits?: boolean;
      attempt?: number;
      run?: RunOptions<boolean>;
    }>(ways)) {
      it(`that awaits stop() ${way} is waited for, and its work is committed`, async () => {
        const consumer = world.consumer(options);
        consumer.subscribe(['t']);
        const begun = withResolvers();
        let handled = 0;
        const running = consumer.run(async (_, { attempt }) => {
          if (waits) await setImmediate();
          if (attempt < at) throw new Error('not yet');
          begun.resolve();
          await consumer.stop();
          assert.equal(consumer.membership?.state, 'stable', 'not out of the group before the handler is done');
          handled++;
        }, run);
        assert.ok((await tookMs(begun.promise, running)) < SOON_MS);
        await world.run(consumer.stop());
        assert.deepEqual([handled, committed(), isOut()], [1, 'batch' in run ? 5 : 1, true]);
      });
    }

    for (const place of ['send', 'topic'] as const) {
      it(`whose dead letter awaits stop() in ${place}() ends too`, async () => {
        const consumer = world.consumer(options);
        consumer.subscribe(['t']);
        const begun = withResolvers();
        const stop = async (): Promise<void> => {
          begun.resolve();
          await consumer.stop();
        };
        let stopped = Promise.resolve();
        const running = consumer.run(() => Promise.reject(new Error('bad')), {
          retry: { retries: 0 },
          deadLetter: {
            topic: () => {
              if (place === 'topic') stopped = stop();
              return 'dead';
            },
            send: async () => {
              if (place === 'send') await stop();
              await stopped;
            },
          },
        });
        assert.ok((await tookMs(begun.promise, running)) < SOON_MS);
        await world.run(consumer.stop());
        assert.deepEqual([committed(), isOut()], [1, true]);
      });
    }

    it('that gives no promise is done when it returns, though it stopped the consumer', async () => {
      const consumer = world.consumer(options);
      consumer.subscribe(['t']);
      const begun = withResolvers();
      let stopping = Promise.resolve();
      const running = consumer.run(() => {
        begun.resolve();
        stopping = consumer.stop();
      });
      assert.ok((await tookMs(begun.promise, running)) < SOON_MS);
      await world.run(stopping);
      assert.ok((await tookMs(begun.promise, consumer.stop())) < SOON_MS);
      assert.deepEqual([committed(), isOut()], [1, true]);
    });

    it('that begins while a rebalance waits for its partition does not wait for itself', async () => {
      const consumer = world.consumer(options);
      await world.produce('t', 0, [{ key: 'other', value: 'last' }]);
      consumer.subscribe(['t']);
      const [first, hasBegun, begun] = [withResolvers(), withResolvers(), withResolvers()];
      const running = consumer.run(
        async ({ offset }) => {
          if (offset === 0) {
            hasBegun.resolve();
            await first.promise;
          }
          if (offset !== 1) return;
          begun.resolve();
          await consumer.stop();
        },
        { by: 'key', concurrency: 2 },
      );
      await world.run(hasBegun.promise);
      await world.clock.advance(1_000);
      const other = world.consumer(options);
      other.subscribe(['t']);
      void other.poll({ timeoutMs: 60_000 }).catch(() => undefined);
      await world.clock.advance(4_000);
      first.resolve();
      assert.ok((await tookMs(begun.promise, running)) < SOON_MS);
    });

    for (const end of ['close', 'unsubscribe'] as const) {
      it(`that awaits ${end}() is not waited for`, async () => {
        const consumer = world.consumer(options);
        consumer.subscribe(['t']);
        const begun = withResolvers();
        const running = consumer.run(async () => {
          begun.resolve();
          await consumer[end]();
          assert.ok(isOut());
        });
        if (end === 'unsubscribe') await assert.rejects(tookMs(begun.promise, running), { name: 'StateError' });
        else assert.ok((await tookMs(begun.promise, running)) < SOON_MS);
        assert.ok(isOut());
        assert.equal(committed() ?? 0, 0);
      });
    }

    it('is waited for by others that stop the consumer meanwhile, also by what earlier handlers left behind', async () => {
      const consumer = world.consumer(options);
      consumer.subscribe(['t']);
      const ended = new AbortController();
      let later = (): Promise<void> => Promise.resolve();
      await world.run(
        consumer.run(
          () => {
            later = AsyncResource.bind(() => consumer.stop());
            ended.abort();
          },
          { signal: ended.signal },
        ),
      );
      await world.produce('t', 0, ['one more']);
      const [begun, done] = [withResolvers(), withResolvers()];
      const running = consumer.run(async () => {
        begun.resolve();
        await done.promise;
      });
      await world.run(begun.promise);
      let stops = 0;
      const stopping = [later(), consumer.stop()].map((stop) => stop.then(() => stops++));
      await world.clock.advance(5_000);
      assert.deepEqual([stops, isOut()], [0, false]);
      done.resolve();
      await world.run(Promise.all([...stopping, running]));
      assert.ok(isOut());
    });

    it('waits for the handlers of another consumer, and not for one that it is called within', async () => {
      const [outer, inner] = ['outer', 'inner'].map((groupId) => world.consumer({ ...options, groupId }));
      assert.ok(outer !== undefined && inner !== undefined);
      outer.subscribe(['t']);
      inner.subscribe(['t']);
      const [begun, done] = [withResolvers(), withResolvers()];
      let stopped = false;
      const running = outer.run(async () => {
        await inner.run(async () => {
          await outer.stop();
          begun.resolve();
          await done.promise;
        });
        await inner.stop();
        stopped = true;
      });
      const other = AsyncResource.bind(() => inner.stop());
      await world.run(begun.promise);
      const stopping = other();
      await world.clock.advance(5_000);
      assert.equal(stopped, false);
      done.resolve();
      await world.run(Promise.all([stopping, running]));
      assert.equal(stopped, true);
    });

    it('of another consumer is waited for when it is awaited in a handler', async () => {
      const [one, other] = ['one', 'other'].map((groupId) => world.consumer({ ...options, groupId }));
      assert.ok(one !== undefined && other !== undefined);
      one.subscribe(['t']);
      other.subscribe(['t']);
      const [begun, done] = [withResolvers(), withResolvers()];
      let isDone = false;
      const working = other.run(async () => {
        begun.resolve();
        await done.promise;
        isDone = true;
      });
      await world.run(begun.promise);
      const running = one.run(async () => {
        await other.stop();
        assert.ok(isDone);
        await one.stop();
      });
      await world.clock.advance(5_000);
      done.resolve();
      await world.run(Promise.all([running, working]));
    });

    it('hears nothing of what goes wrong with the end: a warning tells it', async () => {
      const cluster = new Cluster({ bootstrapServers: world.bootstrapServers, runtime: world.runtime });
      const broken = Object.assign(cluster.acquire(), { release: () => Promise.reject(new Error('broken')) });
      const consumer = new KafkaConsumer({ ...options, cluster: broken });
      consumer.subscribe(['t']);
      const warned = next(consumer, 'warning');
      await world.run(consumer.run(() => consumer.stop()));
      assert.match(String(await world.run(warned)), /broken/);
      await assert.rejects(world.run(consumer.stop()), /broken/);
    });
  });

  const loops: Record<string, (consumer: KafkaConsumer, inside: () => Promise<void>) => Promise<void>> = {
    'a loop over records': async (consumer, inside) => {
      for await (const _ of consumer) await inside();
    },
    'a loop over batches': async (consumer, inside) => {
      for await (const _ of consumer.batches()) await inside();
    },
    'a stream': async (consumer, inside) => {
      for await (const _ of consumer.stream()) await inside();
    },
    'a loop over poll()': async (consumer, inside) => {
      for (let count = 1; count > 0;) {
        ({ count } = await consumer.poll());
        if (count > 0) await inside();
      }
    },
  };
  for (const [way, loop] of Object.entries(loops)) {
    for (const end of ['close', 'unsubscribe'] as const) {
      it(`${end}() in ${way} is not held up by what is in hand`, async () => {
        const consumer = world.consumer(options);
        consumer.subscribe(['t']);
        const [begun, ended] = [withResolvers(), withResolvers()];
        const read = loop(consumer, async () => {
          begun.resolve();
          await consumer[end]();
          ended.resolve();
        }).catch((error: unknown) => error);
        assert.ok((await tookMs(begun.promise, ended.promise)) < SOON_MS);
        assert.ok(isOut());
        await world.run(read);
        assert.equal(committed() ?? 0, 0, 'it comes again');
      });
    }
  }

  describe('a rebalance listener', () => {
    const calls = ['onPartitionsAssigned', 'onPartitionsRevoked', 'onPartitionsLost'] as const;
    for (const call of calls) {
      for (const end of ENDS) {
        it(`that awaits ${end}() in ${call} is waited for, and then it is done`, async () => {
          const [begun, ended] = [withResolvers(), withResolvers()];
          const consumer = world.consumer(options);
          let calls = 0;
          const listener: ConsumerRebalanceListener = {
            [call]: async () => {
              if (calls++ > 0) return;
              begun.resolve();
              await setImmediate();
              await consumer[end]();
              ended.resolve();
            },
          };
          consumer.subscribe({ topics: ['t'], listener });
          const read = consumer.poll({ timeoutMs: 120_000 }).catch((error: unknown) => error);
          if (call !== 'onPartitionsAssigned') {
            await world.run(next(consumer, 'assigned'));
            await world.run(read);
            if (call === 'onPartitionsLost') {
              world.broker.control(Heartbeat, () => ({ throttleTimeMs: 0, errorCode: ErrorCode.UNKNOWN_MEMBER_ID }), {
                times: 1,
              });
            } else consumer.enforceRebalance();
            void consumer.poll({ timeoutMs: 120_000 }).catch(() => undefined);
          }
          assert.ok((await tookMs(begun.promise, ended.promise)) < SOON_MS);
          await world.clock.advance(SOON_MS);
          // Who was told that it is no member does not say goodbye.
          if (call !== 'onPartitionsLost') assert.ok(isOut());
          if (end === 'unsubscribe') assert.deepEqual(consumer.assignment(), []);
          else await assert.rejects(consumer.poll(), { name: 'StateError', message: /after close/ });
        });
      }
    }

    it('finds positions that it asks for', async () => {
      const consumer = world.consumer(options);
      const found = withResolvers<number>();
      const listener: ConsumerRebalanceListener = {
        onPartitionsAssigned: async ([p0]) => {
          assert.ok(p0 !== undefined);
          found.resolve(await consumer.position(p0));
        },
      };
      consumer.subscribe({ topics: ['t'], listener });
      const since = world.clock.monotonic();
      assert.equal(await world.run(found.promise), 0);
      assert.ok(world.clock.monotonic() - since < 5_000);
    });

    it('may subscribe anew once it has awaited unsubscribe()', async () => {
      world.broker.createTopic('u', { partitions: 1 });
      const consumer = world.consumer(options);
      let calls = 0;
      consumer.subscribe({
        topics: ['t'],
        listener: {
          onPartitionsAssigned: async () => {
            if (calls++ > 0) return;
            await consumer.unsubscribe();
            consumer.subscribe({ topics: ['u'] });
          },
        },
      });
      for (let i = 0; i < 2; i++) await world.run(next(consumer, 'assigned'));
      assert.deepEqual(consumer.assignment(), [{ topic: 'u', partition: 0 }]);
      assert.deepEqual(consumer.subscription().topics, ['u']);
    });
  });

  for (const end of ENDS) {
    it(`${end}() in a deserializer that is awaited`, async () => {
      const [begun, ended] = [withResolvers(), withResolvers()];
      const consumer: KafkaConsumer<Buffer, string> = world.consumer({
        ...options,
        valueDeserializer: async (bytes: Buffer) => {
          begun.resolve();
          await consumer[end]();
          ended.resolve();
          return String(bytes);
        },
      });
      consumer.subscribe(['t']);
      const read = consumer
        .records()
        .next()
        .catch((error: unknown) => error);
      assert.ok((await tookMs(begun.promise, ended.promise)) < SOON_MS);
      // Who is out of the group may subscribe anew, and is waited for.
      if (end !== 'unsubscribe') await world.run(read);
      assert.ok(isOut());
    });

    it(`${end}() in an interceptor, which nobody waits for`, async () => {
      const [begun, ended] = [withResolvers(), withResolvers()];
      const consumer: KafkaConsumer = world.consumer({
        ...options,
        interceptors: [
          {
            onConsume: async () => {
              begun.resolve();
              await consumer[end]();
              ended.resolve();
            },
          },
        ],
      });
      consumer.subscribe(['t']);
      const read = (async () => {
        for await (const _ of consumer);
      })().catch((error: unknown) => error);
      assert.ok((await tookMs(begun.promise, ended.promise)) < SOON_MS);
      // Who is out of the group may subscribe anew, and is waited for.
      if (end !== 'unsubscribe') await world.run(read);
      assert.ok(isOut());
    });
  }
});
