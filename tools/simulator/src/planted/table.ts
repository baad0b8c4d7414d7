import type { Hunted } from './hunt.ts';

/** The last seed that is tried. */
export const LAST_SEED = 200;

/** What is kept in docs of a hunt for all bugs. */
export function documentOf(hunted: readonly Hunted[]): string {
  const caught = hunted.filter(({ seed }) => seed !== undefined).length;
  const rows = hunted.map(({ bug, seed, last, checkers }) => [
    bug.name,
    bug.breaks,
    seed === undefined ? `not within ${String(last)}` : String(seed),
    checkers.length === 0 ? 'none' : checkers.map((name) => `\`${name}\``).join(', '),
  ]);
  return [
    '# Planted bugs',
    '',
    'What the simulator finds: each of these faults was put into a client, and seeds were run from 1 on until a checker saw it.',
    `${String(caught)} of ${String(hunted.length)} were caught. Written by \`npm run simulate -- --planted\`; the faults are data in`,
    '`tools/simulator/src/planted/bugs`, and in no product code.',
    '',
    '| Fault | What it breaks | Seeds until caught | Checkers |',
    '| --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`),
    '',
  ].join('\n');
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
