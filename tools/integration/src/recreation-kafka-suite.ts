// The recreation suite on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { kafkaTarget } from './kafka-target.ts';
import { defineRecreationSuite } from './nodes-suite.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
defineRecreationSuite(`Apache Kafka ${version}`, () => kafkaTarget(version, 3));
