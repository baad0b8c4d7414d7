import type { CompressionType } from '@k/codec';

/** What is done. */
export const SCENARIOS = {
  'produce-batch': 'produce, 1,000 records a call',
  'produce-single': 'produce, one record a call, 10,000 waiting',
  'produce-long': 'produce, five million records, one a call',
  'produce-lone': 'produce, one record, awaited, then the next',
  'call-100': 'produce, 100 records a call, awaited, then the next',
  'call-10000': 'produce, 10,000 records a call, awaited, then the next',
  'transaction-1': 'transactions of one record',
  'transaction-100': 'transactions of 100 records',
  'transaction-10000': 'transactions of 10,000 records',
  'consume-record': 'consume by record',
  'consume-batch': 'consume by batch',
  'consume-run': 'consume by run()',
  'consume-long': 'consume by batch, five million records',
  'consume-large': 'consume by record, batches of 1 MB',
  'consume-shared': 'consume by record, 50 consumers in one process',
  'consume-steady': 'end to end, 1,000 records a second',
  'consume-idle': 'idle',
  'consume-join': 'join a group, read the first record, leave',
} as const;

export type Scenario = keyof typeof SCENARIOS;

/** As Java's producer makes them. */
const USUAL_BATCH_BYTES = 16_384;

/** What it is done with. */
export interface Setting {
  readonly valueBytes: number;
  /** Of what is produced, and of the topic that is read. */
  readonly compression: CompressionType;
  readonly partitions: number;
  /** Whether records are produced by keys; else to partitions in turn. */
  readonly keyed: boolean;
  /** Limit of V8's old generation; undefined: Node's own. */
  readonly heapMb: number | undefined;
  /** Most bytes of fetched data that our consumer holds; undefined: its own default. */
  readonly budgetMb: number | undefined;
  /** Whether our consumer reads to memory that was used before. */
  readonly reuse: boolean;
}

/** What is measured: a row of the table for each client. */
export interface Row extends Setting {
  readonly scenario: Scenario;
}

export const USUAL: Setting = {
  valueBytes: 100,
  compression: 'none',
  partitions: 6,
  keyed: false,
  heapMb: undefined,
  budgetMb: undefined,
  reuse: false,
};

/** What is done, and what is unusual about it; no two rows have the same. */
export function titleOf({
  scenario,
  valueBytes,
  compression,
  partitions,
  keyed,
  heapMb,
  budgetMb,
  reuse,
}: Row): string {
  const unusual = [
    valueBytes === USUAL.valueBytes ? [] : `${valueBytes.toLocaleString('en')} B`,
    compression === USUAL.compression ? [] : compression,
    partitions === USUAL.partitions && !keyed ? [] : `${partitions.toLocaleString('en')} partitions`,
    keyed ? 'by key' : [],
    heapMb === undefined ? [] : `heap of ${String(heapMb)} MB`,
    reuse ? 'memory used again' : [],
    budgetMb === undefined ? [] : `budget of ${String(budgetMb)} MiB`,
  ].flat();
  return [SCENARIOS[scenario], ...unusual].join(', ');
}

export function produces({ scenario }: Pick<Row, 'scenario'>): boolean {
  return !scenario.startsWith('consume');
}

/** Bytes of the batches in a topic that is read; undefined where nothing but the first record of each partition is. */
export function batchBytesToRead({ scenario }: Row): number | undefined {
  if (['consume-steady', 'consume-idle', 'consume-join'].includes(scenario)) return undefined;
  return scenario === 'consume-large' ? 1_000_000 : USUAL_BATCH_BYTES;
}

/** Records in each transaction; undefined where there are none. */
export function transactionSize({ scenario }: Row): number | undefined {
  return scenario.startsWith('transaction') ? Number(scenario.split('-')[1]) : undefined;
}

/** One measurement: what a worker process is told. */
export interface Task extends Row {
  readonly client: string;
  readonly bootstrapServer: string;
  /** To produce to, or to read: it holds more records than are read. */
  readonly topic: string;
  /** Measured records, others go before them to warm up; seconds of idling; or how often a group is joined. */
  readonly records: number;
  readonly warmUpRecords: number;
  /** File to write a .cpuprofile of the measured part to. */
  readonly profile?: string;
}

/** What a worker process answers. */
export interface Measurement {
  readonly recordsPerSecond: number;
  /** User and system time of the whole process while the records were measured; for a second of idling, for one joining. */
  readonly cpuMicrosPerRecord: number;
  /** Of calls to send, of records end to end, or until the first record; undefined where records are only read. */
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  /** Undefined where the system does not tell. */
  readonly peakRssMb: number | undefined;
  /** Until the group is joined, where the client tells. */
  readonly joinMs?: number | undefined;
  /** Sent and received while idle, where the client uses Node's sockets. */
  readonly bytesPerSecond?: number | undefined;
  /** By how much a turn of the event loop comes late. */
  readonly loopDelayP99Ms?: number | undefined;
}
