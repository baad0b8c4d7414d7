import type { WaitOptions } from '@k/runtime';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { describeCluster, type ClusterDescription, type DescribeClusterOptions } from './describe-cluster.ts';
import { describeFeatures, type DescribeFeaturesOptions, type FeatureMetadata } from './describe-features.ts';
import { describeMetadataQuorum, type QuorumInfo, type RaftVoterEndpoint } from './describe-metadata-quorum.ts';
import { addRaftVoter, removeRaftVoter, type RaftVoterOptions } from './raft-voters.ts';
import { unregisterBroker, unregisterController } from './unregister.ts';
import { updateFeatures, type FeatureUpdate, type UpdateFeaturesOptions } from './update-features.ts';

/** Brokers, controllers and features. */
export interface ClusterOperations {
  /**
   * The cluster's id, its brokers, and the one to send changes to.
   * @throws UnsupportedVersionError where an option needs a newer broker.
   *   [DescribeCluster](https://kafka.apache.org/protocol#The_Messages_DescribeCluster), before Kafka 2.8
   *   [Metadata](https://kafka.apache.org/protocol#The_Messages_Metadata); KIP-700, KIP-430, KIP-1073
   */
  describeCluster(options?: DescribeClusterOptions): Promise<ClusterDescription>;
  /**
   * The features that the cluster has switched on, and those that a broker could have. Empty before Kafka 2.7.
   * [ApiVersions](https://kafka.apache.org/protocol#The_Messages_ApiVersions), KIP-584
   */
  describeFeatures(options?: DescribeFeaturesOptions): Promise<FeatureMetadata>;
  /**
   * Raises or lowers features of the whole cluster. All updates are made or none, from Kafka 4.0 on; before, each for itself.
   * Needs Kafka 2.7.
   * @param updates - each of another feature
   * @throws PartialResultError with INVALID_UPDATE_VERSION, FEATURE_UPDATE_FAILED, CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [UpdateFeatures](https://kafka.apache.org/protocol#The_Messages_UpdateFeatures), KIP-584, KIP-778
   */
  updateFeatures(
    updates: readonly FeatureUpdate[],
    options?: UpdateFeaturesOptions,
  ): Promise<ResourceMap<string, undefined>>;
  /**
   * Who leads the controllers, who votes, and how far each node has copied the metadata. Needs Kafka 3.3 without a ZooKeeper.
   * @throws ProtocolError CLUSTER_AUTHORIZATION_FAILED.
   *   [DescribeQuorum](https://kafka.apache.org/protocol#The_Messages_DescribeQuorum), KIP-595, KIP-836, KIP-853
   */
  describeMetadataQuorum(options?: WaitOptions): Promise<QuorumInfo>;
  /**
   * Makes a controller a voter. Needs Kafka 3.9 without a ZooKeeper, and `kraft.version` 1. When the answer of an attempt is
   * lost, the next one may find the voter that the first one added: DUPLICATE_VOTER.
   * @param voterId - id of the controller
   * @param voterDirectoryId - of its metadata directory, as in its `meta.properties`
   * @param endpoints - where it listens
   * @throws ProtocolError DUPLICATE_VOTER, INCONSISTENT_CLUSTER_ID, UNSUPPORTED_VERSION, CLUSTER_AUTHORIZATION_FAILED …;
   *   ConfigError. [AddRaftVoter](https://kafka.apache.org/protocol#The_Messages_AddRaftVoter), KIP-853
   */
  addRaftVoter(
    voterId: number,
    voterDirectoryId: string,
    endpoints: readonly RaftVoterEndpoint[],
    options?: RaftVoterOptions,
  ): Promise<void>;
  /**
   * Takes a voter out of the quorum. Needs as `addRaftVoter()`. When the answer of an attempt is lost, the next one may find
   * the voter gone: VOTER_NOT_FOUND.
   * @throws ProtocolError VOTER_NOT_FOUND, INCONSISTENT_CLUSTER_ID, UNSUPPORTED_VERSION, CLUSTER_AUTHORIZATION_FAILED …;
   *   ConfigError. [RemoveRaftVoter](https://kafka.apache.org/protocol#The_Messages_RemoveRaftVoter), KIP-853
   */
  removeRaftVoter(voterId: number, voterDirectoryId: string, options?: RaftVoterOptions): Promise<void>;
  /**
   * Makes the cluster forget a broker that will not come back. Needs Kafka 3.3 without a ZooKeeper. When the answer of an
   * attempt is lost, the next one may find the broker gone: BROKER_ID_NOT_REGISTERED.
   * @throws ProtocolError BROKER_ID_NOT_REGISTERED, CLUSTER_AUTHORIZATION_FAILED; ConfigError.
   *   [UnregisterBroker](https://kafka.apache.org/protocol#The_Messages_UnregisterBroker), KIP-631
   */
  unregisterBroker(brokerId: number, options?: WaitOptions): Promise<void>;
  /**
   * Makes the cluster forget a controller that will not come back. Needs Kafka 4.4.
   * @throws ProtocolError CONTROLLER_ID_NOT_REGISTERED, CLUSTER_AUTHORIZATION_FAILED …; ConfigError. KIP-1312
   */
  unregisterController(controllerId: number, options?: WaitOptions): Promise<void>;
}

export function clusterOperations(calls: AdminCalls): ClusterOperations {
  return {
    describeCluster: (options) => describeCluster(calls, options),
    describeFeatures: (options) => describeFeatures(calls, options),
    updateFeatures: (updates, options) => updateFeatures(calls, updates, options),
    describeMetadataQuorum: (options) => describeMetadataQuorum(calls, options),
    addRaftVoter: (voterId, voterDirectoryId, endpoints, options) =>
      addRaftVoter(calls, voterId, voterDirectoryId, endpoints, options),
    removeRaftVoter: (voterId, voterDirectoryId, options) => removeRaftVoter(calls, voterId, voterDirectoryId, options),
    unregisterBroker: (brokerId, options) => unregisterBroker(calls, brokerId, options),
    unregisterController: (controllerId, options) => unregisterController(calls, controllerId, options),
  };
}
