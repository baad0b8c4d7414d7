// Generated from packages/wire/schema/048-describe-client-quotas.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 48. Lists the quotas of users, client ids and addresses (KIP-546). Goes to any broker.
 *
 * - v0: The first.
 * - v1: Flexible.
 */
export const DescribeClientQuotas: Api<DescribeClientQuotasRequest, DescribeClientQuotasResponse> = /* @__PURE__ */ api(
  48,
  'DescribeClientQuotas',
  /* @__PURE__ */ new Message(
    'DescribeClientQuotasRequest',
    [0, 1],
    1,
    readDescribeClientQuotasRequest,
    writeDescribeClientQuotasRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeClientQuotasResponse',
    [0, 1],
    1,
    readDescribeClientQuotasResponse,
    writeDescribeClientQuotasResponse,
  ),
);

/** The request of {@link DescribeClientQuotas}. */
export interface DescribeClientQuotasRequest {
  /** What the quotas wanted apply to: all of this. */
  components: DescribeClientQuotasRequestComponentData[];
  /** Whether to leave out quotas that also depend on types not named in components. */
  strict: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the quotas wanted apply to: all of this. */
export interface DescribeClientQuotasRequestComponentData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** 0: this name; 1: the default of the type; 2: any name. */
  matchType: number;
  /** The name, for matchType 0; else null. */
  match: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeClientQuotas}. */
export interface DescribeClientQuotasResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The quotas, by what they apply to; null on an error. */
  entries: DescribeClientQuotasResponseEntryData[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The quotas, by what they apply to; null on an error. */
export interface DescribeClientQuotasResponseEntryData {
  /** What it applies to: one or two of these, e.g. a user with a certain client id. */
  entity: DescribeClientQuotasResponseEntityData[];
  /** The quotas. */
  values: DescribeClientQuotasResponseValueData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What it applies to: one or two of these, e.g. a user with a certain client id. */
export interface DescribeClientQuotasResponseEntityData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** The name; null for the default: all without a quota of their own. */
  entityName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The quotas. */
export interface DescribeClientQuotasResponseValueData {
  /**
   * The quota: producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or
   * connection_creation_rate.
   */
  key: string;
  /** In bytes per second, percent of a thread, or whatever the quota is measured in. */
  value: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeClientQuotasRequestComponentData(
  r: Reader,
  version: number,
): DescribeClientQuotasRequestComponentData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasRequestComponentData = {
    entityType: r.string(flexible),
    matchType: r.int8(),
    match: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasRequestComponentData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasRequestComponentData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.int8(or(m.matchType, 0));
  w.nullableString(or(m.match, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasRequest(r: Reader, version: number): DescribeClientQuotasRequest {
  const flexible = version >= 1;
  const m: DescribeClientQuotasRequest = {
    components: r.array(flexible, readDescribeClientQuotasRequestComponentData, version),
    strict: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasRequest>,
): void {
  const flexible = version >= 1;
  w.array(or(m.components, []), flexible, writeDescribeClientQuotasRequestComponentData, version);
  w.bool(or(m.strict, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponseEntityData(
  r: Reader,
  version: number,
): DescribeClientQuotasResponseEntityData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponseEntityData = {
    entityType: r.string(flexible),
    entityName: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponseEntityData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponseEntityData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.nullableString(or(m.entityName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponseValueData(r: Reader, version: number): DescribeClientQuotasResponseValueData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponseValueData = {
    key: r.string(flexible),
    value: r.float64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponseValueData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponseValueData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.key, ''), flexible);
  w.float64(or(m.value, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponseEntryData(r: Reader, version: number): DescribeClientQuotasResponseEntryData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponseEntryData = {
    entity: r.array(flexible, readDescribeClientQuotasResponseEntityData, version),
    values: r.array(flexible, readDescribeClientQuotasResponseValueData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponseEntryData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponseEntryData>,
): void {
  const flexible = version >= 1;
  w.array(or(m.entity, []), flexible, writeDescribeClientQuotasResponseEntityData, version);
  w.array(or(m.values, []), flexible, writeDescribeClientQuotasResponseValueData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponse(r: Reader, version: number): DescribeClientQuotasResponse {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    entries: r.nullableArray(flexible, readDescribeClientQuotasResponseEntryData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponse>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.nullableArray(or(m.entries, []), flexible, writeDescribeClientQuotasResponseEntryData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
