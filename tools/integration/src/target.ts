/** The command line tools of Kafka's own that tests run: what follows `bin/kafka-`. */
export type JavaTool =
  | 'console-consumer'
  | 'producer-performance'
  | 'acls'
  | 'configs'
  | 'delegation-tokens'
  | 'features'
  | 'metadata-quorum'
  | 'transactions';

/** Command line tools of Kafka's own. */
export interface JavaTools {
  /** A folder for files that they read; gone with the target. */
  readonly dir: string;
  /** Runs one of bin/kafka-*.sh. @returns what it prints */
  run(tool: JavaTool, args: readonly string[]): Promise<string>;
}

/** Of the three nodes of the nodes suite, in their order. */
export const RACKS = ['a', 'b', 'c'] as const;

/** One broker of a target, which a suite takes down and brings back. */
export interface TargetNode {
  /** Its broker id. */
  readonly id: number;
  /** `host:port` */
  readonly address: string;
  /** Ends it in good order: it hands over what it leads first. */
  stop(): Promise<void>;
  /** Ends it as a crash does: no goodbye, and the others have to find out. */
  kill(): Promise<void>;
  /** Starts it again with its data, at the same address; settles when it answers. */
  start(): Promise<void>;
}

/** One that can be upgraded. */
export interface UpgradableNode extends TargetNode {
  /** In place of {@link TargetNode.start}: starts it as {@link UpgradableTarget.upgradesTo}. */
  upgrade(): Promise<void>;
}

/** A cluster that the suite runs against. One is started for the whole suite. */
export interface Target {
  /** `Apache Kafka 4.4.0`, `@k/broker` */
  readonly name: string;
  /** Kafka's, or that which it does as. */
  readonly version: string;
  readonly bootstrapServers: readonly string[];
  readonly nodes: readonly TargetNode[];
  /** Makes the log of a partition begin at an offset, as retention does. */
  truncateBefore(topic: string, partition: number, offset: number): Promise<void>;
  /** Ends every broker in good order and starts it again with its data. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** The first values of a topic, as its release's own console consumer reads them. Left out: there is none. */
  readByConsole?(topic: string, count: number): Promise<string[]>;
  /** Left out: there are none. */
  readonly java?: JavaTools;
}

/** A cluster whose brokers become a newer release one by one. */
export interface UpgradableTarget extends Target {
  readonly nodes: readonly UpgradableNode[];
  readonly upgradesTo: string;
  /** Has the cluster do as the newer release does, which all brokers are by now. */
  finishUpgrade(): Promise<void>;
}
