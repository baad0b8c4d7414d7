import {
  apiByKey,
  apis,
  encodeRequestFrame,
  FrameDecoder,
  Metadata,
  messageOf,
  Reader,
  readRequestHeader,
} from '@k/wire';
import { fromHex, plain, toHex } from './plain.ts';

/** A message as Kafka's own classes wrote it; see test-fixtures/wire/README.md. */
export interface MessageCase {
  readonly message: string;
  readonly version: number;
  readonly hex: string;
}

const messages = new Map(apis.flatMap(({ request, response }) => [request, response]).map((it) => [it.name, it]));

/** What is in a message, and the bytes it becomes again. */
export function readAndWrite({ message, version, hex }: MessageCase): string {
  const type = messages.get(message);
  if (type === undefined) throw new Error(`no message ${message}`);
  const decoded = type.decode(version, fromHex(hex));
  return `${JSON.stringify(plain(decoded))} ${toHex(type.encode(version, decoded))}`;
}

/** The requests in what one client sent, which comes in pieces. */
export function readStream(hex: string): string[] {
  const found: string[] = [];
  const decoder = new FrameDecoder({
    onFrame: (frame) => {
      const r = new Reader(frame);
      const { apiKey, apiVersion, correlationId, clientId } = readRequestHeader(r);
      const body = apiByKey(apiKey)?.request.read(r, apiVersion);
      r.finish();
      found.push(JSON.stringify(plain([apiKey, apiVersion, correlationId, clientId, body])));
    },
  });
  const bytes = fromHex(hex);
  for (let at = 0; at < bytes.length; at += 100) decoder.push(bytes.subarray(at, at + 100));
  return found;
}

/** What else there is to bytes: a frame of chunks, text that is none, and damage, which has to be told as ever. */
export function others(): string[] {
  const topics = Array.from({ length: 200 }, (_, i) => ({ name: `größe-${String(i)}` }));
  const header = { correlationId: 7, clientId: 'page' };
  const found = encodeRequestFrame(Metadata, 9, header, { topics }).map(toHex);
  const { response } = Metadata;
  const good = response.encode(9, { brokers: [{ nodeId: 1, host: 'a'.repeat(20), port: 9092, rack: null }] });
  for (let end = 0; end < good.length; end++) found.push(thrownBy(() => response.decode(9, good.subarray(0, end))));
  found.push(thrownBy(() => response.encode(9, { brokers: [{ nodeId: 1, host: 'a', port: 2 ** 40 }] })));
  found.push(thrownBy(() => Metadata.request.decode(9, [1, 2] as unknown as Uint8Array)));
  // A string with a part of a character, an ill-formed one, a byte order mark: as Node reads them.
  for (const text of ['e282', 'f0908d', 'c0afff', 'efbbbf61', '80', '61e2829e']) {
    const long = `${'61'.repeat(20)}${text}`;
    found.push(JSON.stringify(new Reader(fromHex(`00${toHex([long.length / 2])}${long}`)).string()));
  }
  return found;
}

function thrownBy(call: () => unknown): string {
  try {
    return JSON.stringify(plain(call()));
  } catch (error) {
    return `${(error as Error).name}: ${messageOf(error)}`;
  }
}
