import type { Regression } from './regression.ts';

export const settingTwice: Regression = {
  name: 'a setting that was asked for twice',
  found: '2026-11-30, seeds 2343 and 5083',
  was: 'The first request came when the network was well again, after another setting had been acknowledged: no broker can tell. The admin was taken to have asked once.',
  scenario: {
    seed: 2343,
    cluster: {
      nodes: 3,
      asVersion: '4.3',
      transactionVersion: 1,
      consumerSessionMs: 45000,
      authorizer: false,
      latencyMs: [0, 3],
      replication: { fetchDelayMs: 0, lagTimeMaxMs: 1000, sessionMs: 9000 },
    },
    topics: [
      { name: 't1', partitions: 4, replicationFactor: 3, minInsyncReplicas: 2, fate: 'steady' },
      { name: 't2', partitions: 2, replicationFactor: 2, minInsyncReplicas: 1, fate: 'is made again' },
      { name: 't3', partitions: 1, replicationFactor: 3, minInsyncReplicas: 1, fate: 'is made again' },
    ],
    clients: [{ kind: 'admin', name: 'a1', everyMs: 1500, requestTimeoutMs: 1500, purges: [], alters: ['t1'] }],
    loadMs: 20000,
    faults: [
      {
        kind: 'half-open',
        at: 3896,
        until: 11380,
        what: {
          clients: ['p1', 'p2', 'p3', 'x1', 'g1m1', 'g1m2', 'g1m3', 'g2m1', 'r1', 'a1'],
          nodes: [1, 2],
          direction: 'toServer',
        },
      },
    ],
  },
};
