import { type WaitOptions, z } from '@k/runtime';
import { DescribeUserScramCredentials, ErrorCode, errorFor, parseOptions } from '@k/wire';
import type { DescribeUserScramCredentialsResponse } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { nameOf } from '../codes.ts';
import { ResourceMap } from '../resource-map.ts';
import { MECHANISMS, type ScramMechanism } from './scram-mechanism.ts';

/** A credential of a user; never the password, nor what is made of it. */
export interface ScramCredentialInfo {
  readonly mechanism: ScramMechanism;
  /** How many rounds of hashing the password went through. */
  readonly iterations: number;
}

type Credentials = readonly ScramCredentialInfo[];

const CALL = 'describeUserScramCredentials()';
const named = z.strictObject({ users: z.array(z.string().min(1)).readonly().optional() });

export async function describeUserScramCredentials(
  calls: AdminCalls,
  users?: readonly string[],
  options?: WaitOptions,
): Promise<ResourceMap<string, Credentials>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, named, { users }).users;
  const deadline = calls.deadline(CALL, calls.waitOptions(CALL, options));
  if (checked === undefined) {
    const read = (answer: DescribeUserScramCredentialsResponse): ResourceMap<string, Credentials> =>
      new ResourceMap(outcomesOf(answer).map(([user, outcome]) => [user, thrownIfError(outcome)] as const));
    // Empty, as Java's Admin has it: to null, a Kafka that refuses gives no answer at all.
    return calls.one(deadline, 'any', DescribeUserScramCredentials, { users: [] }, read);
  }
  checkDistinct(
    CALL,
    'users',
    checked.map((user) => [user, user]),
  );
  return calls.each<string, Credentials>(deadline, {
    name: CALL,
    resources: checked,
    targetOf: () => 'any',
    ask: async (asked, request) =>
      outcomesOf(await request(DescribeUserScramCredentials, { users: asked.map((name) => ({ name })) })),
  });
}

function outcomesOf(answer: DescribeUserScramCredentialsResponse): (readonly [string, Credentials | Error])[] {
  const api = DescribeUserScramCredentials.name;
  const { errorCode, errorMessage: message, results } = answer;
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api, message });
  return results.map((told) => {
    const about = `user ${told.user}`;
    if (told.errorCode !== ErrorCode.NONE) {
      return [told.user, errorFor(told.errorCode, { api, about, message: told.errorMessage })];
    }
    const infos = told.credentialInfos.map(({ mechanism, iterations }) => {
      return { mechanism: nameOf(MECHANISMS, mechanism), iterations };
    });
    return [told.user, infos];
  });
}

function thrownIfError(outcome: Credentials | Error): Credentials {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
