import { produce } from './000-produce.ts';
import { fetch } from './001-fetch.ts';
import { listOffsets } from './002-list-offsets.ts';
import { metadata } from './003-metadata.ts';
import { offsetCommit } from './008-offset-commit.ts';
import { offsetFetch } from './009-offset-fetch.ts';
import { findCoordinator } from './010-find-coordinator.ts';
import { joinGroup } from './011-join-group.ts';
import { heartbeat } from './012-heartbeat.ts';
import { leaveGroup } from './013-leave-group.ts';
import { syncGroup } from './014-sync-group.ts';
import { describeGroups } from './015-describe-groups.ts';
import { listGroups } from './016-list-groups.ts';
import { saslHandshake } from './017-sasl-handshake.ts';
import { apiVersions } from './018-api-versions.ts';
import { createTopics } from './019-create-topics.ts';
import { deleteTopics } from './020-delete-topics.ts';
import { deleteRecords } from './021-delete-records.ts';
import { initProducerId } from './022-init-producer-id.ts';
import { offsetForLeaderEpoch } from './023-offset-for-leader-epoch.ts';
import { addPartitionsToTxn } from './024-add-partitions-to-txn.ts';
import { addOffsetsToTxn } from './025-add-offsets-to-txn.ts';
import { endTxn } from './026-end-txn.ts';
import { writeTxnMarkers } from './027-write-txn-markers.ts';
import { txnOffsetCommit } from './028-txn-offset-commit.ts';
import { describeAcls } from './029-describe-acls.ts';
import { createAcls } from './030-create-acls.ts';
import { deleteAcls } from './031-delete-acls.ts';
import { describeConfigs } from './032-describe-configs.ts';
import { alterConfigs } from './033-alter-configs.ts';
import { alterReplicaLogDirs } from './034-alter-replica-log-dirs.ts';
import { describeLogDirs } from './035-describe-log-dirs.ts';
import { saslAuthenticate } from './036-sasl-authenticate.ts';
import { createPartitions } from './037-create-partitions.ts';
import { createDelegationToken } from './038-create-delegation-token.ts';
import { renewDelegationToken } from './039-renew-delegation-token.ts';
import { expireDelegationToken } from './040-expire-delegation-token.ts';
import { describeDelegationToken } from './041-describe-delegation-token.ts';
import { deleteGroups } from './042-delete-groups.ts';
import { electLeaders } from './043-elect-leaders.ts';
import { incrementalAlterConfigs } from './044-incremental-alter-configs.ts';
import { alterPartitionReassignments } from './045-alter-partition-reassignments.ts';
import { listPartitionReassignments } from './046-list-partition-reassignments.ts';
import { offsetDelete } from './047-offset-delete.ts';
import { describeClientQuotas } from './048-describe-client-quotas.ts';
import { alterClientQuotas } from './049-alter-client-quotas.ts';
import { describeUserScramCredentials } from './050-describe-user-scram-credentials.ts';
import { alterUserScramCredentials } from './051-alter-user-scram-credentials.ts';
import { describeQuorum } from './055-describe-quorum.ts';
import { updateFeatures } from './057-update-features.ts';
import { describeCluster } from './060-describe-cluster.ts';
import { describeProducers } from './061-describe-producers.ts';
import { unregisterBroker } from './064-unregister-broker.ts';
import { describeTransactions } from './065-describe-transactions.ts';
import { listTransactions } from './066-list-transactions.ts';
import { consumerGroupHeartbeat } from './068-consumer-group-heartbeat.ts';
import { consumerGroupDescribe } from './069-consumer-group-describe.ts';
import { getTelemetrySubscriptions } from './071-get-telemetry-subscriptions.ts';
import { pushTelemetry } from './072-push-telemetry.ts';
import { listConfigResources } from './074-list-config-resources.ts';
import { describeTopicPartitions } from './075-describe-topic-partitions.ts';
import { shareGroupDescribe } from './077-share-group-describe.ts';
import { addRaftVoter } from './080-add-raft-voter.ts';
import { removeRaftVoter } from './081-remove-raft-voter.ts';
import { streamsGroupDescribe } from './089-streams-group-describe.ts';
import { describeShareGroupOffsets } from './090-describe-share-group-offsets.ts';
import { alterShareGroupOffsets } from './091-alter-share-group-offsets.ts';
import { deleteShareGroupOffsets } from './092-delete-share-group-offsets.ts';
import { unregisterController } from './094-unregister-controller.ts';
import { isAtLeast, type Release, type VersionRange } from '../release/releases.ts';
import type { AnyHandler, ApiRange, ServedApi } from './handler.ts';

