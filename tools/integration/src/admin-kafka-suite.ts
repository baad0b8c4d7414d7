// The admin suite on a real Kafka of three nodes. Run by main.ts with node's test runner; npm test does not come here.
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { accessKafka } from './access-target.ts';
import { defineAdminSuite } from './admin-suite.ts';
import { kafkaTarget } from './kafka-target.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
defineAdminSuite(
  `Apache Kafka ${version}`,
  () => kafkaTarget(version, 3),
  () => accessKafka(version),
);
