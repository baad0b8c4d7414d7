import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { KafkaError, parseOptions } from '@k/wire';
import { partitionCount } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import type { DescribedTopic } from './described-topic.ts';
import { describeByMetadata } from './topic-metadata.ts';
import { describeByPages } from './topic-pages.ts';
import { type TopicSelection, topicsOf } from './topic-selection.ts';

export interface DescribeTopicsOptions extends WaitOptions {
  /** Whether to tell what this client may do with each topic (KIP-430). Needs Kafka 2.3. @default false */
  readonly includeAuthorizedOperations?: boolean | undefined;
  /**
   * How many partitions one answer may have at most, where brokers tell topics a page at a time (Kafka 3.8 and later); brokers
   * have a limit of their own. @default 2_000
   */
  readonly partitionSizeLimitPerResponse?: number | undefined;
}

const describeOptions = schemaOf<DescribeTopicsOptions>()(
  z.strictObject({
    ...waitSettings,
    includeAuthorizedOperations: z.boolean().default(false),
    partitionSizeLimitPerResponse: partitionCount.default(2_000),
  }),
);

const CALL = 'describeTopics()';

export async function describeTopics(
  calls: AdminCalls,
  topics: TopicSelection,
  options?: DescribeTopicsOptions,
): Promise<ResourceMap<string, DescribedTopic>> {
  const { by, keys: resources } = topicsOf(CALL, topics);
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, describeOptions, options ?? {});
  const { includeAuthorizedOperations, partitionSizeLimitPerResponse, ...limits } = checked;
  const deadline = calls.deadline(CALL, limits);
  return calls.each(deadline, {
    name: CALL,
    resources,
    targetOf: () => 'any',
    ask: async (keys, request) => {
      const byMetadata = () => describeByMetadata(request, { by, keys }, includeAuthorizedOperations);
      // Pages know topics by their names only.
      if (by === 'id') return byMetadata();
      try {
        const told = await describeByPages(request, keys, partitionSizeLimitPerResponse, deadline);
        // They always tell it.
        return includeAuthorizedOperations ? told : told.map(([name, outcome]) => [name, withoutOperations(outcome)]);
      } catch (error) {
        if (!isUnsupported(error)) throw error;
        return byMetadata();
      }
    },
  });
}

function withoutOperations(outcome: DescribedTopic | Error): DescribedTopic | Error {
  return outcome instanceof Error ? outcome : { ...outcome, authorizedOperations: undefined };
}

function isUnsupported(error: unknown): boolean {
  return KafkaError.is(error) && error.name === 'UnsupportedVersionError';
}
