import {
  ErrorCode,
  ExpireDelegationToken,
  type ExpireDelegationTokenRequest,
  type ExpireDelegationTokenResponse,
} from '@k/wire';
import { NO_TIMESTAMP, tokenRequestProblem, tokensFor } from './token-requests.ts';
import type { ApiHandler } from './handler.ts';

/**
 * ExpireDelegationToken (40), v0-v2. Sets when a token ends, or ends it at once; for its owner and its renewers (KIP-48). Who
 * has logged in with it stays in until its session ends.
 *
 * v1: answered before it is throttled. v2: flexible.
 */
export const expireDelegationToken: ApiHandler<ExpireDelegationTokenRequest, ExpireDelegationTokenResponse> = {
  api: ExpireDelegationToken,
  minVersion: 0,
  maxVersion: 2,
  handle({ hmac, expiryTimePeriodMs }, context) {
    const tokens = tokensFor(context);
    const expired =
      typeof tokens === 'number' ? tokens : tokens.expire(context.access.principal, hmac, Number(expiryTimePeriodMs));
    if (typeof expired !== 'number') return { errorCode: ErrorCode.NONE, ...expired };
    const isRefused = tokenRequestProblem(context) !== ErrorCode.NONE;
    return { errorCode: expired, expiryTimestampMs: isRefused ? NO_TIMESTAMP : 0 };
  },
};
