import { ErrorCode, type ProtocolError } from '@k/wire';

/** What an error about the offset of one partition means for it. */
export type OffsetOutcome =
  /** It may pass: the coordinator is asked again. (The cluster hears by itself that it moved.) */
  | 'retry'
  /** The coordinator does not know the topic: it is asked again, if fresh metadata knows the topic. */
  | 'refreshMetadata'
  /** The same request would be refused again. */
  | 'refused';

export function offsetOutcome(error: ProtocolError): OffsetOutcome {
  switch (error.code) {
    case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
    case ErrorCode.UNKNOWN_TOPIC_ID:
      return 'refreshMetadata';
    // The group has rebalanced, or is about to. The partition may be another member's by now: only its owner can commit again.
    case ErrorCode.ILLEGAL_GENERATION:
    case ErrorCode.REBALANCE_IN_PROGRESS:
    // The same in the protocol of KIP-848. The next heartbeat brings the member's new epoch, and says what it still owns.
    case ErrorCode.STALE_MEMBER_EPOCH:
      return 'refused';
    // The member is out of the group and has lost its partitions: it has to join again.
    case ErrorCode.UNKNOWN_MEMBER_ID:
    case ErrorCode.FENCED_INSTANCE_ID:
    case ErrorCode.FENCED_MEMBER_EPOCH:
      return 'refused';
    default:
      return error.retriable ? 'retry' : 'refused';
  }
}
