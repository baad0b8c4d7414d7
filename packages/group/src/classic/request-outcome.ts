import { ErrorCode, KafkaError, ProtocolError } from '@k/wire';
import type { RequestOutcome } from './membership-state.ts';

export type MembershipRequest = 'FindCoordinator' | 'JoinGroup' | 'SyncGroup' | 'Heartbeat';

/**
 * What a failed membership request means for the member. The cause decides: what the coordinator said, or, where it said
 * nothing, whether the connection's error may pass.
 */
export function outcomeOf(request: MembershipRequest, error: unknown): RequestOutcome {
  if (error instanceof ProtocolError) return outcomeOfCode(request, error);
  if (KafkaError.is(error) && error.retriable) return 'findCoordinator';
  return 'fatal';
}

function outcomeOfCode(request: MembershipRequest, error: ProtocolError): RequestOutcome {
  switch (error.code) {
    case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
      return 'retry';
    case ErrorCode.COORDINATOR_NOT_AVAILABLE:
    case ErrorCode.NOT_COORDINATOR:
      return 'findCoordinator';
    case ErrorCode.REBALANCE_IN_PROGRESS:
      // The coordinator cannot hold this JoinGroup now. The member owns nothing yet, so it only tries again.
      return request === 'JoinGroup' ? 'retry' : 'rebalance';
    case ErrorCode.ILLEGAL_GENERATION:
      return 'generationLost';
    case ErrorCode.UNKNOWN_MEMBER_ID:
      return 'memberUnknown';
    case ErrorCode.MEMBER_ID_REQUIRED:
      return 'memberIdRequired';
    // Another member uses our groupInstanceId (KIP-345). If both joined again, each would fence the other in turn.
    case ErrorCode.FENCED_INSTANCE_ID:
    // Only the operator can mend it.
    case ErrorCode.GROUP_AUTHORIZATION_FAILED:
    case ErrorCode.TOPIC_AUTHORIZATION_FAILED:
    // The settings do not fit this group or this broker.
    case ErrorCode.INVALID_GROUP_ID:
    case ErrorCode.INVALID_SESSION_TIMEOUT:
    case ErrorCode.INCONSISTENT_GROUP_PROTOCOL:
    case ErrorCode.GROUP_MAX_SIZE_REACHED:
    case ErrorCode.UNSUPPORTED_VERSION:
      return 'fatal';
    default:
      // Codes that Kafka may add later: its error table knows whether to retry, and an unknown number is not retriable.
      return error.retriable ? 'findCoordinator' : 'fatal';
  }
}
