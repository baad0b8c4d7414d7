// Generated from packages/wire/schema/consumer-group-target-assignment-member-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a consumer group (KIP-848) a record is about. The key of records of type 7 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupTargetAssignmentMemberKey: MessageType<ConsumerGroupTargetAssignmentMemberKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMemberKey',
    [0, 0],
    Infinity,
    readConsumerGroupTargetAssignmentMemberKey,
    writeConsumerGroupTargetAssignmentMemberKey,
  );

/** Tells which member of a consumer group (KIP-848) a record is about. */
export interface ConsumerGroupTargetAssignmentMemberKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readConsumerGroupTargetAssignmentMemberKey(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMemberKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeConsumerGroupTargetAssignmentMemberKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMemberKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
