import { ErrorCode, type FetchRequest } from '@k/wire';
import { epochAfter, FetchSession, namesTopicsById } from './fetch-session.ts';
import type { FetchedPartition } from './fetched-partition.ts';
import { staysNews, type PartitionRead } from './partition-read.ts';
import type { FetchSessionCache } from './session-cache.ts';

/** Session epochs of KIP-227 with a meaning of their own: a new session is wanted, or none. */
const INITIAL_EPOCH = 0;
const FINAL_EPOCH = -1;

/** One partition of a fetch, and what was read of it. */
export interface ReadPartition {
  readonly asked: FetchedPartition;
  readonly read: PartitionRead;
}

export interface FetchAnswer {
  readonly errorCode: number;
  readonly sessionId: number;
  readonly partitions: readonly ReadPartition[];
}

/** What a request comes with beside itself. */
export interface FetchTerms {
  readonly version: number;
  readonly cache: FetchSessionCache;
  readonly now: () => number;
  /** Counts up when the client may be allowed something else. */
  readonly accessVersion: number;
}

/** What a request asks for, and what of that is told. Kafka: FetchContext. */
export interface FetchContext {
  readonly session: FetchSession;
  /** @param partitions all that had news */
  answer(partitions: readonly ReadPartition[]): FetchAnswer;
  /** Nothing is told of them now, and all of it the next time. Kafka: getThrottledResponse. */
  withhold(partitions: readonly ReadPartition[]): FetchAnswer;
}

/**
 * Finds what a request asks for: all that it names, or a session with what it changes in that. Kafka: FetchManager.
 * @returns the error code when the session is not there, or not as the request has it
 */
export function openFetch(request: FetchRequest, terms: FetchTerms): FetchContext | number {
  const { version, cache, now } = terms;
  const { sessionId, sessionEpoch } = request;
  if (sessionEpoch === INITIAL_EPOCH || sessionEpoch === FINAL_EPOCH) {
    cache.remove(sessionId);
    return sessionEpoch === FINAL_EPOCH ? sessionless(request, terms) : full(request, terms);
  }
  const session = cache.get(sessionId);
  if (session === undefined) return ErrorCode.FETCH_SESSION_ID_NOT_FOUND;
  if (session.epoch !== sessionEpoch) return ErrorCode.INVALID_FETCH_SESSION_EPOCH;
  if (session.usesTopicIds !== namesTopicsById(version)) return ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR;
  session.update(request, terms.accessVersion);
  if (session.size === 0) {
    cache.remove(sessionId);
    return sessionless(request, terms);
  }
  session.lastUsedMs = now();
  session.epoch = epochAfter(sessionEpoch);
  return incremental(session, session.epoch);
}

const NOTHING: FetchAnswer = { errorCode: ErrorCode.NONE, sessionId: 0, partitions: [] };

/** All partitions of the request, and no session. */
function sessionless(request: FetchRequest, terms: FetchTerms): FetchContext {
  const session = sessionOf(request, terms);
  return {
    session,
    answer: (partitions) => ({ errorCode: ErrorCode.NONE, sessionId: 0, partitions }),
    withhold: () => NOTHING,
  };
}

/** All partitions of the request, which are a session from then on, in the order of the answer. */
function full(request: FetchRequest, terms: FetchTerms): FetchContext {
  const { cache, now } = terms;
  const session = sessionOf(request, terms);
  return {
    session,
    answer(partitions) {
      for (const { asked, read } of partitions) {
        asked.tell(read);
        session.moveToEnd(asked);
        if (staysNews(read)) session.putBack(asked);
      }
      return { errorCode: ErrorCode.NONE, sessionId: cache.add(session, now()), partitions };
    },
    // No session comes of it.
    withhold: () => NOTHING,
  };
}

/** What is new of the partitions of a session. */
function incremental(session: FetchSession, epoch: number): FetchContext {
  return {
    session,
    answer(partitions) {
      const sessionId = session.id;
      const isOvertaken = session.epoch !== epoch;
      for (const { asked, read } of partitions) if (isOvertaken || staysNews(read)) session.putBack(asked);
      // Another request went on with the session while this one waited.
      if (isOvertaken) return { errorCode: ErrorCode.INVALID_FETCH_SESSION_EPOCH, sessionId, partitions: [] };
      const told = partitions.filter(({ asked, read }) => asked.tell(read));
      for (const { asked, read } of told) if (read.records.length > 0) session.moveToEnd(asked);
      return { errorCode: ErrorCode.NONE, sessionId, partitions: told };
    },
    withhold(partitions) {
      for (const { asked } of partitions) session.putBack(asked);
      const isOvertaken = session.epoch !== epoch;
      const errorCode = isOvertaken ? ErrorCode.INVALID_FETCH_SESSION_EPOCH : ErrorCode.NONE;
      return { errorCode, sessionId: session.id, partitions: [] };
    },
  };
}

function sessionOf(request: FetchRequest, { version, now, accessVersion }: FetchTerms): FetchSession {
  const isPrivileged = request.replicaId >= 0 || request.replicaState.replicaId >= 0;
  const session = new FetchSession({ version, isPrivileged, nowMs: now() });
  session.update({ ...request, forgottenTopicsData: [] }, accessVersion);
  return session;
}
