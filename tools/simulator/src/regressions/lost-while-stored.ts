import type { Regression } from './regression.ts';

export const lostWhileStored: Regression = {
  name: 'before Kafka 2.5 a partition goes while its outputs are being stored',
  found: '2026-11-30, seeds 4115 and 5221',
  was: 'transactionally() asked whether the partition was still there before its records were stored, and committed beside who had it by then.',
  scenario: {
    seed: 4115,
    cluster: {
      nodes: 3,
      asVersion: '2.4',
      transactionVersion: 0,
      authorizer: true,
      latencyMs: [5, 40],
      replication: { fetchDelayMs: 5, lagTimeMaxMs: 1000, sessionMs: 2000 },
    },
    topics: [
      { name: 't1', partitions: 1, replicationFactor: 2, minInsyncReplicas: 1, fate: 'steady' },
      { name: 'out', partitions: 2, replicationFactor: 1, minInsyncReplicas: 1, fate: 'steady' },
    ],
    clients: [
      {
        kind: 'transactional',
        name: 'x2',
        topics: ['t1'],
        everyMs: 200,
        burst: 6,
        transactionalId: 't-x2',
        transactionTimeoutMs: 8000,
        requestTimeoutMs: 3000,
        deliveryTimeoutMs: 30000,
        style: 'calls',
      },
      {
        kind: 'processor',
        name: 'e1',
        group: 'eos',
        groupKind: { protocol: 'classic', assignors: ['roundrobin'] },
        from: ['t1'],
        to: 'out',
        transactionalId: 't-e1',
        transactionTimeoutMs: 60000,
        requestTimeoutMs: 3000,
        deliveryTimeoutMs: 6000,
        style: 'function',
      },
    ],
    loadMs: 20000,
    faults: [
      { kind: 'deaf-coordinator', at: 13209, until: 18000, what: { client: 'e1' } },
      { kind: 'late-answer', at: 17239, until: 18000, what: { api: 'Produce', ms: 5000, times: 3 } },
    ],
  },
};
