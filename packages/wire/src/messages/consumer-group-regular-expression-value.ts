// Generated from packages/wire/schema/consumer-group-regular-expression-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The topics that match a regular expression which members of a consumer group (KIP-848) subscribe to. The value
 * of records of type 16 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupRegularExpressionValue: MessageType<ConsumerGroupRegularExpressionValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupRegularExpressionValue',
    [0, 0],
    0,
    readConsumerGroupRegularExpressionValue,
    writeConsumerGroupRegularExpressionValue,
  );

/** The topics that match a regular expression which members of a consumer group (KIP-848) subscribe to. */
export interface ConsumerGroupRegularExpressionValue {
  /** The names of the topics that match. */
  topics: string[];
  /** The version of the metadata of the cluster in which they were looked up. */
  version: bigint;
  /** When they were looked up, in ms since 1970. */
  timestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupRegularExpressionValue(r: Reader, _version: number): ConsumerGroupRegularExpressionValue {
  const m: ConsumerGroupRegularExpressionValue = {
    topics: r.stringArray(true),
    version: r.int64(),
    timestamp: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupRegularExpressionValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupRegularExpressionValue>,
): void {
  w.stringArray(or(m.topics, []), true);
  w.int64(or(m.version, 0n));
  w.int64(or(m.timestamp, 0n));
  w.unknownTags(m.unknownTags, true, version);
}
