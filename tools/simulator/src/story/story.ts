import type { Violation } from '@k/tool-history';
import type { Simulated } from '../simulate.ts';
import { lineOf, type Line } from './line-of.ts';
import { planOf } from './plan-of.ts';

export interface StoryOptions {
  /** Only what happens near this virtual ms. */
  readonly around?: number | undefined;
}

/** How much is shown before and behind it. */
const AROUND_MS = 2_000;
/** A line is cut there. */
const WIDTH = 240;

/** A run as a table: when, who, what. */
export function storyOf(run: Simulated, { around }: StoryOptions = {}): string[] {
  const lines = linesOf(run).filter(({ at }) => around === undefined || Math.abs(at - around) <= AROUND_MS);
  const width = lines.reduce((most, { actor }) => Math.max(most, actor.length), 9);
  return [
    ...planOf(run.scenario),
    '',
    ...lines.map((line) => rowOf(line, width)),
    '',
    ...violationsOf(run.violations, run),
  ];
}

/** What is wrong, a line each, with when it shows. */
export function violationsOf(violations: readonly Violation[], { history }: Pick<Simulated, 'history'>): string[] {
  if (violations.length === 0) return ['nothing is wrong'];
  return violations.map(({ checker, message, event }) => {
    const at = event === undefined ? undefined : history[event]?.at;
    return `${checker}${at === undefined ? '' : ` at ${at.toFixed(0)}`}: ${message}`;
  });
}

export function rowOf({ at, actor, what }: Line, width: number): string {
  const row = `${at.toFixed(0).padStart(8)}  ${actor.padEnd(width)}  ${what.replaceAll('\n', ' ')}`;
  return row.length > WIDTH ? `${row.slice(0, WIDTH - 1)}…` : row;
}

/** Notes stand where they were made between the events. */
function linesOf({ history, notes }: Simulated): Line[] {
  const lines: Line[] = [];
  let next = 0;
  const addNotes = (behind: number): void => {
    for (let note = notes[next]; note !== undefined && note.behind <= behind; note = notes[++next]) {
      lines.push({ at: note.at, actor: note.actor, what: `(${note.text})` });
    }
  };
  for (const [index, event] of history.entries()) {
    addNotes(index);
    lines.push(lineOf(event));
  }
  addNotes(history.length);
  return lines;
}
