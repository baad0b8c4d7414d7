import {
  CreateDelegationToken,
  ErrorCode,
  type CreateDelegationTokenRequest,
  type CreateDelegationTokenResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation, ResourceType } from '../access/acl.ts';
import { namedPrincipal, NO_TIMESTAMP, principalOf, tokenRequestProblem, USER_TYPE } from './token-requests.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type Response = MessageInit<CreateDelegationTokenResponse>;

const REQUESTER_SINCE = 3;

/**
 * CreateDelegationToken (38), v0-v3. A token with which others log in as its owner, by SCRAM with `tokenauth=true`: its id is
 * the name, its HMAC in base64 the password (KIP-48). DELEGATION_TOKEN_AUTH_DISABLED without the option `delegationTokens`.
 *
 * v1: answered before it is throttled. v2: flexible. v3: for another user, which takes CREATE_TOKENS for it (KIP-373).
 */
export const createDelegationToken: ApiHandler<CreateDelegationTokenRequest, CreateDelegationTokenResponse> = {
  api: CreateDelegationToken,
  minVersion: 0,
  maxVersion: 3,
  handle(request, context) {
    const { access, cluster, version } = context;
    const requester = access.principal;
    const { ownerPrincipalType, ownerPrincipalName } = request;
    const isForOther = ownerPrincipalName !== null && ownerPrincipalName !== '';
    const owner = isForOther
      ? principalOf({ principalType: ownerPrincipalType ?? '', principalName: ownerPrincipalName })
      : requester;
    const named: Response = { ...namedPrincipal(owner), ...(version >= REQUESTER_SINCE ? requesterOf(requester) : {}) };
    const problem = creationProblem(request, owner, context);
    if (problem !== ErrorCode.NONE || cluster.delegationTokens === undefined) {
      const none = { issueTimestampMs: NO_TIMESTAMP, expiryTimestampMs: NO_TIMESTAMP, maxTimestampMs: NO_TIMESTAMP };
      return { ...named, errorCode: problem, ...none };
    }
    const renewers = request.renewers.map(principalOf);
    const token = cluster.delegationTokens.create({ owner, requester, renewers }, Number(request.maxLifetimeMs));
    const { tokenId, hmac, issueTimestampMs, expiryTimestampMs, maxTimestampMs } = token;
    return { ...named, errorCode: ErrorCode.NONE, tokenId, hmac, issueTimestampMs, expiryTimestampMs, maxTimestampMs };
  },
};

function requesterOf(principal: string): Response {
  const { principalType, principalName } = namedPrincipal(principal);
  return { tokenRequesterPrincipalType: principalType, tokenRequesterPrincipalName: principalName };
}

function creationProblem({ renewers }: CreateDelegationTokenRequest, owner: string, context: RequestContext): number {
  const { access, cluster } = context;
  const problem = tokenRequestProblem(context);
  if (problem !== ErrorCode.NONE) return problem;
  const isAllowed = owner === access.principal || access.allows(AclOperation.CREATE_TOKENS, ResourceType.USER, owner);
  if (!isAllowed) return ErrorCode.DELEGATION_TOKEN_AUTHORIZATION_FAILED;
  if (renewers.some(({ principalType }) => principalType !== USER_TYPE)) return ErrorCode.INVALID_PRINCIPAL_TYPE;
  return cluster.delegationTokens === undefined ? ErrorCode.DELEGATION_TOKEN_AUTH_DISABLED : ErrorCode.NONE;
}
