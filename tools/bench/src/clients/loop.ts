import { once } from 'node:events';
import { connect } from 'node:net';
import { RecordBatchWriter, type CompressionType } from '@k/codec';
import { partitionForKey } from '@k/producer';
import { Produce, encodeRequestFrame } from '@k/wire';
import { type BenchClient, type Place, type Value, splitAddress } from './client.ts';

const VERSION = 11;
const MAX_BATCH_BYTES = 1 << 24;
/** From the length in front of a reply to the number of its partitions, less the name of its topic. */
const BEFORE_PARTITIONS = 11;

/** The limit: a socket that writes requests made beforehand and counts the replies. Nothing is repeated, or looked up. */
export const loop: BenchClient = {
  values: 'bytes',
  producer: async ({ bootstrapServer, topic, compression, keyed, partitions }) => {
    const socket = connect({ ...splitAddress(bootstrapServer), noDelay: true });
    await once(socket, 'connect');
    const made = new Map<unknown, Buffer>();
    const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (bytes.length >= 4 && bytes.length >= bytes.readInt32BE(0) + 4) {
        const at = BEFORE_PARTITIONS + Buffer.byteLength(topic);
        // Their number takes a second byte from 127 on; the first one's own number comes before its error code.
        const error = bytes.readInt16BE(at + ((bytes[at] ?? 0) < 0x80 ? 1 : 2) + 4);
        if (error === 0) waiting.shift()?.resolve();
        else waiting.shift()?.reject(new Error(`the broker refused a request of the loop with error ${error}`));
        bytes = bytes.subarray(bytes.readInt32BE(0) + 4);
      }
      rest = bytes;
    });
    const exchange = (id: unknown, values: readonly Value[], places: readonly Place[]): Promise<void> => {
      let frame = made.get(id);
      if (frame === undefined) {
        const numbers = keyed ? places.map((key) => partitionForKey(Buffer.from(key as Value), partitions)) : places;
        frame = frameOf(topic, compression, values, numbers as readonly number[], keyed ? places : []);
        made.set(id, frame);
      }
      const bytes = frame;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        socket.write(bytes);
      });
    };
    return {
      sendBatch: (values, places) => exchange(values, values, places),
      sendOne: (value, place) => exchange(place, [value], [place]),
      close: () => Promise.resolve(socket.destroy()),
    };
  },
  consume: () => Promise.reject(new Error('the loop only produces')),
};

function frameOf(
  topic: string,
  compression: CompressionType,
  values: readonly Value[],
  partitions: readonly number[],
  keys: readonly Place[],
): Buffer {
  const writers = new Map<number, RecordBatchWriter>();
  for (const [i, value] of values.entries()) {
    const partition = partitions[i] ?? 0;
    let writer = writers.get(partition);
    if (writer === undefined) {
      writers.set(partition, (writer = new RecordBatchWriter({ maxBytes: MAX_BATCH_BYTES, compression })));
    }
    writer.tryAppend(Date.now(), (keys[i] as Value | undefined) ?? null, value);
  }
  const partitionData = [...writers].map(([index, writer]) => ({ index, records: writer.seal() }));
  const body = { acks: -1, timeoutMs: 30_000, topicData: [{ name: topic, partitionData }] };
  return Buffer.concat(encodeRequestFrame(Produce, VERSION, { correlationId: 1, clientId: 'bench' }, body));
}
