import { ErrorCode } from '@k/wire';
import type { StoredOffset } from '../group/offset-store.ts';
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
