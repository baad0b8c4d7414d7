import type { Regression } from './regression.ts';

export const behindANewLog: Regression = {
  name: 'what is sent again behind a new log goes there in order',
  found: '2026-11-30, seed 350',
  was: 'A topic was made again, and of the batches to be sent again only a later one might have been written: it went first, under its old number, which a log that knows nothing of the producer takes for a first one.',
  scenario: {
    seed: 350,
    cluster: {
      nodes: 5,
      asVersion: '4.4',
      transactionVersion: 0,
      consumerSessionMs: 7000,
      authorizer: false,
      latencyMs: [0, 0],
      replication: { fetchDelayMs: 0, lagTimeMaxMs: 1000, sessionMs: 2000 },
    },
    topics: [
      { name: 't1', partitions: 4, replicationFactor: 2, minInsyncReplicas: 1, fate: 'steady' },
      { name: 't2', partitions: 4, replicationFactor: 2, minInsyncReplicas: 1, fate: 'is made again' },
      { name: 'out', partitions: 2, replicationFactor: 1, minInsyncReplicas: 1, fate: 'steady' },
    ],
    clients: [
      {
        kind: 'producer',
        name: 'p2',
        topics: ['t1', 't2'],
        acks: -1,
        idempotent: true,
        compression: 'none',
        lingerMs: 0,
        batchSize: 4000,
        everyMs: 200,
        burst: 8,
        requestTimeoutMs: 3000,
        deliveryTimeoutMs: 5000,
        metadataMaxAgeMs: 300000,
        maxInFlight: 5,
        headers: true,
        bufferMemory: 8000,
      },
    ],
    loadMs: 8000,
    faults: [
      { kind: 'slow-node', at: 2097, until: 6000, what: { node: 0, ms: 700 } },
      { kind: 'remake-topic', at: 2927, until: 5945, what: { topic: 't2', isToldLate: false } },
      { kind: 'slow-node', at: 3919, until: 6000, what: { node: 0, ms: 2000 } },
    ],
  },
};
