import type { BenchClient } from './client.ts';
import { CONFLUENT, LOOP, OURS } from './names.ts';

/** By the name of their npm package; ours comes first. A process loads only the one it measures. */
export const CLIENTS: Readonly<Record<string, () => Promise<BenchClient>>> = {
  [OURS]: async () => (await import('./ours.ts')).ours,
  '@platformatic/kafka': async () => (await import('./platformatic.ts')).platformatic,
  'kafka-ts': async () => (await import('./kafka-ts.ts')).kafkaTs,
  kafkajs: async () => (await import('./kafkajs.ts')).kafkajs,
  [CONFLUENT]: async () => (await import('./confluent.ts')).confluent,
  [LOOP]: async () => (await import('./loop.ts')).loop,
};
