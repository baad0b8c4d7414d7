import { CaptureError } from './capture-error.ts';
import type { Packet, PacketFormat } from './packet.ts';

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

/** Type and length before the body, the length again behind it. */
const BODY_AT = 8;
const BLOCK_MIN = 12;

interface Interface {
  readonly linkType: number;
  readonly unitsPerMs: number;
  /** Milliseconds that are added to each of its times. */
  readonly shiftMs: number;
}

/** https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html */
export class PcapngFormat implements PacketFormat {
  private isLittle = true;
  /** Of the section being read: packets name them by their place. */
  private interfaces: Interface[] = [];

  sizeOf(rest: Buffer): number {
    if (rest.length < BLOCK_MIN) return BLOCK_MIN;
    // The type of a section's head reads the same either way round; then comes which way that is.
    if (rest.readUInt32BE() === SECTION) this.isLittle = rest.readUInt32BE(BODY_AT) === 0x4d3c2b1a;
    const length = this.uint32(rest, 4);
    return length < BLOCK_MIN ? -1 : length;
  }

  read(block: Buffer, offset: number): Packet | undefined {
    const type = this.uint32(block, 0);
    const body = block.subarray(BODY_AT, block.length - 4);
    try {
      if (type === SECTION) this.interfaces = [];
      else if (type === INTERFACE) this.interfaces.push(this.readInterface(body));
      else if (type === ENHANCED_PACKET) return this.readPacket(body, this.uint32(body, 0), offset);
      else if (type === OBSOLETE_PACKET) return this.readPacket(body, this.uint16(body, 0), offset);
      else if (type === SIMPLE_PACKET) return this.readSimplePacket(body, offset);
      return undefined;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new CaptureError(
        `the capture is damaged at byte ${String(offset)}: a block of ${String(block.length)} bytes`,
      );
    }
  }

  private readPacket(body: Buffer, index: number, offset: number): Packet {
    const { linkType, unitsPerMs, shiftMs } = this.interfaceAt(index, offset);
    const units = this.uint32(body, 4) * 2 ** 32 + this.uint32(body, 8);
    return {
      linkType,
      bytes: body.subarray(20, 20 + this.uint32(body, 12)),
      originalLength: this.uint32(body, 16),
      timeMs: units / unitsPerMs + shiftMs,
    };
  }

  private readSimplePacket(body: Buffer, offset: number): Packet {
    const originalLength = this.uint32(body, 0);
    const { linkType } = this.interfaceAt(0, offset);
    return { linkType, bytes: body.subarray(4, 4 + originalLength), originalLength, timeMs: undefined };
  }

  private interfaceAt(index: number, offset: number): Interface {
    const found = this.interfaces[index];
    if (found !== undefined) return found;
    throw new CaptureError(
      `the capture is damaged at byte ${String(offset)}: no interface ${String(index)} is described`,
    );
  }

  private readInterface(body: Buffer): Interface {
    let unitsPerMs = 1000;
    let shiftMs = 0;
    for (let at = 8; at + 4 <= body.length;) {
      const code = this.uint16(body, at);
      const length = this.uint16(body, at + 2);
      if (code === 0) break;
      // A power of ten, or of two when the first bit is set.
      if (code === 9) unitsPerMs = unitsOf(body.readUInt8(at + 4)) / 1000;
      if (code === 14) shiftMs = this.seconds(body, at + 4) * 1000;
      at += 4 + Math.ceil(length / 4) * 4;
    }
    return { linkType: this.uint16(body, 0), unitsPerMs, shiftMs };
  }

  private seconds(body: Buffer, at: number): number {
    return Number(this.isLittle ? body.readBigInt64LE(at) : body.readBigInt64BE(at));
  }

  private uint16(bytes: Buffer, at: number): number {
    return this.isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  private uint32(bytes: Buffer, at: number): number {
    return this.isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }
}

function unitsOf(resolution: number): number {
  return resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
}
