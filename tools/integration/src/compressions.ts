import type { CompressionType } from '@k/codec';
import type { Target } from './target.ts';

/** What a target's clients may compress with: zstd came with Kafka 2.1. */
export function compressionsOf({ name }: Target): readonly CompressionType[] {
  const all = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
  return /Kafka (0\.|1\.|2\.0)/.test(name) ? all.filter((type) => type !== 'zstd') : all;
}
