import type { BrokerNode } from '../broker-node.ts';
import type { BrokerServices } from '../connection/broker-services.ts';
import type { Expectations } from '../expect/expectations.ts';
import type { Waits } from '../expect/waits.ts';
import type { NodeFailures } from '../replication/node-failures.ts';

/** What the operations of a broker work on. */
export interface BrokerParts extends BrokerServices {
  readonly nodes: readonly BrokerNode[];
  readonly failures: NodeFailures;
  readonly expectations: Expectations;
  readonly waits: Waits;
}
