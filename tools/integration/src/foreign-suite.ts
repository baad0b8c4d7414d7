// The foreign suite. Run by main.ts with node's test runner; npm test does not come here.
import { brokerTarget } from './broker-target.ts';
import { chooseClients } from './foreign/clients.ts';
import { defineForeignSuite, prepareClients } from './foreign/suite.ts';
import { kafkaTarget } from './kafka-target.ts';

const version = process.env['K_KAFKA_VERSION'];
const names = process.env['K_FOREIGN_CLIENTS'] ?? '';
const clients = await prepareClients(chooseClients(names.split(',').filter((name) => name !== '')), console.error);

/** Of groups of KIP-848 it is the broker that says them: short, as in the drivers. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 300;

if (version === undefined) {
  const times = { groupConsumerSessionTimeoutMs: SESSION_MS, groupConsumerHeartbeatIntervalMs: HEARTBEAT_MS };
  defineForeignSuite('@k/broker', () => brokerTarget(undefined, 2, times), clients);
} else {
  const properties = Object.entries({ 'session.timeout': SESSION_MS, 'heartbeat.interval': HEARTBEAT_MS }).flatMap(
    ([name, ms]) => ['', 'min.'].map((each) => [`group.consumer.${each}${name}.ms`, String(ms)]),
  );
  defineForeignSuite(
    `Apache Kafka ${version}`,
    () => kafkaTarget(version, 1, Object.fromEntries(properties) as Record<string, string>),
    clients,
  );
}
