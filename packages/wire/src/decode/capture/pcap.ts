import type { PacketFormat } from './packet.ts';

const FILE_HEAD = 24;
const PACKET_HEAD = 16;

/** https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html, by its magic number as big-endian reading gives it. */
export function pcapFormat(magic: number): PacketFormat {
  const isLittle = magic === 0xd4c3b2a1 || magic === 0x4d3cb2a1;
  const unitsPerMs = magic === 0xa1b23c4d || magic === 0x4d3cb2a1 ? 1_000_000 : 1000;
  const uint32 = (bytes: Buffer, at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  let linkType: number | undefined;
  return {
    sizeOf(rest) {
      if (linkType === undefined) return FILE_HEAD;
      return rest.length < PACKET_HEAD ? PACKET_HEAD : PACKET_HEAD + uint32(rest, 8);
    },
    read(record) {
      if (linkType === undefined) {
        // The upper half tells of checksums behind the packet.
        linkType = uint32(record, 20) & 0xffff;
        return undefined;
      }
      return {
        linkType,
        bytes: record.subarray(PACKET_HEAD),
        originalLength: uint32(record, 12),
        timeMs: uint32(record, 0) * 1000 + uint32(record, 4) / unitsPerMs,
      };
    },
  };
}
