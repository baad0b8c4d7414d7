import type { Chance } from '../chance.ts';
import { FAULT_KINDS } from '../faults/faults.ts';
import type { Drawn } from '../faults/fault-kind.ts';
import type { Fault } from '../scenario/scenario.ts';
import { drawMix, type FaultMix, pickWeighted } from './fault-mix.ts';

/** Before that clients come up. */
const FIRST_MS = 800;

/** What goes wrong until `endMs`. */
export function drawFaults(chance: Chance, scenario: Drawn, endMs: number): Fault[] {
  const mix = drawMix(chance, scenario, FAULT_KINDS);
  const faults = Array.from({ length: mix.count }, () => drawFault(chance, scenario, mix, endMs)).filter(
    (fault) => fault !== undefined,
  );
  return faults.sort((a, b) => a.at - b.at);
}

function drawFault(chance: Chance, scenario: Drawn, { kinds }: FaultMix, endMs: number): Fault | undefined {
  const { kind, aim } = pickWeighted(chance, kinds);
  const at = chance.between(FIRST_MS, endMs - 500);
  const what = aim ?? kind.draw(chance, scenario);
  if (what === undefined) return undefined;
  if (kind.lastsMs === undefined) return { kind: kind.name, at, what };
  const until = Math.min(endMs, at + chance.between(...kind.lastsMs));
  return { kind: kind.name, at, until, what };
}
