import {
  AlterUserScramCredentials,
  ErrorCode,
  type AlterUserScramCredentialsRequest,
  type AlterUserScramCredentialsResponse,
} from '@k/wire';
import { credentialOfSalted, scramMechanismOf, type ScramUsers } from '../security/scram-users.ts';
import type { Refusal } from '../state/placement.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import type { ApiHandler } from './handler.ts';

type Upsertion = AlterUserScramCredentialsRequest['upsertions'][number];
type Deletion = AlterUserScramCredentialsRequest['deletions'][number];

const MIN_ITERATIONS = 4096;
const MAX_ITERATIONS = 16384;

/**
 * AlterUserScramCredentials (51), v0. Sets and deletes what users log in with by SCRAM (KIP-554): new logins go by it, those
 * who are in stay in. Of each user one thing can be changed in a request.
 */
export const alterUserScramCredentials: ApiHandler<
  AlterUserScramCredentialsRequest,
  AlterUserScramCredentialsResponse
> = {
  api: AlterUserScramCredentials,
  minVersion: 0,
  maxVersion: 0,
  handle({ deletions, upsertions }, context) {
    const { scramUsers } = context.cluster;
    const asked = new Map<string, (() => void) | Refusal>();
    const plan = (user: string, change: () => (() => void) | Refusal): void => {
      const before = asked.get(user);
      // What is wrong with the first is told; after a good one it is that there are two.
      if (before === undefined) asked.set(user, isForController(context) ? change() : NOT_CONTROLLER);
      else if (typeof before === 'function') asked.set(user, ALTERED_TWICE);
    };
    for (const deletion of deletions) plan(deletion.name, () => deletionOf(deletion, scramUsers));
    for (const upsertion of upsertions) plan(upsertion.name, () => upsertionOf(upsertion, scramUsers));
    return {
      results: [...asked].map(([user, outcome]) => {
        if (typeof outcome !== 'function') {
          return { user, errorCode: outcome.errorCode, errorMessage: outcome.message };
        }
        outcome();
        return { user, errorCode: ErrorCode.NONE, errorMessage: null };
      }),
    };
  },
};

const ALTERED_TWICE: Refusal = {
  errorCode: ErrorCode.DUPLICATE_RESOURCE,
  message: 'A user credential cannot be altered twice in the same request',
};
const UNKNOWN_MECHANISM: Refusal = {
  errorCode: ErrorCode.UNSUPPORTED_SASL_MECHANISM,
  message: 'Unknown SCRAM mechanism',
};

function unacceptable(message: string): Refusal {
  return { errorCode: ErrorCode.UNACCEPTABLE_CREDENTIAL, message };
}

function deletionOf({ name, mechanism: code }: Deletion, scramUsers: ScramUsers): (() => void) | Refusal {
  if (name === '') return unacceptable('Username must not be empty');
  const mechanism = scramMechanismOf(code);
  if (mechanism === undefined) return UNKNOWN_MECHANISM;
  if (!scramUsers.has(mechanism, name)) {
    const message = 'Attempt to delete a user credential that does not exist';
    return { errorCode: ErrorCode.RESOURCE_NOT_FOUND, message };
  }
  return () => {
    scramUsers.delete(mechanism, name);
  };
}

function upsertionOf(upsertion: Upsertion, scramUsers: ScramUsers): (() => void) | Refusal {
  const { name, mechanism: code, iterations } = upsertion;
  if (name === '') return unacceptable('Username must not be empty');
  const mechanism = scramMechanismOf(code);
  if (mechanism === undefined) return UNKNOWN_MECHANISM;
  if (iterations < MIN_ITERATIONS) return unacceptable('Too few iterations');
  if (iterations > MAX_ITERATIONS) return unacceptable('Too many iterations');
  return () => {
    scramUsers.set(mechanism, name, credentialOfSalted(mechanism, upsertion));
  };
}
