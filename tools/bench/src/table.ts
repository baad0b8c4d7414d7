import Table from 'cli-table3';
import { type Measurement, SCENARIOS, type Scenario } from './scenario.ts';

/** All measurements of one client in one scenario. */
export interface Row {
  readonly scenario: Scenario;
  readonly client: string;
  readonly runs: readonly Measurement[];
}

const HEAD = ['', 'client', 'records/s', 'CPU µs/record', 'p50 ms', 'p99 ms', 'peak RSS MB', 'CPU, best peer = 1'];

/** @param isOurs which clients are not peers */
export function cellsOf(rows: readonly Row[], isOurs: (client: string) => boolean): string[][] {
  return rows.map((row) => {
    const median = (pick: (m: Measurement) => number | undefined): number | undefined => medianOf(row.runs, pick);
    const peers = rows.filter(({ scenario, client }) => scenario === row.scenario && !isOurs(client));
    const bestPeer = Math.min(...peers.map(({ runs }) => medianOf(runs, (m) => m.cpuMicrosPerRecord) ?? Infinity));
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
      Number.isFinite(bestPeer) && cpu !== undefined ? cell(cpu / bestPeer, 2) : '–',
    ];
  });
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
