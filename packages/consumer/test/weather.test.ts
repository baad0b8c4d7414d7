import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '@k/runtime';
import { OffsetCommit } from '@k/wire';
import type { KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { World } from './world.ts';

const PARTITIONS = 4;
const RECORDS = 60;

/** A member that handles records slowly and notes them. */
interface Member {
  readonly consumer: KafkaConsumer;
  readonly done: Promise<void>;
}

describe('groups in bad weather', () => {
  for (let seed = 1; seed <= 8; seed++) {
    it(`seed ${String(seed)}: no record is skipped, and nothing is committed that was not handled`, async () => {
      const world = await World.create({ nodes: 2 }, seed);
      const random = seededRandom(seed * 7);
      const pick = (n: number): number => Math.floor(random.next() * n);
      world.broker.createTopic('t', { partitions: PARTITIONS, replicationFactor: 2 });
      const handled = Array.from({ length: PARTITIONS }, () => new Set<number>());
      const members: Member[] = [];
      const join = (): void => {
        const consumer = world.consumer({
          groupId: 'g',
          autoOffsetReset: 'earliest',
          autoCommitIntervalMs: 500,
          requestTimeoutMs: 3_000,
          sessionTimeoutMs: 10_000,
          heartbeatIntervalMs: 1_000,
          rebalanceTimeoutMs: 8_000,
        });
        consumer.subscribe({ topics: ['t'] });
        const done = (async () => {
          const last = new Map<number, number>();
          consumer.on('assigned', () => last.clear());
          for await (const { partition, offset } of consumer) {
            const before = last.get(partition);
            assert.ok(before === undefined || offset === before + 1, `${String(offset)} after ${String(before)}`);
            last.set(partition, offset);
            await new Promise<void>((resolve) => void world.clock.setTimeout(resolve, pick(100)));
            handled[partition]?.add(offset);
          }
        })();
        members.push({ consumer, done });
      };
      // Looked at when the commit arrives: a moment later the record may have been handled after all.
      const tooEarly: string[] = [];
      world.broker.control(OffsetCommit, ({ topics }) => {
        for (const { partitionIndex: p, committedOffset } of topics.flatMap(({ partitions }) => partitions)) {
          for (let offset = 0; offset < Number(committedOffset); offset++) {
            if (handled[p]?.has(offset) === false) tooEarly.push(`t-${String(p)} ${String(offset)}`);
          }
        }
        return undefined;
      });
      join();
      for (let step = 0; step < 12; step++) {
        for (let p = 0; p < PARTITIONS; p++) await world.produce('t', p, numbered(RECORDS / 12));
        const what = pick(6);
        if (what === 0 && members.length < 4) join();
        else if (what === 1 && members.length > 1) {
          const [gone] = members.splice(pick(members.length), 1);
          if (gone !== undefined) {
            await world.run(gone.consumer.close());
            await world.run(gone.done);
          }
        } else if (what === 2) world.network.dropConnections();
        else if (what === 3) {
          const node = pick(2);
          await world.run(world.broker.stop(node));
          await world.clock.advance(pick(4_000));
          await world.run(world.broker.start(node));
        } else if (what === 4) world.network.setFaults({ latencyMs: [0, 300], maxChunkBytes: 100 });
        else world.network.heal();
        await world.clock.advance(pick(4_000));
      }
      world.network.heal();
      await world.clock.advance(60_000);
      assert.deepEqual(tooEarly, [], 'committed before they were handled');
      assert.deepEqual(
        handled.map(({ size }) => size),
        Array.from({ length: PARTITIONS }, () => RECORDS),
      );
      for (const { consumer, done } of members) {
        await world.run(consumer.close());
        await world.run(done);
      }
      for (let p = 0; p < PARTITIONS; p++) assert.equal(world.broker.committed('g', 't', p)?.offset, RECORDS);
      await world.close();
    });
  }
});
