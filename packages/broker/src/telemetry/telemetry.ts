import type { BrokerEvents } from '../events.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { NodeTelemetry } from './node-telemetry.ts';
import type { TelemetryPush } from './telemetry-push.ts';

/** How many pushes are kept to be looked at. */
const KEPT_PUSHES = 1_000;

/** The telemetry of clients (KIP-714): what they push, to whatever node, is kept for the test to read. */
export class Telemetry {
  readonly #events: BrokerEvents;
  readonly #nodes: ReadonlyMap<number, NodeTelemetry>;
  readonly #pushes: TelemetryPush[] = [];

  constructor(cluster: ClusterState, events: BrokerEvents) {
    this.#events = events;
    this.#nodes = new Map(cluster.nodeIds.map((id) => [id, new NodeTelemetry(id, cluster)]));
  }

  at(nodeId: number): NodeTelemetry {
    return this.#nodes.get(nodeId) as NodeTelemetry;
  }

  /** Oldest first. */
  get pushes(): readonly TelemetryPush[] {
    return [...this.#pushes];
  }

  keep(push: TelemetryPush, connectionId: number): void {
    this.#pushes.push(push);
    if (this.#pushes.length > KEPT_PUSHES) this.#pushes.shift();
    if (this.#events.observed) this.#events.emit({ type: 'telemetry', connectionId, ...push });
  }
}
