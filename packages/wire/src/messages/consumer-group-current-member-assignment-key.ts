// Generated from packages/wire/schema/consumer-group-current-member-assignment-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a consumer group (KIP-848) a record is about. The key of records of type 8 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupCurrentMemberAssignmentKey: MessageType<ConsumerGroupCurrentMemberAssignmentKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupCurrentMemberAssignmentKey',
    [0, 0],
    Infinity,
    readConsumerGroupCurrentMemberAssignmentKey,
    writeConsumerGroupCurrentMemberAssignmentKey,
  );

/** Tells which member of a consumer group (KIP-848) a record is about. */
export interface ConsumerGroupCurrentMemberAssignmentKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readConsumerGroupCurrentMemberAssignmentKey(
  r: Reader,
  _version: number,
): ConsumerGroupCurrentMemberAssignmentKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeConsumerGroupCurrentMemberAssignmentKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupCurrentMemberAssignmentKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
