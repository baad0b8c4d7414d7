import { accessBroker } from '../src/access-target.ts';
import { brokerTarget } from '../src/broker-target.ts';
import { defineAdminSuite } from '../src/admin-suite.ts';

defineAdminSuite('@k/broker', () => brokerTarget(undefined, 3), accessBroker);
