import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { nodeNetwork } from './node-network.ts';
import type { Clock, Random, Runtime } from './runtime.ts';

const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (fn, ms) => setTimeout(fn, ms),
  clearTimeout: (handle) => {
    clearTimeout(handle as NodeJS.Timeout);
  },
};

const nodeRandom: Random = {
  next: () => Math.random(),
  bytes: (n) => randomBytes(n),
};

/** The {@link Runtime} of Node: the system's clocks, `node:net` sockets, `node:crypto` bytes. */
export const nodeRuntime: Runtime = { clock: nodeClock, network: nodeNetwork, random: nodeRandom };
