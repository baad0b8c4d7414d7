import { AdjustableClock, createNodeClock, nodeClock, nodeRandom, nodeServerNetwork, type Clock } from '@k/runtime';
import { BrokerNode } from '../broker-node.ts';
import type { BrokerServices } from '../connection/broker-services.ts';
import { Controls } from '../control/control.ts';
import { BrokerEvents } from '../events.ts';
import { Exchanges } from '../exchanges.ts';
import { Expectations } from '../expect/expectations.ts';
import { Waits } from '../expect/waits.ts';
import { GroupCoordinator } from '../group/group-coordinator.ts';
import type { BrokerListener } from '../listener.ts';
import { parseBrokerOptions, type BrokerOptions } from '../options.ts';
import { releaseOf } from '../release/releases.ts';
import { NodeFailures } from '../replication/node-failures.ts';
import { SaslSettings } from '../security/sasl-settings.ts';
import { readMappingRules } from '../security/tls/principal-mapping.ts';
import { ClusterState } from '../state/cluster-state.ts';
import { nodeFiles } from '../storage/files.ts';
import { settingsOf } from '../storage/directory-settings.ts';
import { Storage } from '../storage/storage.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import { TransactionCoordinator } from '../transaction/transaction-coordinator.ts';
import type { BrokerParts } from './broker-parts.ts';
import { nodesDown } from './moving.ts';

/** For a broker that does not keep the process alive. */
const unrefClock = createNodeClock({ unref: true });

/** All that a broker consists of, with its nodes down. @throws ConfigError; StorageError for a `dataDir` that cannot be read */
export function assemble(options: BrokerOptions): BrokerParts {
  const { settings: given, network = nodeServerNetwork, clock, random = nodeRandom } = parseBrokerOptions(options);
  const settings = settingsOf(given);
  const ownClock = (): Clock => new AdjustableClock({ clock: settings.keepProcessAlive ? nodeClock : unrefClock });
  const events = new BrokerEvents();
  const cluster = new ClusterState(settings, clock ?? ownClock(), random);
  const groups = new GroupCoordinator(cluster, events);
  const transactions = new TransactionCoordinator(cluster, groups, events);
  const stateful = { cluster, groups, transactions };
  const failures = new NodeFailures(cluster, (nodeIds) => {
    nodesDown(stateful, nodeIds);
  });
  cluster.replication.onLost = ({ topic, index }, records) => {
    if (events.observed) events.emit({ type: 'recordsLost', topic: topic.name, partition: index, ...records });
  };
  const waits = new Waits(waitingClock(clock), events, cluster.changes);
  const services: BrokerServices = {
    ...stateful,
    events,
    telemetry: new Telemetry(cluster, events),
    controls: new Controls(),
    exchanges: new Exchanges(cluster.clock),
    storage: Storage.open(nodeFiles, settings, stateful, events),
  };
  let connectionId = 0;
  const init = { services, listeners: listenersOf(cluster), network, nextConnectionId: () => connectionId++ };
  return {
    ...services,
    waits,
    expectations: new Expectations(cluster, groups, transactions, waits),
    failures,
    nodes: cluster.nodeIds.map((id) => new BrokerNode(id, init)),
  };
}

/** What a test waits by: it does not stand still when the broker's time does. @param given to `createBroker` */
function waitingClock(given: Clock | undefined): Clock {
  return given instanceof AdjustableClock ? given.source : (given ?? nodeClock);
}

function listenersOf({ settings, clock, random, scramUsers, delegationTokens }: ClusterState): BrokerListener[] {
  const release = settings.asVersion === undefined ? undefined : releaseOf(settings.asVersion);
  const nonceCheck = release?.scramNonce ?? 'equal';
  const init = { clock, random, nonceCheck, scramUsers, delegationTokens };
  return settings.listeners.map((listener): BrokerListener => {
    const sasl = listener.sasl === undefined ? undefined : new SaslSettings(listener.sasl, init);
    return { settings: listener, sasl, principalMapping: readMappingRules(listener.tls?.principalMappingRules) };
  });
}
