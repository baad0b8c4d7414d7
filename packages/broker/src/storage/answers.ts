import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  ApiVersions,
  ConsumerGroupHeartbeat,
  EndTxn,
  ErrorCode,
  FindCoordinator,
  Heartbeat,
  JoinGroup,
  LeaveGroup,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  SaslAuthenticate,
  SaslHandshake,
  SyncGroup,
  TxnOffsetCommit,
} from '@k/wire';
import { CLOSE_CONNECTION, type Reply } from '../api/handler.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';

/** What is asked of coordinators. As Kafka's, one that cannot write says that it is none: clients look for it again, and ask again. */
const COORDINATED: ReadonlySet<number> = new Set(
  [
    AddOffsetsToTxn,
    AddPartitionsToTxn,
    ConsumerGroupHeartbeat,
    EndTxn,
    Heartbeat,
    JoinGroup,
    LeaveGroup,
    OffsetCommit,
    OffsetFetch,
    SyncGroup,
    TxnOffsetCommit,
  ].map(({ key }) => key),
);

/** What a client needs to find out that nothing goes at present. */
const UNKEPT: ReadonlySet<number> = new Set(
  [ApiVersions, FindCoordinator, Metadata, SaslAuthenticate, SaslHandshake].map(({ key }) => key),
);

/**
 * The answer, when all that came about until now is written; KAFKA_STORAGE_ERROR in the place of every good news of it
 * (of a coordinator NOT_COORDINATOR), when that cannot be written.
 */
export function keptReply(storage: Storage, apiKey: number, reply: Reply<unknown>): Reply<unknown> {
  try {
    storage.commit();
    return reply;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (UNKEPT.has(apiKey)) return reply;
    if (typeof reply === 'symbol') return CLOSE_CONNECTION;
    const found = { count: 0 };
    const code = COORDINATED.has(apiKey) ? ErrorCode.NOT_COORDINATOR : ErrorCode.KAFKA_STORAGE_ERROR;
    const refused = refuse(reply, code, found);
    return found.count > 0 ? refused : CLOSE_CONNECTION;
  }
}

function refuse(value: unknown, code: number, found: { count: number }): unknown {
  if (Array.isArray(value)) return value.map((each) => refuse(each, code, found));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const isCode = /^(partitionE|e)rrorCode$/.test(name);
      if (!isCode) return [name, refuse(field, code, found)];
      found.count++;
      return [name, field === ErrorCode.NONE ? code : field];
    }),
  );
}
