import { brokerTarget } from '../src/broker-target.ts';
import { defineTransactionsSuite, defineTwoPhaseSuite } from '../src/transactions-suite.ts';

defineTransactionsSuite('@k/broker', () => brokerTarget());
// Before KIP-890, and before KIP-360.
defineTransactionsSuite('@k/broker as Kafka 2.8', () => brokerTarget('2.8'));
defineTransactionsSuite('@k/broker as Kafka 0.11', () => brokerTarget('0.11'));
defineTwoPhaseSuite('@k/broker, set up for two-phase commit', () =>
  brokerTarget(undefined, 1, { transactionTwoPhaseCommit: true }),
);
