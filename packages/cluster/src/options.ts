import { connectionSettings } from '@k/conn';
import { z } from 'zod';
import { consoleLogger, isConsole, type Logger } from './logger.ts';

const milliseconds = z.number().int().nonnegative();

/** Options of {@link Cluster}; `describe` is the row of the README's table. */
export const clusterOptions = z.strictObject({
  bootstrapServers: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'expected "host:port", or an array of them')
    .describe('Where to start: "host:port", several separated by commas, or an array of them. Tried in random order.'),
  ...connectionSettings,
  retryBackoffMs: milliseconds
    .default(100)
    .describe('Pause after a first failure; doubles with each further one (KIP-580).'),
  retryBackoffMaxMs: milliseconds.default(1_000).describe('Longest such pause.'),
  reconnectBackoffMs: milliseconds
    .default(50)
    .describe('Pause before a broker that could not be reached is tried again; doubles with each failure.'),
  reconnectBackoffMaxMs: milliseconds.default(1_000).describe('Longest such pause.'),
  metadataMaxAgeMs: milliseconds
    .min(1)
    .default(300_000)
    .describe('Metadata of watched topics is asked again after so long, even when nothing seems wrong.'),
  allowAutoCreateTopics: z
    .boolean()
    .default(false)
    .describe('Whether loadTopics lets brokers create topics that do not exist, unless the call says otherwise.'),
  unknownTopicRetries: z
    .number()
    .int()
    .nonnegative()
    .default(4)
    .describe(
      'How often "unknown topic" is asked again before it is believed: a new topic takes a moment to be known everywhere. Three times as often when creation was allowed.',
    ),
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
    .optional()
    .describe(
      'Where to tell what happens: a pino logger, `console` (from `info` on; see `consoleLogger`), or anything with their debug, info, warn and error.',
    ),
});

export type ClusterOptions = z.input<typeof clusterOptions>;
export type ClusterSettings = z.output<typeof clusterOptions>;
