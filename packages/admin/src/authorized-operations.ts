/** What a user may do with a resource, by the names of Kafka's ACLs. */
export type AclOperation = (typeof OPERATIONS)[number];

/** By their codes. https://kafka.apache.org/documentation/#operations_resources_and_protocols */
export const OPERATIONS = [
  'UNKNOWN',
  'ANY',
  'ALL',
  'READ',
  'WRITE',
  'CREATE',
  'DELETE',
  'ALTER',
  'DESCRIBE',
  'CLUSTER_ACTION',
  'DESCRIBE_CONFIGS',
  'ALTER_CONFIGS',
  'IDEMPOTENT_WRITE',
  'CREATE_TOKENS',
  'DESCRIBE_TOKENS',
  'TWO_PHASE_COMMIT',
] as const;

/** What an answer has where nobody asked. */
const NOT_ASKED = -0x8000_0000;

/** The operations of an answer's bits (bit n: operation n); undefined when it does not tell. KIP-430. */
export function operationsOf(bits: number): ReadonlySet<AclOperation> | undefined {
  if (bits === NOT_ASKED) return undefined;
  return new Set(OPERATIONS.filter((_, code) => ((bits >>> code) & 1) === 1));
}
