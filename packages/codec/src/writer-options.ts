import { checkInteger, checkOptionalInteger, invalidArgument } from './arguments.ts';
import { checkRegistry, type CompressionRegistry, type CompressionType, compressions } from './compression/registry.ts';
import { checkLevel } from './compression/check-level.ts';

/** What the writers of both formats take. */
export interface CommonWriterOptions {
  /** Size at which the batch or set is full, its header included. For compressed ones: the estimated size. */
  readonly maxBytes: number;
  /** Memory taken at first; it doubles as needed. @default 1 KiB, or maxBytes when that is less */
  readonly initialBytes?: number | undefined;
  /** What the records are compressed with. @default 'none' */
  readonly compression?: CompressionType | undefined;
  /** Level of the codec's own scale. @default the codec's own */
  readonly level?: number | undefined;
  /** Compressed size over plain size to expect of the first one; later ones are estimated by what was seen. @default 1 */
  readonly compressionRatio?: number | undefined;
  /** Where the codecs of compressions are looked up. @default the package's `compressions` */
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
