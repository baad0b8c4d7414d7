import {
  DescribeCluster,
  ErrorCode,
  type DescribeClusterRequest,
  type DescribeClusterResponse,
  type MessageInit,
} from '@k/wire';
import type { NodeEndpoint } from '../state/nodes.ts';
import { clusterOperations, NOT_ASKED } from './authorized-operations.ts';
import type { ApiHandler } from './handler.ts';

type Response = MessageInit<DescribeClusterResponse>;

const BROKERS = 1;
const CONTROLLERS = 2;

/**
 * DescribeCluster (60), v0-v2. The cluster's id, its controller and the brokers that are up (KIP-700).
 *
 * v1: brokers or controllers (KIP-919). v2: on request also the brokers that are down and were not unregistered, as fenced
 * (KIP-1073).
 * Not implemented: listeners of controllers. All are listeners of brokers, which do not answer for controllers.
 */
export const describeCluster: ApiHandler<DescribeClusterRequest, DescribeClusterResponse> = {
  api: DescribeCluster,
  minVersion: 0,
  maxVersion: 2,
  handle(request, { access, cluster, listener, version }) {
    const problem = endpointProblem(request.endpointType);
    if (problem !== undefined) return problem;
    const live = cluster.nodes.endpoints(listener);
    const fenced = version >= 2 && request.includeFencedBrokers ? cluster.nodes.fencedEndpoints(listener) : [];
    const told = (isFenced: boolean) => (node: NodeEndpoint) => ({
      brokerId: node.id,
      host: node.host,
      port: node.port,
      rack: node.rack,
      ...(version >= 2 ? { isFenced } : {}),
    });
    return {
      clusterId: cluster.clusterId,
      controllerId: cluster.controllerId,
      brokers: [...live.map(told(false)), ...fenced.map(told(true))].sort((a, b) => a.brokerId - b.brokerId),
      clusterAuthorizedOperations: request.includeClusterAuthorizedOperations ? clusterOperations(access) : NOT_ASKED,
    };
  },
};

function endpointProblem(endpointType: number): Response | undefined {
  if (endpointType === BROKERS) return undefined;
  if (endpointType === CONTROLLERS) {
    return {
      errorCode: ErrorCode.MISMATCHED_ENDPOINT_TYPE,
      errorMessage: 'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER',
    };
  }
  return {
    errorCode: ErrorCode.UNSUPPORTED_ENDPOINT_TYPE,
    errorMessage: `Unsupported endpoint type ${String(endpointType)}`,
  };
}
