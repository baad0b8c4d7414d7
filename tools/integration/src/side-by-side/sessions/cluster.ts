import type { Session } from '../session.ts';

/** Numbers that count up as long as the controllers are there, and who of them leads. */
const withoutCounts = (line: string): string | undefined =>
  line.replace(/^(LeaderId|LeaderEpoch|HighWatermark|MaxFollowerLag|MaxFollowerLagTimeMs): .*/, '$1: <number>');
const kinds = (line: string): string =>
  line.replace(/\d+/g, '<number>').replace(/(?<=\s)(Leader|Follower|Observer)\s*$/, '<status>');

/** Who of the controllers answers. */
const anyController = (line: string): string => line.replace(/Local controller \d/, 'Local controller <number>');
const withoutEpoch = (line: string): string => line.replace(/Epoch: \d+/, 'Epoch: <number>');

/** kafka-cluster, kafka-features, kafka-metadata-quorum and kafka-broker-api-versions. */
export const cluster: Session = {
  name: 'cluster',
  steps: [
    'kafka-cluster cluster-id',
    { run: 'kafka-cluster list-endpoints', anyOrder: true },
    { run: 'kafka-cluster list-endpoints --include-fenced-brokers', anyOrder: true },
    'kafka-cluster unregister --id 9',
    { run: 'kafka-features describe', anyOrder: true, pick: withoutEpoch },
    'kafka-features upgrade --feature transaction.version=2 --dry-run',
    { run: 'kafka-features upgrade --feature transaction.version=9', pick: anyController },
    { run: 'kafka-features upgrade --feature nonsense=1', pick: anyController },
    'kafka-features downgrade --feature transaction.version=1 --dry-run',
    'kafka-features downgrade --feature transaction.version=1',
    { run: 'kafka-features downgrade --feature transaction.version=7', pick: anyController },
    'kafka-features upgrade --feature transaction.version=2',
    'kafka-features downgrade --metadata 3.0',
    {
      run: 'kafka-features describe',
      after: 'changes',
      anyOrder: true,
      pick: withoutEpoch,
    },
    { run: 'kafka-metadata-quorum describe --status', pick: withoutCounts },
    { run: 'kafka-metadata-quorum describe --replication', pick: kinds, anyOrder: true },
    { run: 'kafka-metadata-quorum describe --replication --human-readable', pick: kinds, anyOrder: true },
    {
      run: 'kafka-metadata-quorum remove-controller --controller-id 9 --controller-directory-id AAAAAAAAAAAAAAAAAAAAAQ',
    },
    { run: 'kafka-broker-api-versions', anyOrder: true },
  ],
};
