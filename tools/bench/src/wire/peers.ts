import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as samples from './samples.ts';

const PEERS = fileURLToPath(new URL('../../../peers/node_modules/', import.meta.url));
const require = createRequire(import.meta.url);

/** A way to decode a response, or to encode a request. kafkajs's are asynchronous, and awaited as it does itself. */
export interface Peer {
  decode(api: string, version: number, bytes: Buffer): () => unknown;
  encode(api: string, version: number): () => unknown;
}

/** The coders inside kafkajs, behind its connection: from the body of a response to its objects, and back. */
export function kafkajs(): Peer {
  const requests = path.join(PEERS, 'kafkajs/src/protocol/requests');
  interface Encoder {
    readonly buffer: Buffer;
  }
  type Request = (fields: object) => { encode(): Promise<Encoder> };
  return {
    decode(api, version, bytes) {
      const { decode } = require(`${requests}/${api}/v${version}/response.js`) as {
        decode: (b: Buffer) => Promise<unknown>;
      };
      return () => decode(bytes);
    },
    encode(api, version) {
      const request = require(`${requests}/${api}/v${version}/request.js`) as Request;
      const fields = kafkajsFields(api);
      return async () => (await request(fields).encode()).buffer;
    },
  };
}

function kafkajsFields(api: string): object {
  const { maxWaitMs, topics, ...fetch } = samples.fetchRequest(false, true);
  switch (api) {
    case 'metadata':
      return { topics: samples.topicNames, allowAutoTopicCreation: true };
    case 'heartbeat': {
      const { generationId, ...fields } = samples.heartbeat;
      return { ...fields, groupGenerationId: generationId };
    }
    case 'fetch':
      return {
        ...fetch,
        replicaId: -1,
        maxWaitTime: maxWaitMs,
        topics: (topics ?? []).map(({ topic, partitions }) => ({
          topic,
          partitions: (partitions ?? []).map((p) => ({
            partition: p.partition,
            fetchOffset: String(p.fetchOffset),
            maxBytes: p.partitionMaxBytes,
          })),
        })),
      };
    default:
      return {
        acks: -1,
        timeout: 30_000,
        topicData: [
          {
            topic: 'topic-000',
            partitions: partitions((partition) => ({
              partition,
              messages: samples.values.map((value) => ({
                key: null,
                value,
                headers: {},
                timestamp: samples.timestamp,
              })),
            })),
          },
        ],
      };
  }
}

/** The same of @platformatic/kafka. Its modules are reached by file: it exports only its clients. */
export async function platformatic(): Promise<Peer> {
  const dist = path.join(PEERS, '@platformatic/kafka/dist');
  const load = (file: string): Promise<unknown> => import(pathToFileURL(path.join(dist, file)).href);
  interface Coder {
    readonly createRequest: (...args: unknown[]) => { readonly buffer: Buffer };
    readonly parseResponse: (correlationId: number, key: number, version: number, reader: unknown) => unknown;
  }
  const { Reader } = (await load('protocol/reader.js')) as { Reader: { from(bytes: Buffer): unknown } };
  const coders = new Map<string, Coder>();
  for (const [folder, name] of [
    ['metadata', 'metadata-v12'],
    ['consumer', 'fetch-v12'],
    ['consumer', 'fetch-v17'],
    ['consumer', 'heartbeat-v4'],
    ['producer', 'produce-v9'],
  ] as const)
    coders.set(name, (await load(`apis/${folder}/${name}.js`)) as Coder);
  const coder = (api: string, version: number): Coder => {
    const found = coders.get(`${api}-v${version}`);
    if (found === undefined) throw new Error(`no ${api} v${version} of @platformatic/kafka was loaded`);
    return found;
  };
  return {
    decode(api, version, bytes) {
      const { parseResponse } = coder(api, version);
      return () => parseResponse(1, 0, version, Reader.from(bytes));
    },
    encode(api, version) {
      const { createRequest } = coder(api, version);
      const args = platformaticArguments(api, version);
      return () => createRequest(...args).buffer;
    },
  };
}

function platformaticArguments(api: string, version: number): unknown[] {
  const { topics = [], ...fetch } = samples.fetchRequest(version >= 13, false);
  const { groupId, generationId, memberId, groupInstanceId } = samples.heartbeat;
  switch (api) {
    case 'metadata':
      return [samples.topicNames, true, false];
    case 'heartbeat':
      return [groupId, generationId, memberId, groupInstanceId];
    case 'fetch': {
      const named = topics.map(({ topic, topicId, partitions: each }) => ({
        topicId: topic ?? uuidText(topicId ?? ''),
        partitions: each,
      }));
      const { maxWaitMs, minBytes, maxBytes, isolationLevel, sessionId, sessionEpoch } = fetch;
      return [maxWaitMs, minBytes, maxBytes, isolationLevel, sessionId, sessionEpoch, named, [], ''];
    }
    default: {
      const messages = partitions((partition) =>
        samples.values.map((value) => ({ topic: 'topic-000', partition, value, timestamp: BigInt(samples.timestamp) })),
      );
      return [-1, 30_000, messages.flat(), {}];
    }
  }
}

function partitions<T>(make: (partition: number) => T): T[] {
  return Array.from({ length: samples.PRODUCE_PARTITIONS }, (_, i) => make(i));
}

/** 8-4-4-4-12 hexadecimal digits. */
function uuidText(id: string): string {
  return Buffer.from(id, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
