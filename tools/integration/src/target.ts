/** Command line tools of Kafka's own. */
export interface JavaTools {
  /** A folder for files that they read; gone with the target. */
  readonly dir: string;
  /** Runs one of bin/kafka-*.sh. @returns what it prints */
  run(tool: 'console-consumer' | 'producer-performance', args: readonly string[]): Promise<string>;
}

/** A cluster that the suite runs against. One is started for the whole suite. */
export interface Target {
  /** `Apache Kafka 4.3.1`, `@k/broker` */
  readonly name: string;
  /** Kafka's, or that which it does as. */
  readonly version: string;
  readonly bootstrapServers: readonly string[];
  /** Makes the log of a partition begin at an offset, as retention does. */
  truncateBefore(topic: string, partition: number, offset: number): Promise<void>;
  /** Ends every broker in good order and starts it again with its data. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** Left out: there are none. */
  readonly java?: JavaTools;
}
