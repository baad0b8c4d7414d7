// The security suite on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { secureKafka } from './secure-target.ts';
import { defineSecuritySuite } from './security-suite.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
defineSecuritySuite(`Apache Kafka ${version}`, () => secureKafka(version));
