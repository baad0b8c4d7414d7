import type { Chance } from '../chance.ts';
import { FAULT_KINDS } from '../faults/faults.ts';
import type { Drawn, FaultKind } from '../faults/fault-kind.ts';
import type { Fault } from '../scenario/scenario.ts';

/** Before that clients come up. */
const FIRST_MS = 800;

/** What goes wrong until `endMs`. */
export function drawFaults(chance: Chance, scenario: Drawn, endMs: number): Fault[] {
  const count = chance.pick([1, 2, 3, 5, 8, 12]);
  const faults = Array.from({ length: count }, () => drawFault(chance, scenario, endMs)).filter(
    (fault) => fault !== undefined,
  );
  return faults.sort((a, b) => a.at - b.at);
}

function drawFault(chance: Chance, scenario: Drawn, endMs: number): Fault | undefined {
  const kind = drawKind(chance);
  const at = chance.between(FIRST_MS, endMs - 500);
  const what = kind.draw(chance, scenario);
  if (what === undefined) return undefined;
  if (kind.lastsMs === undefined) return { kind: kind.name, at, what };
  const until = Math.min(endMs, at + chance.between(...kind.lastsMs));
  return { kind: kind.name, at, until, what };
}

function drawKind(chance: Chance): FaultKind {
  let left = chance.below(FAULT_KINDS.reduce((sum, { weight }) => sum + weight, 0));
  for (const kind of FAULT_KINDS) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  return FAULT_KINDS[0] as FaultKind;
}
