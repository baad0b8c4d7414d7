import {
  AddOffsetsToTxn,
  AlterClientQuotas,
  AlterPartitionReassignments,
  AlterReplicaLogDirs,
  AddRaftVoter,
  ConsumerGroupHeartbeat,
  CreateAcls,
  DeleteAcls,
  DescribeAcls,
  DescribeClientQuotas,
  DescribeLogDirs,
  DescribeQuorum,
  DescribeUserScramCredentials,
  AlterUserScramCredentials,
  ElectLeaders,
  EndTxn,
  ErrorCode,
  Heartbeat,
  InitProducerId,
  LeaveGroup,
  ListConfigResources,
  ListPartitionReassignments,
  OffsetDelete,
  RemoveRaftVoter,
  SyncGroup,
  UnregisterBroker,
  UnregisterController,
  UpdateFeatures,
  WriteTxnMarkers,
  type Api,
  type MessageInit,
} from '@k/wire';
import { refusalMessage, type Access } from '../access/access.ts';
import { AclOperation, ResourceType } from '../access/acl.ts';
import { hasConsumerGroups } from './consumer-groups.ts';
import type { RequestContext } from './handler.ts';

const { READ, WRITE, DELETE, ALTER, DESCRIBE, CLUSTER_ACTION, DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE } =
  AclOperation;

/** What a request has to be allowed as a whole, and how it is refused. */
interface Rule {
  /** NONE when it is allowed. */
  readonly problem: (request: unknown, context: RequestContext) => number;
  readonly refuse: (errorCode: number, request: unknown, version: number) => object;
}

const RULES = new Map<number, Rule>();

function rule<Req, Res>(
  api: Api<Req, Res>,
  problem: (request: Req, access: Access, context: RequestContext) => number,
  refuse: (errorCode: number, request: Req, version: number) => MessageInit<Res> = (errorCode) =>
    ({ errorCode }) as MessageInit<Res>,
): void {
  RULES.set(api.key, {
    problem: (request, context) => problem(request as Req, context.access, context),
    refuse: (errorCode, request, version) => refuse(errorCode, request as Req, version) as object,
  });
}

/** Kafka leaves out the words that every client has for the code. */
const withoutMessage = (errorCode: number): { errorCode: number; errorMessage: null } => ({
  errorCode,
  errorMessage: null,
});

/** Kafka says more of the request than is of use to its sender. */
const needs =
  (operation: 'ALTER' | 'DESCRIBE') =>
  (errorCode: number): { errorCode: number; errorMessage: string } => ({
    errorCode,
    errorMessage: `The request needs ${operation} permission on the cluster.`,
  });

// What is asked for single topics, groups and transactional ids of a request is asked where those are answered.

rule(Heartbeat, ({ groupId }, access) => access.group(READ, groupId));
rule(LeaveGroup, ({ groupId }, access) => access.group(READ, groupId));
rule(SyncGroup, ({ groupId }, access) => access.group(READ, groupId));
rule(OffsetDelete, ({ groupId }, access) => access.group(DELETE, groupId));
rule(ConsumerGroupHeartbeat, ({ groupId, subscribedTopicNames }, access, { cluster }) => {
  if (!hasConsumerGroups(cluster)) return ErrorCode.NONE;
  const problem = access.group(READ, groupId);
  if (problem !== ErrorCode.NONE) return problem;
  // Nobody learns of topics by subscribing to them.
  const refused = subscribedTopicNames?.find((name) => access.topic(DESCRIBE, name) !== ErrorCode.NONE);
  return refused === undefined ? ErrorCode.NONE : ErrorCode.TOPIC_AUTHORIZATION_FAILED;
});

rule(
  InitProducerId,
  ({ transactionalId }, access, context) =>
    transactionalId === null ? idempotentWrite(access, context) : access.transactionalId(WRITE, transactionalId),
  (errorCode) => ({ errorCode, producerId: -1, producerEpoch: -1 }),
);
rule(EndTxn, ({ transactionalId }, access) => access.transactionalId(WRITE, transactionalId));
rule(AddOffsetsToTxn, ({ transactionalId, groupId }, access) => {
  const problem = access.transactionalId(WRITE, transactionalId);
  return problem === ErrorCode.NONE ? access.group(READ, groupId) : problem;
});
rule(
  WriteTxnMarkers,
  (_request, access) => (access.cluster(ALTER) === ErrorCode.NONE ? ErrorCode.NONE : access.cluster(CLUSTER_ACTION)),
  (errorCode, { markers }) => ({
    markers: markers.map(({ producerId, topics }) => ({
      producerId,
      topics: topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partitionIndex) => ({ partitionIndex, errorCode })),
      })),
    })),
  }),
);

