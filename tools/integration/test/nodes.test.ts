import { brokerTarget } from '../src/broker-target.ts';
import { defineNodesSuite } from '../src/nodes-suite.ts';

defineNodesSuite('@k/broker', () => brokerTarget(undefined, 3));
// Only the controller makes topics there, and no answer says who leads.
defineNodesSuite('@k/broker as Kafka 2.8', () => brokerTarget('2.8', 3));
