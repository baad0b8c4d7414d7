import type { Regression } from './regression.ts';

export const eligibleLeader: Regression = {
  name: 'who is an eligible leader is none any more with another min.insync.replicas',
  found: '2026-11-30, seed 3521',
  was: 'With fewer in-sync replicas asked for, records became readable that an eligible leader did not have, and it led when the last one in sync was gone (KIP-966: Kafka clears them then).',
  scenario: {
    seed: 3521,
    cluster: {
      nodes: 3,
      asVersion: '4.3',
      transactionVersion: 2,
      consumerSessionMs: 45000,
      authorizer: false,
      latencyMs: [5, 40],
      replication: { fetchDelayMs: 0, lagTimeMaxMs: 10000, sessionMs: 9000 },
    },
    topics: [{ name: 't1', partitions: 2, replicationFactor: 2, minInsyncReplicas: 1, fate: 'steady' }],
    clients: [
      {
        kind: 'producer',
        name: 'p3',
        topics: ['t1'],
        acks: -1,
        idempotent: true,
        compression: 'gzip',
        lingerMs: 5,
        batchSize: 300,
        everyMs: 250,
        burst: 8,
        requestTimeoutMs: 1000,
        deliveryTimeoutMs: 2005,
        metadataMaxAgeMs: 300000,
        maxInFlight: 5,
        headers: true,
      },
      { kind: 'admin', name: 'a1', everyMs: 300, requestTimeoutMs: 1500, purges: [], alters: ['t1'] },
    ],
    loadMs: 8000,
    faults: [
      { kind: 'node-stop', at: 2921, until: 6000, what: { node: 1 } },
      { kind: 'node-stop', at: 4646, until: 6000, what: { node: 0 } },
    ],
  },
};
