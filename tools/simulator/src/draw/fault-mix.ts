import type { Chance } from '../chance.ts';
import type { Drawn, FaultKind } from '../faults/fault-kind.ts';

/** What goes wrong in a run: which kinds, how often each beside the others, and how often at all. */
export interface FaultMix {
  readonly kinds: readonly { readonly kind: FaultKind; readonly weight: number; readonly aim: object | undefined }[];
  readonly count: number;
}

/**
 * Some runs have a bit of everything, some a few kinds only, and some a storm: one kind or two again and again, perhaps
 * always at the same place. What takes two or three things at once happens seldom where everything can happen, and often
 * where only these can (swarm testing: Groce and others, ISSTA 2012).
 */
export function drawMix(chance: Chance, scenario: Drawn, all: readonly FaultKind[]): FaultMix {
  const possible = all.filter((kind) => kind.draw(chance, scenario) !== undefined);
  const how = chance.pick(['all', 'all', 'few', 'few', 'few', 'storm', 'storm'] as const);
  if (how === 'all') {
    const kinds = possible.map((kind) => ({ kind, weight: kind.weight, aim: undefined }));
    return { kinds, count: chance.pick([1, 2, 3, 5, 8, 12]) };
  }
  const some =
    how === 'few'
      ? drawSome(possible, chance.between(2, 4), (kinds) => chance.pick(kinds))
      : drawSome(possible, chance.between(1, 2), (kinds) => pickWeighted(chance, kinds));
  const isAimed = how === 'storm' && chance.is(0.5);
  const kinds = some.map((kind) => ({
    kind,
    weight: 1,
    aim: isAimed ? kind.draw(chance, scenario) : undefined,
  }));
  return { kinds, count: chance.pick(how === 'few' ? [4, 8, 12] : [6, 12, 20]) };
}

/** So many of them, each once. */
function drawSome(
  kinds: readonly FaultKind[],
  count: number,
  pick: (kinds: readonly FaultKind[]) => FaultKind,
): FaultKind[] {
  const left = [...kinds];
  const some: FaultKind[] = [];
  while (some.length < count && left.length > 0) {
    const kind = pick(left);
    left.splice(left.indexOf(kind), 1);
    some.push(kind);
  }
  return some;
}

/** One of them: twice as often when it weighs twice as much. */
export function pickWeighted<T extends { readonly weight: number }>(chance: Chance, items: readonly T[]): T {
  let left = chance.below(items.reduce((sum, { weight }) => sum + weight, 0));
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  throw new Error('nothing to pick from');
}
