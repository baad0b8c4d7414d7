import { listTopics as listAll, type TopicListing } from '@k/cluster';
import { waitSettings, type WaitOptions, schemaOf, z } from '@k/runtime';
import { parseOptions } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { ResourceMap } from '../resource-map.ts';

export interface ListTopicsOptions extends WaitOptions {
  /** Whether to list Kafka's own topics too. @default false */
  readonly listInternal?: boolean | undefined;
}

const listOptions = schemaOf<ListTopicsOptions>()(
  z.strictObject({ ...waitSettings, listInternal: z.boolean().default(false) }),
);

export async function listTopics(
  calls: AdminCalls,
  options?: ListTopicsOptions,
): Promise<ResourceMap<string, TopicListing>> {
  const { listInternal, ...limits } = parseOptions('KafkaAdmin: listTopics()', listOptions, options ?? {});
  const deadline = calls.deadline('listTopics()', limits);
  const topics = await listAll(calls.cluster, { timeoutMs: deadline.remainingMs(), signal: deadline.signal });
  const shown = topics.filter(({ isInternal }) => listInternal || !isInternal);
  return new ResourceMap(shown.map((topic) => [topic.name, topic]));
}
