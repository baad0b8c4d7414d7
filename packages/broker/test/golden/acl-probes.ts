import { CreateAcls, DeleteAcls, DescribeAcls } from '@k/wire';
import type { AccessProbe } from './access-probe.ts';

interface Written {
  readonly resourceType?: number;
  readonly resourceName?: string;
  readonly resourcePatternType?: number;
  readonly principal?: string;
  readonly host?: string;
  readonly operation?: number;
  readonly permissionType?: number;
}

const MADE: readonly [what: string, acl: Written][] = [
  ['a literal one', {}],
  ['the same again', {}],
  ['a prefixed one', { resourcePatternType: 4 }],
  ['one for all', { resourceName: '*' }],
  ['one that denies', { permissionType: 2 }],
  ['one for a group', { resourceType: 3 }],
  ['one for the cluster', { resourceType: 4, resourceName: 'kafka-cluster' }],
  ['one for a transactional id', { resourceType: 5 }],
  ['one for a token', { resourceType: 6 }],
  ['one for a user', { resourceType: 7, operation: 13 }],
  ['one from an address', { host: '10.0.0.1' }],
  ['one for everyone', { principal: 'User:*' }],
  ['another cluster', { resourceType: 4, resourceName: 'other' }],
  ['no name', { resourceName: '' }],
  ['no name, of the cluster', { resourceType: 4, resourceName: '' }],
  ['any resource', { resourceType: 1 }],
  ['an unknown resource', { resourceType: 99 }],
  ['resource 0', { resourceType: 0 }],
  ['any pattern', { resourcePatternType: 1 }],
  ['what matches', { resourcePatternType: 2 }],
  ['an unknown pattern', { resourcePatternType: 99 }],
  ['any operation', { operation: 1 }],
  ['an unknown operation', { operation: 99 }],
  ['operation 0', { operation: 0 }],
  ['an operation that topics do not have', { operation: 12 }],
  ['two-phase commit', { resourceType: 5, operation: 15 }],
  ['any permission', { permissionType: 1 }],
  ['an unknown permission', { permissionType: 99 }],
  ['a principal without a kind', { principal: 'alice' }],
  ['a principal without a name', { principal: 'User:' }],
  ['a principal of another kind', { principal: 'Group:devs' }],
  ['no principal', { principal: '' }],
  ['a strange host', { host: 'not an address' }],
  ['no host', { host: '' }],
];

interface Wanted {
  readonly resourceTypeFilter?: number;
  readonly resourceNameFilter?: string | null;
  readonly patternTypeFilter?: number;
  readonly principalFilter?: string | null;
  readonly hostFilter?: string | null;
  readonly operation?: number;
  readonly permissionType?: number;
}

const ASKED: readonly [what: string, filter: Wanted, version?: number][] = [
  ['all', {}],
  ['all, v1', {}, 1],
  ['of topics', { resourceTypeFilter: 2 }],
  ['of users, v2', { resourceTypeFilter: 7 }, 2],
  ['of a name', { resourceNameFilter: 'mine' }],
  ['of a name, literal', { resourceNameFilter: 'mine', patternTypeFilter: 3 }],
  ['of a name, prefixed', { resourceNameFilter: 'mine', patternTypeFilter: 4 }],
  ['that apply to a name', { resourceNameFilter: 'mine', patternTypeFilter: 2 }],
  ['that apply to a longer name', { resourceNameFilter: 'mine-too', patternTypeFilter: 2 }],
  ['that apply to whatever', { patternTypeFilter: 2 }],
  ['of the wildcard', { resourceNameFilter: '*' }],
  ['literal ones', { patternTypeFilter: 3 }],
  ['prefixed ones', { patternTypeFilter: 4 }],
  ['of a principal', { principalFilter: 'User:alice' }],
  ['of everyone', { principalFilter: 'User:*' }],
  ['of an address', { hostFilter: '10.0.0.1' }],
  ['of everywhere', { hostFilter: '*' }],
  ['of an operation', { operation: 13 }],
  ['of all operations', { operation: 2 }],
  ['that deny', { permissionType: 2 }],
  ['of an unknown type', { resourceTypeFilter: 99 }],
  ['of type 0', { resourceTypeFilter: 0 }],
  ['of an unknown pattern', { patternTypeFilter: 99 }],
  ['of an unknown operation', { operation: 99 }],
  ['of an unknown permission', { permissionType: 99 }],
];

const ANY = {
  resourceTypeFilter: 1,
  resourceNameFilter: null,
  patternTypeFilter: 1,
  principalFilter: null,
  hostFilter: null,
  operation: 1,
  permissionType: 1,
};

/** How access rules are made, told and deleted; by one who may. */
export async function probeAcls(probe: AccessProbe): Promise<void> {
  await probe.give([{ operation: 'ALL', type: 'CLUSTER', name: 'kafka-cluster' }]);
  const write = ({ resourceName = 'mine', ...acl }: Written) => ({
    resourceType: 2,
    resourceName: ['', '*', 'kafka-cluster', 'other'].includes(resourceName) ? resourceName : probe.name(resourceName),
    resourcePatternType: 3,
    principal: 'User:carol',
    host: '*',
    operation: 3,
    permissionType: 3,
    ...acl,
  });
  for (const [what, acl] of MADE) {
    await probe.ask(`made: ${what}`, (client) => client.request(CreateAcls, 3, { creations: [write(acl)] }));
  }
  const some = [{}, { resourceName: '' }, { operation: 1 }, { permissionType: 2 }].map(write);
  await probe.ask('made: good and bad', (client) => client.request(CreateAcls, 2, { creations: some.slice(0, 2) }));
  await probe.ask('made: good and impossible', (client) => client.request(CreateAcls, 2, { creations: some }));
  await new Promise((resolve) => setTimeout(resolve, probe.settleMs));
  const filter = ({ resourceNameFilter = null, ...wanted }: Wanted) => ({
    ...ANY,
    resourceNameFilter: resourceNameFilter === null || resourceNameFilter === '*' ? resourceNameFilter : probe.name(resourceNameFilter), // prettier-ignore
    ...wanted,
  });
  for (const [what, wanted, version = 3] of ASKED) {
    await probe.ask(`told: ${what}`, (client) => client.request(DescribeAcls, version, filter(wanted)));
  }
  const deleted: [string, Wanted[], number?][] = [
    ['nothing', []],
    ['of an unknown type', [{ resourceTypeFilter: 99 }]],
    ['of type 0', [{ resourceTypeFilter: 0 }]],
    ['of an unknown operation, beside another', [{ operation: 99 }, { operation: 13 }]],
    ['of none', [{ resourceNameFilter: 'unknown' }]],
    ['of a group, twice', [{ resourceTypeFilter: 3 }, { resourceTypeFilter: 3 }]],
    ['that apply to a name', [{ resourceNameFilter: 'mine', patternTypeFilter: 2 }]],
    ['literal ones, v1', [{ principalFilter: 'User:carol', patternTypeFilter: 3 }], 1],
    ['the rest of somebody', [{ principalFilter: 'User:carol' }], 1],
    ['her own', [{}]],
    ['after that', [{}]],
  ];
  for (const [what, wanted, version = 3] of deleted) {
    await probe.ask(`deleted: ${what}`, (client) =>
      client.request(DeleteAcls, version, { filters: wanted.map(filter) }),
    );
    await new Promise((resolve) => setTimeout(resolve, probe.settleMs));
  }
}
