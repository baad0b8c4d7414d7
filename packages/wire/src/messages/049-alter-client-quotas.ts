// Generated from packages/wire/schema/049-alter-client-quotas.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 49. Sets and removes the quotas of users, client ids and addresses (KIP-546). Goes to any broker (changes
 * are made by the controller).
 *
 * - v0: The first.
 * - v1: Flexible.
 */
export const AlterClientQuotas: Api<AlterClientQuotasRequest, AlterClientQuotasResponse> = /* @__PURE__ */ api(
  49,
  'AlterClientQuotas',
  /* @__PURE__ */ new Message(
    'AlterClientQuotasRequest',
    [0, 1],
    1,
    readAlterClientQuotasRequest,
    writeAlterClientQuotasRequest,
  ),
  /* @__PURE__ */ new Message(
    'AlterClientQuotasResponse',
    [0, 1],
    1,
    readAlterClientQuotasResponse,
    writeAlterClientQuotasResponse,
  ),
);

/** The request of {@link AlterClientQuotas}. */
export interface AlterClientQuotasRequest {
  /** The changes, by what they apply to. */
  entries: AlterClientQuotasRequestEntryData[];
  /** Whether only to check that the changes could be made. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by what they apply to. */
export interface AlterClientQuotasRequestEntryData {
  /** What it applies to: one or two of these, e.g. a user with a certain client id. */
  entity: AlterClientQuotasRequestEntityData[];
  /** The changes. */
  ops: AlterClientQuotasRequestOpData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What it applies to: one or two of these, e.g. a user with a certain client id. */
export interface AlterClientQuotasRequestEntityData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** The name; null for the default: all without a quota of their own. */
  entityName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes. */
export interface AlterClientQuotasRequestOpData {
  /**
   * The quota: producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or
   * connection_creation_rate.
   */
  key: string;
  /**
   * In bytes per second, percent of a thread, or whatever the quota is measured in. Of no meaning when remove is
   * set.
   */
  value: number;
  /** Whether to remove the quota. */
  remove: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterClientQuotas}. */
export interface AlterClientQuotasResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, in the order of the request. */
  entries: AlterClientQuotasResponseEntryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, in the order of the request. */
export interface AlterClientQuotasResponseEntryData {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What it applies to: one or two of these, e.g. a user with a certain client id. */
  entity: AlterClientQuotasResponseEntityData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What it applies to: one or two of these, e.g. a user with a certain client id. */
export interface AlterClientQuotasResponseEntityData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** The name; null for the default: all without a quota of their own. */
  entityName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterClientQuotasRequestEntityData(r: Reader, version: number): AlterClientQuotasRequestEntityData {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequestEntityData = {
    entityType: r.string(flexible),
    entityName: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequestEntityData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasRequestEntityData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.nullableString(or(m.entityName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasRequestOpData(r: Reader, version: number): AlterClientQuotasRequestOpData {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequestOpData = {
    key: r.string(flexible),
    value: r.float64(),
    remove: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequestOpData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasRequestOpData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.key, ''), flexible);
  w.float64(or(m.value, 0));
  w.bool(or(m.remove, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasRequestEntryData(r: Reader, version: number): AlterClientQuotasRequestEntryData {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequestEntryData = {
    entity: r.array(flexible, readAlterClientQuotasRequestEntityData, version),
    ops: r.array(flexible, readAlterClientQuotasRequestOpData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequestEntryData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasRequestEntryData>,
): void {
  const flexible = version >= 1;
  w.array(or(m.entity, []), flexible, writeAlterClientQuotasRequestEntityData, version);
  w.array(or(m.ops, []), flexible, writeAlterClientQuotasRequestOpData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasRequest(r: Reader, version: number): AlterClientQuotasRequest {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequest = {
    entries: r.array(flexible, readAlterClientQuotasRequestEntryData, version),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequest(w: Writer, version: number, m: MessageInit<AlterClientQuotasRequest>): void {
  const flexible = version >= 1;
  w.array(or(m.entries, []), flexible, writeAlterClientQuotasRequestEntryData, version);
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasResponseEntityData(r: Reader, version: number): AlterClientQuotasResponseEntityData {
  const flexible = version >= 1;
  const m: AlterClientQuotasResponseEntityData = {
    entityType: r.string(flexible),
    entityName: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasResponseEntityData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasResponseEntityData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.nullableString(or(m.entityName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasResponseEntryData(r: Reader, version: number): AlterClientQuotasResponseEntryData {
  const flexible = version >= 1;
  const m: AlterClientQuotasResponseEntryData = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    entity: r.array(flexible, readAlterClientQuotasResponseEntityData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasResponseEntryData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasResponseEntryData>,
): void {
  const flexible = version >= 1;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.array(or(m.entity, []), flexible, writeAlterClientQuotasResponseEntityData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasResponse(r: Reader, version: number): AlterClientQuotasResponse {
  const flexible = version >= 1;
  const m: AlterClientQuotasResponse = {
    throttleTimeMs: r.int32(),
    entries: r.array(flexible, readAlterClientQuotasResponseEntryData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasResponse(w: Writer, version: number, m: MessageInit<AlterClientQuotasResponse>): void {
  const flexible = version >= 1;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.entries, []), flexible, writeAlterClientQuotasResponseEntryData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
