import { CaptureError } from './capture-error.ts';
import type { Packet, PacketFormat } from './packet.ts';
import { pcapFormat } from './pcap.ts';
import { PcapngFormat } from './pcapng.ts';

/** The first bytes of a capture, enough to know it. */
export const MAGIC_BYTES = 4;

const PCAPNG = 0x0a0d0d0a;
/** Micro- and nanoseconds. */
const PCAP: readonly number[] = [0xa1b2c3d4, 0xa1b23c4d];

/** No packet and no list of names is larger: what says that it is, is damaged. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** Whether these bytes begin a capture, of either format and byte order. */
export function isCapture(start: Buffer): boolean {
  if (start.length < MAGIC_BYTES) return false;
  return (
    start.readUInt32BE() === PCAPNG ||
    PCAP.some((magic) => [start.readUInt32BE(), start.readUInt32LE()].includes(magic))
  );
}

/** Cuts a capture, pcap or pcapng, that comes in pieces of any size, into its packets. Holds one record at most. */
export class CaptureReader {
  private readonly onPacket: (packet: Packet) => void;
  private format: PacketFormat | undefined = undefined;
  /** What has come and is not read, and how much of it there must be before it can be. */
  private chunks: Buffer[] = [];
  private length = 0;
  private needed = MAGIC_BYTES;
  private offset = 0;

  constructor(onPacket: (packet: Packet) => void) {
    this.onPacket = onPacket;
  }

  /** @throws CaptureError where the capture is damaged */
  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length < this.needed) return;
    const bytes = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks, this.length);
    const rest = this.read(bytes);
    this.chunks = rest.length === 0 ? [] : [rest];
    this.length = rest.length;
  }

  /** @throws CaptureError when the capture ends in the middle of a packet */
  end(): void {
    if (this.length > 0) {
      const place = `${String(this.length)} bytes after byte ${String(this.offset)}`;
      throw new CaptureError(`the capture ends in a packet: ${place} are too few`);
    }
  }

  private read(bytes: Buffer): Buffer {
    let rest = bytes;
    this.format ??= rest.readUInt32BE() === PCAPNG ? new PcapngFormat() : pcapFormat(rest.readUInt32BE());
    for (;;) {
      const size = this.format.sizeOf(rest);
      if (size > MAX_RECORD_BYTES || size < 0) {
        throw new CaptureError(
          `the capture is damaged at byte ${String(this.offset)}: a record of ${String(size)} bytes`,
        );
      }
      this.needed = size;
      if (rest.length < size) return rest;
      const record = rest.subarray(0, size);
      const packet = this.format.read(record, this.offset);
      if (packet !== undefined) this.onPacket(packet);
      this.offset += size;
      rest = rest.subarray(size);
    }
  }
}
