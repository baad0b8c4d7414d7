import { brokerTarget } from '../src/broker-target.ts';
import { defineSuite } from '../src/suite.ts';

defineSuite('@k/broker', () => brokerTarget());
