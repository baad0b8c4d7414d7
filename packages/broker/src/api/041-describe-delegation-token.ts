import {
  DescribeDelegationToken,
  ErrorCode,
  type DescribeDelegationTokenRequest,
  type DescribeDelegationTokenResponse,
  type MessageInit,
} from '@k/wire';
import type { Access } from '../access/access.ts';
import { AclOperation, ResourceType } from '../access/acl.ts';
import { isOwnerOrRenewer, type DelegationToken } from '../security/delegation-tokens.ts';
import { namedPrincipal, principalOf, tokensFor } from './token-requests.ts';
import type { ApiHandler } from './handler.ts';

type Described = NonNullable<MessageInit<DescribeDelegationTokenResponse>['tokens']>[number];

const REQUESTER_SINCE = 3;

/**
 * DescribeDelegationToken (41), v0-v3. The tokens that the client owns, may renew, or may DESCRIBE (KIP-48).
 *
 * v1: answered before it is throttled. v2: flexible. v3: who asked for each; whoever may DESCRIBE_TOKENS of a user sees them (KIP-373).
 */
export const describeDelegationToken: ApiHandler<DescribeDelegationTokenRequest, DescribeDelegationTokenResponse> = {
  api: DescribeDelegationToken,
  minVersion: 0,
  maxVersion: 3,
  handle({ owners }, context) {
    const tokens = tokensFor(context);
    if (typeof tokens === 'number') return { errorCode: tokens };
    const wanted = owners?.map(principalOf);
    const seen = tokens.all.filter((token) => isWanted(token, wanted) && maySee(token, context.access));
    return { errorCode: ErrorCode.NONE, tokens: seen.map((token) => describe(token, context.version)) };
  },
};

/** @param owners undefined: of anybody */
function isWanted(token: DelegationToken, owners: readonly string[] | undefined): boolean {
  return owners === undefined || owners.some((owner) => isOwnerOrRenewer(token, owner));
}

function maySee(token: DelegationToken, access: Access): boolean {
  return (
    isOwnerOrRenewer(token, access.principal) ||
    access.allows(AclOperation.DESCRIBE, ResourceType.DELEGATION_TOKEN, token.tokenId) ||
    access.allows(AclOperation.DESCRIBE_TOKENS, ResourceType.USER, token.owner)
  );
}

function describe(token: DelegationToken, version: number): Described {
  const { tokenId, hmac, owner, requester, renewers, issueTimestampMs, expiryTimestampMs, maxTimestampMs } = token;
  const asked = namedPrincipal(requester);
  return {
    ...namedPrincipal(owner),
    ...(version >= REQUESTER_SINCE
      ? { tokenRequesterPrincipalType: asked.principalType, tokenRequesterPrincipalName: asked.principalName }
      : {}),
    tokenId,
    hmac,
    renewers: renewers.map(namedPrincipal),
    issueTimestamp: issueTimestampMs,
    expiryTimestamp: expiryTimestampMs,
    maxTimestamp: maxTimestampMs,
  };
}
