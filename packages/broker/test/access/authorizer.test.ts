import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AclOperation, PatternType, PermissionType, ResourceType, type Acl } from '../../src/access/acl.ts';
import { StandardAuthorizer } from '../../src/access/standard-authorizer.ts';
import { aclOf } from './support.ts';

const { READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS, ALTER } = AclOperation;
const { DENY } = PermissionType;
const ALICE = { principal: 'User:alice', host: '10.0.0.1' };

function authorizerWith(
  acls: readonly Acl[],
  init: { superUsers?: readonly string[]; allowEveryoneIfNoAclFound?: boolean } = {},
): StandardAuthorizer {
  const authorizer = new StandardAuthorizer({ superUsers: [], allowEveryoneIfNoAclFound: false, ...init });
  for (const acl of acls) authorizer.acls.add(acl);
  return authorizer;
}

function mayRead(authorizer: StandardAuthorizer, topic: string, requester = ALICE): boolean {
  return authorizer.allows(requester, READ, ResourceType.TOPIC, topic);
}

describe('the authorizer', () => {
  it('allows what a rule allows: this name, names that begin so, all names', () => {
    const prefixed = { patternType: PatternType.PREFIXED };
    const authorizer = authorizerWith([aclOf('READ', 'a'), aclOf('READ', 'b-', prefixed)]);
    assert.deepEqual(['a', 'aa', 'b-', 'b-c', 'b'].map((name) => mayRead(authorizer, name)), [true, false, true, true, false]); // prettier-ignore
    assert.equal(mayRead(authorizerWith([aclOf('READ', '*')]), 'whatever'), true);
    assert.equal(mayRead(authorizerWith([aclOf('READ', '*', prefixed)]), 'whatever'), false, 'a prefix like any other');
    assert.equal(mayRead(authorizerWith([aclOf('READ', 'a', { resourceType: ResourceType.GROUP })]), 'a'), false);
  });

  it('lets what denies win, wherever it stands', () => {
    const deny = { permissionType: DENY };
    for (const denying of [
      aclOf('READ', 'a', deny),
      aclOf('ALL', '*', deny),
      aclOf('READ', '', { ...deny, patternType: PatternType.PREFIXED }),
    ]) {
      assert.equal(mayRead(authorizerWith([denying, aclOf('ALL', 'a')]), 'a'), false);
      assert.equal(mayRead(authorizerWith([aclOf('ALL', 'a'), denying]), 'a'), false);
    }
    assert.equal(mayRead(authorizerWith([aclOf('WRITE', 'a', deny), aclOf('READ', 'a')]), 'a'), true);
  });

  it('looks at who asks, and from where', () => {
    assert.equal(mayRead(authorizerWith([aclOf('READ', 'a', { principal: 'User:bob' })]), 'a'), false);
    assert.equal(mayRead(authorizerWith([aclOf('READ', 'a', { principal: 'User:*' })]), 'a'), true);
    assert.equal(mayRead(authorizerWith([aclOf('READ', 'a', { host: ALICE.host })]), 'a'), true);
    assert.equal(mayRead(authorizerWith([aclOf('READ', 'a', { host: '10.0.0.2' })]), 'a'), false);
  });

  it('has DESCRIBE follow from what is allowed, and not from what is denied', () => {
    for (const operation of ['READ', 'WRITE', 'DELETE', 'ALTER', 'ALL', 'DESCRIBE'] as const) {
      assert.equal(authorizerWith([aclOf(operation, 'a')]).allows(ALICE, DESCRIBE, ResourceType.TOPIC, 'a'), true);
    }
    for (const operation of ['CREATE', 'ALTER_CONFIGS', 'DESCRIBE_CONFIGS'] as const) {
      assert.equal(authorizerWith([aclOf(operation, 'a')]).allows(ALICE, DESCRIBE, ResourceType.TOPIC, 'a'), false);
    }
    const denied = authorizerWith([aclOf('READ', 'a', { permissionType: DENY }), aclOf('DESCRIBE', 'a')]);
    assert.deepEqual([mayRead(denied, 'a'), denied.allows(ALICE, DESCRIBE, ResourceType.TOPIC, 'a')], [false, true]);
    const configs = authorizerWith([aclOf('ALTER_CONFIGS', 'a')]);
    assert.equal(configs.allows(ALICE, DESCRIBE_CONFIGS, ResourceType.TOPIC, 'a'), true);
    assert.equal(configs.allows(ALICE, ALTER, ResourceType.TOPIC, 'a'), false);
  });

  it('asks super users for no rule, and everybody where there is none if it is told so', () => {
    const deny = aclOf('ALL', '*', { permissionType: DENY, principal: 'User:*' });
    assert.equal(mayRead(authorizerWith([deny], { superUsers: ['User:alice'] }), 'a'), true);
    assert.equal(mayRead(authorizerWith([deny], { superUsers: ['User:bob'] }), 'a'), false);
    const open = authorizerWith([aclOf('READ', 'b', { principal: 'User:bob' })], { allowEveryoneIfNoAclFound: true });
    assert.deepEqual([mayRead(open, 'a'), mayRead(open, 'b')], [true, false]);
  });

  it('forgets rules, and counts what came and went', () => {
    const authorizer = authorizerWith([aclOf('READ', 'a'), aclOf('READ', 'a')]);
    assert.equal(authorizer.acls.version, 1, 'the same rule is one');
    const filter = { resourceType: 1, resourceName: 'a', patternType: 1, principal: null, host: null, operation: 1, permissionType: 1 }; // prettier-ignore
    assert.deepEqual([authorizer.acls.delete(filter), authorizer.acls.delete(filter)], [[aclOf('READ', 'a')], []]);
    assert.deepEqual([mayRead(authorizer, 'a'), authorizer.acls.version], [false, 2]);
  });

  it('knows whether there is something that may be written to', () => {
    const writes = (...acls: Acl[]): boolean => authorizerWith(acls).allowsSome(ALICE, WRITE, ResourceType.TOPIC);
    const deny = { permissionType: DENY };
    const prefixed = { patternType: PatternType.PREFIXED };
    assert.equal(writes(), false);
    assert.equal(writes(aclOf('WRITE', 'a')), true);
    assert.equal(writes(aclOf('READ', 'a')), false);
    assert.equal(writes(aclOf('WRITE', 'a'), aclOf('WRITE', 'a', deny)), false);
    assert.equal(writes(aclOf('WRITE', 'a', prefixed), aclOf('WRITE', 'a', deny)), true, 'ab is left');
    assert.equal(writes(aclOf('WRITE', 'ab'), aclOf('ALL', 'a', { ...deny, ...prefixed })), false);
    assert.equal(writes(aclOf('WRITE', 'ab', prefixed), aclOf('WRITE', 'ab', { ...deny, ...prefixed })), false);
    assert.equal(writes(aclOf('WRITE', 'a'), aclOf('WRITE', '*', deny)), false);
    assert.equal(writes(aclOf('WRITE', 'a'), aclOf('WRITE', '*', { ...deny, principal: 'User:bob' })), true);
  });
});
