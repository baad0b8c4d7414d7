import { checkInteger, checkOptionalInteger, invalidArgument } from './arguments.ts';
import { checkRegistry, type CompressionRegistry, type CompressionType, compressions } from './compression.ts';
import { checkLevel } from './compression-level.ts';

/** What the writers of both formats take. */
export interface CommonWriterOptions {
  readonly maxBytes: number;
  readonly initialBytes?: number | undefined;
  readonly compression?: CompressionType | undefined;
  readonly level?: number | undefined;
  readonly compressionRatio?: number | undefined;
  readonly compressions?: CompressionRegistry | undefined;
}

export const COMMON_OPTIONS: readonly string[] = [
  'maxBytes',
  'initialBytes',
  'compression',
  'level',
  'compressionRatio',
  'compressions',
];

/**
 * Fails now rather than when the first batch is sealed.
 * @throws CodecError ('invalid-argument', or 'unsupported' for a compression without a codec)
 */
export function checkWriterOptions(options: CommonWriterOptions, minBytes: number, maxBytes: number): void {
  checkInteger('maxBytes', options.maxBytes, minBytes, maxBytes);
  checkOptionalInteger('initialBytes', options.initialBytes, 0, maxBytes);
  const { compression = 'none', level, compressionRatio } = options;
  if (compressionRatio !== undefined && !(Number.isFinite(compressionRatio) && compressionRatio > 0)) {
    throw invalidArgument('compressionRatio is a number above 0', compressionRatio);
  }
  checkRegistry(options.compressions);
  const codec = compression === 'none' ? NO_CODEC : (options.compressions ?? compressions).get(compression);
  checkLevel(codec, level);
}

const NO_CODEC = { type: 'none', levels: null } as const;
