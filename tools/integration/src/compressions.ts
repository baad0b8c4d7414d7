import type { CompressionType } from '@k/codec';
import { atLeast } from '@k/tool-kafka';
import type { Target } from './target.ts';

/** What a target's clients may compress with: zstd came with Kafka 2.1. */
export function compressionsOf({ version }: Target): readonly CompressionType[] {
  const all = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
  return atLeast(version, '2.1') ? all : all.filter((type) => type !== 'zstd');
}
