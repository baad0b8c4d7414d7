// The nodes suite on a real Kafka. Run by main.ts with node's test runner; npm test does not come here.
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';
import { rackedKafkaTarget } from './kafka-target.ts';
import { uncleanElection } from './nodes/unclean-election.ts';
import { defineNodesSuite } from './nodes-suite.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;
// Only there has each broker a log of its own, of which it may lack the end. Before 2.3 consumers cannot ask about that.
const more = atLeast(version, '2.3') ? [uncleanElection] : [];
defineNodesSuite(`Apache Kafka ${version}`, () => rackedKafkaTarget(version), more);
