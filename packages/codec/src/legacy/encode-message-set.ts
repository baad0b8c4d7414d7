import { checkInteger, invalidArgument } from '../arguments.ts';
import { type LegacyMagic, messageSize, writeMessage } from './legacy-message.ts';
import { type RecordData, sizeOfData } from '../record-data.ts';

/** One message of format 0 or 1, not yet bytes. */
export interface LegacyMessage {
  readonly magic: LegacyMagic;
  /** The lowest two bits are the compression of a wrapper, 0 for a message that is none. */
  readonly attributes: number;
  readonly key: RecordData;
  /** The payload; of a wrapper: the compressed message set. */
  readonly value: RecordData;
  /** Milliseconds since the epoch, -1 for none. Format 0 has no place for it. */
  readonly timestamp: number;
}

/**
 * Writes messages as a message set: the `records` of a Produce request up to v2.
 * @param baseOffset of the first message; the next ones count up
 * @throws CodecError ('invalid-argument')
 */
export function encodeMessageSet(messages: readonly LegacyMessage[], baseOffset = 0): Buffer {
  checkArray(messages);
  for (const message of messages) checkMessage(message);
  checkInteger('baseOffset', baseOffset, 0, Number.MAX_SAFE_INTEGER - Math.max(messages.length - 1, 0));
  let size = 0;
  for (const { magic, key, value } of messages) size += messageSize(magic, sizeOfData(key), sizeOfData(value));
  const bytes = Buffer.allocUnsafe(size);
  let position = 0;
  for (const [i, message] of messages.entries()) {
    position = writeMessage(bytes, position, { ...message, offset: baseOffset + i });
  }
  return bytes;
}

function checkMessage(message: LegacyMessage): void {
  const given: unknown = message;
  if (typeof given !== 'object' || given === null)
    throw invalidArgument('a message is what createMessage() makes', given);
  const { magic, attributes, timestamp } = message;
  if (![0, 1].includes(magic)) throw invalidArgument('a message has magic 0 or 1', magic);
  if (!Number.isInteger(attributes) || attributes < 0 || attributes > 0xff) {
    throw invalidArgument('the attributes of a message are a byte', attributes);
  }
  if (!Number.isSafeInteger(timestamp)) throw invalidArgument('a timestamp is a safe integer', timestamp);
}

/** JavaScript callers, here and above. */
function checkArray(messages: readonly unknown[]): void {
  if (!Array.isArray(messages)) throw invalidArgument('messages: an array is expected', messages);
}
