import { brokerTarget } from '../src/broker-target.ts';
import { defineAdminSuite } from '../src/admin-suite.ts';

defineAdminSuite('@k/broker', () => brokerTarget(undefined, 3));
