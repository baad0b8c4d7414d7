import type { DataSchema } from '@k/tool-codegen';

export const leaderChangeMessage: DataSchema = {
  name: 'LeaderChangeMessage',
  about: 'The value of a control record (type 2) in the metadata log: the first record of a new leader. No version stands before it, but it begins with one.',
  versions: {
    0: 'The first.',
    1: 'voterDirectoryId (KIP-853). Kafka 4.4 still writes and reads version 0.',
  },
  flexible: 0,
  structs: {
    Voter: {
      voterId: ['int32', 'The id of the voter.'],
      voterDirectoryId: ['uuid v1+', 'Its metadata directory; zero when unknown.'],
    },
  },
  fields: {
    version: ['int16', 'The version of this structure.'],
    leaderId: ['int32 (brokerId)', 'The new leader.'],
    voters: ['[]Voter', 'The voters of the epoch.'],
    grantingVoters: ['[]Voter', 'The voters that voted for the leader.'],
  },
};
