import Table from 'cli-table3';
import type { Kind } from './clients/names.ts';
import { type Measurement, type Row, SCENARIOS, type Scenario, titleOf, transactionSize } from './scenario.ts';

/** All measurements of one client in one row. */
export interface Result {
  readonly row: Row;
  readonly client: string;
  readonly kind: Kind;
  /** The client with its version and its Node's. */
  readonly label: string;
  readonly newNode: boolean;
  readonly runs: readonly Measurement[];
}

export type Figure = (m: Measurement) => number | undefined;

export const cpu: Figure = (m) => m.cpuMicrosPerRecord;
export const p50: Figure = (m) => m.p50Ms;
export const p99: Figure = (m) => m.p99Ms;
export const rss: Figure = (m) => m.peakRssMb;

/** Scenarios that nothing but their own table is about. */
const APART: readonly Scenario[] = ['consume-idle', 'consume-join'];

/** The head and the lines of the table. */
export function cellsOf(all: readonly Result[]): string[][] {
  const results = all.filter(({ row }) => !APART.includes(row.scenario));
  const head = ['', 'client', 'records/s', 'CPU µs/record', 'p50 ms', 'p99 ms', 'peak RSS MB'];
  const lines = results.map((result) => {
    const ratio = (kind: Kind): number | undefined => quotient(result, least(results, result.row, kind, cpu), cpu);
    return [
      titleOf(result.row),
      result.label,
      cell(median(result, (m) => m.recordsPerSecond)),
      cell(median(result, cpu), 2),
      cell(median(result, p50), 2),
      cell(
        median(result, (m) => m.p99Ms),
        1,
      ),
      cell(median(result, rss)),
      cell(ratio('peer'), 2),
      cell(ratio('limit'), 2),
    ];
  });
  return [[...head, 'CPU, best JavaScript peer = 1', 'CPU, loop = 1'], ...lines];
}

/** The same rows without transactions; a call of one record is a lone send. */
const WITHOUT: Readonly<Partial<Record<Scenario, Scenario>>> = {
  'transaction-1': 'produce-lone',
  'transaction-100': 'call-100',
  'transaction-10000': 'call-10000',
};

/** What only transactions have. */
export function commitCells(results: readonly Result[]): string[][] {
  const lines = results.flatMap((result) => {
    const size = transactionSize(result.row);
    const scenario = WITHOUT[result.row.scenario];
    if (size === undefined || scenario === undefined) return [];
    const plain = find(results, { ...result.row, scenario }, ({ label }) => label === result.label)[0];
    const perSecond = median(result, (m) => m.recordsPerSecond / size);
    return [[SCENARIOS[result.row.scenario], result.label, cell(perSecond), cell(quotient(result, plain, cpu), 2)]];
  });
  return [['', 'client', 'commits/s', 'CPU, without a transaction = 1'], ...lines];
}

/** What only an event loop has that is watched. */
export function delayCells(results: readonly Result[]): string[][] {
  return cellsOfOne('consume-large', results, { 'event loop late, p99 ms': [(m) => m.loopDelayP99Ms, 1] });
}

export function idleCells(results: readonly Result[]): string[][] {
  return cellsOfOne('consume-idle', results, {
    'CPU ms/s': [(m) => m.cpuMicrosPerRecord / 1000, 2],
    'bytes/s': [(m) => m.bytesPerSecond, 0],
    'peak RSS MB': [rss, 0],
  });
}

export function joinCells(results: readonly Result[]): string[][] {
  return cellsOfOne('consume-join', results, {
    'joined after ms': [(m) => m.joinMs, 1],
    'first record after ms': [p50, 1],
    'CPU ms': [(m) => m.cpuMicrosPerRecord / 1000, 1],
  });
}

/** @param columns what is shown, and with how many digits behind the point */
function cellsOfOne(
  scenario: Scenario,
  results: readonly Result[],
  columns: Readonly<Record<string, readonly [Figure, number]>>,
): string[][] {
  const lines = results
    .filter(({ row }) => row.scenario === scenario)
    .map((result) => [
      titleOf(result.row),
      result.label,
      ...Object.values(columns).map(([figure, digits]) => cell(median(result, figure), digits)),
    ]);
  return [['', 'client', ...Object.keys(columns)], ...lines];
}

/** The results of a row that are wanted. */
export function find(results: readonly Result[], row: Row, wanted: (result: Result) => boolean): Result[] {
  const title = titleOf(row);
  return results.filter((result) => titleOf(result.row) === title && wanted(result));
}

/** The client of a kind that needs least in a row; undefined when there is none. */
export function least(results: readonly Result[], row: Row, kind: Kind, pick: Figure): Result | undefined {
  const value = (result: Result): number => median(result, pick) ?? Infinity;
  return find(results, row, (result) => result.kind === kind).toSorted((a, b) => value(a) - value(b))[0];
}

export function quotient(result: Result, of: Result | undefined, pick: Figure): number | undefined {
  const [own, other] = [median(result, pick), of === undefined ? undefined : median(of, pick)];
  return own === undefined || other === undefined ? undefined : own / other;
}

/** All other columns are numbers. */
const TEXTS = ['', 'client', 'goal'];

export function render(cells: readonly string[][], markdown: boolean): string {
  return markdown ? renderMarkdown(cells) : renderTerminal(cells);
}

function renderTerminal([head = [], ...lines]: readonly string[][]): string {
  const colAligns = head.map((name) => (TEXTS.includes(name) ? ('left' as const) : ('right' as const)));
  // No line between rows: there are many.
  const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
  const table = new Table({ chars, head, colAligns, style: { head: [], border: [] } });
  table.push(...lines);
  return table.toString();
}

function renderMarkdown([head = [], ...lines]: readonly string[][]): string {
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`;
  const rule = head.map((name) => (TEXTS.includes(name) ? '---' : '---:'));
  return [head, rule, ...lines].map(line).join('\n');
}

/** Of an even number, the lower of the two in the middle. */
export function median({ runs }: { readonly runs: readonly Measurement[] }, pick: Figure): number | undefined {
  const values = runs.map(pick).filter((value) => value !== undefined);
  values.sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) / 2)];
}

function cell(value: number | undefined, digits = 0): string {
  if (value === undefined) return '–';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
