// Generated from packages/wire/schema/voters-record.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * The value of a control record (type 6): the voters of the KRaft quorum from here on (KIP-853). No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 */
export const VotersRecord: MessageType<VotersRecord> = /* @__PURE__ */ new Message(
  'VotersRecord',
  [0, 0],
  0,
  readVotersRecord,
  writeVotersRecord,
);

/**
 * The value of a control record (type 6): the voters of the KRaft quorum from here on (KIP-853). No version stands
 * before it, but it begins with one.
 */
export interface VotersRecord {
  /** The version of this structure. */
  version: number;
  /** The voters. */
  voters: VotersRecordVoter[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The voters. */
export interface VotersRecordVoter {
  /** The id of the voter. */
  voterId: number;
  /** Its metadata directory. */
  voterDirectoryId: string;
  /** Where the voter listens. */
  endpoints: VotersRecordEndpoint[];
  /** The levels of the feature kraft.version that the voter supports. */
  kRaftVersionFeature: VotersRecordKRaftVersionFeature;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the voter listens. */
export interface VotersRecordEndpoint {
  /** The name of the listener. */
  name: string;
  /** Where it listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The levels of the feature kraft.version that the voter supports. */
export interface VotersRecordKRaftVersionFeature {
  /** The lowest level. */
  minSupportedVersion: number;
  /** The highest level. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readVotersRecordEndpoint(r: Reader, _version: number): VotersRecordEndpoint {
  const m: VotersRecordEndpoint = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecordEndpoint(w: Writer, version: number, m: MessageInit<VotersRecordEndpoint>): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultVotersRecordKRaftVersionFeature: VotersRecordKRaftVersionFeature = /* @__PURE__ */ Object.freeze({
  minSupportedVersion: 0,
  maxSupportedVersion: 0,
});

function readVotersRecordKRaftVersionFeature(r: Reader, _version: number): VotersRecordKRaftVersionFeature {
  const m: VotersRecordKRaftVersionFeature = {
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecordKRaftVersionFeature(
  w: Writer,
  version: number,
  m: MessageInit<VotersRecordKRaftVersionFeature>,
): void {
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readVotersRecordVoter(r: Reader, version: number): VotersRecordVoter {
  const m: VotersRecordVoter = {
    voterId: r.int32(),
    voterDirectoryId: r.uuid(),
    endpoints: r.array(true, readVotersRecordEndpoint, version),
    kRaftVersionFeature: readVotersRecordKRaftVersionFeature(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecordVoter(w: Writer, version: number, m: MessageInit<VotersRecordVoter>): void {
  w.int32(or(m.voterId, 0));
  w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.array(or(m.endpoints, []), true, writeVotersRecordEndpoint, version);
  writeVotersRecordKRaftVersionFeature(w, version, or(m.kRaftVersionFeature, defaultVotersRecordKRaftVersionFeature));
  w.unknownTags(m.unknownTags, true, version);
}

function readVotersRecord(r: Reader, version: number): VotersRecord {
  const m: VotersRecord = {
    version: r.int16(),
    voters: r.array(true, readVotersRecordVoter, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecord(w: Writer, version: number, m: MessageInit<VotersRecord>): void {
  w.int16(or(m.version, 0));
  w.array(or(m.voters, []), true, writeVotersRecordVoter, version);
  w.unknownTags(m.unknownTags, true, version);
}
