// A broker for bench:conn: answers ApiVersions, Heartbeat and Fetch with prepared bytes, so that what is measured is the client.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  ApiVersions,
  encodeResponseFrame,
  Fetch,
  FrameDecoder,
  Heartbeat,
  Reader,
  readRequestHeader,
  type Api,
  type MessageInit,
} from '@k/wire';

export const FETCH_VERSION = 12;

const RANGES = [
  { apiKey: ApiVersions.key, minVersion: 0, maxVersion: 3 },
  { apiKey: Heartbeat.key, minVersion: 0, maxVersion: 4 },
  { apiKey: Fetch.key, minVersion: 4, maxVersion: FETCH_VERSION },
];

/** Everything of an answer behind its correlation id, and the size in front of that. */
interface Prepared {
  readonly size: number;
  readonly rest: Buffer;
}

/** Listens on a port that the system picks. */
export async function listen(): Promise<Server> {
  const prepared = new Map<string, Prepared>();
  const server = createServer({ noDelay: true }, (socket) => {
    const decoder = new FrameDecoder({
      onFrame: (frame) => {
        answer(socket, frame, prepared);
      },
    });
    socket.on('data', (chunk) => {
      decoder.push(chunk);
    });
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function answer(socket: Socket, frame: Buffer, prepared: Map<string, Prepared>): void {
  const reader = new Reader(frame);
  const { apiKey, apiVersion, correlationId } = readRequestHeader(reader);
  const bytes = apiKey === Fetch.key ? recordsWanted(reader, apiVersion) : 0;
  const id = `${apiKey} v${apiVersion} ${bytes}`;
  let known = prepared.get(id);
  if (known === undefined) prepared.set(id, (known = prepare(apiKey, apiVersion, bytes)));
  const head = Buffer.allocUnsafe(8);
  head.writeInt32BE(known.size, 0);
  head.writeInt32BE(correlationId, 4);
  // Together in one write as long as they are small.
  if (known.rest.length < 4_096) socket.write(Buffer.concat([head, known.rest]));
  else {
    socket.cork();
    socket.write(head);
    socket.write(known.rest);
    socket.uncork();
  }
}

/** A Fetch is answered with as many bytes of records as it takes. */
function recordsWanted(body: Reader, version: number): number {
  return Fetch.request.read(body, version).topics[0]?.partitions[0]?.partitionMaxBytes ?? 0;
}

function prepare(apiKey: number, version: number, bytes: number): Prepared {
  if (apiKey === ApiVersions.key) return frameOf(ApiVersions, version, { apiKeys: RANGES });
  if (apiKey === Heartbeat.key) return frameOf(Heartbeat, version, {});
  const partitions = [{ partitionIndex: 0, errorCode: 0, highWatermark: 1n, records: Buffer.alloc(bytes, 1) }];
  return frameOf(Fetch, version, { responses: [{ topic: 't', partitions }] });
}

function frameOf<Res>(api: Api<unknown, Res>, version: number, body: MessageInit<Res>): Prepared {
  const frame = Buffer.concat(encodeResponseFrame(api, version, 0, body));
  return { size: frame.readInt32BE(0), rest: frame.subarray(8) };
}
