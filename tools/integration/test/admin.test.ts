import { describe } from 'node:test';
import { accessBroker } from '../src/access-target.ts';
import { adminHangingTransactions } from '../src/areas/admin-hanging-transactions.ts';
import { brokerTarget } from '../src/broker-target.ts';
import { defineAdminSuite } from '../src/admin-suite.ts';
import { startedLab } from '../src/started.ts';

defineAdminSuite('@k/broker', () => brokerTarget(undefined, 3), accessBroker);

describe('@k/broker as 2.8', () => {
  adminHangingTransactions(startedLab(() => brokerTarget('2.8', 3)));
});
