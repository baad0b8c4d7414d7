import { gunzip, gunzipSync, gzip as deflate, gzipSync } from '../node-zlib.ts';
import type { KafkaCodec } from './compression-codec.ts';
import { zlibCodec } from './zlib-codec.ts';

/** The plain bytes of the last member, at its end. */
const SIZE_BYTES = 4;

/**
 * gzip (id 1) by node:zlib. Levels 1 to 9, as Kafka's `compression.gzip.level`; -1 is zlib's default, 6.
 * Reads members that follow each other.
 */
export const gzip: KafkaCodec<'gzip'> = zlibCodec(
  {
    type: 'gzip',
    id: 1,
    sinceProduce: 0,
    sinceKafka: '0.8',
    levels: { min: 1, max: 9, default: -1 },
    // Measured, see docs/benchmarks.md; likewise that reading pays from about 1 MiB of plain bytes on only.
    asyncFromBytes: 32 * 1024,
  },
  {
    compressSync: gzipSync,
    compress: deflate,
    decompressSync: gunzipSync,
    decompress: gunzip,
    levelOptions: (level) => ({ level }),
    reading: announcedBytes,
  },
);

function announcedBytes(source: Uint8Array): number {
  const at = source.length - SIZE_BYTES;
  return at < 0 ? 0 : new DataView(source.buffer, source.byteOffset + at).getUint32(0, true);
}
