import { nodeClock } from './node-clock.ts';
import { crypto } from './node-modules.ts';
import { nodeNetwork } from './node-network.ts';
import type { Random, Runtime } from '../runtime.ts';

/** `Math.random` for jitter, `node:crypto` for ids and nonces. */
export const nodeRandom: Random = {
  next: () => Math.random(),
  bytes: (n) => crypto().randomBytes(n),
};

/** The {@link Runtime} of Node: the system's clocks, `node:net` sockets, `node:crypto` bytes. */
export const nodeRuntime: Runtime = { clock: nodeClock, network: nodeNetwork, random: nodeRandom };
