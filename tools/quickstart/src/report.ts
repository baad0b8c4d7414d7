import Table from 'cli-table3';

export interface PartitionOffsets {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

export interface Report {
  readonly cluster: string;
  readonly topic: string;
  readonly records: number;
  /** Of keys and values. */
  readonly bytes: number;
  readonly produceSeconds: number;
  readonly consumeSeconds: number;
  readonly partitions: readonly PartitionOffsets[];
  /** Records that each member read. */
  readonly members: readonly number[];
  readonly rebalances: number;
}

/** The short table at the end. */
export function renderReport(report: Report): string {
  const { records, bytes, produceSeconds, consumeSeconds, partitions, members, rebalances } = report;
  const rate = (seconds: number): string => `${whole(records / seconds)} records/s, ${megabytes(bytes / seconds)} MB/s`;
  // No line between rows: it is a short table.
  const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
  const table = new Table({ chars, style: { head: [], border: [] } });
  table.push(
    ['cluster', report.cluster],
    ['topic', report.topic],
    ['records', `${whole(records)} (${megabytes(bytes)} MB)`],
    ['produced', rate(produceSeconds)],
    ['consumed', rate(consumeSeconds)],
    ['offsets', partitions.map(({ partition, start, end }) => `${partition}: ${start} to ${end}`).join('\n')],
    ['read by member', members.map((count, i) => `${i + 1}: ${whole(count)}`).join('\n')],
    ['rebalances seen', String(rebalances)],
  );
  return table.toString();
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
