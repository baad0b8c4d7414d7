// Generated from packages/wire/schema/consumer-group-regular-expression-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which regular expression of which consumer group (KIP-848) a record is about. The key of records of type
 * 16 in __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupRegularExpressionKey: MessageType<ConsumerGroupRegularExpressionKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupRegularExpressionKey',
    [0, 0],
    Infinity,
    readConsumerGroupRegularExpressionKey,
    writeConsumerGroupRegularExpressionKey,
  );

/** Tells which regular expression of which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupRegularExpressionKey {
  /** The id of the group. */
  groupId: string;
  /** The regular expression (RE2/J). */
  regularExpression: string;
}

function readConsumerGroupRegularExpressionKey(r: Reader, _version: number): ConsumerGroupRegularExpressionKey {
  return {
    groupId: r.string(),
    regularExpression: r.string(),
  };
}

function writeConsumerGroupRegularExpressionKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupRegularExpressionKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.regularExpression, ''));
}
