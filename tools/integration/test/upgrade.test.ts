import { upgradableBrokerTarget } from '../src/broker-target.ts';
import { defineUpgradeSuite } from '../src/nodes-suite.ts';

defineUpgradeSuite('@k/broker as Kafka 3.9, which becomes 4.4', () => upgradableBrokerTarget('3.9', '4.4'));
// Topics by name in Fetch, and then by id.
defineUpgradeSuite('@k/broker as Kafka 2.8, which becomes 3.9', () => upgradableBrokerTarget('2.8', '3.9'));
