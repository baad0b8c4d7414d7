import type { ApiSchema } from '@k/tool-codegen';

export const describeAcls: ApiSchema = {
  key: 29,
  name: 'DescribeAcls',
  target: 'any broker',
  about: 'Lists the access rules (ACLs) that match a filter.',
  versions: {
    0: 'The first (KIP-140).',
    1: 'patternType: rules for all names with a prefix (KIP-290). The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'Rules for users (KIP-373).',
  },
  flexible: 2,
  request: {
    resourceTypeFilter: ['int8', 'To what: 1 anything, 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user.'],
    resourceNameFilter: ['string?', 'The name of it; null for any.'],
    patternTypeFilter: ['int8 v1+ = 3', '1: any rule of that name; 2: every rule that applies to that name; 3: only rules for the name itself; 4: only rules for that prefix.'],
    principalFilter: ['string?', 'Who, e.g. "User:alice"; null for anyone.'],
    hostFilter: ['string?', 'From where: an address; null for anywhere.'],
    operation: ['int8', 'What may or may not be done, as in the response; 1 for any rule.'],
    permissionType: ['int8', '2: rules that deny; 3: rules that allow; 1: both.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    resources: ['[]Resource', 'The rules, by what they apply to.', {
      resourceType: ['int8', 'To what: 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user.'],
      resourceName: ['string', 'Its name, or what the names begin with; "*" for all, "kafka-cluster" for the cluster.'],
      patternType: ['int8 v1+ = 3', '3: the name itself; 4: all names that begin with it.'],
      acls: ['[]AclDescription', 'The rules.', {
        principal: ['string', 'Who, e.g. "User:alice"; "User:*" for everyone.'],
        host: ['string', 'From where: an address; "*" for everywhere.'],
        operation: ['int8', 'What may or may not be done: 2 all, 3 read, 4 write, 5 create, 6 delete, 7 alter, 8 describe, 9 cluster action, 10 describe configs, 11 alter configs, 12 idempotent write, 13 create tokens, 14 describe tokens, 15 two-phase commit.'],
        permissionType: ['int8', '2: it is denied; 3: it is allowed.'],
      }],
    }],
  },
};
