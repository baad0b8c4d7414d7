import { type Broker, type BrokerOptions, type PlayedRelease, createBroker } from '@k/broker';
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';
import type { Target, UpgradableTarget } from './target.ts';

/** The in-process broker, on real TCP ports, with what a Kafka has by default. `asVersion`: a release to play. */
export async function brokerTarget(
  asVersion?: BrokerOptions['asVersion'],
  nodes = 1,
  more: BrokerOptions = {},
): Promise<Target> {
  return targetOf(
    await createBroker({ port: 0, nodes, asVersion, emptyUntilFirstTopic: false, keepProcessAlive: true, ...more }),
    asVersion,
  );
}

/** The same with three nodes that become a newer release. */
export async function upgradableBrokerTarget(from: PlayedRelease, to: PlayedRelease): Promise<UpgradableTarget> {
  const broker = await createBroker({ port: 0, nodes: 3, asVersion: from, keepProcessAlive: true });
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
