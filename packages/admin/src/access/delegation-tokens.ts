import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  CreateDelegationToken,
  DescribeDelegationToken,
  ErrorCode,
  errorFor,
  parseOptions,
  type CreateDelegationTokenRequest,
  type CreateDelegationTokenResponse,
  type DescribeDelegationTokenResponse,
  type MessageInit,
} from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { tooOld } from '../too-old.ts';
import { DelegationToken } from './delegation-token.ts';
import { principal, readPrincipal, writtenPrincipal } from './principal.ts';

export interface CreateDelegationTokenOptions extends WaitOptions {
  /** Whom it logs in, `User:alice`, from Kafka 3.3 on. @default who asks */
  readonly owner?: string | undefined;
  /** Who may renew it, beside its owner: `['User:bob']`. @default nobody */
  readonly renewers?: readonly string[] | undefined;
  /** For how long it can be renewed, milliseconds. @default as long as the brokers allow */
  readonly maxLifetimeMs?: number | undefined;
}

export interface DescribeDelegationTokenOptions extends WaitOptions {
  /** Whose tokens are wanted: `['User:alice']`. @default all that one may see */
  readonly owners?: readonly string[] | undefined;
}

const createOptions = schemaOf<CreateDelegationTokenOptions>()(
  z.strictObject({
    ...waitSettings,
    owner: principal.optional(),
    renewers: z.array(principal).readonly().default([]),
    maxLifetimeMs: z.int().positive().optional(),
  }),
);
const describeOptions = schemaOf<DescribeDelegationTokenOptions>()(
  z.strictObject({ ...waitSettings, owners: z.array(principal).readonly().optional() }),
);

export async function createDelegationToken(
  calls: AdminCalls,
  options?: CreateDelegationTokenOptions,
): Promise<DelegationToken> {
  const call = 'createDelegationToken()';
  const checked = parseOptions(`KafkaAdmin: ${call}`, createOptions, options ?? {});
  const { owner, renewers, maxLifetimeMs = -1, ...limits } = checked;
  const body = (version: number): MessageInit<CreateDelegationTokenRequest> => {
    const token = { renewers: renewers.map(writtenPrincipal), maxLifetimeMs: BigInt(maxLifetimeMs) };
    if (owner === undefined) return version < 3 ? token : { ...token, ...ownerOf(undefined) };
    if (version < 3) throw tooOld(CreateDelegationToken, version, 3, (kafka) => `owner needs ${kafka}`);
    return { ...token, ...ownerOf(owner) };
  };
  const read = (answer: CreateDelegationTokenResponse): DelegationToken => {
    if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { api: CreateDelegationToken.name });
    return new DelegationToken({
      ...told(answer),
      renewers,
      issueTimestamp: answer.issueTimestampMs,
      expiryTimestamp: answer.expiryTimestampMs,
      maxTimestamp: answer.maxTimestampMs,
    });
  };
  return calls.one(calls.deadline(call, limits), 'any', CreateDelegationToken, body, read);
}

export async function describeDelegationToken(
  calls: AdminCalls,
  options?: DescribeDelegationTokenOptions,
): Promise<DelegationToken[]> {
  const call = 'describeDelegationToken()';
  const { owners, ...limits } = parseOptions(`KafkaAdmin: ${call}`, describeOptions, options ?? {});
  const read = ({ errorCode, tokens }: DescribeDelegationTokenResponse): DelegationToken[] => {
    if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: DescribeDelegationToken.name });
    return tokens.map((token) => {
      const { issueTimestamp, expiryTimestamp, maxTimestamp } = token;
      const renewers = token.renewers.map(readPrincipal);
      return new DelegationToken({ ...told(token), renewers, issueTimestamp, expiryTimestamp, maxTimestamp });
    });
  };
  const body = { owners: owners?.map(writtenPrincipal) ?? null };
  return calls.one(calls.deadline(call, limits), 'any', DescribeDelegationToken, body, read);
}

function ownerOf(owner: string | undefined): Partial<CreateDelegationTokenRequest> {
  if (owner === undefined) return { ownerPrincipalType: null, ownerPrincipalName: null };
  const { principalType, principalName } = writtenPrincipal(owner);
  return { ownerPrincipalType: principalType, ownerPrincipalName: principalName };
}

/** What both answers say in the same words. */
function told(
  token: Pick<
    CreateDelegationTokenResponse,
    | 'tokenId'
    | 'hmac'
    | 'principalType'
    | 'principalName'
    | 'tokenRequesterPrincipalType'
    | 'tokenRequesterPrincipalName'
  >,
): { tokenId: string; hmac: Uint8Array; owner: string; requester: string | undefined } {
  const { tokenId, hmac, tokenRequesterPrincipalType: type, tokenRequesterPrincipalName: name } = token;
  const requester = type === '' ? undefined : readPrincipal({ principalType: type, principalName: name });
  return { tokenId, hmac, owner: readPrincipal(token), requester };
}
