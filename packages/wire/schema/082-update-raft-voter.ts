import type { ApiSchema } from '@k/tool-codegen';

export const updateRaftVoter: ApiSchema = {
  key: 82,
  name: 'UpdateRaftVoter',
  target: 'the leader of the KRaft quorum, from a voter',
  about: 'A voter of the KRaft quorum tells where it listens now and which versions of KRaft it supports.',
  versions: {
    0: 'The first and only one so far (KIP-853).',
  },
  flexible: 0,
  request: {
    clusterId: ['string?', 'The cluster the sender believes to be in, for a check; null for none.'],
    currentLeaderEpoch: ['int32', 'The leader epoch that the voter knows, so that an old leader can be told from a new one.'],
    voterId: ['int32', 'The voter, which is the sender.'],
    voterDirectoryId: ['uuid', 'The metadata directory of the voter.'],
    listeners: ['[]Listener', 'Where the voter listens.', {
      name: ['string key', 'The name of the listener.'],
      host: ['string', 'Where the controller listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    }],
    kRaftVersionFeature: ['KRaftVersionFeature', 'Which versions of KRaft (feature kraft.version) the voter supports.', {
      minSupportedVersion: ['int16', 'The lowest version.'],
      maxSupportedVersion: ['int16', 'The highest version.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    currentLeader: ['CurrentLeader tag 0', 'The leader that the answering controller knows.', {
      leaderId: ['int32 (brokerId) = -1', 'The id of the leader; -1 when unknown.'],
      leaderEpoch: ['int32 = -1', 'The latest epoch known; -1 when unknown.'],
      host: ['string', 'Where the leader listens: a host name or an address; empty when unknown.'],
      port: ['int32', 'The port it listens on; 0 when unknown.'],
    }],
  },
};
