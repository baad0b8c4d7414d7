// Generated from packages/wire/schema/leader-change-message.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * The value of a control record (type 2) in the metadata log: the first record of a new leader. No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 * - v1: voterDirectoryId (KIP-853). Kafka 4.4 still writes and reads version 0.
 */
export const LeaderChangeMessage: MessageType<LeaderChangeMessage> = /* @__PURE__ */ new Message(
  'LeaderChangeMessage',
  [0, 1],
  0,
  readLeaderChangeMessage,
  writeLeaderChangeMessage,
);

/**
 * The value of a control record (type 2) in the metadata log: the first record of a new leader. No version stands
 * before it, but it begins with one.
 */
export interface LeaderChangeMessage {
  /** The version of this structure. */
  version: number;
  /** The new leader. */
  leaderId: number;
  /** The voters of the epoch. */
  voters: LeaderChangeMessageVoter[];
  /** The voters that voted for the leader. */
  grantingVoters: LeaderChangeMessageVoter[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The voters of the epoch. */
export interface LeaderChangeMessageVoter {
  /** The id of the voter. */
  voterId: number;
  /** Its metadata directory; zero when unknown. (since v1) */
  voterDirectoryId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readLeaderChangeMessageVoter(r: Reader, version: number): LeaderChangeMessageVoter {
  const m: LeaderChangeMessageVoter = {
    voterId: r.int32(),
    voterDirectoryId: version >= 1 ? r.uuid() : ZERO_UUID,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderChangeMessageVoter(w: Writer, version: number, m: MessageInit<LeaderChangeMessageVoter>): void {
  w.int32(or(m.voterId, 0));
  if (version >= 1) w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  else if (set(m.voterDirectoryId, ZERO_UUID)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readLeaderChangeMessage(r: Reader, version: number): LeaderChangeMessage {
  const m: LeaderChangeMessage = {
    version: r.int16(),
    leaderId: r.int32(),
    voters: r.array(true, readLeaderChangeMessageVoter, version),
    grantingVoters: r.array(true, readLeaderChangeMessageVoter, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderChangeMessage(w: Writer, version: number, m: MessageInit<LeaderChangeMessage>): void {
  w.int16(or(m.version, 0));
  w.int32(or(m.leaderId, 0));
  w.array(or(m.voters, []), true, writeLeaderChangeMessageVoter, version);
  w.array(or(m.grantingVoters, []), true, writeLeaderChangeMessageVoter, version);
  w.unknownTags(m.unknownTags, true, version);
}
