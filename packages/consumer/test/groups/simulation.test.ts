import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulate } from './deployment.ts';
import { PROTOCOLS } from './protocols.ts';

const SEEDS = Number(process.env['CONSUMER_SIMULATIONS'] ?? 1);

describe('members come, go, stop and die, and so does their coordinator', () => {
  for (const protocol of PROTOCOLS) {
    it(`one owner a generation, nothing left out, and what stays stands still no longer than it may (${protocol.name})`, async () => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { duringRebalance, longestPauseMs } = await simulate(protocol, seed);
        const pause = `seed ${String(seed)}: a partition that stayed stood still for ${String(longestPauseMs)} ms`;
        assert.ok(longestPauseMs <= protocol.longestPauseMs, pause);
        if (protocol.stopsAll || !protocol.rejoins) continue;
        assert.ok(duringRebalance > 0, `seed ${String(seed)}: no record came while its member joined again`);
      }
    });
  }
});
