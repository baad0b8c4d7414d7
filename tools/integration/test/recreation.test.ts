import { brokerTarget } from '../src/broker-target.ts';
import { defineRecreationSuite } from '../src/nodes-suite.ts';

defineRecreationSuite('@k/broker', () => brokerTarget(undefined, 3));
// Where topics have no ids.
defineRecreationSuite('@k/broker as Kafka 2.4', () => brokerTarget('2.4', 3));
