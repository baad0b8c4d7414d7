// Generated from packages/wire/schema/042-delete-groups.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 42. Deletes groups without members, with their offsets (KIP-229). Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: errorMessage; GROUP_DELETION_FAILED may be answered.
 */
export const DeleteGroups: Api<DeleteGroupsRequest, DeleteGroupsResponse> = /* @__PURE__ */ api(
  42,
  'DeleteGroups',
  /* @__PURE__ */ new Message('DeleteGroupsRequest', [0, 3], 2, readDeleteGroupsRequest, writeDeleteGroupsRequest),
  /* @__PURE__ */ new Message('DeleteGroupsResponse', [0, 3], 2, readDeleteGroupsResponse, writeDeleteGroupsResponse),
);

/** The request of {@link DeleteGroups}. */
export interface DeleteGroupsRequest {
  /** The ids of the groups to delete. */
  groupsNames: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteGroups}. */
export interface DeleteGroupsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by group. */
  results: DeleteGroupsResponseDeletableGroupResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by group. */
export interface DeleteGroupsResponseDeletableGroupResult {
  /** The id of the group. */
  groupId: string;
  /** 0, or why the group could not be deleted. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v3, default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteGroupsRequest(r: Reader, version: number): DeleteGroupsRequest {
  const flexible = version >= 2;
  const m: DeleteGroupsRequest = {
    groupsNames: r.stringArray(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteGroupsRequest(w: Writer, version: number, m: MessageInit<DeleteGroupsRequest>): void {
  const flexible = version >= 2;
  w.stringArray(or(m.groupsNames, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteGroupsResponseDeletableGroupResult(
  r: Reader,
  version: number,
): DeleteGroupsResponseDeletableGroupResult {
  const flexible = version >= 2;
  const m: DeleteGroupsResponseDeletableGroupResult = {
    groupId: r.string(flexible),
    errorCode: r.int16(),
    errorMessage: version >= 3 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteGroupsResponseDeletableGroupResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteGroupsResponseDeletableGroupResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.groupId, ''), flexible);
  w.int16(or(m.errorCode, 0));
  if (version >= 3) w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteGroupsResponse(r: Reader, version: number): DeleteGroupsResponse {
  const flexible = version >= 2;
  const m: DeleteGroupsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readDeleteGroupsResponseDeletableGroupResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteGroupsResponse(w: Writer, version: number, m: MessageInit<DeleteGroupsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeDeleteGroupsResponseDeletableGroupResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
