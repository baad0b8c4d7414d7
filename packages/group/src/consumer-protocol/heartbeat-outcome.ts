import { ErrorCode, KafkaError, ProtocolError, UnsupportedVersionError } from '@k/wire';
import type { HeartbeatOutcome } from './member-state.ts';

/**
 * What a failed heartbeat, or the search for whom to send it to, means for the member. The cause decides: what the coordinator
 * said, or, where it said nothing, whether the connection's error may pass.
 */
export function heartbeatOutcome(error: unknown, isJoining: boolean): HeartbeatOutcome {
  if (error instanceof ProtocolError) return outcomeOfCode(error, isJoining);
  if (KafkaError.is(error) && error.retriable) return 'findCoordinator';
  return 'fatal';
}

/** Whether it says that the coordinator has the consumer protocol not at all, or switched off. */
export function isProtocolUnknown(error: unknown): boolean {
  if (error instanceof ProtocolError) return error.code === ErrorCode.UNSUPPORTED_VERSION;
  return error instanceof UnsupportedVersionError;
}

function outcomeOfCode(error: ProtocolError, isJoining: boolean): HeartbeatOutcome {
  switch (error.code) {
    case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
    case ErrorCode.UNKNOWN_SERVER_ERROR:
    // The operator may allow the topic any time; those that are allowed go on meanwhile (KIP-848).
    case ErrorCode.TOPIC_AUTHORIZATION_FAILED:
      return 'retry';
    case ErrorCode.COORDINATOR_NOT_AVAILABLE:
    case ErrorCode.NOT_COORDINATOR:
      return 'findCoordinator';
    case ErrorCode.UNKNOWN_MEMBER_ID:
    case ErrorCode.FENCED_MEMBER_EPOCH:
    case ErrorCode.STALE_MEMBER_EPOCH:
      return isJoining ? 'retry' : 'fenced';
    case ErrorCode.GROUP_ID_NOT_FOUND:
      // A member's group is gone, and is made anew by who joins. For who joins it says that the group is a classic one that
      // stays so.
      return isJoining ? 'fatal' : 'fenced';
    // Another member uses our groupInstanceId, or this one did and its session is not over.
    case ErrorCode.UNRELEASED_INSTANCE_ID:
    case ErrorCode.FENCED_INSTANCE_ID:
    // Only the operator can mend it.
    case ErrorCode.GROUP_AUTHORIZATION_FAILED:
    // The settings do not fit this group or this broker.
    case ErrorCode.INVALID_REQUEST:
    case ErrorCode.INVALID_GROUP_ID:
    case ErrorCode.INVALID_REGULAR_EXPRESSION:
    case ErrorCode.UNSUPPORTED_ASSIGNOR:
    case ErrorCode.UNSUPPORTED_VERSION:
    case ErrorCode.GROUP_MAX_SIZE_REACHED:
      return 'fatal';
    default:
      // Codes that Kafka may add later: its error table knows whether to retry, and an unknown number is not retriable.
      return error.retriable ? 'findCoordinator' : 'fatal';
  }
}
