import { wrongArgument } from '@k/wire';
import type { Random } from '../runtime.ts';
import { checkCount } from '../arguments.ts';

/**
 * A repeatable source of randomness (mulberry32): the same seed gives the same run. Not for secrets.
 *
 * @param seed a whole number, of which the lowest 32 bits count
 * @throws ConfigError
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw wrongArgument('seededRandom()', 'seed', 'a whole number', seed);
  let state = seed >>> 0;
  const uint32 = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {
    next: () => uint32() / 4294967296,
    bytes(n) {
      checkCount('seededRandom(): bytes()', 'n', n);
      const out = Buffer.allocUnsafe(n);
      for (let i = 0; i < n; i++) out[i] = uint32() & 0xff;
      return out;
    },
  };
}
