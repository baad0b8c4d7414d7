import { AclOperation, EVERYONE, PatternType, PermissionType, WILDCARD, type Acl } from './acl.ts';
import { AclStore } from './acl-store.ts';

/** Who asks. */
export interface Requester {
  /** `User:alice`; `User:ANONYMOUS` for who did not say. */
  readonly principal: string;
  /** Its address, without a port. */
  readonly host: string;
}

/** Rules that allow one of these allow DESCRIBE, too. */
const IMPLIES_DESCRIBE: ReadonlySet<number> = new Set([
  AclOperation.DESCRIBE,
  AclOperation.READ,
  AclOperation.WRITE,
  AclOperation.DELETE,
  AclOperation.ALTER,
]);

/** A name that no rule is for but those for all: super users are found by it. */
const ANY_NAME = 'hardcode';

/** Decides who may do what, by the rules there are at the moment. Kafka: StandardAuthorizer. */
export class StandardAuthorizer {
  readonly acls = new AclStore();
  readonly #superUsers: ReadonlySet<string>;
  readonly #allowsWithoutAcl: boolean;

  constructor(init: { readonly superUsers: readonly string[]; readonly allowEveryoneIfNoAclFound: boolean }) {
    this.#superUsers = new Set(init.superUsers);
    this.#allowsWithoutAcl = init.allowEveryoneIfNoAclFound;
  }

  /** Whatever denies wins; without a rule that allows it is denied, unless there is no rule for the resource at all. */
  allows(requester: Requester, operation: number, resourceType: number, name: string): boolean {
    if (this.#superUsers.has(requester.principal)) return true;
    let hasAcls = false;
    let isAllowed = false;
    for (const acl of this.acls.applyingTo(resourceType, name)) {
      hasAcls = true;
      if (!isFor(acl, requester) || !covers(acl, operation)) continue;
      if (acl.permissionType === PermissionType.DENY) return false;
      isAllowed = true;
    }
    return isAllowed || (!hasAcls && this.#allowsWithoutAcl);
  }

  /**
   * Whether there is at least one resource of the type, be it there or not, for which it is allowed. Kafka:
   * Authorizer.authorizeByResourceType.
   */
  allowsSome(requester: Requester, operation: number, resourceType: number): boolean {
    if (this.allows(requester, operation, resourceType, ANY_NAME)) return true;
    const denied = new Set<string>();
    const allowed: Acl[] = [];
    for (const acl of this.acls.ofType(resourceType)) {
      if (!isFor(acl, requester)) continue;
      if (acl.operation !== operation && acl.operation !== AclOperation.ALL) continue;
      if (acl.permissionType === PermissionType.ALLOW) allowed.push(acl);
      else if (isForAll(acl)) return false;
      else denied.add(patternOf(acl.patternType, acl.resourceName));
    }
    return allowed.some((acl) => isForAll(acl) || !isDenied(acl, denied));
  }
}

function isFor({ principal, host }: Acl, requester: Requester): boolean {
  if (principal !== EVERYONE && principal !== requester.principal) return false;
  return host === WILDCARD || host === requester.host;
}

/** Only what allows implies more than it says: who may not READ may DESCRIBE. */
function covers(acl: Acl, operation: number): boolean {
  if (acl.operation === AclOperation.ALL || acl.operation === operation) return true;
  if (acl.permissionType === PermissionType.DENY) return false;
  if (operation === AclOperation.DESCRIBE) return IMPLIES_DESCRIBE.has(acl.operation);
  return operation === AclOperation.DESCRIBE_CONFIGS && acl.operation === AclOperation.ALTER_CONFIGS;
}

function isForAll({ patternType, resourceName }: Acl): boolean {
  return patternType === PatternType.LITERAL && resourceName === WILDCARD;
}

function patternOf(patternType: number, name: string): string {
  return `${String(patternType)}:${name}`;
}

/** Whether all names that the rule allows are denied by others. */
function isDenied({ patternType, resourceName }: Acl, denied: ReadonlySet<string>): boolean {
  const isLiteral = patternType === PatternType.LITERAL;
  if (isLiteral && denied.has(patternOf(PatternType.LITERAL, resourceName))) return true;
  for (let length = 1; length <= resourceName.length; length++) {
    if (denied.has(patternOf(PatternType.PREFIXED, resourceName.slice(0, length)))) return true;
  }
  return false;
}
