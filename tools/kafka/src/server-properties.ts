/** A door of the broker. */
export interface Listener {
  /** As in `listeners`: PLAINTEXT, SASL_SSL, or a name of one's own. */
  readonly name: string;
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  readonly port: number;
}

export interface ServerSettings {
  readonly host: string;
  readonly listeners: readonly [Listener, ...Listener[]];
  readonly controllerPort: number;
  readonly dataFolder: string;
  /** Written last: they win over everything above. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * server.properties of one node that is broker and controller, small enough to start fast:
 * internal topics with one replica and few partitions, and no waiting for further members of a new group.
 */
export function serverProperties({ host, listeners, controllerPort, dataFolder, properties }: ServerSettings): string {
  const addresses = listeners.map(({ name, port }) => `${name}://${host}:${port}`).join(',');
  const protocols = listeners.map(({ name, protocol }) => `${name}:${protocol}`).join(',');
  const settings: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${host}:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `${addresses},CONTROLLER://${host}:${controllerPort}`,
    'advertised.listeners': addresses,
    'inter.broker.listener.name': listeners[0].name,
    'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,${protocols}`,
    'log.dirs': dataFolder,
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '8',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '8',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '8',
    'group.initial.rebalance.delay.ms': '0',
    // 128 MB by default, most of the heap that a test broker needs.
    'log.cleaner.dedupe.buffer.size': '16777216',
    // Retention is looked after often enough for a test to see it.
    'log.retention.check.interval.ms': '500',
    'log.initial.task.delay.ms': '500',
    ...properties,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
