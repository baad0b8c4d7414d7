import type { Chance } from '../chance.ts';
import { FAULT_KINDS } from '../faults/faults.ts';
import type { Drawn } from '../faults/fault-kind.ts';
import type { Fault } from '../scenario/scenario.ts';
import { drawMix, type FaultMix, pickWeighted } from './fault-mix.ts';

/** Before that clients come up: in some runs among faults. */
const FIRST_MS = [0, 800, 800] as const;

/** What goes wrong until `endMs`. */
export function drawFaults(chance: Chance, scenario: Drawn, endMs: number): Fault[] {
  const mix = drawMix(chance, scenario, FAULT_KINDS);
  const beginMs = chance.pick(FIRST_MS);
  const faults = Array.from({ length: mix.count }, () => drawFault(chance, scenario, mix, [beginMs, endMs])).filter(
    (fault) => fault !== undefined,
  );
  return faults.sort((a, b) => a.at - b.at);
}

function drawFault(
  chance: Chance,
  scenario: Drawn,
  { kinds }: FaultMix,
  [beginMs, endMs]: readonly [number, number],
): Fault | undefined {
  const { kind, aim } = pickWeighted(chance, kinds);
  const at = chance.between(beginMs, endMs - 500);
  const what = aim ?? kind.draw(chance, scenario);
  if (what === undefined) return undefined;
  if (kind.lastsMs === undefined) return { kind: kind.name, at, what };
  const until = Math.min(endMs, at + chance.between(...kind.lastsMs));
  return { kind: kind.name, at, until, what };
}
