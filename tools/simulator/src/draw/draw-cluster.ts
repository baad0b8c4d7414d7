import type { Chance } from '../chance.ts';
import { isSince, RELEASES } from './releases.ts';
import type { ClusterSpec, ReplicationSpec, TopicSpec } from '../scenario/scenario.ts';

export function drawCluster(chance: Chance): ClusterSpec {
  const asVersion = chance.is(0.5) ? chance.pick(['3.9', '4.3', '4.4'] as const) : chance.pick(RELEASES);
  const nodes = chance.pick([1, 2, 3, 3, 3, 3, 4, 5]);
  return {
    nodes,
    asVersion,
    transactionVersion: isSince(asVersion, '4.3') ? chance.pick([0, 1, 2, 2] as const) : 0,
    ...(isSince(asVersion, '4.3') ? { consumerSessionMs: chance.pick([7_000, 45_000]) } : {}),
    // Rules come by CreateAcls.
    authorizer: chance.is(0.2) && isSince(asVersion, '0.11'),
    latencyMs: chance.pick([[0, 0], [0, 3], [1, 10], [5, 40]] as const), // prettier-ignore
    ...(nodes > 1 ? { replication: drawReplication(chance) } : {}),
  };
}

function drawReplication(chance: Chance): ReplicationSpec {
  return {
    fetchDelayMs: chance.pick([0, 0, 0, 5, [0, 20]] as const),
    lagTimeMaxMs: chance.pick([1_000, 10_000]),
    sessionMs: chance.pick([2_000, 9_000]),
  };
}

const FATES = ['steady', 'steady', 'grows', 'loses records', 'is made again'] as const;

export function drawTopics(chance: Chance, { nodes, asVersion }: ClusterSpec): TopicSpec[] {
  const count = chance.between(1, 3);
  // Topics have ids since 2.8: before, nobody can tell one that was made again.
  const fates = FATES.filter((fate) => fate !== 'is made again' || isSince(asVersion, '2.8'));
  return Array.from({ length: count }, (_, index) => {
    const replicationFactor = chance.between(Math.min(2, nodes), Math.min(3, nodes));
    return {
      name: `t${String(index + 1)}`,
      partitions: chance.between(1, 4),
      replicationFactor,
      minInsyncReplicas: replicationFactor > 1 && chance.is(0.3) ? 2 : 1,
      fate: index === 0 ? 'steady' : chance.pick(fates),
    };
  });
}
