import { checkByteLimit, checkBytes, checkOptions, invalidArgument } from '../arguments.ts';
import type { CompressOptions, DecompressOptions, KafkaCodec } from './compression-codec.ts';
import { checkLevel } from './check-level.ts';

const COMPRESS_OPTIONS: ReadonlySet<string> = new Set(['level', 'magic']);
const DECOMPRESS_OPTIONS: ReadonlySet<string> = new Set(['maxBytes', 'magic']);

/** What each of our own codecs is given to compress. @throws CodecError ('invalid-argument') */
export function checkCompress(
  codec: Pick<KafkaCodec, 'type' | 'levels'>,
  source: Uint8Array,
  options: CompressOptions,
): void {
  checkBytes(`what ${codec.type} compresses`, source);
  checkOptions(`compress() of ${codec.type}`, options, COMPRESS_OPTIONS);
  checkMagic(options.magic);
  checkLevel(codec, options.level);
}

/** What each of our own codecs is given to decompress. @throws CodecError ('invalid-argument') */
export function checkDecompress(
  { type }: Pick<KafkaCodec, 'type'>,
  source: Uint8Array,
  options: DecompressOptions,
): void {
  checkBytes(`what ${type} decompresses`, source);
  checkOptions(`decompress() of ${type}`, options, DECOMPRESS_OPTIONS);
  checkMagic(options.magic);
  checkByteLimit('maxBytes', options.maxBytes);
}

function checkMagic(magic: number): void {
  if (![0, 1, 2].includes(magic)) throw invalidArgument('magic, a message format, is 0, 1 or 2', magic);
}