const HANDLERS: readonly AnyHandler[] = [
  produce,
  fetch,
  listOffsets,
  metadata,
  offsetCommit,
  offsetFetch,
  findCoordinator,
  joinGroup,
  heartbeat,
  leaveGroup,
  syncGroup,
  describeGroups,
  listGroups,
  saslHandshake,
  apiVersions,
  createTopics,
  deleteTopics,
  deleteRecords,
  initProducerId,
  offsetForLeaderEpoch,
  addPartitionsToTxn,
  addOffsetsToTxn,
  endTxn,
  writeTxnMarkers,
  txnOffsetCommit,
  describeAcls,
  createAcls,
  deleteAcls,
  describeConfigs,
  alterConfigs,
  alterReplicaLogDirs,
  describeLogDirs,
  saslAuthenticate,
  createPartitions,
  createDelegationToken,
  renewDelegationToken,
  expireDelegationToken,
  describeDelegationToken,
  deleteGroups,
  electLeaders,
  incrementalAlterConfigs,
  alterPartitionReassignments,
  listPartitionReassignments,
  offsetDelete,
  describeClientQuotas,
  alterClientQuotas,
  describeUserScramCredentials,
  alterUserScramCredentials,
  describeQuorum,
  updateFeatures,
  describeCluster,
  describeProducers,
  unregisterBroker,
  describeTransactions,
  listTransactions,
  consumerGroupHeartbeat,
  consumerGroupDescribe,
  getTelemetrySubscriptions,
  pushTelemetry,
  listConfigResources,
  describeTopicPartitions,
  shareGroupDescribe,
  addRaftVoter,
  removeRaftVoter,
  streamsGroupDescribe,
  describeShareGroupOffsets,
  alterShareGroupOffsets,
  deleteShareGroupOffsets,
  unregisterController,
];

/** Those that a release announces only when they are switched on. Both have one version, since Kafka 3.7. */
const OF_TELEMETRY: readonly AnyHandler[] = [getTelemetrySubscriptions, pushTelemetry];

/** What a node is started with. */
interface RegistryOptions {
  /** Whether it takes metrics of clients. */
  readonly telemetry: boolean;
}

/** The APIs a node serves and the versions it announces for them. */
export class ApiRegistry {
  readonly #byKey = new Map<number, ServedApi>();
  /** Ascending by key, as Kafka tells them. */
  readonly #ranges: ApiRange[] = [];

  /** @param release undefined: every version that is implemented is served. */
  constructor(release: Release | undefined, options: RegistryOptions) {
    for (const handler of HANDLERS) {
      const { key } = handler.api;
      const range = rangesOf(handler, release, options);
      if (range === undefined) continue;
      const { announced, served } = range;
      this.#ranges.push({ apiKey: key, minVersion: announced.minVersion, maxVersion: announced.maxVersion });
      this.#byKey.set(key, { handler, minVersion: served.minVersion, maxVersion: served.maxVersion });
    }
  }

  get ranges(): readonly ApiRange[] {
    return this.#ranges;
  }

  served(apiKey: number): ServedApi | undefined {
    return this.#byKey.get(apiKey);
  }
}

/** Undefined: the node does not have it. */
function rangesOf(
  handler: AnyHandler,
  release: Release | undefined,
  { telemetry }: RegistryOptions,
): { readonly announced: VersionRange; readonly served: VersionRange } | undefined {
  if (OF_TELEMETRY.includes(handler)) {
    const isKnown = release === undefined || isAtLeast(release.name, '3.9');
    return telemetry && isKnown ? { announced: handler, served: handler } : undefined;
  }
  if (release === undefined) return { announced: handler, served: handler };
  const announced = release.announced.get(handler.api.key);
  const served = release.served.get(handler.api.key);
  return announced === undefined || served === undefined ? undefined : { announced, served };
}
