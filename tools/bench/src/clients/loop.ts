import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { crc32c } from '@k/codec';
import { partitionForKey } from '@k/producer';
import { Produce, encodeRequestFrame } from '@k/wire';
import { type BenchClient, type Place, type Value, splitAddress } from './client.ts';
import { readByHand } from './loop-reading.ts';

const VERSION = 11;
/** From the length in front of a reply to the number of its partitions, less the name of its topic. */
const BEFORE_PARTITIONS = 11;
/** Of a batch, and of it from its attributes on, where its checksum begins. */
const BATCH_HEADER = 61;
const CHECKED_FROM = 21;
/** What a record takes beside its key and value, at most. */
const RECORD_OVERHEAD = 32;
const NO_KEY = Buffer.alloc(0);

/**
 * The limit: what has to be done, by hand. The bytes of each record are written into the batch of its partition, a checksum
 * is computed over it, and a socket sends it. Nothing is checked, looked up, repeated, or told of the single record.
 */
export const loop: BenchClient = {
  values: 'bytes',
  producer: async ({ bootstrapServer, topic, keyed, partitions }) => {
    const socket = connect({ ...splitAddress(bootstrapServer), noDelay: true });
    await once(socket, 'connect');
    const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
    onReplies(socket, topic, (error) => {
      if (error === 0) waiting.shift()?.resolve();
      else waiting.shift()?.reject(new Error(`the broker refused a request of the loop with error ${error}`));
    });
    // A request's memory is used again once it is answered.
    const spare: Buffer[] = [];
    const sendBatch = (values: readonly Value[], places: readonly Place[]): Promise<void> => {
      const grouped = new Map<number, number[]>();
      let bytes = 0;
      for (const [i, value] of values.entries()) {
        const place = places[i] as Place;
        const partition = keyed ? partitionForKey(place as Buffer, partitions) : (place as number);
        const group = grouped.get(partition);
        if (group === undefined) grouped.set(partition, [i]);
        else group.push(i);
        bytes += RECORD_OVERHEAD + value.length + (keyed ? (place as Buffer).length : 0);
      }
      const needed = bytes + grouped.size * BATCH_HEADER;
      let memory = spare.pop();
      if (memory === undefined || memory.length < needed) memory = Buffer.allocUnsafe(needed);
      const used = memory;
      let end = 0;
      const partitionData = [...grouped].map(([index, group]) => {
        const from = end;
        end = writeBatch(used, from, group, values as readonly Buffer[], keyed ? (places as readonly Buffer[]) : null);
        return { index, records: used.subarray(from, end) };
      });
      const body = { acks: -1, timeoutMs: 30_000, topicData: [{ name: topic, partitionData }] };
      return new Promise((resolve, reject) => {
        const answered = (): void => {
          spare.push(used);
          resolve();
        };
        waiting.push({ resolve: answered, reject });
        socket.cork();
        for (const chunk of encodeRequestFrame(Produce, VERSION, { correlationId: 1, clientId: 'bench' }, body)) {
          socket.write(chunk);
        }
        socket.uncork();
      });
    };
    return {
      sendBatch,
      sendOne: (value, place) => sendBatch([value], [place]),
      close: () => Promise.resolve(socket.destroy()),
    };
  },
  consume: readByHand,
};

/** @param onReply called with the error code of the first partition in each */
function onReplies(socket: Socket, topic: string, onReply: (error: number) => void): void {
  const at = BEFORE_PARTITIONS + Buffer.byteLength(topic);
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (bytes.length >= 4 && bytes.length >= bytes.readInt32BE(0) + 4) {
      // The number of partitions takes a second byte from 127 on; the first one's own number comes before its error code.
      onReply(bytes.readInt16BE(at + ((bytes[at] ?? 0) < 0x80 ? 1 : 2) + 4));
      bytes = bytes.subarray(bytes.readInt32BE(0) + 4);
    }
    rest = bytes;
  });
}

/** Writes the records with the numbers `group` as a batch; @returns where it ends */
function writeBatch(
  into: Buffer,
  from: number,
  group: readonly number[],
  values: readonly Buffer[],
  keys: readonly Buffer[] | null,
): number {
  let p = from + BATCH_HEADER;
  for (const [delta, i] of group.entries()) {
    const value = values[i] as Buffer;
    const key = keys?.[i] ?? NO_KEY;
    const keyLength = keys === null ? -1 : key.length;
    p = writeVarint(into, p, 3 + sizes(delta, keyLength, value.length) + key.length + value.length);
    into[p++] = 0; // attributes
    into[p++] = 0; // created when the batch was
    p = writeVarint(into, p, delta);
    p = writeVarint(into, p, keyLength);
    p += key.copy(into, p);
    p = writeVarint(into, p, value.length);
    p += value.copy(into, p);
    into[p++] = 0; // no headers
  }
  const now = BigInt(Date.now());
  into.fill(0, from, from + BATCH_HEADER);
  into.writeInt32BE(p - from - 12, from + 8);
  into.writeInt32BE(-1, from + 12); // leader's epoch
  into[from + 16] = 2; // magic
  into.writeInt32BE(group.length - 1, from + 23);
  into.writeBigInt64BE(now, from + 27);
  into.writeBigInt64BE(now, from + 35);
  into.fill(0xff, from + 43, from + 57); // no producer id, epoch, sequence
  into.writeInt32BE(group.length, from + 57);
  into.writeUInt32BE(crc32c(into.subarray(from + CHECKED_FROM, p)), from + CHECKED_FROM - 4);
  return p;
}

function sizes(...numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + (number >= -64 && number < 64 ? 1 : number < 8192 ? 2 : 3), 0);
}

/** Zigzag. */
function writeVarint(into: Buffer, at: number, number: number): number {
  let rest = (number << 1) ^ (number >> 31);
  let p = at;
  for (; rest >= 0x80; rest >>>= 7) into[p++] = (rest & 0x7f) | 0x80;
  into[p++] = rest;
  return p;
}
