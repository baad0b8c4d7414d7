import type { Controls } from '../control/control.ts';
import type { BrokerEvents } from '../events.ts';
import type { Exchanges } from '../exchanges.ts';
import type { GroupCoordinator } from '../group/group-coordinator.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { Storage } from '../storage/storage.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { TransactionCoordinator } from '../transaction/transaction-coordinator.ts';

/** What every connection of a broker works with. */
export interface BrokerServices {
  readonly cluster: ClusterState;
  readonly groups: GroupCoordinator;
  readonly transactions: TransactionCoordinator;
  readonly telemetry: Telemetry;
  readonly controls: Controls;
  readonly events: BrokerEvents;
  readonly exchanges: Exchanges;
  /** Undefined: nothing is written to files. */
  readonly storage: Storage | undefined;
}
