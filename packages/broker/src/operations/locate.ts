import { checkCount, checkText } from '@k/runtime';
import { ErrorCode, errorFor, wrongArgument, type ProtocolError } from '@k/wire';
import type { BrokerNode } from '../broker-node.ts';
import type { Partition } from '../state/partition.ts';
import type { Topic } from '../state/topic.ts';
import { closedError } from '../expect/waits.ts';
import type { BrokerParts } from './broker-parts.ts';

/** For what changes something: all that ends things may be called at any time. @throws StateError after `close()` */
export function checkOpen({ waits }: BrokerParts, call: string): void {
  if (waits.isClosed) throw closedError(call);
}

/** @throws ConfigError for what is no name; ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
export function topicOf({ cluster }: BrokerParts, call: string, name: string): Topic {
  checkText(call, 'topic', name);
  const topic = cluster.topic(name);
  if (topic === undefined) throw unknownTopic({ topic: name });
  return topic;
}

/** @throws ConfigError for what is no name or number; ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
export function partitionOf(parts: BrokerParts, call: string, topic: string, partition: number): Partition {
  parts.cluster.logs.check();
  checkCount(call, 'partition', partition);
  const found = topicOf(parts, call, topic).partitions[partition];
  if (found === undefined) throw unknownTopic({ topic, partition });
  return found;
}

/** The partition, of which the node is a follower. @throws as {@link partitionOf}; ConfigError when it is none */
export function followerOf(
  parts: BrokerParts,
  call: string,
  topic: string,
  partition: number,
  nodeId: number,
): Partition {
  const found = partitionOf(parts, call, topic, partition);
  const followers = found.replicas.filter((id) => id !== found.leaderId);
  checkNode(call, nodeId, followers, `a follower of ${nameOf(found)}`);
  return found;
}

/** One node, or all. @throws ConfigError when there is no such node */
export function chosenNodes(parts: BrokerParts, call: string, nodeId: number | undefined): readonly BrokerNode[] {
  return nodeId === undefined ? parts.nodes : [nodeOf(parts, call, nodeId)];
}

/** @throws ConfigError when there is no such node */
export function nodeOf({ nodes }: BrokerParts, call: string, nodeId: number): BrokerNode {
  const node = nodes.find(({ id }) => id === nodeId);
  if (node !== undefined) return node;
  throw wrongArgument(call, 'nodeId', `an id from 0 to ${String(nodes.length - 1)}`, nodeId);
}

/** @param taken what the call takes, in words. @throws ConfigError */
export function checkNode(call: string, nodeId: number, nodeIds: readonly number[], taken: string): void {
  if (nodeIds.includes(nodeId)) return;
  throw wrongArgument(call, 'nodeId', `${taken}: ${nodeIds.join(', ') || 'there is none'}`, nodeId);
}

export function nameOf({ topic, index }: Partition): string {
  return `${topic.name}-${String(index)}`;
}

function unknownTopic(context: { topic: string; partition?: number }): ProtocolError {
  return errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, context);
}
