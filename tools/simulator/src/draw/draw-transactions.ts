import type { Chance } from '../chance.ts';
import type { ClusterSpec, TopicSpec } from '../scenario/scenario.ts';
import type { ProcessorSpec, TransactionalSettings, TransactionalSpec } from '../scenario/transaction-specs.ts';
import { isSince } from './releases.ts';
import { drawGroupKind } from './draw-groups.ts';
import { has, type Swarm, wants } from './swarm.ts';

/** Where transactions may write: the end of one that is lost would hang it for ever, as with Kafka. */
const isLasting = ({ fate }: TopicSpec): boolean => fate === 'steady' || fate === 'grows';

export function drawTransactional(
  chance: Chance,
  cluster: ClusterSpec,
  topics: readonly TopicSpec[],
  swarm: Swarm,
): TransactionalSpec[] {
  if (!isSince(cluster.asVersion, '0.11') || !has(swarm, 'transactional')) return [];
  const count = chance.pick(wants(swarm, 'transactional') ? [1, 2, 3] : [0, 0, 1, 2]);
  return Array.from({ length: count }, (_, index): TransactionalSpec => {
    const name = `x${String(index + 1)}`;
    return {
      kind: 'transactional',
      name,
      topics: topics.filter(isLasting).map((topic) => topic.name),
      everyMs: chance.pick([200, 800]),
      burst: chance.pick([2, 6]),
      ...drawSettings(chance, name),
    };
  });
}

/** The topic that what was processed goes to. */
export const OUTPUT: TopicSpec = {
  name: 'out',
  partitions: 2,
  replicationFactor: 1,
  minInsyncReplicas: 1,
  fate: 'steady',
};

export function drawProcessors(
  chance: Chance,
  cluster: ClusterSpec,
  topics: readonly TopicSpec[],
  swarm: Swarm,
): ProcessorSpec[] {
  if (!isSince(cluster.asVersion, '0.11') || !has(swarm, 'processor')) return [];
  if (!wants(swarm, 'processor') && chance.is(0.6)) return [];
  // Before KIP-447 offsets of a transaction that is open could be overlooked by who takes a partition over.
  const count = isSince(cluster.asVersion, '2.8') ? chance.between(wants(swarm, 'processor') ? 2 : 1, 2) : 1;
  const groupKind = drawGroupKind(chance, cluster);
  const lasting = topics.filter((topic) => isLasting(topic) && topic.name !== OUTPUT.name);
  const from = lasting.map(({ name }) => name).slice(0, 2);
  const style = chance.pick(['function', 'calls'] as const);
  return Array.from({ length: count }, (_, index): ProcessorSpec => {
    const name = `e${String(index + 1)}`;
    return {
      kind: 'processor',
      name,
      group: 'eos',
      groupKind,
      from,
      to: OUTPUT.name,
      ...drawSettings(chance, name),
      style,
    };
  });
}

function drawSettings(chance: Chance, name: string): TransactionalSettings {
  return {
    transactionalId: `t-${name}`,
    transactionTimeoutMs: chance.pick([8_000, 60_000]),
    requestTimeoutMs: chance.pick([1_500, 3_000]),
    deliveryTimeoutMs: chance.pick([6_000, 6_000, 30_000]),
    style: chance.pick(['function', 'calls'] as const),
  };
}
