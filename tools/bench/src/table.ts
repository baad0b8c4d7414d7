import Table from 'cli-table3';
import type { Kind } from './clients/all.ts';
import { type Measurement, SCENARIOS, type Scenario } from './scenario.ts';

/** All measurements of one client in one scenario. */
export interface Row {
  readonly scenario: Scenario;
  readonly client: string;
  readonly kind: Kind;
  readonly runs: readonly Measurement[];
}

const HEAD = [
  '',
  'client',
  'records/s',
  'CPU µs/record',
  'p50 ms',
  'p99 ms',
  'peak RSS MB',
  'CPU, best peer = 1',
  'CPU, loop = 1',
];

export function cellsOf(rows: readonly Row[]): string[][] {
  return rows.map((row) => {
    const median = (pick: (m: Measurement) => number | undefined): number | undefined => medianOf(row.runs, pick);
    const bestPeer = leastCpu(rows, row.scenario, 'peer');
    const limit = leastCpu(rows, row.scenario, 'limit');
    const cpu = median((m) => m.cpuMicrosPerRecord);
    return [
      SCENARIOS[row.scenario],
      row.client,
      cell(
        median((m) => m.recordsPerSecond),
        0,
      ),
      cell(cpu, 2),
      cell(
        median((m) => m.p50Ms),
        1,
      ),
      cell(
        median((m) => m.p99Ms),
        1,
      ),
      cell(
        median((m) => m.peakRssMb),
        0,
      ),
      cell(ratio(cpu, bestPeer), 2),
      cell(ratio(cpu, limit), 2),
    ];
  });
}

/** CPU per record of the best client of a kind in a scenario; undefined when there is none. */
function leastCpu(rows: readonly Row[], scenario: Scenario, kind: Kind): number | undefined {
  const of = rows.filter((row) => row.scenario === scenario && row.kind === kind);
  const each = of.flatMap(({ runs }) => medianOf(runs, (m) => m.cpuMicrosPerRecord) ?? []);
  return each.length === 0 ? undefined : Math.min(...each);
}

function ratio(value: number | undefined, to: number | undefined): number | undefined {
  return value === undefined || to === undefined ? undefined : value / to;
}

export function renderTerminal(cells: readonly string[][]): string {
  const right = HEAD.map((_, i) => (i < 2 ? ('left' as const) : ('right' as const)));
  // No line between rows: there are many.
  const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
  const table = new Table({ chars, head: HEAD, colAligns: right, style: { head: [], border: [] } });
  table.push(...cells);
  return table.toString();
}

export function renderMarkdown(cells: readonly string[][]): string {
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`;
  const rule = HEAD.map((_, i) => (i < 2 ? '---' : '---:'));
  return [line(HEAD), line(rule), ...cells.map(line)].join('\n');
}

/** Of an even number, the lower of the two in the middle. */
export function medianOf(
  runs: readonly Measurement[],
  pick: (m: Measurement) => number | undefined,
): number | undefined {
  const values = runs.map(pick).filter((value) => value !== undefined);
  values.sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) / 2)];
}

function cell(value: number | undefined, digits: number): string {
  if (value === undefined) return '–';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
