import { brokerTarget } from '../src/broker-target.ts';
import { definePlainSuite } from '../src/plain-suite.ts';

definePlainSuite('@k/broker', () => brokerTarget());
for (const release of ['0.8.2', '0.9', '0.10.2', '0.11', '1.1', '2.8', '3.9', '4.4'] as const) {
  definePlainSuite(`@k/broker as Kafka ${release}`, () => brokerTarget(release));
}
