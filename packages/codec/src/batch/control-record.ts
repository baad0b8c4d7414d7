import { checkInteger, invalidArgument } from '../arguments.ts';
import { MAX_INT32 } from './batch-fields.ts';
import { CodecError } from '../errors.ts';

/** What a control record says; 'unknown' is a type of a newer broker, to be passed over. */
export type ControlRecordType =
  | 'abort'
  | 'commit'
  | 'leader-change'
  | 'snapshot-header'
  | 'snapshot-footer'
  | 'kraft-version'
  | 'kraft-voters'
  | 'unknown';

const TYPES: readonly ControlRecordType[] = [
  'abort',
  'commit',
  'leader-change',
  'snapshot-header',
  'snapshot-footer',
  'kraft-version',
  'kraft-voters',
];

export interface ControlRecord {
  readonly type: ControlRecordType;
  /** Epoch of the transaction coordinator for 'abort' and 'commit', else -1. */
  readonly coordinatorEpoch: number;
}

/** A record, or a cursor that stands on one. */
interface KeyValue {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/**
 * Reads a record of a batch with `isControl`: key = version, type; value of an end marker = version, epoch.
 * https://kafka.apache.org/documentation/#controlbatch
 * @throws CodecError ('corrupt') when key or value are too short.
 */
export function readControlRecord(record: KeyValue): ControlRecord {
  if (!isKeyValue(record)) throw invalidArgument('a record has a key and a value, each a Buffer or null', record);
  const { key, value } = record;
  if (key === null || key.length < 4) throw damaged(record, 'key');
  const type = TYPES[key.readInt16BE(2)] ?? 'unknown';
  if (type !== 'abort' && type !== 'commit') return { type, coordinatorEpoch: -1 };
  if (value === null || value.length < 6) throw damaged(record, 'value');
  return { type, coordinatorEpoch: value.readInt32BE(2) };
}

/**
 * Key and value of the record that ends a transaction, for the control batch of a broker.
 * @throws CodecError ('invalid-argument')
 */
export function encodeEndTransactionMarker(
  type: 'abort' | 'commit',
  coordinatorEpoch: number,
): { key: Buffer; value: Buffer } {
  if (!['abort', 'commit'].includes(type))
    throw invalidArgument("the type of an end marker is 'abort' or 'commit'", type);
  checkInteger('a coordinator epoch', coordinatorEpoch, -1, MAX_INT32);
  const key = Buffer.alloc(4);
  key.writeInt16BE(TYPES.indexOf(type), 2);
  const value = Buffer.alloc(6);
  value.writeInt32BE(coordinatorEpoch, 2);
  return { key, value };
}

/** JavaScript callers. */
function isKeyValue(record: KeyValue | null): boolean {
  const isPart = (part: unknown): boolean => part === null || Buffer.isBuffer(part);
  return typeof record === 'object' && record !== null && isPart(record.key) && isPart(record.value);
}

function damaged(record: KeyValue, part: string): CodecError {
  return new CodecError(`control record at offset ${record.offset}: its ${part} is null or too short`, {
    reason: 'corrupt',
    offset: record.offset,
  });
}
