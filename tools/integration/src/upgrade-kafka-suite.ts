// The upgrade suite on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { atLeast, DEFAULT_VERSION } from '@k/tool-kafka';
import { upgradableKafkaTarget } from './kafka-target.ts';
import { defineUpgradeSuite } from './nodes-suite.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
// From the last release before that one's own ways: with a ZooKeeper, and without protocol 2 of transactions.
const from = atLeast(version, '4.0') ? '3.9.2' : '2.8.2';
defineUpgradeSuite(`Apache Kafka ${from}, which becomes ${version}`, () => upgradableKafkaTarget(from, version));
