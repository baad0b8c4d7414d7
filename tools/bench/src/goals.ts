// What is aimed at, and whether it is reached.
import { CONFLUENT, KCAT, LOOP } from './clients/names.ts';
import { type Row, USUAL, produces, titleOf } from './scenario.ts';
import { type Figure, type Result, cpu, find, least, median, p50, p99, quotient, rss } from './table.ts';

/** Ours in one row, alone or over something else's. */
interface Goal {
  readonly row: Row;
  /** As the head of a column. */
  readonly figure: string;
  readonly of: Figure;
  readonly atMost: number;
  /** Whether only the Node of the peers counts. */
  readonly newNodeOnly?: boolean;
  /** What ours is divided by; absent: by nothing. */
  readonly by?: (own: Result, results: readonly Result[]) => Result | undefined;
}

export interface Verdict {
  readonly row: string;
  readonly client: string;
  readonly figure: string;
  readonly is: number;
  readonly atMost: number;
}

type By = NonNullable<Goal['by']>;

const bestPeer =
  (of: Figure): By =>
  ({ row }, results) =>
    least(results, row, 'peer', of);

const sameRow =
  (name: string): By =>
  ({ row }, results) =>
    find(results, row, (each) => each.client === name)[0];

/** The same client in another row. */
const itself =
  (change: Partial<Row>): By =>
  ({ row, label }, results) =>
    find(results, { ...row, ...change }, (each) => each.label === label)[0];

const batch: Row = { scenario: 'produce-batch', ...USUAL };
const lone: Row = { scenario: 'produce-lone', ...USUAL };
const keyed: Row = { ...batch, keyed: true };
const COMPRESSIONS = ['gzip', 'snappy', 'lz4', 'zstd'] as const;

const toPeer = { figure: 'CPU, best JavaScript peer = 1', of: cpu, by: bestPeer(cpu) };
const toLoop = { figure: 'CPU, loop = 1', of: cpu, by: sameRow(LOOP) };
const long: Row = { scenario: 'produce-long', ...USUAL };

const PRODUCER_GOALS: readonly Goal[] = [
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

const byRecord: Row = { scenario: 'consume-record', ...USUAL };
const byBatch: Row = { scenario: 'consume-batch', ...USUAL };
const byRun: Row = { scenario: 'consume-run', ...USUAL };
const steady: Row = { scenario: 'consume-steady', ...USUAL };
const idle: Row = { scenario: 'consume-idle', ...USUAL };
const manyRead: Row = { scenario: 'consume-long', ...USUAL, valueBytes: 1000 };
const toSix = { figure: 'CPU, 6 partitions = 1', of: cpu, by: itself({ partitions: 6 }) };

const CONSUMER_GOALS: readonly Goal[] = [
  { row: byRecord, ...toPeer, atMost: 0.35 },
  { row: byBatch, ...toPeer, atMost: 0.3 },
  { row: byBatch, figure: 'CPU, kcat = 1', of: cpu, by: sameRow(KCAT), atMost: 1 },
  { row: { ...byRecord, valueBytes: 1000 }, ...toPeer, atMost: 0.5 },
  { row: { ...byRecord, valueBytes: 1000 }, ...toLoop, atMost: 1.2 },
  ...COMPRESSIONS.flatMap((compression) =>
    [byRecord, byBatch].map((row) => ({ row: { ...row, valueBytes: 1000, compression }, ...toPeer, atMost: 0.6 })),
  ),
  ...[byRecord, byBatch].map((row) => ({ row: { ...row, partitions: 1000 }, ...toSix, atMost: 1.3 })),
  ...[100, 1000].map((partitions) => ({ row: { ...idle, partitions }, ...toPeer, atMost: 1 })),
  { row: steady, ...toPeer, atMost: 1 },
  { row: steady, figure: 'p50, ms', of: p50, atMost: 1 },
  { row: steady, figure: 'p99, best JavaScript peer = 1', of: p99, by: bestPeer(p99), atMost: 1 },
  ...[false, true].map((reuse) => ({
    row: { ...manyRead, heapMb: 128, reuse },
    ...{ figure: 'CPU, Node’s own heap = 1', of: cpu, by: itself({ heapMb: undefined, reuse: false }), atMost: 1.2 },
  })),
  { row: byBatch, figure: 'peak RSS, MB', of: rss, atMost: 110 },
  { row: byRecord, figure: 'peak RSS, MB', of: rss, atMost: 130 },
];

const GOALS: readonly Goal[] = [...PRODUCER_GOALS, ...CONSUMER_GOALS];

/** What is told of a consumer beside its goals. */
const TOLD: readonly Row[] = [
  ...[byRun, { ...byRun, valueBytes: 1000 }, { ...byBatch, valueBytes: 1000 }],
  ...[byRecord, byBatch, byRun].map((row) => ({ ...row, valueBytes: 10_000 })),
  ...[byRecord, byBatch].map((row) => ({ ...row, partitions: 100 })),
  ...[byRecord, byBatch].map((row) => ({ ...row, budgetMb: 8 })),
  ...[byRecord, byBatch, byRun, { ...byRecord, valueBytes: 1000 }].map((row) => ({ ...row, reuse: true })),
  ...(['gzip', 'zstd'] as const).map((compression): Row => ({
    scenario: 'consume-large',
    ...USUAL,
    valueBytes: 1000,
    compression,
  })),
  { scenario: 'consume-shared', ...USUAL },
  { scenario: 'consume-join', ...USUAL },
];

const TRANSACTIONS = (
  ['produce-lone', 'call-100', 'call-10000', 'transaction-1', 'transaction-100', 'transaction-10000'] as const
).map((scenario): Row => ({ scenario, ...USUAL }));

/** The rows that goals are about, those that they are compared with, and what is told beside them. */
export const GOAL_ROWS: readonly Row[] = unique([
  ...[...PRODUCER_GOALS.map(({ row }) => row), keyed, long, ...TRANSACTIONS],
  ...[...CONSUMER_GOALS.map(({ row }) => row), manyRead, ...TOLD],
]);

/** All sizes, all ways of calling, all compressions, few partitions and many; and what has a goal. */
export const ALL_ROWS: readonly Row[] = unique([
  ...(['produce-batch', 'produce-single'] as const).flatMap((scenario) =>
    [100, 1000, 10_000].flatMap((valueBytes) =>
      (['none', ...COMPRESSIONS] as const).flatMap((compression) => [
        { ...USUAL, scenario, valueBytes, compression },
        { ...USUAL, scenario, valueBytes, compression, partitions: 100, keyed: true },
      ]),
    ),
  ),
  ...(['consume-record', 'consume-batch', 'consume-run'] as const).flatMap((scenario) =>
    [100, 1000, 10_000].flatMap((valueBytes) =>
      (['none', ...COMPRESSIONS] as const).flatMap((compression) =>
        [6, 100, 1000].map((partitions) => ({ ...USUAL, scenario, valueBytes, compression, partitions })),
      ),
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
      const is = by === undefined ? median(own, of) : quotient(own, by(own, results), of);
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
