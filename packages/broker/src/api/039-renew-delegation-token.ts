import {
  ErrorCode,
  RenewDelegationToken,
  type RenewDelegationTokenRequest,
  type RenewDelegationTokenResponse,
} from '@k/wire';
import { NO_TIMESTAMP, tokenRequestProblem, tokensFor } from './token-requests.ts';
import type { ApiHandler } from './handler.ts';

/**
 * RenewDelegationToken (39), v0-v2. Lets a token live longer, up to its maximum; for its owner and its renewers (KIP-48).
 *
 * v1: answered before it is throttled. v2: flexible.
 */
export const renewDelegationToken: ApiHandler<RenewDelegationTokenRequest, RenewDelegationTokenResponse> = {
  api: RenewDelegationToken,
  minVersion: 0,
  maxVersion: 2,
  handle({ hmac, renewPeriodMs }, context) {
    const tokens = tokensFor(context);
    const renewed =
      typeof tokens === 'number' ? tokens : tokens.renew(context.access.principal, hmac, Number(renewPeriodMs));
    if (typeof renewed !== 'number') return { errorCode: ErrorCode.NONE, ...renewed };
    const isRefused = tokenRequestProblem(context) !== ErrorCode.NONE;
    return { errorCode: renewed, expiryTimestampMs: isRefused ? NO_TIMESTAMP : 0 };
  },
};
