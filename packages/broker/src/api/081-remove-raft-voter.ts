import {
  ErrorCode,
  RemoveRaftVoter,
  ZERO_UUID,
  type RemoveRaftVoterRequest,
  type RemoveRaftVoterResponse,
} from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import { clusterIdProblem } from './quorum-request.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/** RemoveRaftVoter (81), v0. A node votes no more in the quorum (KIP-853). It takes kraft.version 1. */
export const removeRaftVoter: ApiHandler<RemoveRaftVoterRequest, RemoveRaftVoterResponse> = {
  api: RemoveRaftVoter,
  minVersion: 0,
  maxVersion: 0,
  handle(request, context) {
    const refusal = remove(request, context);
    return { errorCode: refusal?.errorCode ?? ErrorCode.NONE, errorMessage: refusal?.message ?? null };
  },
};

function remove(
  { clusterId, voterId, voterDirectoryId }: RemoveRaftVoterRequest,
  { cluster }: RequestContext,
): Refusal | undefined {
  const problem = clusterIdProblem(clusterId, cluster);
  if (problem !== undefined) return problem;
  if (voterId < 0 || voterDirectoryId === ZERO_UUID) {
    return { errorCode: ErrorCode.INVALID_REQUEST, message: "Remove voter request didn't include a valid voter" };
  }
  return cluster.quorum.remove(voterId, voterDirectoryId);
}
