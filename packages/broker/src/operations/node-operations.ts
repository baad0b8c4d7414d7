import type { BrokerParts } from './broker-parts.ts';
import { checkOpen, chosenNodes, nodeOf } from './locate.ts';
import { nodeUp, nodesDown } from './moving.ts';
import {
  type CrashOptions,
  type ReplicationOptions,
  parseCrashOptions,
  parseReplicationOptions,
} from '../replication/arguments.ts';

/** Nodes that stop, die, and are cut off. */
export interface BrokerNodes {
  /** Ids of the nodes that are up. */
  readonly liveNodeIds: number[];

  /**
   * Stops all nodes, or one: its partitions and groups move to live nodes, its port closes, its connections drop. A node that is
   * the last in-sync replica of a partition stays that, and nobody leads it until the node is back.
   * @throws ConfigError when there is no such node
   */
  stop(nodeId?: number): Promise<void>;

  /**
   * A node dies: its port closes and its connections drop at once. The others find out when its session with the controller
   * ends (`broker.session.timeout.ms`, 9 s): until then it is said to lead what it led, and in-sync replicas that do not copy
   * hold up acks=all. What it alone had is lost if another leads; {@link start} brings it back with what is left of its logs.
   * @throws ConfigError when there is no such node
   */
  crash(nodeId: number, options?: CrashOptions): Promise<void>;

  /**
   * Cuts a node off from the other nodes and from the controller, until {@link rejoin}. Clients reach it still, and it does not
   * know: it tells what it knew, takes records with acks=1 where it leads, and lets those with acks=all wait. When its session
   * with the controller ends (`broker.session.timeout.ms`), others lead, too, and what it takes from then on is lost.
   * @throws ConfigError when there is no such node
   */
  isolate(nodeId: number): void;

  /** A node that was cut off reaches the others again. @throws ConfigError when there is no such node */
  rejoin(nodeId: number): void;

  /**
   * Has a node copy from leaders more slowly from now on, or faster, than `replicaFetchDelayMs` says.
   * @throws ConfigError when there is no such node
   */
  setReplication(nodeId: number, options: ReplicationOptions): void;
}

/** Makes them of the parts of a broker. */
export function brokerNodes(parts: BrokerParts): BrokerNodes {
  return {
    get liveNodeIds(): number[] {
      return parts.nodes.filter(({ status }) => status === 'up').map(({ id }) => id);
    },

    async stop(nodeId?: number): Promise<void> {
      const stopping = chosenNodes(parts, 'Broker: stop()', nodeId).filter(({ status }) => status === 'up');
      for (const { id } of stopping) parts.cluster.isolation.end(id);
      nodesDown(
        parts,
        stopping.map(({ id }) => id),
      );
      await Promise.all(stopping.map((node) => node.stop('the broker was stopped')));
    },

    async crash(nodeId: number, options: CrashOptions = {}): Promise<void> {
      const call = 'Broker: crash()';
      checkOpen(parts, call);
      const { lostBatches } = parseCrashOptions(call, options);
      const node = nodeOf(parts, call, nodeId);
      if (node.status !== 'up') return;
      parts.failures.crash(nodeId, lostBatches);
      parts.cluster.fetchSessions(nodeId).clear();
      await node.stop('the broker crashed');
    },

    isolate(nodeId: number): void {
      checkOpen(parts, 'Broker: isolate()');
      const node = nodeOf(parts, 'Broker: isolate()', nodeId);
      if (node.status === 'up') parts.failures.isolate(nodeId);
    },

    rejoin(nodeId: number): void {
      checkOpen(parts, 'Broker: rejoin()');
      const node = nodeOf(parts, 'Broker: rejoin()', nodeId);
      if (!parts.cluster.isolation.has(nodeId)) return;
      const isInTime = parts.failures.heal(nodeId);
      if (isInTime) for (const partition of parts.cluster.partitionsAt(nodeId)) partition.settle();
      else nodeUp(parts, node);
      parts.cluster.isolation.passOn(nodeId);
    },

    setReplication(nodeId: number, options: ReplicationOptions): void {
      const call = 'Broker: setReplication()';
      checkOpen(parts, call);
      nodeOf(parts, call, nodeId);
      parts.cluster.replication.delay(nodeId, parseReplicationOptions(call, options).fetchDelayMs);
      for (const partition of parts.cluster.partitionsAt(nodeId)) partition.settle();
    },
  };
}
