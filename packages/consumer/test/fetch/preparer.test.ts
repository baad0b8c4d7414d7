import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import { holdGzip } from '@k/testing';
import { ByteBudget, ByteLease } from '../../src/fetch/byte-budget.ts';
import type { FetchedData } from '../../src/fetch/fetched-data.ts';
import { Intake } from '../../src/fetch/intake.ts';
import { Preparer } from '../../src/fetch/preparer.ts';
import { Threads } from '../../src/fetch/unpacking.ts';
import { Assignment } from '../../src/position/assignment.ts';
import { batchOf, numbered } from '../support.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const PLAIN = 'x'.repeat(50_000);

/** Partitions whose fetched data is prepared within a limit, as the consumer does it. */
function setUp(limit: number, partitions: number, deserialize?: () => Promise<string>) {
  const budget = new ByteBudget(limit, () => {
    preparer.begin();
  });
  const ready: number[] = [];
  const assignment = new Assignment<Buffer, string>({
    autoOffsetReset: 'none',
    keyDeserializer: undefined,
    valueDeserializer: undefined,
    events: {
      ready: ({ partition }) => ready.push(partition),
      unprepared: (partition) => {
        preparer.add(partition);
      },
      skipped: () => undefined,
      truncated: () => undefined,
      gone: () => undefined,
      moved: () => undefined,
      paused: () => {
        preparer.begin();
      },
      wanting: () => undefined,
    },
  });
  const preparer: Preparer<Buffer, string> = new Preparer({ assignment, budget });
  const intake = new Intake<Buffer, string>({
    unpacking: { threadBytes: 0, threads: new Threads(), budget },
    deserialization:
      deserialize === undefined
        ? null
        : { key: undefined, value: deserialize, onBadRecord: 'fail', onSkipped: () => undefined, budget },
    onConsume: undefined,
  });
  assignment.replace(Array.from({ length: partitions }, (_, partition) => ({ topic: 't', partition })));
  const owned = [...assignment.values()];
  const fetched = (records = batchOf([PLAIN], 'gzip')): FetchedData<Buffer, string>[] =>
    owned.flatMap((partition) => {
      partition.seek(0);
      const pieces = intake.take({
        source: partition.source,
        records,
        fromOffset: 0,
        checkCrcs: true,
        abortedTransactions: null,
        highWatermark: 1,
        lease: new ByteLease(() => undefined),
      });
      for (const piece of pieces) partition.enqueue(piece);
      return pieces;
    });
  return { budget, owned, ready, fetched };
}

describe('what is prepared ahead', () => {
  it('is no more than the limit and what was begun with, and goes on when something was read', async (t) => {
    holdGzip(t, 'decompress').letGo();
    const { owned, ready, fetched, budget } = setUp(1, 3);
    fetched();
    await turn();
    assert.deepEqual(ready, [0]);
    assert.ok(budget.held >= 50_000);
    owned[0]?.finishOldest(1);
    await turn();
    owned[1]?.finishOldest(1);
    await turn();
    assert.deepEqual(ready, [0, 1, 2]);
    owned[2]?.finishOldest(1);
    assert.deepEqual([budget.held, budget.available], [0, 1]);
  });

  it('is given up of partitions that are paused when others need the room', async (t) => {
    holdGzip(t, 'decompress').letGo();
    const { owned, ready, fetched } = setUp(1, 2);
    fetched();
    await turn();
    owned[0]?.pause();
    await turn();
    assert.deepEqual([ready, owned[0]?.cursor.oldest], [[0, 1], undefined]); // prettier-ignore
    assert.equal(String(owned[1]?.cursor.oldest?.next()?.value), PLAIN);
    assert.equal(owned[1]?.cursor.oldest?.next(), null);
  });

  it('counts no more when its partition is gone, whether or not it is done by then', async (t) => {
    holdGzip(t, 'decompress').letGo();
    const never = withResolvers<string>();
    const { owned, fetched, budget } = setUp(1_000_000, 1, () => never.promise);
    fetched(batchOf(numbered(20), 'gzip'));
    await turn();
    assert.ok(budget.available < 1_000_000);
    owned[0]?.release();
    await turn();
    assert.deepEqual([budget.held, budget.available], [0, 1_000_000]);
    never.resolve('late');
    await turn();
    assert.deepEqual([budget.held, budget.available], [0, 1_000_000]);
  });

  it('is dropped by a release while another thread is at it', async (t) => {
    const held = holdGzip(t, 'decompress');
    const { owned, ready, fetched, budget } = setUp(1_000_000, 1);
    fetched();
    await turn();
    owned[0]?.release();
    held.letGo();
    await turn();
    assert.deepEqual([budget.held, budget.available, ready], [0, 1_000_000, []]);
  });
});
