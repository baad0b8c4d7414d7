import type { WaitOptions } from '@k/runtime';
import type { AdminCalls } from '../calls.ts';
import { describeConfigs } from '../configs/describe-configs.ts';
import { onlyResult } from '../partial-result-error.ts';

/** These name partitions and brokers of the topic: they slow down its moves. */
const OF_THIS_TOPIC: ReadonlySet<string> = new Set([
  'leader.replication.throttled.replicas',
  'follower.replication.throttled.replicas',
]);

/**
 * What a topic itself sets, and not what it has from its brokers, as far as another topic could have it too.
 * @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED …
 */
export async function ownConfigs(
  calls: AdminCalls,
  topic: string,
  limits: WaitOptions,
): Promise<Record<string, string | null>> {
  const configs = await onlyResult(describeConfigs(calls, [{ type: 'TOPIC', name: topic }], limits));
  const own = [...configs.values()].filter(
    ({ name, source }) => source === 'DYNAMIC_TOPIC_CONFIG' && !OF_THIS_TOPIC.has(name),
  );
  return Object.fromEntries(own.map(({ name, value }) => [name, value]));
}
