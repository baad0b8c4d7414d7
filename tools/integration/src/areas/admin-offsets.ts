import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { offsetsToCsv, type OffsetSpec, settled } from '@k/admin';
import { ErrorCode } from '@k/wire';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { joinedBy } from './admin-groups.ts';
import { isOlder, onceKnown } from './admin-needs.ts';

const limits = { timeoutMs: PATIENCE_MS };
const start = Date.UTC(2024, 0, 1);

/** Offsets of partitions and of groups, by `@k/admin`. */
export function adminOffsets(lab: GetLab): void {
  /** A topic whose partition 0 holds offsets 2 to 9, a second apart, of which 5 is the latest; 1 holds one, 2 none. */
  async function filled(): Promise<string> {
    const topic = await lab().topic(3, { 'retention.ms': '-1' });
    await using producer = lab().producer();
    const records = Array.from({ length: 10 }, (_, i) => ({
      topic,
      partition: 0,
      value: String(i),
      timestamp: start + (i === 5 ? 60 : i) * 1000,
    }));
    await producer.sendMany([...records, { topic, partition: 1, value: 'one', timestamp: start }]);
    await lab().target.truncateBefore(topic, 0, 2);
    return topic;
  }

  describe('offsets', () => {
    it('of partitions are told by every spec, or refused by the release that is needed', async () => {
      await using admin = lab().admin();
      const topic = await filled();
      const place = { topic, partition: 0 };
      const cases: [OffsetSpec, string, number | undefined, number | undefined][] = [
        ['earliest', '0', 2, undefined],
        ['latest', '0', 10, undefined],
        [{ timestamp: start + 3500 }, '0', 4, start + 4000],
        [{ timestamp: start + 99_000 }, '0', undefined, undefined],
        ['maxTimestamp', '3.0', 5, start + 60_000],
        ['earliestLocal', '3.5', 2, undefined],
        ['latestTiered', '3.9', undefined, undefined],
        ['earliestPendingUpload', '4.2', undefined, undefined],
      ];
      for (const [spec, release, offset, timestamp] of cases) {
        const asked = admin.listOffsets([{ ...place, spec }], limits);
        if (isOlder(lab(), release)) {
          await assert.rejects(asked, new RegExp(`needs Kafka ${release.replace('.', '\\.')}`), JSON.stringify(spec));
          continue;
        }
        const found = (await asked).get(place);
        assert.deepEqual([found?.offset, found?.timestamp], [offset, timestamp], JSON.stringify(spec));
      }
    });

    it('of many partitions are told, each with what is wrong with it', async () => {
      await using admin = lab().admin();
      const topic = await filled();
      const places = [
        ...[0, 1, 2, 7].map((partition) => ({ topic, partition })),
        { topic: lab().name('none'), partition: 0 },
      ];
      const asked = places.map((place) => ({ ...place, spec: 'latest' as const }));
      const outcomes = await settled(admin.listOffsets(asked, limits));
      assert.deepEqual(
        Array.from(outcomes.values(), ({ value, reason }) => value?.offset ?? codeOf(reason)),
        [10, 1, 0, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
      );
    });

    it('of groups are set, told and forgotten, and the lag is what is left', async (t) => {
      await using admin = lab().admin();
      const topic = await filled();
      const [first, second, nobody] = [lab().name('first'), lab().name('second'), lab().name('nobody')];
      const offsets = [
        { topic, partition: 0, offset: 4, metadata: 'by hand' },
        { topic, partition: 1, offset: 1 },
      ];
      assert.equal((await onceKnown(lab, () => admin.alterConsumerGroupOffsets(first, offsets, limits))).size, 2);
      const told = await admin.listConsumerGroupOffsets([first, nobody], limits);
      assert.equal(told.get(nobody)?.size, 0);
      assert.equal(told.get(first)?.get({ topic, partition: 0 })?.metadata, 'by hand');
      await onceKnown(lab, () => admin.alterConsumerGroupOffsets(second, told.get(first) ?? [], limits));
      const lags = await admin.groupLag([first, second], limits);
      assert.deepEqual(
        Array.from(lags.values(), ({ lag, partitions }) => [lag, partitions.size]),
        [
          [6, 2],
          [6, 2],
        ],
      );
      assert.equal((await admin.groupLag(first, limits)).partitions.get({ topic, partition: 0 })?.endOffset, 10);
      await assert.rejects(admin.groupLag(nobody, limits), /GROUP_ID_NOT_FOUND/);
      // Of a topic that there is, old brokers take offsets of any partition.
      const wrong = { topic: lab().name('none'), partition: 0 };
      const refused = await settled(admin.alterConsumerGroupOffsets(first, [{ ...wrong, offset: 1 }], limits));
      assert.equal(codeOf(refused.get(wrong)?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      const forget = admin.deleteConsumerGroupOffsets(first, [{ topic, partition: 0 }], limits);
      if (isOlder(lab(), '2.4')) {
        await assert.rejects(forget, /Kafka 2\.4/);
        t.diagnostic('offsets are forgotten by Kafka 2.4 and newer');
        return;
      }
      await forget;
      const left = (await admin.listConsumerGroupOffsets([first], limits)).get(first);
      assert.deepEqual([...(left?.keys() ?? [])], [{ topic, partition: 1 }]);
    });

    it('of a group are reset to wherever it is told, and never while it has members', async () => {
      await using admin = lab().admin();
      const topic = await filled();
      const groupId = lab().name('reset');
      const place = { topic, partition: 0 };
      for (const [spec, offset] of [
        ['earliest', 2],
        ['latest', 10],
        ['current', 5],
        [{ offset: 1 }, 2],
        [{ shiftBy: -1 }, 4],
        [{ shiftBy: 99 }, 10],
        [{ timestamp: start + 3500 }, 4],
        [{ timestamp: start + 99_000 }, 10],
        [{ durationMs: 3_600_000 }, 10],
        [{ csv: `${topic},0,7\n` }, 7],
      ] as const) {
        await onceKnown(lab, () => admin.alterConsumerGroupOffsets(groupId, [{ ...place, offset: 5 }], limits));
        const plan = await admin.resetConsumerGroupOffsets(groupId, spec, { dryRun: true, ...limits });
        assert.deepEqual([...plan], [[place, { offset, previousOffset: 5 }]], JSON.stringify(spec));
        assert.equal(offsetsToCsv(plan), `${topic},0,${String(offset)}\n`);
        await admin.resetConsumerGroupOffsets(groupId, spec, limits);
        const told = (await admin.listConsumerGroupOffsets([groupId], limits)).get(groupId);
        assert.equal(told?.get(place)?.offset, offset);
      }
      await using _ = await joinedBy(lab().consumer({ groupId, groupProtocol: 'classic' }), topic);
      await assert.rejects(
        admin.resetConsumerGroupOffsets(groupId, 'earliest', limits),
        /NON_EMPTY_GROUP.*has 1 member/,
      );
      const refused = await settled(admin.alterConsumerGroupOffsets(groupId, [{ ...place, offset: 3 }], limits));
      assert.match(refused.get(place)?.reason?.message ?? '', /has members/);
    });

    it('of a group are what its consumers go on from', async () => {
      await using admin = lab().admin();
      const topic = await filled();
      const groupId = lab().name('goes-on');
      const options = { topics: [{ topic, partition: 0 }], ...limits };
      await onceKnown(lab, () => admin.resetConsumerGroupOffsets(groupId, { offset: 7 }, options));
      await using consumer = lab().consumer({ groupId });
      consumer.subscribe([topic]);
      const seen: number[] = [];
      while (seen.length < 3) {
        const records = await consumer.poll({ timeoutMs: 100 });
        for (const { partition, offset } of records) if (partition === 0) seen.push(offset);
      }
      assert.deepEqual(seen, [7, 8, 9]);
    });
  });
}

const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;
