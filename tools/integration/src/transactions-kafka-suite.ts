// The transactions suite on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { atLeast, DEFAULT_VERSION } from '@k/tool-kafka';
import { kafkaTarget } from './kafka-target.ts';
import { defineTransactionsSuite, defineTwoPhaseSuite } from './transactions-suite.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
// Transactions that took too long are looked for every ten seconds by default.
const properties = { 'transaction.abort.timed.out.transaction.cleanup.interval.ms': '500' };
defineTransactionsSuite(`Apache Kafka ${version}`, () => kafkaTarget(version, 1, properties));
// Apart: what is not finished shows in other APIs as well.
const twoPhases = { 'transaction.two.phase.commit.enable': 'true', 'unstable.api.versions.enable': 'true' };
if (atLeast(version, '4.1')) {
  defineTwoPhaseSuite(`Apache Kafka ${version}, set up for two-phase commit`, () =>
    kafkaTarget(version, 1, { ...properties, ...twoPhases }),
  );
}
