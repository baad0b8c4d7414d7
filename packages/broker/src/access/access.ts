import { ErrorCode } from '@k/wire';
import { AclOperation, CLUSTER_NAME, ResourceType } from './acl.ts';
import type { Requester, StandardAuthorizer } from './standard-authorizer.ts';

const { READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, CLUSTER_ACTION } = AclOperation;
const { DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE, CREATE_TOKENS, DESCRIBE_TOKENS } = AclOperation;

/** How it is told that something is not allowed. Kafka: AclEntry.authorizationError. */
const REFUSALS = new Map<number, number>([
  [ResourceType.TOPIC, ErrorCode.TOPIC_AUTHORIZATION_FAILED],
  [ResourceType.GROUP, ErrorCode.GROUP_AUTHORIZATION_FAILED],
  [ResourceType.CLUSTER, ErrorCode.CLUSTER_AUTHORIZATION_FAILED],
  [ResourceType.TRANSACTIONAL_ID, ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED],
  [ResourceType.DELEGATION_TOKEN, ErrorCode.DELEGATION_TOKEN_AUTHORIZATION_FAILED],
  [ResourceType.USER, ErrorCode.DELEGATION_TOKEN_AUTHORIZATION_FAILED],
]);

/** The words that go with each, where the answer has room for them. */
const MESSAGES = new Map<number, string>([
  [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.'],
  [ErrorCode.TOPIC_AUTHORIZATION_FAILED, 'Topic authorization failed.'],
  [ErrorCode.GROUP_AUTHORIZATION_FAILED, 'Group authorization failed.'],
  [ErrorCode.CLUSTER_AUTHORIZATION_FAILED, 'Cluster authorization failed.'],
  [ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, 'Transactional Id authorization failed.'],
]);

export function refusalMessage(errorCode: number): string | null {
  return MESSAGES.get(errorCode) ?? null;
}

/** What can be done to a resource (KIP-430). Since 4.0 groups have configurations, too. */
const OPERATIONS = new Map<number, readonly number[]>([
  [ResourceType.TOPIC, [READ, WRITE, CREATE, DESCRIBE, DELETE, ALTER, DESCRIBE_CONFIGS, ALTER_CONFIGS]],
  [ResourceType.GROUP, [READ, DESCRIBE, DELETE, DESCRIBE_CONFIGS, ALTER_CONFIGS]],
  [ResourceType.CLUSTER, [CREATE, CLUSTER_ACTION, DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE, ALTER, DESCRIBE]],
  [ResourceType.TRANSACTIONAL_ID, [DESCRIBE, WRITE]],
  [ResourceType.DELEGATION_TOKEN, [DESCRIBE]],
  [ResourceType.USER, [CREATE_TOKENS, DESCRIBE_TOKENS]],
]);

/** What the client of one connection may do: everything where no authorizer is on. Asked each time, as rules come and go. */
export class Access {
  readonly #authorizer: StandardAuthorizer | undefined;
  readonly #requester: () => Requester;

  constructor(authorizer: StandardAuthorizer | undefined, requester: () => Requester) {
    this.#authorizer = authorizer;
    this.#requester = requester;
  }

  /** `User:alice`. */
  get principal(): string {
    return this.#requester().principal;
  }

  /** Counts up when what is allowed may have changed. */
  get version(): number {
    return this.#authorizer?.acls.version ?? 0;
  }

  allows(operation: number, resourceType: number, name: string): boolean {
    return this.#authorizer?.allows(this.#requester(), operation, resourceType, name) ?? true;
  }

  /** Whether it is allowed for some resource of the type. */
  allowsSome(operation: number, resourceType: number): boolean {
    return this.#authorizer?.allowsSome(this.#requester(), operation, resourceType) ?? true;
  }

  /** The error code of a refusal, by the type of the resource; NONE when it is allowed. */
  problem(operation: number, resourceType: number, name: string): number {
    if (this.allows(operation, resourceType, name)) return ErrorCode.NONE;
    return REFUSALS.get(resourceType) ?? ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
  }

  topic(operation: number, name: string): number {
    return this.problem(operation, ResourceType.TOPIC, name);
  }

  group(operation: number, groupId: string): number {
    return this.problem(operation, ResourceType.GROUP, groupId);
  }

  transactionalId(operation: number, transactionalId: string): number {
    return this.problem(operation, ResourceType.TRANSACTIONAL_ID, transactionalId);
  }

  cluster(operation: number): number {
    return this.problem(operation, ResourceType.CLUSTER, CLUSTER_NAME);
  }

  /** What of all that can be done to a resource is allowed, as bits by operation code (KIP-430). */
  operations(resourceType: number, name: string): number {
    let bits = 0;
    for (const operation of OPERATIONS.get(resourceType) ?? []) {
      if (this.allows(operation, resourceType, name)) bits |= 1 << operation;
    }
    return bits;
  }
}
