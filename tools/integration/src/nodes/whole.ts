import type { Cluster } from '@k/cluster';
import { atLeast } from '@k/tool-kafka';
import { AlterPartitionReassignments, ErrorCode, Metadata, errorFor } from '@k/wire';
import { type Lab, PATIENCE_MS } from '../lab.ts';
import type { TargetNode } from '../target.ts';
import { endOffset } from './partition-requests.ts';

/** A broker that was killed reads its logs first, and beside three more of another suite that has taken over a minute. */
export const WHOLE_MS = 3 * PATIENCE_MS;

/**
 * Waits until each broker knows of every other, and each partition has its leader and all its replicas in sync:
 * the next broker may go down.
 */
export async function whole(lab: Lab): Promise<void> {
  await using cluster = lab.cluster({ clientId: 'whole' });
  for (const { id } of lab.target.nodes) {
    const wait = (timeoutMs: number): Promise<void> =>
      cluster.retry('wait until the cluster is whole', () => isWholeTo(cluster, lab, id), { timeoutMs });
    if (losesChanges(lab)) await wait(PATIENCE_MS).catch(() => remindLeaders(cluster, id));
    await wait(WHOLE_MS);
  }
}

/** @throws NotEnoughReplicasError that names what broker `id` misses */
async function isWholeTo(cluster: Cluster, lab: Lab, id: number): Promise<void> {
  const { brokers, lacking } = await seenBy(cluster, id);
  if (brokers === lab.target.nodes.length && lacking.length === 0) return;
  const first = lacking
    .slice(0, 5)
    .map(
      ({ topic, partitionIndex, leaderId, isrNodes }) =>
        `${topic}-${partitionIndex} led by ${leaderId}, in sync ${isrNodes.join()}`,
    );
  const message = `broker ${id} sees ${brokers} brokers; ${first.join('; ')}`;
  throw errorFor(ErrorCode.NOT_ENOUGH_REPLICAS, { message });
}

/** How many brokers this one knows, and the partitions without a leader or with a replica that is not in sync. */
async function seenBy(cluster: Cluster, id: number) {
  const { brokers, topics } = await cluster.request({ broker: id }, Metadata, { topics: null });
  const partitions = topics.flatMap(({ name, partitions: ofTopic }) =>
    ofTopic.map((partition) => ({ ...partition, topic: name ?? '' })),
  );
  const lacking = partitions.filter(
    ({ leaderId, replicaNodes, isrNodes }) => leaderId < 0 || isrNodes.length < replicaNodes.length,
  );
  return { brokers: brokers.length, lacking };
}

/**
 * Leaders of Kafka 2.7 and 2.8 lose a change of their in-sync replicas that the controller's word has crossed, and propose
 * no other one until they hear of it again (KAFKA-12686, mended in 3.0; seen on 2.8.2 after brokers that went and came fast).
 */
function losesChanges({ target }: Lab): boolean {
  return atLeast(target.version, '2.7') && !atLeast(target.version, '3.0');
}

/** Has the controller speak to the leaders of the partitions that lack replicas: it does when these get another order. */
async function remindLeaders(cluster: Cluster, id: number): Promise<void> {
  const remind = async (): Promise<void> => {
    const { lacking } = await seenBy(cluster, id);
    if (lacking.length === 0) return;
    const names = lacking.map(({ topic, partitionIndex }) => `${topic}-${partitionIndex}`).join(', ');
    console.error(`replicas stay out of sync (KAFKA-12686), so their leaders are spoken to: ${names}`);
    const topics = lacking.map(({ topic, partitionIndex, replicaNodes: [first, ...others] }) => ({
      name: topic,
      partitions: [{ partitionIndex, replicas: first === undefined ? others : [...others, first] }],
    }));
    await cluster.request('controller', AlterPartitionReassignments, { timeoutMs: 30_000, topics });
  };
  await cluster.retry('speak to leaders whose replicas are out of sync', remind, { timeoutMs: WHOLE_MS });
}

/** Takes a broker down, does `work`, brings it back, and waits until nothing is missed any more. */
export async function without(
  lab: Lab,
  node: TargetNode,
  how: 'stop' | 'kill',
  work: () => Promise<void>,
): Promise<void> {
  await node[how]();
  try {
    await work();
  } finally {
    await node.start();
    await whole(lab);
  }
}

/**
 * A topic with these replicas by partition, the leader first, once every leader knows that it is one:
 * the metadata names them a moment before.
 */
export async function placedTopic(
  lab: Lab,
  placement: readonly (readonly number[])[],
  config: Readonly<Record<string, string>> = {},
): Promise<string> {
  const topic = await lab.topic(placement, config);
  await using cluster = lab.cluster();
  for (const partition of placement.keys()) {
    const ask = (): Promise<number> => endOffset(cluster, { topic, partition });
    await cluster.retry(`wait for the leader of ${topic}-${partition}`, ask, { timeoutMs: PATIENCE_MS });
  }
  return topic;
}

/** The broker of this id, which is one of the target's. */
export function nodeOf(lab: Lab, id: number): TargetNode {
  const node = lab.target.nodes.find((each) => each.id === id);
  if (node === undefined) throw new Error(`broker ${id} is none of ${lab.target.name}'s`);
  return node;
}

/** The id of a broker first, then the other ones': the replicas of a partition that it leads. */
export function ledBy(lab: Lab, id: number): number[] {
  return [id, ...lab.target.nodes.map((node) => node.id).filter((other) => other !== id)];
}
