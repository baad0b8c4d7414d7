/**
 * First version whose throttle time the *client* must sit out (KIP-219); in older ones the broker has already waited
 * before it answered. An API that is not listed was born with the client's rule.
 */
const CLIENT_THROTTLES_SINCE: ReadonlyMap<number, number> = new Map([
  [0, 6], // Produce
  [1, 8], // Fetch
  [2, 3], // ListOffsets
  [3, 6], // Metadata
  [8, 4], // OffsetCommit
  [9, 4], // OffsetFetch
  [10, 2], // FindCoordinator
  [11, 3], // JoinGroup
  [12, 2], // Heartbeat
  [13, 2], // LeaveGroup
  [14, 2], // SyncGroup
  [15, 2], // DescribeGroups
  [16, 2], // ListGroups
  [18, 2], // ApiVersions
  [19, 3], // CreateTopics
  [20, 2], // DeleteTopics
  [21, 1], // DeleteRecords
  [22, 1], // InitProducerId
  [24, 1], // AddPartitionsToTxn
  [25, 1], // AddOffsetsToTxn
  [26, 1], // EndTxn
  [28, 1], // TxnOffsetCommit
  [29, 1], // DescribeAcls
  [30, 1], // CreateAcls
  [31, 1], // DeleteAcls
  [32, 2], // DescribeConfigs
  [33, 1], // AlterConfigs
  [34, 1], // AlterReplicaLogDirs
  [35, 1], // DescribeLogDirs
  [37, 1], // CreatePartitions
  [38, 1], // CreateDelegationToken
  [39, 1], // RenewDelegationToken
  [40, 1], // ExpireDelegationToken
  [41, 1], // DescribeDelegationToken
  [42, 1], // DeleteGroups
]);

/** Milliseconds for which a response asks its client to send nothing more on this connection; 0 for none. */
export function throttleMs(apiKey: number, version: number, response: unknown): number {
  const ms = (response as { readonly throttleTimeMs?: unknown }).throttleTimeMs;
  if (typeof ms !== 'number' || ms <= 0) return 0;
  return version >= (CLIENT_THROTTLES_SINCE.get(apiKey) ?? 0) ? ms : 0;
}
