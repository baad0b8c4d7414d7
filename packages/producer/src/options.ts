import { clientOptionShape, parseClientOptions, refineClientOptions, type ClientOptionRules } from '@k/cluster';
import { checkLevel, compressions, compressionTypes, kafkaCodecs } from '@k/codec';
import { z } from 'zod';
import type { Serializer } from './payload.ts';
import type { Partitioner } from './partitioner.ts';

const milliseconds = z.number().int().nonnegative();
const bytes = z.number().int();
const aFunction = <T>(): z.ZodCustom<T, T> => z.custom<T>((it) => typeof it === 'function', 'expected a function');

const LEVELS = kafkaCodecs.flatMap(({ type, levels }) =>
  levels === null ? [] : [`${type} ${levels.min} to ${levels.max} (default ${levels.default})`],
);
const MAX_IN_FLIGHT_IDEMPOTENT = 5;

/**
 * Options of {@link KafkaProducer}: the one source of their types, defaults, checks and of the README's table. Options of
 * `@k/cluster` may be given as well; beside a `cluster` only those that the producer looks at by itself
 * (`requestTimeoutMs`, `retryBackoffMs`, `retryBackoffMaxMs`, `maxInFlightRequestsPerConnection`), which else are as there.
 */
export const producerOptions = z
  .strictObject({
    ...clientOptionShape,
    acks: z
      .union([z.literal(0), z.literal(1), z.literal(-1), z.literal('all')], 'expected 0, 1 or -1 (or "all")')
      .transform((acks): 0 | 1 | -1 => (acks === 'all' ? -1 : acks))
      .prefault('all')
      .describe(
        'Who must have a record before it counts as stored: all in-sync replicas ("all" or -1), the leader (1), nobody (0: no answer is awaited, offsets are -1).',
      ),
    enableIdempotence: z
      .boolean()
      .optional()
      .describe(
        'Each record is stored once and in order, whatever is repeated. On unless `acks`, `retries` or `maxInFlightRequestsPerConnection` rule it out; `true` makes those an error.',
      ),
    compressionType: z
      .enum(compressionTypes, `expected one of ${compressionTypes.join(', ')}`)
      .default('none')
      .describe(
        `Compression of whole batches: ${compressionTypes.join(', ').replace(/, (?=\w+$)/, ' or ')}. A codec of your own: \`compressions.register()\` of \`@k/codec\`.`,
      ),
    compressionLevel: z
      .number()
      .int()
      .optional()
      .describe(`${LEVELS.join(', ')}; what is not named has none (KIP-390).`),
    batchSize: bytes
      .min(0)
      .max(2 ** 31 - 1)
      .default(262_144)
      .describe(
        'Bytes at which a batch is full. Memory is taken as a batch grows, so a large value costs nothing. 0: a record a batch.',
      ),
    lingerMs: milliseconds
      .default(0)
      .describe(
        'How long a batch that is not full waits for more records. 0: it goes at once when nothing is in flight to its broker, else when that has come back.',
      ),
    bufferMemory: bytes
      .min(1)
      .default(33_554_432)
      .describe(
        'Bytes of memory for records not stored yet; when it is used up, sends wait for room (may be overstepped by one batch).',
      ),
    maxBlockMs: milliseconds
      .default(60_000)
      .describe('How long a send may wait for its topic or partition to be known, and for room in `bufferMemory`.'),
    maxRequestSize: bytes
      .min(1)
      .max(2 ** 31 - 1)
      .default(1_048_576)
      .describe('Most bytes of batches in one request, and so the most a record may take.'),
    deliveryTimeoutMs: milliseconds
      .min(1)
      .default(120_000)
      .describe(
        'Time from a batch being begun to its records being stored, repetitions included; then they are given up.',
      ),
    retries: z
      .number()
      .int()
      .nonnegative()
      .default(2_147_483_647)
      .describe(
        'How often a batch is sent again after a failure that may pass; `deliveryTimeoutMs` is the better limit.',
      ),
    partitioner: z
      .union([z.literal('murmur2'), aFunction<Partitioner>()], 'expected "murmur2" or a function')
      .default('murmur2')
      .describe(
        'Partition of records that name none. "murmur2": by key as the Java client places it, without a key sticky (KIP-480). Or a function.',
      ),
    keySerializer: aFunction<Serializer>().optional().describe('Makes text or bytes of a key that is not null.'),
    valueSerializer: aFunction<Serializer>().optional().describe('Makes text or bytes of a value that is not null.'),
    allowAutoCreateTopics: z
      .boolean()
      .default(true)
      .describe(
        'Whether brokers may create a topic at its first record, if they are set up to. `false`: brokers that keep saying that there is no such topic, or partition, are believed after `unknownTopicRetries`, before `maxBlockMs` is over.',
      ),
  })
  .superRefine((options, context) => {
    const wrong = (option: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [option], message });
    if (options.enableIdempotence === true) {
      const because = 'because enableIdempotence is true';
      if (options.acks !== -1) wrong('acks', `expected "all" ${because}`);
      if (options.retries === 0) wrong('retries', `expected at least 1 ${because}`);
      if (options.maxInFlightRequestsPerConnection > MAX_IN_FLIGHT_IDEMPOTENT) {
        wrong('maxInFlightRequestsPerConnection', `expected at most ${MAX_IN_FLIGHT_IDEMPOTENT} ${because}`);
      }
    }
    if (options.deliveryTimeoutMs < options.lingerMs + options.requestTimeoutMs) {
      const least = options.lingerMs + options.requestTimeoutMs;
      wrong('deliveryTimeoutMs', `expected at least lingerMs + requestTimeoutMs = ${least}`);
    }
    refineClientOptions(options, context);
    if (!compressions.has(options.compressionType)) {
      wrong('compressionType', 'expected one registered with compressions.register() of @k/codec');
    } else if (options.compressionType === 'none') {
      if (options.compressionLevel !== undefined) wrong('compressionLevel', 'expected none without a compressionType');
    } else {
      try {
        checkLevel(compressions.get(options.compressionType), options.compressionLevel);
      } catch (error) {
        // What was got is said by who reports the option.
        wrong('compressionLevel', (error as Error).message.replace(/, got .*$/, ''));
      }
    }
  });

