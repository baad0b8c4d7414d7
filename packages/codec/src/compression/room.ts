/** What compressed bytes say of their plain size is believed up to this many times their own number. */
const BELIEVED_RATIO = 32;
/** And up to this, however few they are. */
const BELIEVED_BYTES = 64 * 1024;

/**
 * How much memory to make at first for what compressed bytes unpack to: exactly enough, most of the time. Those that lie get
 * no more of it than their number can be believed; those that hold more than that get it once this much is full.
 * @param likelyBytes what they say, or a guess
 */
export function roomFor(likelyBytes: number, source: Uint8Array, maxBytes: number): number {
  return Math.min(likelyBytes, maxBytes, Math.max(source.length * BELIEVED_RATIO, BELIEVED_BYTES));
}
