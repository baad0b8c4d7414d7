import { SingleEntry } from '../storage/durable.ts';

/** The levels a logger can have. Kafka: LogLevelConfig. */
export const LOG_LEVELS = ['DEBUG', 'ERROR', 'FATAL', 'INFO', 'TRACE', 'WARN'] as const;
export const ROOT_LOGGER = 'root';

/** Loggers that a Kafka has, with the levels of its log4j2.yaml. This broker logs nothing: they are kept and told. */
const LOGGERS: readonly (readonly [name: string, level: string])[] = [
  [ROOT_LOGGER, 'INFO'],
  ['kafka', 'INFO'],
  ['kafka.authorizer.logger', 'INFO'],
  ['kafka.controller', 'INFO'],
  ['kafka.log.LogCleaner', 'INFO'],
  ['kafka.network.RequestChannel$', 'WARN'],
  ['kafka.request.logger', 'WARN'],
  ['kafka.server.KafkaApis', 'INFO'],
  ['org.apache.kafka', 'INFO'],
  ['state.change.logger', 'INFO'],
];

/** Levels of the loggers of each broker (KIP-412). */
export class BrokerLoggers {
  readonly #levels = new Map<number, Map<string, string>>();
  /** For snapshots: Kafka's are lost with their broker. */
  readonly durable = new SingleEntry<[nodeId: number, levels: [string, string][]][]>(
    'loggers',
    () => Array.from(this.#levels, ([nodeId, levels]) => [nodeId, [...levels]]),
    (all) => {
      this.#levels.clear();
      for (const [nodeId, levels] of all) this.#levels.set(nodeId, new Map(levels));
    },
  );

  has(name: string): boolean {
    return LOGGERS.some(([known]) => known === name);
  }

  /** By name. */
  of(nodeId: number): ReadonlyMap<string, string> {
    const levels = new Map(LOGGERS);
    for (const [name, level] of this.#levels.get(nodeId) ?? []) levels.set(name, level);
    return levels;
  }

  /** Undefined: as it comes; it follows the logger above it, which is the root here. */
  set(nodeId: number, name: string, level: string | undefined): void {
    let levels = this.#levels.get(nodeId);
    if (levels === undefined) this.#levels.set(nodeId, (levels = new Map<string, string>()));
    if (level === undefined) levels.set(name, this.of(nodeId).get(ROOT_LOGGER) as string);
    else levels.set(name, level);
  }
}