type Untyped = z.input<typeof producerOptions>;

/**
 * @typeParam K - what the `keySerializer` takes
 * @typeParam V - what the `valueSerializer` takes
 */
export interface KafkaProducerOptions<K = Uint8Array | string, V = Uint8Array | string> extends Omit<
  Untyped,
  'keySerializer' | 'valueSerializer'
> {
  readonly keySerializer?: Serializer<K> | undefined;
  readonly valueSerializer?: Serializer<V> | undefined;
}

/** Options once checked. */
export type ProducerSettings = Omit<z.output<typeof producerOptions>, 'enableIdempotence'> & {
  readonly enableIdempotence: boolean;
};

/**
 * What a producer looks at by itself, so that it may differ from its `cluster`. Whether topics are created is asked of each
 * producer, and has another default than in a cluster.
 */
const RULES = {
  own: ['requestTimeoutMs', 'retryBackoffMs', 'retryBackoffMaxMs', 'maxInFlightRequestsPerConnection'],
  redefined: ['allowAutoCreateTopics'],
} as const satisfies ClientOptionRules;

/**
 * Options of a cluster are those of `cluster` where one is given. Beside it only what the producer looks at by itself may
 * be given: the rest would have no effect.
 * @throws ConfigError that names every wrong option.
 */
export function parseProducerOptions(input: unknown): ProducerSettings {
  return settle(parseClientOptions('KafkaProducer', producerOptions, input, RULES));
}

function settle(options: z.output<typeof producerOptions>): ProducerSettings {
  const possible =
    options.acks === -1 && options.retries > 0 && options.maxInFlightRequestsPerConnection <= MAX_IN_FLIGHT_IDEMPOTENT;
  return { ...options, enableIdempotence: options.enableIdempotence ?? possible };
}
