import type { BrokerOptions } from '@k/broker';
import { brokerTarget } from '../src/broker-target.ts';
import { defineNodesSuite } from '../src/nodes-suite.ts';
import { RACKS } from '../src/target.ts';

const racked: BrokerOptions = { racks: [...RACKS], replicaSelector: 'rack-aware' };
// A broker that was killed is found out sooner than a Kafka's is.
const configs = { 'broker.session.timeout.ms': 2_000 };

defineNodesSuite('@k/broker', () => brokerTarget(undefined, 3, { ...racked, configs, replicaFetchDelayMs: [0, 5] }));
// Only the controller makes topics there, and no answer says who leads.
defineNodesSuite('@k/broker as Kafka 2.8', () => brokerTarget('2.8', 3, { ...racked, configs }));
