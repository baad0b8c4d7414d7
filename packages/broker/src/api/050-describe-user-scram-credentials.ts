import {
  DescribeUserScramCredentials,
  ErrorCode,
  type DescribeUserScramCredentialsRequest,
  type DescribeUserScramCredentialsResponse,
  type MessageInit,
} from '@k/wire';
import type { ScramUsers } from '../security/scram-users.ts';
import type { ApiHandler } from './handler.ts';

type Result = NonNullable<MessageInit<DescribeUserScramCredentialsResponse>['results']>[number];

/**
 * DescribeUserScramCredentials (50), v0. Which users can log in by SCRAM: those of listeners' options, and those that were set
 * since (KIP-554). Never what they log in with.
 */
export const describeUserScramCredentials: ApiHandler<
  DescribeUserScramCredentialsRequest,
  DescribeUserScramCredentialsResponse
> = {
  api: DescribeUserScramCredentials,
  minVersion: 0,
  maxVersion: 0,
  handle({ users }, { cluster: { scramUsers } }) {
    const asked = users?.map(({ name }) => name) ?? [];
    const names = asked.length === 0 ? scramUsers.names : [...new Set(asked)];
    const twice = new Set(asked.filter((name, i) => asked.indexOf(name) !== i));
    return {
      errorCode: ErrorCode.NONE,
      results: names.map((user) => (twice.has(user) ? namedTwice(user) : describe(user, scramUsers))),
    };
  },
};

function namedTwice(user: string): Result {
  const errorMessage = `Cannot describe SCRAM credentials for the same user twice in a single request: ${user}`;
  return { user, errorCode: ErrorCode.DUPLICATE_RESOURCE, errorMessage };
}

function describe(user: string, scramUsers: ScramUsers): Result {
  const credentialInfos = scramUsers.describe(user);
  if (credentialInfos.length > 0) return { user, errorCode: ErrorCode.NONE, credentialInfos };
  const errorMessage = `Attempt to describe a user credential that does not exist: ${user}`;
  return { user, errorCode: ErrorCode.RESOURCE_NOT_FOUND, errorMessage };
}
