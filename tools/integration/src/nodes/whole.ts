import { ErrorCode, Metadata, errorFor } from '@k/wire';
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
  const { nodes } = lab.target;
  for (const { id } of nodes) {
    const seenByIt = async (): Promise<void> => {
      const { brokers, topics } = await cluster.request({ broker: id }, Metadata, { topics: null });
      const missing = topics.flatMap(({ name, partitions }) =>
        partitions
          .filter(({ leaderId, replicaNodes, isrNodes }) => leaderId < 0 || isrNodes.length < replicaNodes.length)
          .map(
            ({ partitionIndex, leaderId, isrNodes }) =>
              `${name ?? ''}-${partitionIndex} led by ${leaderId}, in sync ${isrNodes.join()}`,
          ),
      );
      if (brokers.length < nodes.length || missing.length > 0) {
        const message = `broker ${id} sees ${brokers.length} brokers; ${missing.slice(0, 5).join('; ')}`;
        throw errorFor(ErrorCode.NOT_ENOUGH_REPLICAS, { message });
      }
    };
    await cluster.retry('wait until the cluster is whole', seenByIt, { timeoutMs: WHOLE_MS });
  }
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
