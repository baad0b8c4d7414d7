// Groups of several clients on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { atLeast, DEFAULT_VERSION } from '@k/tool-kafka';
import { kafkaTarget } from './kafka-target.ts';
import { defineMixedGroupsSuite } from './mixed-groups.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
const hasBrokerProtocol = atLeast(version, '4.0');
/** The shortest that is taken, as for members that tell it themselves. */
const properties = { 'group.consumer.session.timeout.ms': '10000', 'group.consumer.min.session.timeout.ms': '10000' };
defineMixedGroupsSuite(`groups of several clients on Apache Kafka ${version}`, hasBrokerProtocol, () =>
  kafkaTarget(version, 1, hasBrokerProtocol ? properties : {}),
);
