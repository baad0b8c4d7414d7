import { CreateAcls, DeleteAcls, SaslAuthenticate, SaslHandshake, type DescribeAclsRequest } from '@k/wire';
import { AclOperation, PatternType, PermissionType, ResourceType, type Acl } from '../../src/access/acl.ts';
import type { BrokerOptions } from '../../src/options.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';

export const USERS = { admin: 'admin-secret', alice: 'alice-secret', bob: 'bob-secret' };

/** Any rule, as a filter. */
export const ANY: Omit<DescribeAclsRequest, 'unknownTags'> = {
  resourceTypeFilter: ResourceType.ANY,
  resourceNameFilter: null,
  patternTypeFilter: PatternType.ANY,
  principalFilter: null,
  hostFilter: null,
  operation: AclOperation.ANY,
  permissionType: PermissionType.ANY,
};

/** A rule that lets alice do something to a topic, unless it says otherwise. */
export function aclOf(operation: keyof typeof AclOperation, resourceName: string, more: Partial<Acl> = {}): Acl {
  return {
    resourceType: ResourceType.TOPIC,
    resourceName,
    patternType: PatternType.LITERAL,
    principal: 'User:alice',
    host: '*',
    operation: AclOperation[operation],
    permissionType: PermissionType.ALLOW,
    ...more,
  };
}

/** A broker with an authorizer, where everybody has to say who they are and admin may do all. */
export class Guarded {
  readonly simulated: Simulated;
  readonly admin: RawClient;

  private constructor(simulated: Simulated, admin: RawClient) {
    this.simulated = simulated;
    this.admin = admin;
  }

  static async start(options: BrokerOptions = {}): Promise<Guarded> {
    const simulated = await Simulated.start({
      authorizer: { superUsers: ['User:admin'] },
      listeners: [{ sasl: { users: USERS } }],
      ...options,
    });
    return new Guarded(simulated, await loggedIn(simulated, 'admin'));
  }

  as(user: keyof typeof USERS): Promise<RawClient> {
    return loggedIn(this.simulated, user);
  }

  run<T>(promise: Promise<T>): Promise<T> {
    return this.simulated.run(promise);
  }

  async allow(...acls: Acl[]): Promise<void> {
    const creations = acls.map(({ patternType, ...acl }) => ({ ...acl, resourcePatternType: patternType }));
    const { results } = await this.run(this.admin.request(CreateAcls, 1, { creations }));
    const failed = results.find(({ errorCode }) => errorCode !== 0);
    if (failed !== undefined) throw new Error(failed.errorMessage ?? '');
  }

  /** Takes all rules away. */
  async forbid(filter: Partial<DescribeAclsRequest> = {}): Promise<void> {
    await this.run(this.admin.request(DeleteAcls, 1, { filters: [{ ...ANY, ...filter }] }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulated.stop();
  }
}

async function loggedIn(simulated: Simulated, user: keyof typeof USERS): Promise<RawClient> {
  const client = await simulated.client();
  await simulated.run(client.request(SaslHandshake, 1, { mechanism: 'PLAIN' }));
  const authBytes = Buffer.from(`\0${user}\0${USERS[user]}`);
  const { errorCode } = await simulated.run(client.request(SaslAuthenticate, 1, { authBytes }));
  if (errorCode !== 0) throw new Error(`${user} was not let in`);
  return client;
}
