import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CaptureDecoder } from '../src/decode/capture-decoder.ts';
import { CaptureError } from '../src/decode/capture/capture-error.ts';
import type { Heard } from '../src/decode/conversation.ts';
import { repository } from './support.ts';

export const fixture = (name: string): string => path.join(repository, 'packages/wire/test/fixtures', name);

/** What a capture's decoder told. */
export interface Told {
  readonly heard: Heard[];
  readonly complaints: string[];
  readonly summary: string;
}

/** Decodes a capture that comes in pieces of `chunkBytes`. */
export function decodeCapture(capture: Buffer, chunkBytes = capture.length): Told {
  const heard: Heard[] = [];
  const complaints: string[] = [];
  let summary = '';
  const decoder = new CaptureDecoder({
    hear: (each) => heard.push(each),
    complain: (message) => complaints.push(message),
    tell: (message) => (summary = message),
  });
  try {
    for (let at = 0; at < capture.length; at += chunkBytes) decoder.push(capture.subarray(at, at + chunkBytes));
    decoder.end();
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    decoder.end(error);
  }
  return { heard, complaints, summary };
}

/** A packet of a pcap file, and its time in microseconds. */
export interface Recorded {
  readonly bytes: Buffer;
  readonly micros: bigint;
  readonly originalLength?: number;
}

/** The packets of ethernet.pcap: little-endian, microseconds. */
export function recorded(): Recorded[] {
  const file = readFileSync(fixture('ethernet.pcap'));
  const packets: Recorded[] = [];
  for (let at = 24; at < file.length;) {
    const length = file.readUInt32LE(at + 8);
    const micros = BigInt(file.readUInt32LE(at)) * 1_000_000n + BigInt(file.readUInt32LE(at + 4));
    packets.push({ micros, bytes: file.subarray(at + 16, at + 16 + length) });
    at += 16 + length;
  }
  return packets;
}

/** A pcap file: big-endian with nanoseconds, as ethernet.pcap is not. */
export function pcapOf(packets: readonly Recorded[], linkType = 1): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32BE(0xa1b23c4d, 0);
  head.writeUInt16BE(2, 4);
  head.writeUInt16BE(4, 6);
  head.writeUInt32BE(262_144, 16);
  head.writeUInt32BE(linkType, 20);
  return Buffer.concat([
    head,
    ...packets.flatMap(({ micros, bytes, originalLength = bytes.length }) => {
      const record = Buffer.alloc(16);
      record.writeUInt32BE(Number(micros / 1_000_000n), 0);
      record.writeUInt32BE(Number(micros % 1_000_000n) * 1000, 4);
      record.writeUInt32BE(bytes.length, 8);
      record.writeUInt32BE(originalLength, 12);
      return [record, bytes];
    }),
  ]);
}

const ETHERNET = 14;

/** Where the data of an Ethernet packet with IPv4 and TCP begins. */
export function dataAt(packet: Buffer): number {
  const tcp = ETHERNET + ((packet[ETHERNET] ?? 0) & 0xf) * 4;
  return tcp + ((packet[tcp + 12] ?? 0) >>> 4) * 4;
}

/** The same packet with only the bytes from `from` to `to` of its data. */
export function part({ bytes, micros }: Recorded, from: number, to: number): Recorded {
  const start = dataAt(bytes);
  const cut = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + from, start + to)]);
  const sequenceAt = ETHERNET + ((bytes[ETHERNET] ?? 0) & 0xf) * 4 + 4;
  cut.writeUInt32BE((cut.readUInt32BE(sequenceAt) + from) >>> 0, sequenceAt);
  cut.writeUInt16BE(cut.length - ETHERNET, ETHERNET + 2);
  return { micros, bytes: cut };
}
