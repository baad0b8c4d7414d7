import { ApiVersions, ErrorCode, type ApiVersionsRequest, type ApiVersionsResponse, type MessageInit } from '@k/wire';
import { UNKNOWN_SOFTWARE } from '../connection/client-software.ts';
import type { Release } from '../release/releases.ts';
import type { ApiHandler, RequestContext, ServedApi } from './handler.ts';

/**
 * ApiVersions (18), v0-v5. Which versions this node answers for each API.
 *
 * v0: first. v1: throttle time. v2: same. v3: flexible; software name and version (KIP-511), features (KIP-584).
 * v4: same to us. v5: the cluster and the node that the client means to reach, so that one who is not where it thinks it is
 * starts again from its bootstrap servers (KIP-1242). A newer version gets a v0 answer with UNSUPPORTED_VERSION and the range of ApiVersions (KIP-35).
 * Features (KIP-584): metadata.version of the release, and transaction.version; the others are of what this broker lacks.
 */
export const apiVersions: ApiHandler<ApiVersionsRequest, ApiVersionsResponse> = {
  api: ApiVersions,
  minVersion: 0,
  maxVersion: 5,
  handle(request, context) {
    // KIP-511: both must be proper names. A client that gets this error has sent something that would spoil metrics.
    const { clientSoftwareName: name, clientSoftwareVersion: version } = request;
    if (
      context.version >= 3 &&
      ![name, version].every((part) => /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/.test(part))
    ) {
      return { errorCode: ErrorCode.INVALID_REQUEST };
    }
    context.connection.software = context.version >= 3 ? { name, version } : UNKNOWN_SOFTWARE;
    const misrouted = routingProblem(request, context);
    if (misrouted !== ErrorCode.NONE) return { errorCode: misrouted };
    context.sasl?.versionsTold();
    return {
      errorCode: ErrorCode.NONE,
      apiKeys: context.apiRanges,
      ...context.cluster.features.announce(context.version, context.nodeId),
    };
  },
};

/** Both are given or neither, as 4.4.0 has it; below v5 both read as not given. */
function routingProblem({ clusterId, nodeId }: ApiVersionsRequest, { cluster, nodeId: own }: RequestContext): number {
  if (clusterId === null && nodeId === -1) return ErrorCode.NONE;
  if (clusterId === null || nodeId === -1) return ErrorCode.INVALID_REQUEST;
  return clusterId === cluster.clusterId && nodeId === own ? ErrorCode.NONE : ErrorCode.REBOOTSTRAP_REQUIRED;
}

/** The v0 body for an ApiVersions request in a version this broker lacks: releases before 2.4 tell no range. */
export function answerUnsupportedApiVersions(
  { minVersion, maxVersion }: ServedApi,
  release: Release | undefined,
): MessageInit<ApiVersionsResponse> {
  const range = { apiKey: ApiVersions.key, minVersion, maxVersion };
  const apiKeys = release?.tellsApiVersionsRange === false ? [] : [range];
  return { errorCode: ErrorCode.UNSUPPORTED_VERSION, apiKeys };
}
