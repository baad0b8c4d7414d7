import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkCommitted,
  commitOrders,
  copyOrders,
  type Load,
  PARTITIONS,
  PATIENCE,
  sendOrders,
  sendPairs,
} from './crash/load.ts';
import { crashTarget } from './crash/crash-target.ts';
import { Promises } from './crash/promises.ts';
import { KilledLab } from './crash/killed-lab.ts';
import type { Lab } from './lab.ts';
import { readAll, valuesByPartition } from './reading.ts';
import { started } from './started.ts';

/** As many promises are made between a start and a kill, at the most. */
const MOST_BETWEEN = 120;

/**
 * After so many kills the broker stays until every client has gone on. On a slow machine it is down for most of the time, and a call
 * that is unlucky each time would come to its own time limit: here each has its chance, and who does not take it is stuck.
 */
const KILLS_IN_A_ROW = 5;

/** A broker with a `dataDir` that is killed under load: what it promised is found. */
export function defineCrashSuite(kills: number): void {
  describe('a broker with a dataDir that is killed', () => {
    const lab = started(async () => new KilledLab(await crashTarget()));

    it(`keeps what it promised, ${kills} times under load`, async (t) => {
      let isOver = false;
      const load: Load = {
        orders: await lab().topic(PARTITIONS),
        copies: await lab().topic(PARTITIONS),
        pairs: await lab().topic(2),
        groupId: lab().name('committer'),
        promises: new Promises(PARTITIONS),
        isOver: () => isOver,
      };
      const { promises } = load;
      const stop = new AbortController();
      await using producer = lab().producer({ ...PATIENCE, batchSize: 2_000 });
      const finite = [
        sendOrders(producer, load),
        sendPairs(lab(), load, 'even'),
        sendPairs(lab(), load, 'odd'),
        commitOrders(lab(), load),
      ];
      const copying = copyOrders(lab(), load, stop.signal);
      const failure = Promise.race([...finite, copying].map((each) => each.then(() => new Promise<never>(() => {}))));
      failure.catch(() => undefined);
      try {
        const [node] = lab().target.nodes;
        for (let kill = 0; kill < kills; kill++) {
          await Promise.race([promises.more(1 + Math.floor(Math.random() * MOST_BETWEEN)), failure]);
          await node?.kill();
          await node?.start();
          await Promise.race([checkCommitted(lab(), load), failure]);
          if (kill % KILLS_IN_A_ROW === KILLS_IN_A_ROW - 1) await Promise.race([promises.moreToEach(), failure]);
        }
        await Promise.race([promises.more(MOST_BETWEEN), failure]);
        isOver = true;
        await Promise.all(finite);
        await check(lab(), load, failure);
        stop.abort();
        await copying;
      } catch (error) {
        for (const warning of lab().warnings) t.diagnostic(warning);
        throw error;
      } finally {
        // Should something have failed, nothing is to wait for the rest.
        isOver = true;
        stop.abort();
      }
    });
  });
}

async function check(lab: Lab, { orders, copies, pairs, promises }: Load, failure: Promise<never>): Promise<void> {
  const values = async (topic: string): Promise<Map<number, string[]>> => {
    await using consumer = lab.consumer({ isolationLevel: 'read_committed' });
    return valuesByPartition(await readAll(consumer, topic)) as Map<number, string[]>;
  };
  const stored = await values(orders);
  for (const [partition, count] of promises.acknowledged.entries()) {
    const wanted = Array.from({ length: count }, (_, number) => String(number));
    assert.deepEqual(stored.get(partition), wanted, `partition ${partition}`);
  }
  promises.checkTransactions(await values(pairs));
  const numeric = (all: readonly string[] = []): number[] => all.map(Number).sort((one, other) => one - other);
  for (;;) {
    const copied = await Promise.race([values(copies), failure]);
    const isWhole = [...stored].every(([partition, all]) => (copied.get(partition)?.length ?? 0) >= all.length);
    if (!isWhole) continue;
    for (const [partition, all] of stored) assert.deepEqual(numeric(copied.get(partition)), numeric(all), `copies of ${partition}`); // prettier-ignore
    return;
  }
}
