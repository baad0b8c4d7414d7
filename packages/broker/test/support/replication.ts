import { VirtualClock } from '@k/runtime';
import type { ReplicationTerms } from '../../src/replication/terms.ts';

/** Of a cluster whose nodes are all up and in step. */
export function inStep(clock = new VirtualClock()): ReplicationTerms {
  return {
    clock,
    hasEligibleLeaders: false,
    minIsr: () => 1,
    isLive: () => true,
    reaches: () => true,
    reachesController: () => true,
    isInStep: () => true,
    fetchDelayMs: () => 0,
    lagTimeMaxMs: () => 30_000,
    minIsrToRead: () => 0,
    lost: () => undefined,
  };
}
