import type { Deadline } from '@k/runtime';
import { DescribeConfigs, type DescribeConfigsResponse, ErrorCode, errorFor } from '@k/wire';
import type { AdminCalls } from '../calls.ts';

const TOPIC = 2;
const DYNAMIC_TOPIC_CONFIG = 1;

/** These name partitions and brokers of the topic: they slow down its moves. */
const OF_THIS_TOPIC: ReadonlySet<string> = new Set([
  'leader.replication.throttled.replicas',
  'follower.replication.throttled.replicas',
]);

/**
 * What a topic itself sets, and not what it has from its brokers, as far as another topic could have it too.
 * @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED …
 */
export function ownConfigs(
  calls: AdminCalls,
  topic: string,
  deadline: Deadline,
): Promise<Record<string, string | null>> {
  const body = { resources: [{ resourceType: TOPIC, resourceName: topic, configurationKeys: null }] };
  return calls.one(deadline, 'any', DescribeConfigs, body, ({ results: [told] }) => {
    const code = told?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
    if (told === undefined || code !== ErrorCode.NONE) {
      throw errorFor(code, { api: DescribeConfigs.name, topic, message: told?.errorMessage });
    }
    const own = told.configs.filter((config) => isOwn(config) && !OF_THIS_TOPIC.has(config.name));
    return Object.fromEntries(own.map(({ name, value }) => [name, value]));
  });
}

/** Before Kafka 1.1 a broker says only whether it is the default. */
function isOwn({ configSource, isDefault }: DescribeConfigsResponse['results'][number]['configs'][number]): boolean {
  return configSource < 0 ? !isDefault : configSource === DYNAMIC_TOPIC_CONFIG;
}
