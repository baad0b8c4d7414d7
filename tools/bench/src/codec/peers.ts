import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CompressionType } from '@k/codec';
import { TIMESTAMP } from './samples.ts';

const PEERS = fileURLToPath(new URL('../../../peers/node_modules/', import.meta.url));
const require = createRequire(import.meta.url);

/** How another client makes and reads a record batch; undefined: it lacks the compression, or cannot be loaded here. */
export interface Peer {
  readonly client: string;
  write(values: readonly Buffer[], compression: CompressionType): (() => unknown) | undefined;
  /** The values of a batch, all of them touched. */
  read(batch: Buffer, compression: CompressionType): (() => unknown) | undefined;
}

/** The coders inside kafkajs: what its Produce request and its Fetch response call. It brings gzip only. */
export function kafkajs(): Peer {
  const at = (file: string): unknown => require(path.join(PEERS, 'kafkajs/src/protocol', file));
  const record = at('recordBatch/record/v0') as (fields: object) => object;
  const { RecordBatch } = at('recordBatch/v0') as { RecordBatch: (fields: object) => Promise<{ buffer: Buffer }> };
  const decode = at('recordBatch/v0/decoder') as (decoder: object) => Promise<{ records: { value: Buffer }[] }>;
  const Decoder = at('decoder') as new (bytes: Buffer) => object;
  const types = new Map<CompressionType, number>([
    ['none', 0],
    ['gzip', 1],
  ]);
  return {
    client: 'kafkajs',
    write(values, compression) {
      const type = types.get(compression);
      if (type === undefined) return undefined;
      const messages = values.map((value, i) => ({ key: null, value, headers: {}, timestamp: TIMESTAMP + i }));
      return async () => {
        const records = messages.map((message, i) =>
          record({ ...message, offsetDelta: i, timestampDelta: message.timestamp - TIMESTAMP }),
        );
        const batch = await RecordBatch({
          compression: type,
          records,
          firstTimestamp: TIMESTAMP,
          maxTimestamp: TIMESTAMP + records.length - 1,
          producerId: -1,
          producerEpoch: -1,
          firstSequence: -1,
          transactional: false,
          lastOffsetDelta: records.length - 1,
        });
        return batch.buffer;
      };
    },
    read(batch, compression) {
      if (!types.has(compression)) return undefined;
      return async () => {
        let bytes = 0;
        for (const { value } of (await decode(new Decoder(batch))).records) bytes += value.length;
        return bytes;
      };
    },
  };
}

/** The same of @platformatic/kafka. Its modules are reached by file: it exports only its clients. */
export async function platformatic(): Promise<Peer> {
  const load = (file: string): Promise<unknown> =>
    import(pathToFileURL(path.join(PEERS, '@platformatic/kafka/dist/protocol', file)).href);
  const { Reader } = (await load('reader.js')) as { Reader: { from(bytes: Buffer): unknown } };
  const { createRecordsBatch, readRecordsBatch } = (await load('records.js')) as {
    createRecordsBatch: (messages: object[], options: object) => { readonly buffer: Buffer };
    readRecordsBatch: (reader: unknown) => { records: { value: Buffer }[] };
  };
  const { compressionsAlgorithms } = (await load('compression.js')) as {
    compressionsAlgorithms: Record<string, { readonly available?: boolean } | undefined>;
  };
  const has = (compression: CompressionType): boolean =>
    compression === 'none' || (compressionsAlgorithms[compression]?.available ?? true);
  return {
    client: '@platformatic/kafka',
    write(values, compression) {
      if (!has(compression)) return undefined;
      const messages = values.map((value, i) => ({
        topic: 't',
        partition: 0,
        value,
        timestamp: BigInt(TIMESTAMP + i),
      }));
      return () => createRecordsBatch(messages, { compression, producerEpoch: -1 }).buffer;
    },
    read(batch, compression) {
      if (!has(compression)) return undefined;
      return () => {
        let bytes = 0;
        for (const { value } of readRecordsBatch(Reader.from(batch)).records) bytes += value.length;
        return bytes;
      };
    },
  };
}
