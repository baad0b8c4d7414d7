import { CodecError } from './errors.ts';

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
  const { key, value } = record;
  if (key === null || key.length < 4) throw damaged(record, 'key');
  const type = TYPES[key.readInt16BE(2)] ?? 'unknown';
  if (type !== 'abort' && type !== 'commit') return { type, coordinatorEpoch: -1 };
  if (value === null || value.length < 6) throw damaged(record, 'value');
  return { type, coordinatorEpoch: value.readInt32BE(2) };
}

/** Key and value of the record that ends a transaction, for the control batch of a broker. */
export function encodeEndTransactionMarker(
  type: 'abort' | 'commit',
  coordinatorEpoch: number,
): { key: Buffer; value: Buffer } {
  const key = Buffer.alloc(4);
  key.writeInt16BE(TYPES.indexOf(type), 2);
  const value = Buffer.alloc(6);
  value.writeInt32BE(coordinatorEpoch, 2);
  return { key, value };
}

function damaged(record: KeyValue, part: string): CodecError {
  return new CodecError(`control record at offset ${record.offset}: its ${part} is null or too short`, {
    reason: 'corrupt',
    offset: record.offset,
  });
}
