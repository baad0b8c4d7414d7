import type { LoggedRecord } from './logged-record.ts';
import type { Match } from './matching.ts';
import type { Difference } from './pattern.ts';
import { recordDifferences, type RecordPattern } from './record-pattern.ts';
import { MOST_RECORDS, showJson, showRecord, showRecords } from './show.ts';

/** What there was when it was given up. */
export interface Outcome {
  readonly topic: string;
  /** When the one that was meant is not there: those that are. */
  readonly topics: readonly string[] | undefined;
  /** What there is of partitions when the one that was meant is not among them. */
  readonly partitions: string | undefined;
  readonly records: readonly LoggedRecord[];
  /** Where readers of committed records wait for a transaction to end. */
  readonly waitingPartitions: readonly number[];
}

const MOST_DIFFERENCES = 5;
/** Those that did not come are compared with so many, all together, for the one that comes nearest: a message takes milliseconds. */
const MOST_COMPARED = 4_000;

const CUT_ADVICE = "expect them partition by partition, or with order: 'any', or wait longer";

/** @param within how long it was waited for, in ms; undefined: it cannot come any more */
export function countMessage(call: string, count: number, outcome: Outcome, within: number | undefined): string {
  const there = outcome.records.length;
  const few = `${String(there)} of ${String(count)} ${count === 1 ? 'record' : 'records'} ${ending(within)}`;
  const said = there > count ? tooMany(there, count) : few;
  return [`${call}: ${said}`, ...whatIsThere(outcome)].join('\n');
}

/** @param search which of them there are */
export function listMessage(
  call: string,
  patterns: readonly RecordPattern[],
  { match, isWhole }: { readonly match: Match; readonly isWhole: boolean },
  outcome: Outcome,
  within: number | undefined,
): string {
  const found = match.filter((index) => index !== undefined).length;
  const least = isWhole ? '' : 'at least ';
  const head =
    within === undefined && found === patterns.length
      ? tooMany(outcome.records.length, patterns.length)
      : `${least}${String(found)} of ${String(patterns.length)} expected records ${ending(within)}`;
  // Runners show the first line where they have room for one only.
  const missing = patterns.findIndex((_, i) => match[i] === undefined);
  const first = missing < 0 ? '' : `, without [${String(missing)}] ${showPattern(patterns[missing] as RecordPattern)}`;
  const cut = `  there are too many ways to take them, or there was too little time: ${CUT_ADVICE}`;
  const lines = [...patternLines(patterns, match, outcome.records), ...(isWhole ? [] : [cut])];
  return [`${call}: ${head}${first}`, ...lines, ...whatIsThere(outcome)].join('\n');
}

/** Of each that is expected what came of it; of many the first ones that did not come, and the last ones that came. */
function patternLines(patterns: readonly RecordPattern[], match: Match, records: readonly LoggedRecord[]): string[] {
  const indexes = patterns.map((_, index) => index);
  const missing = indexes.filter((index) => match[index] === undefined);
  const came = indexes.filter((index) => match[index] !== undefined);
  const shownMissing = missing.slice(0, MOST_RECORDS);
  const shownCame = came.slice(Math.max(0, came.length - (MOST_RECORDS - shownMissing.length)));
  const used = new Set(match);
  const most = Math.floor(MOST_COMPARED / Math.max(1, shownMissing.length));
  const left = records.filter((_, index) => !used.has(index)).slice(0, most);
  const lines = [...shownCame, ...shownMissing]
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const pattern = patterns[index] as RecordPattern;
      const record = records[match[index] ?? -1];
      if (record !== undefined) return [`  [${String(index)}] came: ${showRecord(record)}`];
      return [`  [${String(index)}] did not come: ${showPattern(pattern)}`, ...nearestLines(pattern, left, records)];
    });
  const moreCame = came.length - shownCame.length;
  const moreMissing = missing.length - shownMissing.length;
  return [
    ...lines,
    ...(moreCame > 0 ? [`  … ${String(moreCame)} more came`] : []),
    ...(moreMissing > 0 ? [`  … ${String(moreMissing)} more did not come`] : []),
  ];
}

export function unexpectedMessage(call: string, records: readonly LoggedRecord[]): string {
  const count = records.length === 1 ? 'a record' : `${String(records.length)} records`;
  return [`${call}: ${count} came:`, ...showRecords(records).map((line) => `  ${line}`)].join('\n');
}

function tooMany(there: number, count: number): string {
  return `${String(there)} records, and exactly ${String(count)} ${count === 1 ? 'was' : 'were'} expected`;
}

function ending(within: number | undefined): string {
  return within === undefined ? 'came' : `came within ${String(within)} ms`;
}

/** What the record that comes nearest has otherwise. */
function nearestLines(pattern: RecordPattern, left: readonly LoggedRecord[], all: readonly LoggedRecord[]): string[] {
  const scored = left
    .slice(0, MOST_COMPARED)
    .map((record) => ({ record, differences: recordDifferences(pattern, record) }));
  const nearest = scored.reduce<(typeof scored)[number] | undefined>(
    (best, it) => (best === undefined || it.differences.length < best.differences.length ? it : best),
    undefined,
  );
  if (nearest === undefined) return [];
  const { record, differences } = nearest;
  if (differences.length === 0) return [`      ${String(record)} is one, but not in this order`];
  const shown = differences.slice(0, MOST_DIFFERENCES).map(showDifference);
  const more = differences.length - shown.length;
  return [
    `      ${all.length === 1 ? 'instead' : 'nearest'} ${String(record)}:`,
    ...shown.map((line) => `        ${line}`),
    ...(more > 0 ? [`        … ${String(more)} more`] : []),
  ];
}

function showDifference({ path, expected, actual }: Difference): string {
  const got = actual === undefined ? 'nothing' : showJson(actual);
  return `${path}: expected ${showJson(expected)}, got ${got}`;
}

function showPattern(pattern: RecordPattern): string {
  if (typeof pattern !== 'object') return showJson(pattern);
  const fields = Object.entries(pattern).filter(([, part]) => part !== undefined);
  const isPlain = Object.getPrototypeOf(pattern) === Object.prototype;
  return isPlain ? fields.map(([name, part]) => `${name} ${showJson(part)}`).join(', ') : showJson(pattern);
}

function whatIsThere({ topic, topics, partitions, records, waitingPartitions }: Outcome): string[] {
  if (topics !== undefined) return [`  there is no topic ${topic}, but ${topics.join(', ') || 'none at all'}`];
  if (partitions !== undefined) return [`  ${partitions}`];
  const waiting = waitingPartitions.map((index) => `${topic}-${String(index)}`).join(', ');
  return [
    records.length === 0 ? `  ${topic} has no records` : `  what there is in ${topic}:`,
    ...showRecords(records).map((line) => `    ${line}`),
    ...(waiting === '' ? [] : [`  a transaction is open, and hides what comes after it began, in ${waiting}`]),
  ];
}
