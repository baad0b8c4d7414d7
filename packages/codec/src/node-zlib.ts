// All that is used of Node's zlib. In browsers browser-zlib.ts takes its place.
import { constants } from 'node:buffer';
import * as zlib from 'node:zlib';

export { gunzip, gunzipSync, gzip, gzipSync, inflateRawSync } from 'node:zlib';

/** The most that `maxOutputLength` may be. */
export const MAX_OUTPUT_BYTES: number = constants.MAX_LENGTH;

/** The module itself: newer ones have zstd and CRC-32, of which the types of the oldest Node we support do not know. */
export const newerZlib: object = zlib;
