import { crc32 } from '../checksum.ts';
import { writeInt64 } from '../int64.ts';
import * as layout from './legacy-layout.ts';
import { byteLengthOf, type RecordData } from '../record-data.ts';

/** Message formats of brokers before 0.11. */
export type LegacyMagic = 0 | 1;

/** Exact bytes of a message, offset and size included; lengths are -1 for null. */
export function messageSize(magic: LegacyMagic, keyLength: number, valueLength: number): number {
  return layout.LOG_OVERHEAD + layout.minSize(magic) + Math.max(keyLength, 0) + Math.max(valueLength, 0);
}

/**
 * Writes one message; there must be room for {@link messageSize}. A format 0 message has no place for the timestamp.
 * @returns the position after it.
 */
export function writeMessage(
  bytes: Buffer,
  position: number,
  message: {
    readonly magic: LegacyMagic;
    readonly offset: number;
    readonly attributes: number;
    readonly timestamp: number;
    readonly key: RecordData;
    readonly value: RecordData;
  },
): number {
  const { magic } = message;
  writeInt64(bytes, position + layout.OFFSET, message.offset);
  bytes[position + layout.MAGIC] = magic;
  bytes[position + layout.ATTRIBUTES] = message.attributes;
  if (magic === 1) writeInt64(bytes, position + layout.TIMESTAMP, message.timestamp);
  let end = writeField(bytes, position + layout.keyPosition(magic), message.key);
  end = writeField(bytes, end, message.value);
  bytes.writeInt32BE(end - position - layout.LOG_OVERHEAD, position + layout.SIZE);
  writeMessageCrc(bytes, position, end);
  return end;
}

/** Computes the checksum of a message anew. */
export function writeMessageCrc(bytes: Buffer, position: number, end: number): void {
  bytes.writeUInt32BE(crc32(bytes.subarray(position + layout.MAGIC, end)), position + layout.CRC);
}

/** An int32 length, -1 for null, and the bytes. */
function writeField(bytes: Buffer, position: number, data: RecordData): number {
  const start = position + 4;
  let length = -1;
  if (typeof data === 'string') length = bytes.write(data, start, 'utf8');
  else if (data !== null) {
    length = byteLengthOf(data);
    bytes.set(data, start);
  }
  bytes.writeInt32BE(length, position);
  return start + Math.max(length, 0);
}
