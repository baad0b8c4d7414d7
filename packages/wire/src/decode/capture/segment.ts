import type { Packet } from './packet.ts';

/** What TCP says in one packet. */
export interface Segment {
  /** `127.0.0.1:9092`, `[::1]:9092`. */
  readonly source: string;
  readonly destination: string;
  readonly sequence: number;
  /** What the sender has had of the other direction; undefined when the packet does not tell. */
  readonly acknowledged: number | undefined;
  readonly isSyn: boolean;
  /** Nothing follows the payload. */
  readonly isFin: boolean;
  readonly payload: Buffer;
  /** Bytes behind `payload` that were on the link and not captured (a snap length). */
  readonly cutOff: number;
}

/** Why a packet is passed over. */
export type PassedOver = 'not TCP' | 'a fragment of IP' | 'cut off before its data' | `of link type ${string}`;

const TCP = 6;
const IPV4 = 0x0800;
const IPV6 = 0x86dd;
/** 802.1Q, 802.1ad, and what was used before it. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);

/** Where IP begins, and which. */
interface Link {
  readonly at: number;
  readonly etherType: number;
}

/** https://www.tcpdump.org/linktypes.html */
const LINKS: Readonly<Record<number, (bytes: Buffer) => Link>> = {
  0: byVersion(4), // loopback of BSD: a number in the byte order of the machine
  1: (bytes) => behindTags(bytes, 12),
  12: byVersion(0), // raw IP, by three numbers
  14: byVersion(0),
  101: byVersion(0),
  108: byVersion(4),
  113: (bytes) => behindTags(bytes, 14), // Linux cooked
  228: byVersion(0),
  229: byVersion(0),
  276: (bytes) => ({ at: 20, etherType: bytes.readUInt16BE(0) }), // Linux cooked, version 2
};

function byVersion(at: number): (bytes: Buffer) => Link {
  return (bytes) => ({ at, etherType: bytes.readUInt8(at) >>> 4 === 6 ? IPV6 : IPV4 });
}

function behindTags(bytes: Buffer, typeAt: number): Link {
  let at = typeAt;
  while (VLAN_TAGS.has(bytes.readUInt16BE(at))) at += 4;
  return { at: at + 2, etherType: bytes.readUInt16BE(at) };
}

/** The TCP segment in a packet, or why there is none. */
export function readSegment({ linkType, bytes, originalLength }: Packet): Segment | PassedOver {
  const link = LINKS[linkType];
  if (link === undefined) return `of link type ${String(linkType)}`;
  try {
    const { at, etherType } = link(bytes);
    const cutOff = Math.max(0, originalLength - bytes.length);
    if (etherType === IPV4) return readIpv4(bytes, at, cutOff);
    return etherType === IPV6 ? readIpv6(bytes, at, cutOff) : 'not TCP';
  } catch (error) {
    if (error instanceof RangeError) return 'cut off before its data';
    throw error;
  }
}

function readIpv4(bytes: Buffer, at: number, cutOff: number): Segment | PassedOver {
  if (bytes.readUInt8(at + 9) !== TCP) return 'not TCP';
  // More fragments, or an offset.
  if ((bytes.readUInt16BE(at + 6) & 0x3fff) !== 0) return 'a fragment of IP';
  const length = bytes.readUInt16BE(at + 2);
  const addresses = [at + 12, at + 16].map((from) => bytes.subarray(from, from + 4).join('.'));
  return readTcp(bytes, {
    at: at + (bytes.readUInt8(at) & 0xf) * 4,
    // No length where the network card cuts up what the system hands to it whole.
    end: length === 0 ? bytes.length + cutOff : at + length,
    addresses,
  });
}

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION = 60;

function readIpv6(bytes: Buffer, at: number, cutOff: number): Segment | PassedOver {
  const length = bytes.readUInt16BE(at + 4);
  let next = bytes.readUInt8(at + 6);
  let head = at + 40;
  while (next !== TCP) {
    if (next === FRAGMENT) {
      if ((bytes.readUInt16BE(head + 2) & 0xfff9) !== 0) return 'a fragment of IP';
    } else if (![HOP_BY_HOP, ROUTING, AUTHENTICATION, DESTINATION].includes(next)) return 'not TCP';
    const words = bytes.readUInt8(head + 1);
    const size = next === FRAGMENT ? 8 : next === AUTHENTICATION ? (words + 2) * 4 : (words + 1) * 8;
    next = bytes.readUInt8(head);
    head += size;
  }
  const end = length === 0 ? bytes.length + cutOff : at + 40 + length;
  const addresses = [at + 8, at + 24].map((from) => `[${ipv6(bytes.subarray(from, from + 16))}]`);
  return readTcp(bytes, { at: head, end, addresses });
}

/** As it is usually written: the first zeros that stand together are left out. */
function ipv6(address: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => address.readUInt16BE(i * 2).toString(16));
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}

function readTcp(
  bytes: Buffer,
  { at, end, addresses }: { at: number; end: number; addresses: readonly string[] },
): Segment {
  const [from = '', to = ''] = addresses;
  const flags = bytes.readUInt8(at + 13);
  const start = at + (bytes.readUInt8(at + 12) >>> 4) * 4;
  return {
    source: `${from}:${String(bytes.readUInt16BE(at))}`,
    destination: `${to}:${String(bytes.readUInt16BE(at + 2))}`,
    sequence: bytes.readUInt32BE(at + 4),
    acknowledged: flags & 0x10 ? bytes.readUInt32BE(at + 8) : undefined,
    isSyn: (flags & 0x02) !== 0,
    isFin: (flags & 0x01) !== 0,
    // Ethernet fills up short frames behind the end.
    payload: bytes.subarray(start, Math.max(start, end)),
    cutOff: Math.max(0, end - Math.max(start, bytes.length)),
  };
}
