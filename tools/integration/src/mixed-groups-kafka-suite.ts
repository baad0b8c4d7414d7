// Groups of several clients on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { kafkaTarget } from './kafka-target.ts';
import { defineMixedGroupsSuite } from './mixed-groups.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
defineMixedGroupsSuite(`groups of several clients on Apache Kafka ${version}`, () => kafkaTarget(version));
