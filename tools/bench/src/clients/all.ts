import type { CompressionType } from '@k/codec';
import type { Scenario } from '../scenario.ts';
import type { BenchClient } from './client.ts';

/** By the name of their npm package; ours comes first. A process loads only the one it measures. */
export const CLIENTS: Readonly<Record<string, () => Promise<BenchClient>>> = {
  '@k': async () => (await import('./ours.ts')).ours,
  '@platformatic/kafka': async () => (await import('./platformatic.ts')).platformatic,
  'kafka-ts': async () => (await import('./kafka-ts.ts')).kafkaTs,
  kafkajs: async () => (await import('./kafkajs.ts')).kafkajs,
  loop: async () => (await import('./loop.ts')).loop,
};

export const OURS = '@k';
/** The client that is no client: what a socket can do. */
export const LOOP = 'loop';

/** What a client is measured for: it is ours, a peer that ours is compared with, or the limit. */
export type Kind = 'ours' | 'peer' | 'limit';

export function kindOf(client: string): Kind {
  if (client === OURS) return 'ours';
  return client === LOOP ? 'limit' : 'peer';
}

/** Why a client is not in a row; undefined when it is. */
export function whyMissing(client: string, scenario: Scenario, compression: CompressionType): string | undefined {
  if (scenario === 'consume-batch' && client === '@platformatic/kafka') return 'has no batches';
  if (scenario.startsWith('consume')) return client === LOOP ? 'only produces' : undefined;
  if (scenario === 'produce-single' && client === LOOP) return 'sends ready-made batches only';
  if (scenario.startsWith('transaction') && [LOOP, 'kafka-ts'].includes(client)) return 'has no transactions';
  if (compression === 'none') return undefined;
  if (client === 'kafka-ts') return 'cannot compress what it produces';
  return client === 'kafkajs' && compression !== 'gzip' ? `has no ${compression} of its own` : undefined;
}
