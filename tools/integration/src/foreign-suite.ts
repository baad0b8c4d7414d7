// The foreign suite. Run by main.ts with node's test runner; npm test does not come here.
import { brokerTarget } from './broker-target.ts';
import { chooseClients } from './foreign/clients.ts';
import { defineForeignSuite, prepareClients } from './foreign/suite.ts';
import { kafkaTarget } from './kafka-target.ts';

const version = process.env['K_KAFKA_VERSION'];
const names = process.env['K_FOREIGN_CLIENTS'] ?? '';
const clients = await prepareClients(chooseClients(names.split(',').filter((name) => name !== '')), console.error);

if (version === undefined) defineForeignSuite('@k/broker', () => brokerTarget(undefined, 2), clients);
else defineForeignSuite(`Apache Kafka ${version}`, () => kafkaTarget(version), clients);
