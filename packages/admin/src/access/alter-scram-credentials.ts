import type * as nodeCrypto from 'node:crypto';
import type * as zod from 'zod';
import { type WaitOptions, z } from '@k/runtime';
import { AlterUserScramCredentials, ErrorCode, errorFor, parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { MECHANISMS, scramMechanism, type ScramMechanism } from './scram-mechanism.ts';

/** A credential to be set, or to be deleted. */
export interface UserScramCredentialAlteration {
  readonly user: string;
  readonly mechanism: ScramMechanism;
  /** Sets the credential, new or in place of the one there is. It is hashed here: no broker gets to see it. */
  readonly password?: string | undefined;
  /** With a password: how many rounds of hashing it goes through, 4,096 to 16,384. @default 4096 */
  readonly iterations?: number | undefined;
  /** With a password: bytes that it is hashed with. @default 32 random ones */
  readonly salt?: Uint8Array | undefined;
  /** In place of a password: deletes the credential. @default false */
  readonly delete?: boolean | undefined;
}

const CALL = 'alterUserScramCredentials()';
const DEFAULT_ITERATIONS = 4096;
const MAX_ITERATIONS = 16_384;
const SALT_BYTES = 32;
/** Loaded at its first use. */
const crypto = (): typeof nodeCrypto => process.getBuiltinModule('node:crypto');

const alteration = z
  .strictObject({
    user: z.string().min(1),
    mechanism: scramMechanism,
    password: z.string().min(1).optional(),
    iterations: z.int().min(DEFAULT_ITERATIONS).max(MAX_ITERATIONS).optional(),
    salt: z
      .instanceof(Uint8Array)
      .refine(({ byteLength }) => byteLength > 0, 'expected bytes')
      .optional(),
    delete: z.boolean().optional(),
  })
  .refine((each) => (each.password === undefined) === (each.delete === true), 'expected a password, or delete: true')
  .refine(
    (each) => each.delete !== true || (each.iterations === undefined && each.salt === undefined),
    'expected iterations and salt only with a password',
  );
const alterationsGiven = z.strictObject({ alterations: z.array(alteration).readonly() });
type Checked = zod.output<typeof alteration>;

export async function alterUserScramCredentials(
  calls: AdminCalls,
  alterations: readonly UserScramCredentialAlteration[],
  options?: WaitOptions,
): Promise<ResourceMap<string, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, alterationsGiven, { alterations }).alterations;
  const limits = calls.waitOptions(CALL, options);
  checkDistinct(
    CALL,
    'alterations',
    checked.map(({ user, mechanism }) => [`${mechanism} of ${user}`, user]),
  );
  const random = (): Buffer => calls.cluster.runtime.random.bytes(SALT_BYTES);
  const upsertions = checked.filter(({ password }) => password !== undefined).map((each) => upsertionOf(each, random));
  const deletions = checked.filter((each) => each.delete === true).map(writtenName);
  return calls.each<string, undefined>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: new Set(checked.map(({ user }) => user)),
    targetOf: () => 'controller',
    ask: async (users, request) => {
      const isAsked = ({ name }: { readonly name: string }): boolean => users.includes(name);
      const body = { deletions: deletions.filter(isAsked), upsertions: upsertions.filter(isAsked) };
      const { results } = await request(AlterUserScramCredentials, body);
      return results.map(({ user, errorCode, errorMessage: message }) => {
        if (errorCode === ErrorCode.NONE) return [user, undefined];
        return [user, errorFor(errorCode, { api: AlterUserScramCredentials.name, about: `user ${user}`, message })];
      });
    },
  });
}

function writtenName({ user, mechanism }: Checked): { readonly name: string; readonly mechanism: number } {
  return { name: user, mechanism: MECHANISMS[mechanism] };
}

/** RFC 5802's SaltedPassword, of the password's UTF-8 as Kafka's own tools make it: without SASLprep (KIP-554). */
function upsertionOf(each: Checked, random: () => Buffer): ReturnType<typeof writtenName> & Upsertion {
  const { password = '', mechanism, iterations = DEFAULT_ITERATIONS, salt = random() } = each;
  const [hash, length] = mechanism === 'SCRAM-SHA-256' ? (['sha256', 32] as const) : (['sha512', 64] as const);
  const saltedPassword = crypto().pbkdf2Sync(password, salt, iterations, length, hash);
  return { ...writtenName(each), iterations, salt, saltedPassword };
}

interface Upsertion {
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly saltedPassword: Buffer;
}
