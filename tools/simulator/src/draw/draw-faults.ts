import type { Chance } from '../chance.ts';
import { FAULT_KINDS } from '../faults/faults.ts';
import type { Drawn } from '../faults/fault-kind.ts';
import type { Fault } from '../scenario/scenario.ts';
import { drawMix, type OneOf, pickWeighted } from './fault-mix.ts';

/** Before that clients come up: in some runs among faults. */
const FIRST_MS = [0, 800, 800] as const;

/** What goes wrong until `endMs`. */
export function drawFaults(chance: Chance, scenario: Drawn, endMs: number): Fault[] {
  const mix = drawMix(chance, scenario, FAULT_KINDS);
  const beginMs = chance.pick(FIRST_MS);
  const picked = Array.from({ length: mix.count }, () => pickWeighted(chance, mix.kinds));
  const faults = [...picked, ...drawFates(chance, scenario)].map((one) =>
    drawFault(chance, scenario, one, [beginMs, endMs]),
  );
  return faults.filter((fault) => fault !== undefined).sort((a, b) => a.at - b.at);
}

/** What is to become of the topics. */
function drawFates(chance: Chance, { topics }: Drawn): OneOf[] {
  return topics.flatMap(({ fate }) => {
    const kind = chance.pickOf(FAULT_KINDS.filter((each) => each.fate === fate));
    return kind === undefined ? [] : Array.from({ length: chance.between(0, 2) }, () => ({ kind, aim: undefined }));
  });
}

function drawFault(
  chance: Chance,
  scenario: Drawn,
  { kind, aim }: OneOf,
  [beginMs, endMs]: readonly [number, number],
): Fault | undefined {
  const at = chance.between(beginMs, endMs - 500);
  const what = aim ?? kind.draw(chance, scenario);
  if (what === undefined) return undefined;
  if (kind.lastsMs === undefined) return { kind: kind.name, at, what };
  const until = Math.min(endMs, at + chance.between(...kind.lastsMs));
  return { kind: kind.name, at, until, what };
}
