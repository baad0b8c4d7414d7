import type { ProducerSpec } from '../src/scenario/producer-spec.ts';
import type { Fault, Scenario } from '../src/scenario/scenario.ts';

export function producer(name: string): ProducerSpec {
  return {
    kind: 'producer',
    name,
    topics: ['t1'],
    acks: -1,
    idempotent: true,
    compression: 'none',
    lingerMs: 0,
    batchSize: 4_000,
    everyMs: 500,
    burst: 2,
    requestTimeoutMs: 1_500,
    deliveryTimeoutMs: 5_000,
    metadataMaxAgeMs: 300_000,
    maxInFlight: 5,
    headers: true,
  };
}

/** One node, one topic, producers. */
export function scenario(clients: readonly string[], faults: readonly Fault[]): Scenario {
  return {
    seed: 1,
    cluster: { nodes: 1, asVersion: '4.4', transactionVersion: 2, authorizer: false, latencyMs: [0, 3] },
    topics: [{ name: 't1', partitions: 2, replicationFactor: 1, minInsyncReplicas: 1, fate: 'steady' }],
    clients: clients.map(producer),
    faults,
    loadMs: 4_000,
  };
}

/** It never ends, so that what is promised after the healing does not come. */
export function endlessPartition(client: string): Fault {
  return { kind: 'partition', at: 1_000, what: { clients: [client], nodes: [0] } };
}