rule(DescribeAcls, (_request, access) => access.cluster(DESCRIBE), needs('DESCRIBE'));
rule(
  CreateAcls,
  (_request, access) => access.cluster(ALTER),
  (errorCode, { creations }) => ({ results: creations.map(() => needs('ALTER')(errorCode)) }),
);
rule(
  DeleteAcls,
  (_request, access) => access.cluster(ALTER),
  (errorCode, { filters }) => ({ filterResults: filters.map(() => needs('ALTER')(errorCode)) }),
);
rule(DescribeUserScramCredentials, (_request, access) => access.cluster(DESCRIBE), withoutMessage);
rule(
  AlterUserScramCredentials,
  (_request, access) => access.cluster(ALTER),
  (errorCode, { deletions, upsertions }) => {
    const users = new Set([...deletions, ...upsertions].map(({ name }) => name));
    return { results: [...users].map((user) => ({ user, ...needs('ALTER')(errorCode) })) };
  },
);
rule(DescribeClientQuotas, (_request, access) => access.cluster(DESCRIBE_CONFIGS), (errorCode) => ({
  ...withoutMessage(errorCode),
  entries: null,
})); // prettier-ignore
rule(
  AlterClientQuotas,
  (_request, access) => access.cluster(ALTER_CONFIGS),
  (errorCode, { entries }) => ({
    entries: entries.map(({ entity }) => ({
      errorCode,
      errorMessage: refusalMessage(errorCode),
      entity: entity.map(({ entityType, entityName }) => ({ entityType, entityName })),
    })),
  }),
);

rule(ListConfigResources, (_request, access) => access.cluster(DESCRIBE_CONFIGS));
rule(DescribeLogDirs, (_request, access) => access.cluster(DESCRIBE));
rule(
  AlterReplicaLogDirs,
  (_request, access) => access.cluster(ALTER),
  (errorCode, { dirs }) => ({
    results: dirs.flatMap(({ topics }) =>
      topics.map(({ name, partitions }) => ({
        topicName: name,
        partitions: partitions.map((partitionIndex) => ({ partitionIndex, errorCode })),
      })),
    ),
  }),
);
rule(
  ElectLeaders,
  (_request, access) => access.cluster(ALTER),
  (errorCode, { topicPartitions }, version) => ({
    ...(version >= 1 ? { errorCode } : {}),
    replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map((partitionId) => ({ partitionId, ...needs('ALTER')(errorCode) })),
    })),
  }),
);
rule(
  AlterPartitionReassignments,
  (_request, access) => access.cluster(ALTER),
  (errorCode, { topics }) => ({
    ...needs('ALTER')(errorCode),
    responses: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, ...needs('ALTER')(errorCode) })),
    })),
  }),
);
rule(ListPartitionReassignments, (_request, access) => access.cluster(DESCRIBE), needs('DESCRIBE'));
rule(DescribeQuorum, (_request, access) => access.cluster(DESCRIBE));
rule(UpdateFeatures, (_request, access) => access.cluster(ALTER), needs('ALTER'));
rule(UnregisterBroker, (_request, access) => access.cluster(ALTER), needs('ALTER'));
rule(UnregisterController, (_request, access) => access.cluster(ALTER), needs('ALTER'));
rule(AddRaftVoter, (_request, access) => access.cluster(ALTER), needs('ALTER'));
rule(RemoveRaftVoter, (_request, access) => access.cluster(ALTER), needs('ALTER'));

/** KIP-679: since 2.8 whoever may write to some topic may do so without doubles, too. */
function idempotentWrite(access: Access, { cluster, nodeId }: RequestContext): number {
  const problem = access.cluster(IDEMPOTENT_WRITE);
  if (problem === ErrorCode.NONE || cluster.releaseAt(nodeId)?.idempotentWriteAlone === true) return problem;
  return access.allowsSome(WRITE, ResourceType.TOPIC) ? ErrorCode.NONE : problem;
}

/** The answer to a request that its sender may not make; undefined when it may. Kafka: KafkaApis, ControllerApis. */
export function refusalOf(request: unknown, context: RequestContext): object | undefined {
  const known = RULES.get(context.apiKey);
  const errorCode = known?.problem(request, context) ?? ErrorCode.NONE;
  return errorCode === ErrorCode.NONE ? undefined : known?.refuse(errorCode, request, context.version);
}
