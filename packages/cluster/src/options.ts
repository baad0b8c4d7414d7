import { connectionSettings, type ConnectionOptions } from '@k/conn';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { consoleLogger, isConsole, type Logger } from './logger.ts';

const milliseconds = z.number().int().nonnegative();

/** Options of {@link Cluster}. The sentences here are what an editor shows, and the rows of the READMEs' tables. */
export interface ClusterOptions extends ConnectionOptions {
  /** Where to start: "host:port", several separated by commas, or an array of them. Tried in random order. */
  readonly bootstrapServers: string | readonly string[];
  /** Milliseconds of pause after a first failure; doubles with each further one (KIP-580). @default 100 */
  readonly retryBackoffMs?: number | undefined;
  /** Longest such pause, milliseconds. @default 1_000 */
  readonly retryBackoffMaxMs?: number | undefined;
  /**
   * Milliseconds of pause before a broker that could not be reached is tried again; doubles with each failure.
   * @default 50
   */
  readonly reconnectBackoffMs?: number | undefined;
  /** Longest such pause, milliseconds. @default 1_000 */
  readonly reconnectBackoffMaxMs?: number | undefined;
  /**
   * Metadata of watched topics is asked again after so many milliseconds, even when nothing seems wrong.
   * @default 300_000
   */
  readonly metadataMaxAgeMs?: number | undefined;
  /**
   * Whether `loadTopics` lets brokers create topics that do not exist, unless the call says otherwise.
   * @default false
   */
  readonly allowAutoCreateTopics?: boolean | undefined;
  /**
   * How often "unknown topic" is asked again before it is believed: a new topic takes a moment to be known everywhere. Three
   * times as often when creation was allowed.
   * @default 4
   */
  readonly unknownTopicRetries?: number | undefined;
  /**
   * Where to tell what happens: a pino logger, `console` (from `info` on; see `consoleLogger`), or anything with their debug,
   * info, warn and error.
   */
  readonly logger?: Logger | undefined;
}

/** The checks and defaults of {@link ClusterOptions}. */
export const clusterOptions = schemaOf<ClusterOptions>()(
  z.strictObject({
    bootstrapServers: z.union(
      [z.string().min(1), z.array(z.string().min(1)).min(1).readonly()],
      'expected "host:port", or an array of them',
    ),
    ...connectionSettings,
    retryBackoffMs: milliseconds.default(100),
    retryBackoffMaxMs: milliseconds.default(1_000),
    reconnectBackoffMs: milliseconds.default(50),
    reconnectBackoffMaxMs: milliseconds.default(1_000),
    metadataMaxAgeMs: milliseconds.min(1).default(300_000),
    allowAutoCreateTopics: z.boolean().default(false),
    unknownTopicRetries: z.number().int().nonnegative().default(4),
    logger: z
      .custom<Logger>(
        (value) =>
          typeof value === 'object' &&
          value !== null &&
          ['debug', 'info', 'warn', 'error'].every(
            (level) => typeof (value as Record<string, unknown>)[level] === 'function',
          ),
        'expected an object with debug, info, warn and error, such as a pino logger or console',
      )
      .transform((logger) => (isConsole(logger) ? consoleLogger(logger) : logger))
      .optional(),
  }),
);

export type ClusterSettings = zod.output<typeof clusterOptions>;
