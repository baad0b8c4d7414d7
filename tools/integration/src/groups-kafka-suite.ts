// The groups suite on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { atLeast, DEFAULT_VERSION } from '@k/tool-kafka';
import { defineGroupsSuite } from './groups-suite.ts';
import { kafkaTarget } from './kafka-target.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
/** What switches the protocol on where it was not finished. */
const early = {
  'group.coordinator.rebalance.protocols': 'classic,consumer',
  'group.consumer.migration.policy': 'bidirectional',
};
const properties = atLeast(version, '4.0') ? {} : early;
defineGroupsSuite(`Apache Kafka ${version}`, () => kafkaTarget(version, 1, properties));
