import { atLeast } from './kafka-version.ts';
import { type Listener, protocolOf } from './listeners.ts';

/** Who keeps the metadata: the nodes among themselves (KRaft), or a ZooKeeper. */
export type Quorum =
  | { readonly kind: 'kraft'; readonly controllerPort: number; readonly voters: string }
  | { readonly kind: 'zookeeper'; readonly connect: string };

export interface ServerSettings {
  readonly version: string;
  readonly host: string;
  /** From 1 on. */
  readonly nodeId: number;
  /** How many nodes the cluster has. */
  readonly nodes: number;
  /** The first is PLAINTEXT, which the nodes use among themselves. */
  readonly listeners: readonly [Listener, ...Listener[]];
  readonly quorum: Quorum;
  readonly dataFolder: string;
  /** Written last: they win over everything of ours. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * server.properties of one node, small enough to start fast:
 * internal topics with few partitions, and no waiting for further members of a new group.
 */
export function serverProperties(settings: ServerSettings): string {
  const { version, quorum, dataFolder, properties } = settings;
  const all = {
    ...(quorum.kind === 'kraft' ? kraftNode(settings, quorum) : zooKeeperNode(settings, quorum.connect)),
    'log.dirs': dataFolder,
    ...smallInternalTopics(settings),
    // Asked for from 1.0 on by default.
    'delete.topic.enable': 'true',
    // 128 MB by default, most of the heap that a test broker needs.
    'log.cleaner.dedupe.buffer.size': '16777216',
    // Retention is looked after often enough for a test to see it.
    'log.retention.check.interval.ms': '500',
    ...(atLeast(version, '3.0') ? { 'log.initial.task.delay.ms': '500' } : {}),
    ...properties,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Broker and controller in one. */
function kraftNode(
  { host, nodeId, listeners }: ServerSettings,
  { controllerPort, voters }: Quorum & { kind: 'kraft' },
): Record<string, string> {
  const addresses = addressesOf(host, listeners);
  return {
    'process.roles': 'broker,controller',
    'node.id': String(nodeId),
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    listeners: `${addresses},CONTROLLER://${host}:${controllerPort}`,
    'advertised.listeners': addresses,
    'inter.broker.listener.name': listeners[0].name,
    'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,${protocolsOf(listeners)}`,
  };
}

function zooKeeperNode({ version, host, nodeId, listeners }: ServerSettings, connect: string): Record<string, string> {
  const settings: Record<string, string> = {
    'broker.id': String(nodeId),
    'zookeeper.connect': connect,
    'zookeeper.connection.timeout.ms': '30000',
  };
  // Before 0.9 there is one door, and it has no name.
  if (!atLeast(version, '0.9')) {
    const port = String(listeners[0].port);
    return { ...settings, port, 'host.name': host, 'advertised.host.name': host, 'advertised.port': port };
  }
  const addresses = addressesOf(host, listeners);
  Object.assign(settings, { listeners: addresses, 'advertised.listeners': addresses });
  // Before 0.10.2 a listener is called as its protocol is.
  if (!atLeast(version, '0.10.2')) return settings;
  return {
    ...settings,
    'inter.broker.listener.name': listeners[0].name,
    'listener.security.protocol.map': protocolsOf(listeners),
  };
}

function smallInternalTopics({ version, nodes }: ServerSettings): Record<string, string> {
  const replicas = String(Math.min(nodes, 3));
  const inSync = nodes < 3 ? '1' : '2';
  const settings: Record<string, string> = {
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '8',
  };
  if (atLeast(version, '0.11')) {
    settings['transaction.state.log.replication.factor'] = replicas;
    settings['transaction.state.log.min.isr'] = inSync;
    settings['transaction.state.log.num.partitions'] = '8';
    settings['group.initial.rebalance.delay.ms'] = '0';
  }
  if (atLeast(version, '3.9')) {
    settings['share.coordinator.state.topic.replication.factor'] = replicas;
    settings['share.coordinator.state.topic.min.isr'] = inSync;
    settings['share.coordinator.state.topic.num.partitions'] = '8';
  }
  return settings;
}

function addressesOf(host: string, listeners: readonly Listener[]): string {
  return listeners.map(({ name, port }) => `${name}://${host}:${port}`).join(',');
}

function protocolsOf(listeners: readonly Listener[]): string {
  return listeners.map(({ name }) => `${name}:${protocolOf(name)}`).join(',');
}
