// Generated from packages/wire/schema/016-list-groups.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 16. Lists groups. Goes to every broker: each knows only the groups it coordinates.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Flexible.
 * - v4: Selects by state and tells the state (KIP-518).
 * - v5: Selects by type and tells the type (KIP-848).
 */
export const ListGroups: Api<ListGroupsRequest, ListGroupsResponse> = /* @__PURE__ */ api(
  16,
  'ListGroups',
  /* @__PURE__ */ new Message('ListGroupsRequest', [0, 5], 3, readListGroupsRequest, writeListGroupsRequest),
  /* @__PURE__ */ new Message('ListGroupsResponse', [0, 5], 3, readListGroupsResponse, writeListGroupsResponse),
);

/** The request of {@link ListGroups}. */
export interface ListGroupsRequest {
  /** The states of the groups wanted; empty for all. (since v4) */
  statesFilter: string[];
  /** The types of the groups wanted; empty for all. (since v5) */
  typesFilter: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListGroups}. */
export interface ListGroupsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The groups that this broker coordinates. */
  groups: ListGroupsResponseListedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups that this broker coordinates. */
export interface ListGroupsResponseListedGroup {
  /** The id of the group. */
  groupId: string;
  /** What kind of group it is: "consumer" for consumers; empty for a group that holds offsets only. */
  protocolType: string;
  /** What the group is doing, e.g. Stable or Empty. (since v4) */
  groupState: string;
  /** Its type: classic, consumer, share or streams. (since v5) */
  groupType: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListGroupsRequest(r: Reader, version: number): ListGroupsRequest {
  const flexible = version >= 3;
  const m: ListGroupsRequest = {
    statesFilter: version >= 4 ? r.stringArray(true) : [],
    typesFilter: version >= 5 ? r.stringArray(true) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListGroupsRequest(w: Writer, version: number, m: MessageInit<ListGroupsRequest>): void {
  const flexible = version >= 3;
  if (version >= 4) w.stringArray(or(m.statesFilter, []), true);
  else if (set(m.statesFilter, [])) w.absent(version);
  if (version >= 5) w.stringArray(or(m.typesFilter, []), true);
  else if (set(m.typesFilter, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListGroupsResponseListedGroup(r: Reader, version: number): ListGroupsResponseListedGroup {
  const flexible = version >= 3;
  const m: ListGroupsResponseListedGroup = {
    groupId: r.string(flexible),
    protocolType: r.string(flexible),
    groupState: version >= 4 ? r.string(true) : '',
    groupType: version >= 5 ? r.string(true) : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListGroupsResponseListedGroup(
  w: Writer,
  version: number,
  m: MessageInit<ListGroupsResponseListedGroup>,
): void {
  const flexible = version >= 3;
  w.string(or(m.groupId, ''), flexible);
  w.string(or(m.protocolType, ''), flexible);
  if (version >= 4) w.string(or(m.groupState, ''), true);
  if (version >= 5) w.string(or(m.groupType, ''), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListGroupsResponse(r: Reader, version: number): ListGroupsResponse {
  const flexible = version >= 3;
  const m: ListGroupsResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: r.int16(),
    groups: r.array(flexible, readListGroupsResponseListedGroup, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListGroupsResponse(w: Writer, version: number, m: MessageInit<ListGroupsResponse>): void {
  const flexible = version >= 3;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.groups, []), flexible, writeListGroupsResponseListedGroup, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
