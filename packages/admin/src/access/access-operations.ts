import type { WaitOptions } from '@k/runtime';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import type { AclBinding, AclBindingFilter, NewAcl } from './acl.ts';
import { alterUserScramCredentials, type UserScramCredentialAlteration } from './alter-scram-credentials.ts';
import {
  alterClientQuotas,
  describeClientQuotas,
  type AlterClientQuotasOptions,
  type ClientQuotaAlteration,
  type ClientQuotaEntity,
  type ClientQuotaFilter,
  type ClientQuotas,
} from './client-quotas.ts';
import { createAcls } from './create-acls.ts';
import type { DelegationToken } from './delegation-token.ts';
import {
  createDelegationToken,
  describeDelegationToken,
  type CreateDelegationTokenOptions,
  type DescribeDelegationTokenOptions,
} from './delegation-tokens.ts';
import { deleteAcls } from './delete-acls.ts';
import { describeAcls } from './describe-acls.ts';
import { describeUserScramCredentials, type ScramCredentialInfo } from './describe-scram-credentials.ts';
import {
  expireDelegationToken,
  renewDelegationToken,
  type ExpireDelegationTokenOptions,
  type RenewDelegationTokenOptions,
} from './token-lifetimes.ts';

/** Who may do what: access rules, SCRAM users, delegation tokens, quotas. */
export interface AccessOperations {
  /**
   * The access rules that a filter applies to; `{}` for all. Needs Kafka 0.11, with an authorizer.
   * @throws ProtocolError SECURITY_DISABLED without an authorizer, CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [DescribeAcls](https://kafka.apache.org/protocol#The_Messages_DescribeAcls), KIP-140, KIP-290
   */
  describeAcls(filter: AclBindingFilter, options?: WaitOptions): Promise<AclBinding[]>;
  /**
   * Makes access rules. One that is there already stays, so it does not matter how often it is made. Other brokers may take a
   * moment to know them. Needs Kafka 0.11, with an authorizer.
   *
   *     const who = { principal: 'User:alice', permissionType: 'ALLOW' };
   *     await admin.createAcls([{ ...who, resourceType: 'TOPIC', resourceName: 'orders', operation: 'READ' }]);
   *
   * @throws PartialResultError with SECURITY_DISABLED, INVALID_REQUEST, CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [CreateAcls](https://kafka.apache.org/protocol#The_Messages_CreateAcls), KIP-140, KIP-290
   */
  createAcls(acls: readonly NewAcl[], options?: WaitOptions): Promise<ResourceMap<NewAcl, undefined>>;
  /**
   * Deletes all access rules that filters apply to, and tells them by the filter. When the answer of an attempt is lost, what
   * it deleted is not among them. Needs Kafka 0.11, with an authorizer.
   * @throws PartialResultError as `createAcls()`; the error of a filter of whose rules some could not be deleted is a
   *   PartialResultError by rule; ConfigError.
   *   [DeleteAcls](https://kafka.apache.org/protocol#The_Messages_DeleteAcls), KIP-140, KIP-290
   */
  deleteAcls(
    filters: readonly AclBindingFilter[],
    options?: WaitOptions,
  ): Promise<ResourceMap<AclBindingFilter, AclBinding[]>>;
  /**
   * The users that can log in by SCRAM, with how their passwords are hashed. Needs Kafka 2.7.
   * @param users - @default all
   * @throws PartialResultError with RESOURCE_NOT_FOUND for a user without credentials; ProtocolError
   *   CLUSTER_AUTHORIZATION_FAILED; ConfigError.
   *   [DescribeUserScramCredentials](https://kafka.apache.org/protocol#The_Messages_DescribeUserScramCredentials), KIP-554
   */
  describeUserScramCredentials(
    users?: readonly string[],
    options?: WaitOptions,
  ): Promise<ResourceMap<string, readonly ScramCredentialInfo[]>>;
  /**
   * Sets and deletes credentials for SCRAM. Of one user all alterations are made, or none; without a ZooKeeper a call may
   * have one of each user, else DUPLICATE_RESOURCE. Passwords are hashed here and never sent. When the answer of an attempt is lost, the next one may find that a credential is gone: RESOURCE_NOT_FOUND. Needs
   * Kafka 2.7.
   *
   *     await admin.alterUserScramCredentials([{ user: 'alice', mechanism: 'SCRAM-SHA-512', password }]);
   *
   * @throws PartialResultError by user with RESOURCE_NOT_FOUND, UNACCEPTABLE_CREDENTIAL, CLUSTER_AUTHORIZATION_FAILED …;
   *   ConfigError. [AlterUserScramCredentials](https://kafka.apache.org/protocol#The_Messages_AlterUserScramCredentials),
   *   KIP-554
   */
  alterUserScramCredentials(
    alterations: readonly UserScramCredentialAlteration[],
    options?: WaitOptions,
  ): Promise<ResourceMap<string, undefined>>;
  /**
   * Makes a token that logs in as its owner. Only over a connection that is authenticated, and not by a token. When the
   * answer of an attempt is lost, there is one more token, which nobody knows and which ends by itself. Needs Kafka 1.1.
   * @throws ProtocolError DELEGATION_TOKEN_AUTH_DISABLED, DELEGATION_TOKEN_REQUEST_NOT_ALLOWED, INVALID_PRINCIPAL_TYPE …;
   *   ConfigError. [CreateDelegationToken](https://kafka.apache.org/protocol#The_Messages_CreateDelegationToken), KIP-48,
   *   KIP-373
   */
  createDelegationToken(options?: CreateDelegationTokenOptions): Promise<DelegationToken>;
  /**
   * Lets a token live longer. Needs Kafka 1.1.
   * @param hmac - of the token
   * @returns when it ends now, milliseconds since 1970
   * @throws ProtocolError DELEGATION_TOKEN_NOT_FOUND, DELEGATION_TOKEN_OWNER_MISMATCH, DELEGATION_TOKEN_EXPIRED …;
   *   ConfigError. [RenewDelegationToken](https://kafka.apache.org/protocol#The_Messages_RenewDelegationToken), KIP-48
   */
  renewDelegationToken(hmac: Uint8Array, options?: RenewDelegationTokenOptions): Promise<number>;
  /**
   * Ends a token, at once or later. When the answer of an attempt is lost, the next one may find the token gone:
   * DELEGATION_TOKEN_NOT_FOUND. Needs Kafka 1.1.
   * @param hmac - of the token
   * @returns when it ends, milliseconds since 1970
   * @throws ProtocolError as `renewDelegationToken()`; ConfigError.
   *   [ExpireDelegationToken](https://kafka.apache.org/protocol#The_Messages_ExpireDelegationToken), KIP-48
   */
  expireDelegationToken(hmac: Uint8Array, options?: ExpireDelegationTokenOptions): Promise<number>;
  /**
   * The tokens that one may see. Needs Kafka 1.1.
   * @throws ProtocolError DELEGATION_TOKEN_AUTH_DISABLED, DELEGATION_TOKEN_REQUEST_NOT_ALLOWED; ConfigError.
   *   [DescribeDelegationToken](https://kafka.apache.org/protocol#The_Messages_DescribeDelegationToken), KIP-48
   */
  describeDelegationToken(options?: DescribeDelegationTokenOptions): Promise<DelegationToken[]>;
  /**
   * The quotas that a filter applies to, by whom they are for; `{}` for all. Needs Kafka 2.6.
   * @throws ProtocolError CLUSTER_AUTHORIZATION_FAILED, INVALID_REQUEST …; ConfigError.
   *   [DescribeClientQuotas](https://kafka.apache.org/protocol#The_Messages_DescribeClientQuotas), KIP-546
   */
  describeClientQuotas(
    filter: ClientQuotaFilter,
    options?: WaitOptions,
  ): Promise<ResourceMap<ClientQuotaEntity, ClientQuotas>>;
  /**
   * Sets and removes quotas. Needs Kafka 2.6.
   *
   *     await admin.alterClientQuotas([{ entity: { user: 'alice' }, ops: { producer_byte_rate: 1_000_000 } }]);
   *
   * @throws PartialResultError with INVALID_REQUEST, CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [AlterClientQuotas](https://kafka.apache.org/protocol#The_Messages_AlterClientQuotas), KIP-546
   */
  alterClientQuotas(
    alterations: readonly ClientQuotaAlteration[],
    options?: AlterClientQuotasOptions,
  ): Promise<ResourceMap<ClientQuotaEntity, undefined>>;
}

export function accessOperations(calls: AdminCalls): AccessOperations {
  return {
    describeAcls: (filter, options) => describeAcls(calls, filter, options),
    createAcls: (acls, options) => createAcls(calls, acls, options),
    deleteAcls: (filters, options) => deleteAcls(calls, filters, options),
    describeUserScramCredentials: (users, options) => describeUserScramCredentials(calls, users, options),
    alterUserScramCredentials: (alterations, options) => alterUserScramCredentials(calls, alterations, options),
    createDelegationToken: (options) => createDelegationToken(calls, options),
    renewDelegationToken: (hmac, options) => renewDelegationToken(calls, hmac, options),
    expireDelegationToken: (hmac, options) => expireDelegationToken(calls, hmac, options),
    describeDelegationToken: (options) => describeDelegationToken(calls, options),
    describeClientQuotas: (filter, options) => describeClientQuotas(calls, filter, options),
    alterClientQuotas: (alterations, options) => alterClientQuotas(calls, alterations, options),
  };
}
