/** What is measured; each is a row of the table. */
export const SCENARIOS = {
  'produce-batch': 'produce, 1,000 records a call',
  'produce-single': 'produce, one record a call, 10,000 waiting',
  'consume-record': 'consume by record',
  'consume-batch': 'consume by batch',
} as const;

export type Scenario = keyof typeof SCENARIOS;

/** One measurement: what a worker process is told. */
export interface Task {
  readonly client: string;
  readonly scenario: Scenario;
  readonly bootstrapServer: string;
  /** To produce to, or filled with more records than are read. */
  readonly topic: string;
  readonly partitions: number;
  readonly valueBytes: number;
  /** Measured records; others go before them to warm up. */
  readonly records: number;
  readonly warmUpRecords: number;
  /** File to write a .cpuprofile of the measured part to. */
  readonly profile?: string;
}

/** What a worker process answers. */
export interface Measurement {
  readonly recordsPerSecond: number;
  /** User and system time of the whole process while the records were measured. */
  readonly cpuMicrosPerRecord: number;
  /** Of calls to send; undefined where records are read. */
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  readonly peakRssMb: number;
}
