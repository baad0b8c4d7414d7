import { type Broker, type BrokerOptions, type PlayedRelease, createBroker } from '@k/broker';
import { DEFAULT_VERSION, atLeast, freePorts } from '@k/tool-kafka';
import type { Target, UpgradableTarget } from './target.ts';

/** The in-process broker, on real TCP ports, with what a Kafka has by default. `asVersion`: a release to play. */
export async function brokerTarget(
  asVersion?: BrokerOptions['asVersion'],
  nodes = 1,
  more: BrokerOptions = {},
): Promise<Target> {
  const port = await firstPort(nodes);
  return targetOf(
    await createBroker({ port, nodes, asVersion, emptyUntilFirstTopic: false, keepProcessAlive: true, ...more }),
    asVersion,
  );
}

/** Of ports for each node, one after the other. They must still be free when a node that was down wants its own again. */
async function firstPort(nodes: number): Promise<number> {
  for (;;) {
    const ports = await freePorts('127.0.0.1', nodes);
    const [first = 0, last = first] = [ports[0], ports.at(-1)];
    if (last - first === nodes - 1) return first;
  }
}

/** The same with three nodes that become a newer release. */
export async function upgradableBrokerTarget(from: PlayedRelease, to: PlayedRelease): Promise<UpgradableTarget> {
  const broker = await createBroker({ port: await firstPort(3), nodes: 3, asVersion: from, keepProcessAlive: true });
  const target = targetOf(broker, from);
  return {
    ...target,
    nodes: target.nodes.map((node) => ({ ...node, upgrade: () => broker.start(node.id, { asVersion: to }) })),
    upgradesTo: to,
    finishUpgrade: () => {
      if (atLeast(to, '4.0')) broker.updateFeature('transaction.version', 2);
      return Promise.resolve();
    },
  };
}

/** A broker that runs, as a target. */
export function targetOf(broker: Broker, asVersion: PlayedRelease | undefined): Target {
  return {
    name: '@k/broker',
    version: asVersion ?? DEFAULT_VERSION,
    bootstrapServers: broker.bootstrapServers,
    nodes: broker.bootstrapServers.map((address, id) => ({
      id,
      address,
      stop: () => broker.stop(id),
      kill: () => broker.crash(id),
      start: () => broker.start(id),
    })),
    truncateBefore: (topic, partition, offset) => {
      broker.truncateBefore(topic, partition, offset);
      return Promise.resolve();
    },
    restart: () => broker.restart(),
    close: () => broker.close(),
  };
}
