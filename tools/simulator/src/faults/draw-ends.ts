import type { Chance } from '../chance.ts';
import type { TopicSpec } from '../scenario/scenario.ts';
import type { Drawn } from './fault-kind.ts';

/** Some of the clients, or all. */
export function drawClients(chance: Chance, { clients }: Drawn): string[] {
  const names = clients.map(({ name }) => name);
  if (chance.is(0.3)) return names;
  const some = names.filter(() => chance.is(0.4));
  return some.length > 0 ? some : [chance.pick(names)];
}

export function drawNode(chance: Chance, { cluster }: Drawn): number {
  return chance.below(cluster.nodes);
}

/** Some of the nodes, or all. */
export function drawNodes(chance: Chance, scenario: Drawn): number[] {
  const ids = [...Array(scenario.cluster.nodes).keys()];
  const some = ids.filter(() => chance.is(0.4));
  return some.length > 0 ? some : [drawNode(chance, scenario)];
}

export function namesOf(nodes: readonly number[]): string {
  return `node${nodes.length === 1 ? '' : 's'} ${nodes.join(', ')}`;
}

/** A partition of one of the topics that may have this happen to them. */
export function drawPartition(
  chance: Chance,
  { topics }: Drawn,
  isMeant: (topic: TopicSpec) => boolean = () => true,
): { topic: string; partition: number } | undefined {
  const topic = chance.pickOf(topics.filter(isMeant));
  return topic === undefined ? undefined : { topic: topic.name, partition: chance.below(topic.partitions) };
}
