// node --import .../register.js .../seek.js FIRST LAST    runs seeds one after the other until a checker sees something. Tells
// its parent about each, so that a seed that never ends is noticed as well.
import { simulate } from '../simulate.ts';
import type { Sought } from './sought.ts';

const [first, last] = process.argv.slice(2).map(Number) as [number, number];

// Nobody waits for it any more.
process.on('disconnect', () => process.exit());

function tell(sought: Sought): void {
  process.send?.(sought);
}

for (let seed = first; seed <= last; seed++) {
  tell({ type: 'begins', seed });
  const { violations } = await simulate(seed);
  const [violation] = violations;
  if (violation === undefined) continue;
  const checkers = [...new Set(violations.map(({ checker }) => checker))];
  tell({ type: 'caught', seed, checkers, message: violation.message });
  break;
}
process.disconnect();
