import { ErrorCode, ProtocolError } from '@k/wire';

/**
 * For `isFinal` of changes that the controller makes: what it says of a resource is the answer, also that it took too long
 * (it may still be at it), as for Java's Admin. Unless it is not the controller any more, or holds this client to a quota
 * (KIP-599), whose time the connection waits out.
 */
export function isControllersAnswer(error: Error, retryOnQuotaViolation = true): boolean {
  if (!(error instanceof ProtocolError) || error.code === ErrorCode.NOT_CONTROLLER) return false;
  return !(retryOnQuotaViolation && error.code === ErrorCode.THROTTLING_QUOTA_EXCEEDED);
}
