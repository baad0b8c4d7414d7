import type { BrokerNode } from '@k/cluster';
import { schemaOf, type Deadline, waitSettings, type WaitOptions, z } from '@k/runtime';
import { DescribeCluster, ErrorCode, errorFor, Metadata, parseOptions } from '@k/wire';
import type {
  DescribeClusterRequest,
  DescribeClusterResponse,
  MessageInit,
  MetadataRequest,
  MetadataResponse,
} from '@k/wire';
import { operationsOf, type AclOperation } from '../authorized-operations.ts';
import type { AdminCalls } from '../calls.ts';
import { lacks } from '../lacks.ts';
import { tooOld } from '../too-old.ts';

export interface DescribeClusterOptions extends WaitOptions {
  /** Whether to tell what this user may do with the cluster, from Kafka 2.3 on. @default false */
  readonly includeAuthorizedOperations?: boolean | undefined;
  /** Whether to tell of brokers too that are registered but out of service, from Kafka 4.0 on. @default false */
  readonly includeFencedBrokers?: boolean | undefined;
}

/** A broker, as the cluster announces it. */
export interface ClusterNode extends BrokerNode {
  /** Whether it is registered but out of service. */
  readonly isFenced: boolean;
}

export interface ClusterDescription {
  /** Null from brokers before 0.10.1. */
  readonly clusterId: string | null;
  readonly nodes: readonly ClusterNode[];
  /**
   * The broker to send changes to; undefined when none is known. Without a ZooKeeper that is any broker: who really leads is
   * told by `describeMetadataQuorum()`.
   */
  readonly controller: ClusterNode | undefined;
  /** What this user may do with the cluster; undefined unless `includeAuthorizedOperations` was set. */
  readonly authorizedOperations: ReadonlySet<AclOperation> | undefined;
}

const CALL = 'describeCluster()';
const describeOptions = schemaOf<DescribeClusterOptions>()(
  z.strictObject({
    ...waitSettings,
    includeAuthorizedOperations: z.boolean().default(false),
    includeFencedBrokers: z.boolean().default(false),
  }),
);
interface Wanted {
  readonly includeAuthorizedOperations: boolean;
  readonly includeFencedBrokers: boolean;
}

export async function describeCluster(
  calls: AdminCalls,
  options?: DescribeClusterOptions,
): Promise<ClusterDescription> {
  const { signal, timeoutMs, ...wanted } = parseOptions(`KafkaAdmin: ${CALL}`, describeOptions, options ?? {});
  const deadline = calls.deadline(CALL, { signal, timeoutMs });
  const body = (version: number): MessageInit<DescribeClusterRequest> => requestBody(version, wanted);
  try {
    return await calls.one(deadline, 'any', DescribeCluster, body, descriptionOf);
  } catch (error) {
    // Before Kafka 2.8, Metadata says the same, but for fenced brokers.
    if (!lacks(error, DescribeCluster) || wanted.includeFencedBrokers) throw error;
    return describeByMetadata(calls, deadline, wanted);
  }
}

function requestBody(version: number, wanted: Wanted): MessageInit<DescribeClusterRequest> {
  const { includeAuthorizedOperations, includeFencedBrokers } = wanted;
  if (includeFencedBrokers && version < 2) {
    throw tooOld(DescribeCluster, version, 2, (kafka) => `includeFencedBrokers needs ${kafka}`);
  }
  return {
    includeClusterAuthorizedOperations: includeAuthorizedOperations,
    ...(version >= 2 ? { includeFencedBrokers } : {}),
  };
}

function descriptionOf(answer: DescribeClusterResponse): ClusterDescription {
  const { errorCode, errorMessage, clusterId, brokers, controllerId, clusterAuthorizedOperations } = answer;
  if (errorCode !== ErrorCode.NONE) {
    throw errorFor(errorCode, { api: DescribeCluster.name, message: errorMessage });
  }
  const nodes = brokers.map(({ brokerId: nodeId, host, port, rack, isFenced }) => {
    return { nodeId, host, port, rack, isFenced };
  });
  return describe(clusterId, nodes, controllerId, clusterAuthorizedOperations);
}

function describeByMetadata(
  calls: AdminCalls,
  deadline: Deadline,
  { includeAuthorizedOperations }: Wanted,
): Promise<ClusterDescription> {
  const body = (version: number): MessageInit<MetadataRequest> => {
    if (!includeAuthorizedOperations) return { topics: [] };
    if (version < 8) throw tooOld(Metadata, version, 8, (kafka) => `includeAuthorizedOperations needs ${kafka}`);
    return { topics: [], includeClusterAuthorizedOperations: true };
  };
  const read = ({
    clusterId,
    brokers,
    controllerId,
    clusterAuthorizedOperations,
  }: MetadataResponse): ClusterDescription => {
    const nodes = brokers.map(({ nodeId, host, port, rack }) => ({ nodeId, host, port, rack, isFenced: false }));
    return describe(clusterId, nodes, controllerId, clusterAuthorizedOperations);
  };
  return calls.one(deadline, 'any', Metadata, body, read);
}

function describe(
  clusterId: string | null,
  nodes: readonly ClusterNode[],
  controllerId: number,
  operations: number,
): ClusterDescription {
  return {
    clusterId,
    nodes,
    controller: nodes.find(({ nodeId }) => nodeId === controllerId),
    authorizedOperations: operationsOf(operations),
  };
}
