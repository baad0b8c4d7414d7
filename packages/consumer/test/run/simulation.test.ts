import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StateError } from '../../src/index.ts';
import { simulate } from '../groups/deployment.ts';
import { PROTOCOLS } from '../groups/protocols.ts';
import type { Worker } from '../groups/worker.ts';

const KEYS = 3;
/** Of a hundred calls of the handler, so many fail. */
const FAILURES = 5;

class HandlerError extends Error {}

/** A worker that has its records handled many at a time; what is wrong with the order goes into its ledger. */
function runIn(by: 'partition' | 'key'): (worker: Worker) => Promise<void> {
  const step = by === 'key' ? KEYS : 1;
  return async (worker) => {
    const { ledger, process, consumer } = worker;
    const atWork = new Set<string>();
    const handle = async (partition: number, offset: number): Promise<void> => {
      ledger.handedOut(worker, partition);
      const place = `t-${String(partition)}@${String(offset)}`;
      const lane = `${String(partition)}/${String(offset % step)}`;
      if (atWork.has(lane))
        ledger.faults.push(`${worker.name} begins ${place} while another one of its lane is at work`);
      if (offset >= step && ledger.done[partition]?.has(offset - step) !== true) {
        ledger.faults.push(`${worker.name} begins ${place} before the one before it is done`);
      }
      atWork.add(lane);
      try {
        await worker.work();
        if (process.random.next() * 100 < FAILURES) throw new HandlerError(place);
        ledger.done[partition]?.add(offset);
      } finally {
        atWork.delete(lane);
      }
    };
    for (;;) {
      try {
        await consumer.run(({ partition, offset }) => handle(partition, offset), {
          by,
          concurrency: 4,
          retry: { retries: 1, initialMs: 50 },
          drainTimeoutMs: 1_000,
        });
        return;
      } catch (error) {
        // Closed by the time that it begins anew.
        if (error instanceof StateError) return;
        if (!(error instanceof HandlerError)) throw error;
      }
    }
  };
}

const SEEDS = Number(process.env['CONSUMER_SIMULATIONS'] ?? 1);

describe('consumer.run() while members come, go, stop and die, handlers fail, and the coordinator moves', () => {
  for (const protocol of PROTOCOLS) {
    for (const by of ['key', 'partition'] as const) {
      it(`keeps the order, commits nothing that is not done, and leaves nothing out (by ${by}, ${protocol.name})`, async () => {
        for (let seed = 1; seed <= SEEDS; seed++) {
          const { done } = await simulate(protocol, seed, { key: (n) => `k${String(n % KEYS)}`, loop: runIn(by) });
          assert.ok(done.length > 0);
        }
      });
    }
  }
});
