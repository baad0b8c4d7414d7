// Generated from packages/wire/schema/default-principal-data.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Who a client is: requestPrincipal of an Envelope request, unless the brokers have a principal builder of their
 * own. An int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const DefaultPrincipalData: MessageType<DefaultPrincipalData> = /* @__PURE__ */ new Message(
  'DefaultPrincipalData',
  [0, 0],
  0,
  readDefaultPrincipalData,
  writeDefaultPrincipalData,
);

/**
 * Who a client is: requestPrincipal of an Envelope request, unless the brokers have a principal builder of their
 * own. An int16 with the version stands before it.
 */
export interface DefaultPrincipalData {
  /** What kind of principal it is: "User". */
  type: string;
  /** The name of the user. */
  name: string;
  /** Whether the client authenticated with a delegation token. */
  tokenAuthenticated: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDefaultPrincipalData(r: Reader, _version: number): DefaultPrincipalData {
  const m: DefaultPrincipalData = {
    type: r.string(true),
    name: r.string(true),
    tokenAuthenticated: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDefaultPrincipalData(w: Writer, version: number, m: MessageInit<DefaultPrincipalData>): void {
  w.string(or(m.type, ''), true);
  w.string(or(m.name, ''), true);
  w.bool(or(m.tokenAuthenticated, false));
  w.unknownTags(m.unknownTags, true, version);
}
