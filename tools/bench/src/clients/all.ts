import type { BenchClient } from './client.ts';

/** By the name of their npm package; ours comes first. A process loads only the one it measures. */
export const CLIENTS: Readonly<Record<string, () => Promise<BenchClient>>> = {
  '@k': async () => (await import('./ours.ts')).ours,
  '@platformatic/kafka': async () => (await import('./platformatic.ts')).platformatic,
  'kafka-ts': async () => (await import('./kafka-ts.ts')).kafkaTs,
  kafkajs: async () => (await import('./kafkajs.ts')).kafkajs,
};

/** Clients that have no way to get records a batch at a time. */
export const WITHOUT_BATCHES: readonly string[] = ['@platformatic/kafka'];
