import { checkCount } from '@k/runtime';
import { type FollowerOptions, parseFollowerOptions } from '../arguments.ts';
import type { BrokerParts } from './broker-parts.ts';
import { checkNode, checkOpen, followerOf, nameOf, partitionOf } from './locate.ts';
import { leaders } from '../state/elections.ts';

/** Who leads a partition, and how far its followers are. */
export interface BrokerReplicas {
  /** Moves leadership to a live replica and counts the leader epoch up. @throws ConfigError when it cannot lead. */
  moveLeader(topic: string, partition: number, nodeId: number): void;

  /**
   * An unclean leader election: a live replica leads whose log ends at `endOffset`. Whatever came after that is lost, for the
   * other replicas too; the leader epoch counts up, and new records come at the offsets of those that are lost.
   *
   * @param endOffset where a batch begins, or the end of the log
   * @throws ConfigError when it cannot lead, or its log cannot end there; ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  electUncleanly(topic: string, partition: number, nodeId: number, endOffset: number): void;

  /**
   * A follower falls behind. Consumers that read from it (KIP-392) get no more than it knows: nothing beyond its high
   * watermark, and OFFSET_OUT_OF_RANGE beyond its end. With an `endOffset` it is out of the ISR, is nobody's preferred replica
   * and cannot lead but by {@link electUncleanly}.
   *
   * @param options default: it copies nothing any more from now on
   * @throws ConfigError for what is no follower, or an offset where no batch begins; ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  holdFollower(topic: string, partition: number, nodeId: number, options?: FollowerOptions): void;

  /** A follower that was held has caught up, and is in sync again. @throws as {@link holdFollower} */
  releaseFollower(topic: string, partition: number, nodeId: number): void;
}

/** Makes them of the parts of a broker. */
export function brokerReplicas(parts: BrokerParts): BrokerReplicas {
  return {
    moveLeader(topic: string, partition: number, nodeId: number): void {
      const call = 'Broker: moveLeader()';
      checkOpen(parts, call);
      const found = partitionOf(parts, call, topic, partition);
      checkNode(call, nodeId, leaders(parts.cluster, found), `a live replica of ${nameOf(found)}`);
      found.lead(nodeId);
    },

    electUncleanly(topic: string, partition: number, nodeId: number, endOffset: number): void {
      const call = 'Broker: electUncleanly()';
      checkOpen(parts, call);
      const found = partitionOf(parts, call, topic, partition);
      const live = found.replicas.filter((id) => parts.cluster.isLive(id));
      checkNode(call, nodeId, live, `a live replica of ${nameOf(found)}`);
      checkCount(call, 'endOffset', endOffset);
      found.leadFrom(nodeId, endOffset);
    },

    holdFollower(topic: string, partition: number, nodeId: number, options: FollowerOptions = {}): void {
      const call = 'Broker: holdFollower()';
      checkOpen(parts, call);
      const found = followerOf(parts, call, topic, partition, nodeId);
      const { endOffset, highWatermark } = parseFollowerOptions(call, options);
      const { log } = found;
      if (endOffset !== undefined) log.checkBoundary(call, 'endOffset', endOffset);
      if (highWatermark !== undefined) log.checkBoundary(call, 'highWatermark', highWatermark);
      const end = endOffset ?? (highWatermark === undefined ? log.endOffset : undefined);
      found.hold(nodeId, {
        ...(end === undefined ? {} : { endOffset: end }),
        ...(highWatermark === undefined ? {} : { highWatermark }),
      });
    },

    releaseFollower(topic: string, partition: number, nodeId: number): void {
      checkOpen(parts, 'Broker: releaseFollower()');
      followerOf(parts, 'Broker: releaseFollower()', topic, partition, nodeId).release(nodeId);
    },
  };
}
