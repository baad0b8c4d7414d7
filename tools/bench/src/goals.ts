// What is aimed at, and whether it is reached.
import { CONFLUENT, LOOP } from './clients/names.ts';
import { type Row, USUAL, produces, titleOf } from './scenario.ts';
import { type Figure, type Result, cpu, find, least, p50, quotient, rss } from './table.ts';

/** Ours over something else's, in one row. */
interface Goal {
  readonly row: Row;
  /** As the head of a column. */
  readonly figure: string;
  readonly of: Figure;
  readonly atMost: number;
  /** Whether only the Node of the peers counts. */
  readonly newNodeOnly?: boolean;
  /** What ours is divided by. */
  readonly by: (own: Result, results: readonly Result[]) => Result | undefined;
}

export interface Verdict {
  readonly row: string;
  readonly client: string;
  readonly figure: string;
  readonly is: number;
  readonly atMost: number;
}

const bestPeer =
  (of: Figure): Goal['by'] =>
  ({ row }, results) =>
    least(results, row, 'peer', of);

const sameRow =
  (name: string): Goal['by'] =>
  ({ row }, results) =>
    find(results, row, (each) => each.client === name)[0];

/** The same client in another row. */
const itself =
  (change: Partial<Row>): Goal['by'] =>
  ({ row, label }, results) =>
    find(results, { ...row, ...change }, (each) => each.label === label)[0];

const batch: Row = { scenario: 'produce-batch', ...USUAL };
const lone: Row = { scenario: 'produce-lone', ...USUAL };
const keyed: Row = { ...batch, keyed: true };
const COMPRESSIONS = ['gzip', 'snappy', 'lz4', 'zstd'] as const;

const toPeer = { figure: 'CPU, best JavaScript peer = 1', of: cpu, by: bestPeer(cpu) };
const toLoop = { figure: 'CPU, loop = 1', of: cpu, by: sameRow(LOOP) };
const long: Row = { scenario: 'produce-long', ...USUAL };

const GOALS: readonly Goal[] = [
  { row: batch, ...toPeer, atMost: 0.12 },
  { row: batch, ...toLoop, atMost: 3 },
  { row: { scenario: 'produce-single', ...USUAL }, ...toPeer, atMost: 0.2 },
  { row: lone, figure: 'CPU, librdkafka = 1', of: cpu, by: sameRow(CONFLUENT), atMost: 1 },
  { row: lone, figure: 'p50, loop = 1', of: p50, by: sameRow(LOOP), atMost: 1.1 },
  { row: { ...batch, valueBytes: 1000 }, ...toLoop, atMost: 1.4 },
  { row: { ...batch, valueBytes: 10_000 }, ...toLoop, atMost: 1.2 },
  {
    row: { ...keyed, partitions: 1000 },
    ...{ figure: 'CPU, 6 partitions = 1', of: cpu, by: itself({ partitions: 6 }), atMost: 1.3 },
  },
  ...COMPRESSIONS.map((compression) => ({
    row: { ...batch, valueBytes: 1000, compression },
    ...toPeer,
    atMost: 0.6,
  })),
  {
    row: { ...long, heapMb: 128 },
    ...{ figure: 'CPU, Node’s own heap = 1', of: cpu, by: itself({ heapMb: undefined }), atMost: 1.2 },
  },
];

const TRANSACTIONS = (
  ['produce-lone', 'call-100', 'call-10000', 'transaction-1', 'transaction-100', 'transaction-10000'] as const
).map((scenario): Row => ({ scenario, ...USUAL }));

/** The rows that goals are about, those that they are compared with, and transactions. */
export const GOAL_ROWS: readonly Row[] = unique([...GOALS.map(({ row }) => row), keyed, long, ...TRANSACTIONS]);

/** All sizes, both ways of calling, all compressions, few partitions and many; and what has a goal. */
export const ALL_ROWS: readonly Row[] = unique([
  ...(['produce-batch', 'produce-single'] as const).flatMap((scenario) =>
    [100, 1000, 10_000].flatMap((valueBytes) =>
      (['none', ...COMPRESSIONS] as const).flatMap((compression) => [
        { ...USUAL, scenario, valueBytes, compression },
        { ...USUAL, scenario, valueBytes, compression, partitions: 100, keyed: true },
      ]),
    ),
  ),
  ...GOAL_ROWS,
]);

function unique(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [titleOf(row), row])).values()];
}

/** Where what was measured stands; nothing about a goal for which something was not measured. */
export function verdictsOf(results: readonly Result[]): Verdict[] {
  const memory = unique(results.map(({ row }) => row))
    .filter(produces)
    .map((row): Goal => {
      const figure = 'peak RSS, best JavaScript peer = 1';
      return { row, figure, of: rss, atMost: 1, newNodeOnly: true, by: bestPeer(rss) };
    });
  return [...GOALS, ...memory].flatMap(({ row, figure, of, atMost, newNodeOnly = false, by }) =>
    find(results, row, ({ kind, newNode }) => kind === 'ours' && (newNode || !newNodeOnly)).flatMap((own) => {
      const is = quotient(own, by(own, results), of);
      return is === undefined ? [] : { row: titleOf(row), client: own.label, figure, is, atMost };
    }),
  );
}

export function verdictCells(verdicts: readonly Verdict[]): string[][] {
  const lines = verdicts.map(({ row, client, figure, is, atMost }) => {
    const stands = is <= atMost ? 'met' : `missed by ${((is / atMost - 1) * 100).toFixed(0)} %`;
    return [row, client, figure, String(atMost), is.toFixed(2), stands];
  });
  return [['', 'client', 'goal', 'at most', 'is', ''], ...lines];
}
