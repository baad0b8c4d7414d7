const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995;

/**
 * The partition of a key as Kafka's own clients place it: murmur2 of its bytes, the sign cleared. The broker has its own: it
 * stands on no client, so that each can be tried against the other.
 */
export function placeKey(key: Uint8Array | string, partitionCount: number): number {
  const hash = murmur2(typeof key === 'string' ? Buffer.from(key) : key);
  return (hash & 0x7fffffff) % partitionCount;
}

function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const wholeWords = bytes.length & ~3;
  let hash = SEED ^ bytes.length;
  for (let at = 0; at < wholeWords; at += 4) {
    let word = Math.imul(view.getInt32(at, true), M);
    word ^= word >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(word, M);
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= wholeWords; at--) rest = (rest << 8) | view.getUint8(at);
  if (wholeWords < bytes.length) hash = Math.imul(hash ^ rest, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
