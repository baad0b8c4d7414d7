/** `count` of `items` by chance, the same for the same seed, in the order they had. All of them when there are fewer. */
export function sample<T>(items: readonly T[], count: number, seed: number): T[] {
  const random = numbers(seed);
  const chosen = items.map((item, index) => ({ item, index, weight: random() }));
  chosen.sort((a, b) => a.weight - b.weight);
  return chosen
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** Mulberry32. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
