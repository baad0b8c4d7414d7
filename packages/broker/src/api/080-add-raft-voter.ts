import { AddRaftVoter, ErrorCode, ZERO_UUID, type AddRaftVoterRequest, type AddRaftVoterResponse } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import type { ApiHandler, RequestContext } from './handler.ts';
import { clusterIdProblem, CONTROLLER_LISTENER } from './quorum-request.ts';

/**
 * AddRaftVoter (80), v0-v1. A node that was taken out of the quorum votes again (KIP-853); others than the nodes of this
 * cluster cannot be reached. It takes kraft.version 1.
 *
 * v1: when to answer, which is at once (KIP-1186).
 */
export const addRaftVoter: ApiHandler<AddRaftVoterRequest, AddRaftVoterResponse> = {
  api: AddRaftVoter,
  minVersion: 0,
  maxVersion: 1,
  handle(request, context) {
    const refusal = add(request, context);
    return { errorCode: refusal?.errorCode ?? ErrorCode.NONE, errorMessage: refusal?.message ?? null };
  },
};

function add(request: AddRaftVoterRequest, { cluster }: RequestContext): Refusal | undefined {
  const { clusterId, voterId, voterDirectoryId, listeners } = request;
  const problem = clusterIdProblem(clusterId, cluster);
  if (problem !== undefined) return problem;
  if (voterId < 0 || voterDirectoryId === ZERO_UUID) {
    return { errorCode: ErrorCode.INVALID_REQUEST, message: "Add voter request didn't include a valid voter" };
  }
  if (!listeners.some(({ name }) => name === CONTROLLER_LISTENER)) {
    const given = listeners.map(({ name, host, port }) => `${name}=${host}:${String(port)}`).join(', ');
    const message = `Add voter request didn't include the endpoint (Endpoints(endpoints={${given}})) for the default listener ListenerName(${CONTROLLER_LISTENER})`;
    return { errorCode: ErrorCode.INVALID_REQUEST, message };
  }
  return cluster.quorum.add(voterId, voterDirectoryId);
}
