import type { ApiSchema } from '@k/tool-codegen';

export const listGroups: ApiSchema = {
  key: 16,
  name: 'ListGroups',
  target: 'every broker: each knows only the groups it coordinates',
  about: 'Lists groups.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'Flexible.',
    4: 'Selects by state and tells the state (KIP-518).',
    5: 'Selects by type and tells the type (KIP-848).',
  },
  flexible: 3,
  request: {
    statesFilter: ['[]string v4+', 'The states of the groups wanted; empty for all.'],
    typesFilter: ['[]string v5+', 'The types of the groups wanted; empty for all.'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    groups: ['[]ListedGroup', 'The groups that this broker coordinates.', {
      groupId: ['string (groupId)', 'The id of the group.'],
      protocolType: ['string', 'What kind of group it is: "consumer" for consumers; empty for a group that holds offsets only.'],
      groupState: ['string v4+ ignorable', 'What the group is doing, e.g. Stable or Empty.'],
      groupType: ['string v5+ ignorable', 'Its type: classic, consumer, share or streams.'],
    }],
  },
};
