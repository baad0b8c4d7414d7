import { Fetch, type FetchRequest, type FetchResponse, type MessageInit } from '@k/wire';
import { FetchAttempt } from '../fetch/fetch-attempt.ts';
import { openFetch, type FetchContext } from '../fetch/fetch-context.ts';
import { fetchResponse } from '../fetch/fetch-response.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/**
 * Fetch (1), v0-v18. Hands out views of the log: no record is copied or looked at, but for v0-v3.
 *
 * v0-v1: converted to messages of magic 0, v2-v3 to magic 1; v0-v2: cut off at the limit, maybe in the first message; a zstd
 * batch at the beginning gets UNSUPPORTED_COMPRESSION_TYPE. v3: a limit for the whole answer. v4: isolation level, whole batches of magic 2. v5: log start offset. v7: sessions (KIP-227). v9: leader epoch
 * (KIP-320). v11: followers answer, and a leader names the one in the rack of the client (KIP-392). v12: flexible; diverging epochs (KIP-595). v13: topic ids (KIP-516). v16: leader hints (KIP-951).
 * v18: same to us.
 * Waits as Kafka does: until `minBytes` are there, an error turns up, or `maxWaitMs` have passed; that a partition is not
 * in the cluster is told with the rest. At least one batch comes however large it is (KIP-74). One answer holds bytes of
 * one log segment per partition. Of a partition that is named twice, the last entry is answered, as on Kafka.
 * Who is over its quota of bytes gets none, and is to ask again after the throttle time.
 * Not implemented: brokers that copy logs (replicaId).
 */
export const fetch: ApiHandler<FetchRequest, FetchResponse> = {
  api: Fetch,
  minVersion: 0,
  maxVersion: 18,
  handle(request, context) {
    const { access, cluster, version, nodeId } = context;
    const now = (): number => cluster.clock.now();
    const cache = cluster.fetchSessions(nodeId);
    const opened = openFetch(request, { version, cache, now, accessVersion: access.version });
    return typeof opened === 'number' ? { errorCode: opened } : attempt(request, context, opened);
  },
};

/** Of a partition, about. */
const BYTES_BESIDE_RECORDS = 50;

async function attempt(
  request: FetchRequest,
  context: RequestContext,
  fetch: FetchContext,
): Promise<MessageInit<FetchResponse>> {
  const { session } = fetch;
  // From the first partition that is read on: what happens meanwhile is news to the next request.
  session.hold();
  try {
    const partitions = await new FetchAttempt(request, context, fetch).read();
    const bytes = partitions.reduce((sum, { read }) => sum + read.records.length + BYTES_BESIDE_RECORDS, 0);
    const isWithinQuota = context.quotas?.fetched(bytes) ?? true;
    return await fetchResponse(isWithinQuota ? fetch.answer(partitions) : fetch.withhold(partitions), request, context);
  } finally {
    session.release();
  }
}
