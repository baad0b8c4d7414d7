import type { Chance } from '../chance.ts';
import type { Drawn, FaultKind } from '../faults/fault-kind.ts';

/** A kind of fault, and perhaps what exactly goes wrong each time. */
export interface OneOf {
  readonly kind: FaultKind;
  readonly aim: object | undefined;
}

/** What goes wrong in a run: which kinds, how often each beside the others, and how often at all. */
export interface FaultMix {
  readonly kinds: readonly (OneOf & { readonly weight: number })[];
  readonly count: number;
}

/**
 * Some runs have a bit of everything, some a few kinds only, the rare ones among them, and some a storm: one kind or two
 * again and again, perhaps always at the same place. What takes two or three things at once happens seldom where everything
 * can happen, and often where only these can (swarm testing: Groce and others, ISSTA 2012).
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
      ? drawSome(possible, chance.between(2, 4), (kinds) => pickWeighted(chance, kinds, Math.sqrt))
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

/**
 * One of them: twice as often when it weighs twice as much.
 *
 * @param evened what of its weight counts
 */
export function pickWeighted<T extends { readonly weight: number }>(
  chance: Chance,
  items: readonly T[],
  evened: (weight: number) => number = (weight) => weight,
): T {
  let left = chance.random.next() * items.reduce((sum, { weight }) => sum + evened(weight), 0);
  const last = items.at(-1);
  if (last === undefined) throw new Error('nothing to pick from');
  return items.find(({ weight }) => (left -= evened(weight)) < 0) ?? last;
}
