import { constants, gunzipSync, gzipSync } from 'node:zlib';
import type { CompressionCodec } from './compression.ts';

const MIN_CHUNK = 1024;
const MAX_CHUNK = 1024 * 1024;
/** What log data usually unpacks to, so that one chunk is enough most of the time. */
const USUAL_RATIO = 5;

/** gzip (id 1) by node:zlib. Levels 1 to 9, as Kafka's `compression.gzip.level`; -1 is zlib's default, 6. */
export const gzip: CompressionCodec = {
  type: 'gzip',
  compress(source, { level = constants.Z_DEFAULT_COMPRESSION }) {
    return gzipSync(source, { level, chunkSize: chunkFor(source.length) });
  },
  decompress(source, { maxBytes }) {
    // Sized by what arrived, never by the length that the trailer announces.
    return gunzipSync(source, { maxOutputLength: maxBytes, chunkSize: chunkFor(source.length * USUAL_RATIO) });
  },
};

function chunkFor(bytes: number): number {
  return Math.min(Math.max(bytes, MIN_CHUNK), MAX_CHUNK);
}
