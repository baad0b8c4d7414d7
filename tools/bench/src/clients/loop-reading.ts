import { once } from 'node:events';
import { connect } from 'node:net';
import { crc32c } from '@k/codec';
import { Fetch, decodeResponseFrame, encodeRequestFrame } from '@k/wire';
import { type ConsumeOptions, splitAddress } from './client.ts';

/** The newest that takes topics by name. */
const VERSION = 12;
const MAX_BYTES = 50 * 2 ** 20;
const MAX_PARTITION_BYTES = 2 ** 20;
/** Of a batch; its checksum, and where that begins to count. */
const BATCH_HEADER = 61;
const CHECKSUM_AT = 17;
const CHECKED_FROM = 21;

/**
 * The limit of reading: what has to be done, by hand. One request after the other is sent through one socket, to the one
 * broker there is, and the answer is read into memory that is used again. Of each batch the checksum is computed, of each
 * record the lengths are read, and its value is handed out as a view. There is no group, nothing is committed, nothing is
 * repeated, and nothing is known of a record but its value.
 */
export async function readByHand({ bootstrapServer, topic, partitions, onValue }: ConsumeOptions): Promise<void> {
  const offsets = Array.from({ length: partitions }, () => 0n);
  const frames = new ReusedFrame();
  const socket = connect({
    ...splitAddress(bootstrapServer),
    noDelay: true,
    onread: {
      buffer: () => frames.space,
      callback: (length) => {
        const frame = frames.filled(length);
        if (frame === undefined) return true;
        const { body } = decodeResponseFrame(Fetch, VERSION, frame);
        const answers = body.responses.flatMap(({ partitions: each }) => each);
        for (const { errorCode, partitionIndex, records } of answers) {
          if (errorCode !== 0)
            socket.destroy(new Error(`the broker refused a request of the loop: error ${errorCode}`));
          else if (records !== null) offsets[partitionIndex] = endOf(records, offsets[partitionIndex] ?? 0n);
        }
        for (const { records } of answers) {
          if (records === null || !readBatches(records, onValue)) continue;
          socket.destroy();
          return false;
        }
        ask();
        return true;
      },
    },
  });
  const ask = (): void => {
    const asked = offsets.map((fetchOffset, partition) => ({
      partition,
      fetchOffset,
      partitionMaxBytes: MAX_PARTITION_BYTES,
    }));
    const body = { maxWaitMs: 500, minBytes: 1, maxBytes: MAX_BYTES, topics: [{ topic, partitions: asked }] };
    for (const chunk of encodeRequestFrame(Fetch, VERSION, { correlationId: 1, clientId: 'bench' }, body)) {
      socket.write(chunk);
    }
  };
  await once(socket, 'connect');
  ask();
  await once(socket, 'close');
}

/** Memory for one frame at a time, with its size in front. */
class ReusedFrame {
  #memory: Buffer = Buffer.allocUnsafeSlow(2 ** 20);
  #length = 0;

  /** Where the next bytes belong. */
  get space(): Buffer {
    return this.#memory.subarray(this.#length);
  }

  /** @returns the frame, until the next bytes come; undefined when some of it is missing */
  filled(bytes: number): Buffer | undefined {
    this.#length += bytes;
    if (this.#length < 4) return undefined;
    const end = 4 + this.#memory.readInt32BE(0);
    if (end > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(end);
      this.#memory.copy(larger, 0, 0, this.#length);
      this.#memory = larger;
    }
    if (this.#length < end) return undefined;
    this.#length = 0;
    return this.#memory.subarray(4, end);
  }
}

/** Where the whole batches end; `from` where there is none. */
function endOf(records: Buffer, from: bigint): bigint {
  let end = from;
  for (let at = 0; at + BATCH_HEADER <= records.length;) {
    const next = at + 12 + records.readInt32BE(at + 8);
    if (next > records.length) break;
    end = records.readBigInt64BE(at) + BigInt(records.readInt32BE(at + 23)) + 1n;
    at = next;
  }
  return end;
}

/** @returns true when `onValue` has enough */
function readBatches(records: Buffer, onValue: ConsumeOptions['onValue']): boolean {
  for (let at = 0; at + BATCH_HEADER <= records.length;) {
    const end = at + 12 + records.readInt32BE(at + 8);
    if (end > records.length) return false;
    if (crc32c(records.subarray(at + CHECKED_FROM, end)) !== records.readUInt32BE(at + CHECKSUM_AT)) {
      throw new Error('the loop read a damaged batch');
    }
    if (readRecords(records, at + BATCH_HEADER, records.readInt32BE(at + 57), onValue)) return true;
    at = end;
  }
  return false;
}

function readRecords(bytes: Buffer, from: number, count: number, onValue: ConsumeOptions['onValue']): boolean {
  let at = from;
  /** Zigzag. */
  const varint = (): number => {
    let byte = bytes[at++] as number;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++] as number;
      value |= (byte & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  };
  let enough = false;
  for (let i = 0; i < count; i++) {
    const length = varint();
    const end = at + length;
    at++; // attributes
    while ((bytes[at++] as number) >= 0x80); // when, which may be more than 32 bits
    varint(); // its offset
    const keyLength = varint();
    at += Math.max(keyLength, 0);
    const valueLength = varint();
    enough = onValue(valueLength < 0 ? null : bytes.subarray(at, at + valueLength));
    at = end;
  }
  return enough;
}
