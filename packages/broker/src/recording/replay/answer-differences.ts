import { readBatches } from '@k/codec';
import { keysOf, pairs } from './chosen-ids.ts';

/** One field in which two answers to the same request differ. */
export interface AnswerDifference {
  /** `topics[0].errorCode`, as in the recording */
  readonly path: string;
  readonly recorded: unknown;
  readonly replayed: unknown;
}

/**
 * Fields that differ between any two brokers, and say nothing: where they are, how long they took, and the ids that they choose
 * (which are put into later requests, see `replay()`).
 */
export const IGNORED_FIELDS: readonly string[] = [
  'throttleTimeMs',
  'host',
  'port',
  'rack',
  'clusterId',
  'topicId',
  'memberId',
  'leader',
  'producerId',
  'sessionId',
  'logAppendTimeMs',
  'clientHost',
];

/** Where the answers differ, without the fields of these names. */
export function answerDifferences(
  recorded: unknown,
  replayed: unknown,
  ignored: ReadonlySet<string>,
  path = '',
): AnswerDifference[] {
  if (Array.isArray(recorded) && Array.isArray(replayed)) {
    const both = pairs(recorded, replayed).flatMap(([one, other], index) =>
      answerDifferences(one, other, ignored, `${path}[${String(index)}]`),
    );
    return [...both, ...additional(recorded, replayed, path)];
  }
  if (isFields(recorded) && isFields(replayed)) {
    return Object.entries(recorded).flatMap(([field, value]) => {
      if (ignored.has(field)) return [];
      const [one, other] = field === 'records' ? [shown(value), shown(replayed[field])] : [value, replayed[field]];
      return answerDifferences(one, other, ignored, path === '' ? field : `${path}.${field}`);
    });
  }
  if (ArrayBuffer.isView(recorded) && ArrayBuffer.isView(replayed)) {
    return bytesOf(recorded).equals(bytesOf(replayed)) ? [] : [{ path, recorded, replayed }];
  }
  return Object.is(recorded, replayed) ? [] : [{ path, recorded, replayed }];
}

/** What is only in the replayed list. */
function additional(recorded: readonly unknown[], replayed: readonly unknown[], path: string): AnswerDifference[] {
  const keyOf = keysOf(recorded, replayed);
  const known = new Set(recorded.map(keyOf));
  return replayed
    .filter((item, index) => !known.has(keyOf(item, index)))
    .map((item) => ({ path: `${path}[]`, recorded: undefined, replayed: item }));
}

/** Of record sets what a consumer sees: how they are cut into batches, and who wrote them, may differ. */
function shown(records: unknown): unknown {
  if (!ArrayBuffer.isView(records)) return records;
  const found: object[] = [];
  for (const batch of readBatches(bytesOf(records))) {
    if (batch.isControl) continue;
    for (const record of batch) {
      const headers = record.headers.map(({ key, value }) => [key, value?.toString('latin1')]);
      found.push({ offset: record.offset, key: record.keyText, value: record.valueText, headers });
    }
  }
  return found;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);
}
