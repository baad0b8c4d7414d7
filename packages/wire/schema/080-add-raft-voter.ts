import type { ApiSchema } from '@k/tool-codegen';

export const addRaftVoter: ApiSchema = {
  key: 80,
  name: 'AddRaftVoter',
  target: 'the leader of the KRaft quorum (any broker forwards it)',
  about: 'Makes a controller a voter of the KRaft quorum.',
  versions: {
    0: 'The first (KIP-853).',
    1: 'ackWhenCommitted (KIP-1186).',
  },
  flexible: 0,
  request: {
    clusterId: ['string?', 'The cluster the sender believes to be in, for a check; null for none.'],
    timeoutMs: ['int32', 'How long to wait until it is done, in ms.'],
    voterId: ['int32', 'The controller to make a voter.'],
    voterDirectoryId: ['uuid', 'The metadata directory of that controller.'],
    listeners: ['[]Listener', 'Where the new voter listens.', {
      name: ['string key', 'The name of the listener.'],
      host: ['string', 'Where the controller listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    }],
    ackWhenCommitted: ['bool v1+ = true', 'Whether to answer when the change is committed; else, as soon as the leader has written it.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string? ignorable', "What went wrong, in the broker's words; null when nothing did."],
  },
};
