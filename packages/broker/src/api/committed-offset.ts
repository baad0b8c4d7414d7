import { ErrorCode } from '@k/wire';
import type { CommittedPartition } from '../group/commit-sender.ts';
import type { StoredOffset } from '../group/offset-store.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { RequestContext } from './handler.ts';

/** An offset as OffsetCommit and TxnOffsetCommit bring it; or the error code for it. */
export function checkOffset(
  entry: {
    readonly committedOffset: bigint;
    readonly committedLeaderEpoch: number;
    readonly committedMetadata: string | null;
  },
  { cluster }: RequestContext,
): StoredOffset | number {
  const metadata = entry.committedMetadata ?? '';
  if (Buffer.byteLength(metadata) > cluster.settings.offsetMetadataMaxBytes) return ErrorCode.OFFSET_METADATA_TOO_LARGE;
  // An offset that a number cannot hold would come back another one. Kafka takes it; no log ever gets there.
  const offset = Number(entry.committedOffset);
  if (!Number.isSafeInteger(offset)) return ErrorCode.INVALID_COMMIT_OFFSET_SIZE;
  return { offset, leaderEpoch: entry.committedLeaderEpoch, metadata };
}

/** Of what is committed, the partitions that there are. */
export function committedPartitions(
  topics: readonly {
    readonly name: string;
    readonly topicId: string;
    readonly partitions: readonly { readonly partitionIndex: number }[];
  }[],
  byId: boolean,
  cluster: ClusterState,
): CommittedPartition[] {
  return topics.flatMap(({ name, topicId, partitions }) => {
    const topic = byId ? cluster.topicById(topicId) : cluster.topic(name);
    const there = partitions.filter(({ partitionIndex }) => topic?.partitions[partitionIndex] !== undefined);
    return there.map(({ partitionIndex }) => ({ topicId: topic?.topicId ?? '', partition: partitionIndex }));
  });
}
