import type { AnyHandler, RequestContext } from '../api/handler.ts';
import {
  AddRaftVoter, AlterClientQuotas, AlterConfigs, AlterPartitionReassignments, AlterUserScramCredentials, CreateAcls,
  CreateDelegationToken, CreatePartitions, CreateTopics, DeleteAcls, DeleteTopics, DescribeQuorum, ElectLeaders,
  ExpireDelegationToken, IncrementalAlterConfigs, ListPartitionReassignments, RemoveRaftVoter, RenewDelegationToken,
  UnregisterBroker, UpdateFeatures,
} from '@k/wire'; // prettier-ignore

/** What brokers leave to the controller. */
const PASSED_ON: ReadonlySet<number> = new Set(
  [
    AddRaftVoter, AlterClientQuotas, AlterConfigs, AlterPartitionReassignments, AlterUserScramCredentials, CreateAcls,
    CreateDelegationToken, CreatePartitions, CreateTopics, DeleteAcls, DeleteTopics, DescribeQuorum, ElectLeaders,
    ExpireDelegationToken, IncrementalAlterConfigs, ListPartitionReassignments, RemoveRaftVoter, RenewDelegationToken,
    UnregisterBroker, UpdateFeatures,
  ].map(({ key }) => key),
); // prettier-ignore

/** Has a request answered: at once, or when a node that is cut off can pass it on. */
export function whenPassedOn(
  { apiKey, cluster, connection, nodeId }: RequestContext,
  handle: () => ReturnType<AnyHandler['handle']>,
): ReturnType<AnyHandler['handle']> {
  const passedOn = PASSED_ON.has(apiKey) ? cluster.isolation.reachesController(nodeId, connection) : undefined;
  return passedOn === undefined ? handle() : passedOn.then(handle);
}
