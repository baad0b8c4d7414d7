import type { ApiSchema } from '@k/tool-codegen';

export const fetchSnapshot: ApiSchema = {
  key: 59,
  name: 'FetchSnapshot',
  target: 'the leader of the KRaft quorum',
  about: 'Reads a snapshot of the metadata log piece by piece, for a replica that is behind the start of the log.',
  versions: {
    0: 'The first (KIP-630).',
    1: 'replicaDirectoryId; the response tells where the leader is (KIP-853).',
  },
  flexible: 0,
  request: {
    clusterId: ['string? tag 0 = null', 'The cluster the replica believes to be in; null when not known.'],
    replicaId: ['int32 (brokerId) = -1', 'The node that asks.'],
    maxBytes: ['int32 = 0x7fffffff', 'How many bytes may come in all.'],
    topics: ['[]TopicSnapshot', 'The snapshots to read, by topic.', {
      name: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionSnapshot', 'The snapshots to read, by partition.', {
        partition: ['int32', 'The number of the partition: always 0.'],
        currentLeaderEpoch: ['int32', 'The leader epoch that the replica knows, so that an old leader can be told from a new one.'],
        snapshotId: ['SnapshotId', 'Which snapshot is wanted.', {
          endOffset: ['int64', 'The offset after the last record in the snapshot.'],
          epoch: ['int32', 'The leader epoch of that record.'],
        }],
        position: ['int64', 'From which byte of the snapshot on.'],
        replicaDirectoryId: ['uuid v1+ tag 0 ignorable', 'The metadata directory of the node that asks; zero when unknown.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32 ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all could be read.'],
    topics: ['[]TopicSnapshot', 'What was read, by topic.', {
      name: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionSnapshot', 'What was read, by partition.', {
        index: ['int32', 'The number of the partition: always 0.'],
        errorCode: ['int16', '0, or why the snapshot could not be read; SNAPSHOT_NOT_FOUND when it is gone.'],
        snapshotId: ['SnapshotId', 'Which snapshot it is.', {
          endOffset: ['int64', 'The offset after the last record in the snapshot.'],
          epoch: ['int32', 'The leader epoch of that record.'],
        }],
        currentLeader: ['LeaderIdAndEpoch tag 0', 'The leader to go to, after an error that says it is another one.', {
          leaderId: ['int32 (brokerId)', 'The broker that leads the partition; -1 when unknown.'],
          leaderEpoch: ['int32', "The leader's epoch; -1 when unknown."],
        }],
        size: ['int64', 'How large the whole snapshot is, in bytes.'],
        position: ['int64', 'Which byte of the snapshot the piece begins with.'],
        unalignedRecords: ['records', 'The piece: it may begin and end within a record batch.'],
      }],
    }],
    nodeEndpoints: ['[]NodeEndpoint v1+ tag 0', 'Where the leaders are that are named in currentLeader.', {
      nodeId: ['int32 key (brokerId)', 'The id of the node.'],
      host: ['string', 'Where the node listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    }],
  },
};
