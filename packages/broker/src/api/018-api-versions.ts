import { ApiVersions, ErrorCode, type ApiVersionsRequest, type ApiVersionsResponse, type MessageInit } from '@k/wire';
import type { Release } from '../release/releases.ts';
import type { ApiHandler, ServedApi } from './handler.ts';

/**
 * ApiVersions (18), v0-v4. Which versions this node answers for each API.
 *
 * v0: first. v1: throttle time. v2: same. v3: flexible; software name and version (KIP-511), features (KIP-584).
 * v4: same to us. A newer version gets a v0 answer with UNSUPPORTED_VERSION and the range of ApiVersions (KIP-35).
 * Features (KIP-584): metadata.version of the release, and transaction.version; the others are of what this broker lacks.
 * Not implemented: v5 (KIP-1242, cluster id and node id to check the routing).
 */
export const apiVersions: ApiHandler<ApiVersionsRequest, ApiVersionsResponse> = {
  api: ApiVersions,
  minVersion: 0,
  maxVersion: 4,
  handle(request, context) {
    // KIP-511: both must be proper names. A client that gets this error has sent something that would spoil metrics.
    const named = [request.clientSoftwareName, request.clientSoftwareVersion];
    if (context.version >= 3 && !named.every((part) => /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/.test(part))) {
      return { errorCode: ErrorCode.INVALID_REQUEST };
    }
    context.sasl?.versionsTold();
    const { features } = context.cluster;
    return { errorCode: ErrorCode.NONE, apiKeys: context.apiRanges, ...features.announce(context.version) };
  },
};

/** The v0 body for an ApiVersions request in a version this broker lacks: releases before 2.4 tell no range. */
export function answerUnsupportedApiVersions(
  { minVersion, maxVersion }: ServedApi,
  release: Release | undefined,
): MessageInit<ApiVersionsResponse> {
  const range = { apiKey: ApiVersions.key, minVersion, maxVersion };
  const apiKeys = release?.tellsApiVersionsRange === false ? [] : [range];
  return { errorCode: ErrorCode.UNSUPPORTED_VERSION, apiKeys };
}
