import { itemsOf, shortened, valueProblem } from './config-key.ts';
import type { TopicKey } from './topic-keys.ts';

/**
 * What is wrong with the settings that a topic is to have; undefined when they are fine. Kafka: LogConfig.validate.
 * @param value of any setting, with the broker's in place of those that are not set
 */
export function topicConfigProblem(
  overrides: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, TopicKey>,
  value: (name: string) => string,
): string | undefined {
  for (const name of overrides.keys()) {
    if (!keys.has(name)) return `Unknown topic config name: ${shortened(name)}`;
  }
  for (const [name, override] of overrides) {
    const problem = valueProblem(keys.get(name) as TopicKey, override) ?? replicasProblem(name, override);
    if (problem !== undefined) return problem;
  }
  return lagProblem(keys, value) ?? remoteProblem(value);
}

function lagProblem(keys: ReadonlyMap<string, TopicKey>, value: (name: string) => string): string | undefined {
  if (!keys.has('max.compaction.lag.ms')) return undefined;
  const [least, most] = [BigInt(value('min.compaction.lag.ms').trim()), BigInt(value('max.compaction.lag.ms').trim())];
  if (least <= most) return undefined;
  return `conflict topic config setting min.compaction.lag.ms (${String(least)}) > max.compaction.lag.ms (${String(most)})`;
}

/** There is no remote storage here, as where nobody configured it. */
function remoteProblem(value: (name: string) => string): string | undefined {
  if (value('remote.storage.enable').trim().toLowerCase() !== 'true') return undefined;
  return 'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.';
}

/** Kafka: ThrottledReplicaListValidator. */
function replicasProblem(name: string, value: string): string | undefined {
  if (!name.endsWith('.replication.throttled.replicas')) return undefined;
  const items = itemsOf(value);
  if (items.every((item) => /^(?:\d+:\d+)?$/.test(item)) || items.join('') === '*') return undefined;
  return `Invalid value [${shortened(items.join(', '))}] for configuration ${name}: ${name} must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...`;
}
