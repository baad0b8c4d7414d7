import { ApiVersions, ErrorCode, FindCoordinator, Metadata, SaslAuthenticate, SaslHandshake } from '@k/wire';
import { CLOSE_CONNECTION, type Reply } from '../api/handler.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';

/** What a client needs to find out that nothing goes at present. */
const UNKEPT: ReadonlySet<number> = new Set(
  [ApiVersions, FindCoordinator, Metadata, SaslAuthenticate, SaslHandshake].map(({ key }) => key),
);

/**
 * The answer, when all that came about until now is written; KAFKA_STORAGE_ERROR in the place of every good news of it, when
 * that cannot be written.
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
    const refused = refuse(reply, found);
    return found.count > 0 ? refused : CLOSE_CONNECTION;
  }
}

function refuse(value: unknown, found: { count: number }): unknown {
  if (Array.isArray(value)) return value.map((each) => refuse(each, found));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const isCode = /^(partitionE|e)rrorCode$/.test(name);
      if (!isCode) return [name, refuse(field, found)];
      found.count++;
      return [name, field === ErrorCode.NONE ? ErrorCode.KAFKA_STORAGE_ERROR : field];
    }),
  );
}
