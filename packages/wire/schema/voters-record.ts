import type { DataSchema } from '@k/tool-codegen';

export const votersRecord: DataSchema = {
  name: 'VotersRecord',
  about: 'The value of a control record (type 6): the voters of the KRaft quorum from here on (KIP-853). No version stands before it, but it begins with one.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  fields: {
    version: ['int16', 'The version of this structure.'],
    voters: ['[]Voter', 'The voters.', {
      voterId: ['int32 (brokerId)', 'The id of the voter.'],
      voterDirectoryId: ['uuid', 'Its metadata directory.'],
      endpoints: ['[]Endpoint', 'Where the voter listens.', {
        name: ['string key', 'The name of the listener.'],
        host: ['string', 'Where it listens: a host name or an address.'],
        port: ['uint16', 'The port it listens on.'],
      }],
      kRaftVersionFeature: ['KRaftVersionFeature', 'The levels of the feature kraft.version that the voter supports.', {
        minSupportedVersion: ['int16', 'The lowest level.'],
        maxSupportedVersion: ['int16', 'The highest level.'],
      }],
    }],
  },
};
