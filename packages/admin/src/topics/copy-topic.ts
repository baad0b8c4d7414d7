import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { parseOptions, wrongArgument } from '@k/wire';
import { partitionCount, topicName } from '../arguments.ts';
import { type AdminCalls, whatIsLeft } from '../calls.ts';
import { onlyResult } from '../partial-result-error.ts';
import { type CreatedTopic, createTopics, replicaCount } from './create-topics.ts';
import { describeTopics } from './describe-topics.ts';
import { ownConfigs } from './own-configs.ts';

export interface CopyTopicOptions extends WaitOptions {
  /** Has everything checked and nothing made. @default false */
  readonly validateOnly?: boolean | undefined;
  /** How many partitions the copy has. @default as many as the original has */
  readonly numPartitions?: number | undefined;
  /** Replicas of each partition. @default as of the original; while some of its partitions move, the least that one of them has */
  readonly replicationFactor?: number | undefined;
  /** Settings in which the copy is to differ: a value, or null for the brokers' default. @default those of the original */
  readonly configs?: Readonly<Record<string, string | null>> | undefined;
}

const names = z.strictObject({ from: topicName, to: topicName });
const copyOptions = schemaOf<CopyTopicOptions>()(
  z.strictObject({
    ...waitSettings,
    validateOnly: z.boolean().default(false),
    numPartitions: partitionCount.optional(),
    replicationFactor: replicaCount.optional(),
    configs: z.record(z.string(), z.string().nullable()).readonly().optional(),
  }),
);

const CALL = 'copyTopic()';

export async function copyTopic(
  calls: AdminCalls,
  from: string,
  to: string,
  options?: CopyTopicOptions,
): Promise<CreatedTopic> {
  parseOptions(`KafkaAdmin: ${CALL}`, names, { from, to });
  if (from === to) throw wrongArgument(`KafkaAdmin: ${CALL}`, 'to', 'another name than the original has', to);
  const parsed = parseOptions(`KafkaAdmin: ${CALL}`, copyOptions, options ?? {});
  const { validateOnly, numPartitions, replicationFactor, configs, ...limits } = parsed;
  const deadline = calls.deadline(CALL, limits);
  const [{ partitions }, own] = await Promise.all([
    onlyResult(describeTopics(calls, [from], whatIsLeft(deadline))),
    ownConfigs(calls, from, whatIsLeft(deadline)),
  ]);
  const wanted = Object.entries({ ...own, ...configs }).filter((entry): entry is [string, string] => entry[1] !== null);
  const copy = {
    name: to,
    numPartitions: numPartitions ?? partitions.length,
    replicationFactor: replicationFactor ?? Math.min(...partitions.map(({ replicas }) => replicas.length)),
    configs: Object.fromEntries(wanted),
  };
  return onlyResult(createTopics(calls, [copy], { ...whatIsLeft(deadline), validateOnly }));
}
