import type { Hunted } from './hunt.ts';
import type { PlantedBug } from './planted-bug.ts';

/** The last seed that is tried. */
export const LAST_SEED = 200;

/** What is kept in docs of a hunt for all bugs, of which some may not have been looked for yet. */
export function documentOf(bugs: readonly PlantedBug[], hunted: readonly Hunted[]): string {
  const caught = hunted.filter(({ seed }) => seed !== undefined).length;
  const rows = bugs.map((bug) => {
    const found = hunted.find((one) => one.bug === bug);
    return [bug.name, bug.breaks, whenOf(found), whoOf(found)];
  });
  return [
    '# Planted bugs',
    '',
    'What the simulator finds: each of these faults was put into a client, and seeds were run from 1 on until a checker saw it.',
    `${String(caught)} of ${String(bugs.length)} were caught. Written by \`npm run simulate -- --planted\`; the faults are data in`,
    '`tools/simulator/src/planted/bugs`, and in no product code.',
    '',
    '| Fault | What it breaks | Seeds until caught | Checkers |',
    '| --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`),
    '',
  ].join('\n');
}

function whenOf(found: Hunted | undefined): string {
  if (found === undefined) return 'not tried';
  return found.seed === undefined ? `not within ${String(found.last)}` : String(found.seed);
}

function whoOf(found: Hunted | undefined): string {
  if (found === undefined) return '';
  return found.checkers.length === 0 ? 'none' : found.checkers.map((name) => `\`${name}\``).join(', ');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

/** One line of the table, as it is printed while the hunt goes on. */
export function lineOf({ bug, seed, checkers, message }: Hunted): string {
  const when = seed === undefined ? 'not caught' : `seed ${String(seed)}`;
  const who = checkers.length === 0 ? message : `${checkers.join(', ')}: ${message.split('\n')[0] ?? ''}`;
  return `${bug.name.padEnd(52)} ${when.padEnd(12)} ${who}`;
}
