import { ErrorCode } from '@k/wire';
import type { DelegationTokens } from '../security/delegation-tokens.ts';
import type { RequestContext } from './handler.ts';

/** A principal as messages have it. */
export interface NamedPrincipal {
  readonly principalType: string;
  readonly principalName: string;
}

export const USER_TYPE = 'User';
/** When a token ends that there is none of. */
export const NO_TIMESTAMP = -1;

export function principalOf({ principalType, principalName }: NamedPrincipal): string {
  return `${principalType}:${principalName}`;
}

export function namedPrincipal(principal: string): NamedPrincipal {
  const at = principal.indexOf(':');
  return { principalType: principal.slice(0, at), principalName: principal.slice(at + 1) };
}

/**
 * Why nobody who comes in this way may ask about tokens; NONE when it may. Not without having said who it is, nor by a token:
 * it would live for ever. Kafka: KafkaApis.allowTokenRequests.
 */
export function tokenRequestProblem({ access, sasl }: RequestContext): number {
  const isKnown = sasl !== undefined || access.principal !== ANONYMOUS;
  return isKnown && sasl?.tokenAuthenticated !== true ? ErrorCode.NONE : ErrorCode.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED;
}

const ANONYMOUS = 'User:ANONYMOUS';

/** The tokens there are, or the error code for who may not ask about them or asks where they are not switched on. */
export function tokensFor(context: RequestContext): DelegationTokens | number {
  const problem = tokenRequestProblem(context);
  if (problem !== ErrorCode.NONE) return problem;
  return context.cluster.delegationTokens ?? ErrorCode.DELEGATION_TOKEN_AUTH_DISABLED;
}
