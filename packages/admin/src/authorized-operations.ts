import { ACL_OPERATIONS } from '@k/wire';

/** What a user may do with a resource, by the names of Kafka's ACLs. */
export type AclOperation = keyof typeof ACL_OPERATIONS | 'UNKNOWN';

const UNKNOWN = 0;
const CODES = Object.entries({ UNKNOWN, ...ACL_OPERATIONS }) as [AclOperation, number][];

/** What an answer has where nobody asked. */
const NOT_ASKED = -0x8000_0000;

/** The operations of an answer's bits (bit n: operation n); undefined when it does not tell. KIP-430. */
export function operationsOf(bits: number): ReadonlySet<AclOperation> | undefined {
  if (bits === NOT_ASKED) return undefined;
  return new Set(CODES.filter(([, code]) => ((bits >>> code) & 1) === 1).map(([name]) => name));
}
