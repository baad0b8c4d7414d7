/** A cluster that the suite runs against. One is started for the whole suite. */
export interface Target {
  /** `Apache Kafka 4.3.1`, `@k/broker` */
  readonly name: string;
  readonly bootstrapServers: readonly string[];
  /** Makes the log of a partition begin at an offset, as retention does. */
  truncateBefore(topic: string, partition: number, offset: number): Promise<void>;
  /** Ends every broker in good order and starts it again with its data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
