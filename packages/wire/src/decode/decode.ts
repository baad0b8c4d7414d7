import { apiByKey, readRequestHeader, readResponseHeader } from '../envelope.ts';
import { FrameDecoder } from '../frame.ts';
import { KafkaError } from '../kafka-error.ts';
import type { Api } from '../message-type.ts';
import { Reader } from '../reader.ts';
import { answeredVersion } from '../response-frame.ts';
import { WireError } from '../wire-error.ts';

/** What was found in one frame, in the order in which it is shown. */
export interface Shown {
  /** Of the frame in its stream. */
  readonly offset: number;
  readonly bytes: number;
  readonly request?: string;
  readonly response?: string;
  readonly version?: number;
  readonly correlationId?: number;
  readonly clientId?: string | null;
  readonly body?: unknown;
  readonly error?: { readonly message: string; readonly path: string; readonly offset: number };
}

/** A frame in its stream. */
export interface Frame {
  readonly offset: number;
  readonly content: Buffer;
}

/** What a request asked, and hence what its response is. */
export interface Asked {
  readonly api: Api<unknown, unknown>;
  readonly version: number;
  /** Of the request, when it was seen. */
  readonly clientId?: string | null;
}

/**
 * Cuts a stream into its frames.
 * @returns the frames before the error, if there is one: a size that cannot be, or an end in the middle
 */
export function cut(stream: Buffer): { frames: Frame[]; error?: WireError } {
  const frames: Frame[] = [];
  let offset = 0;
  const decoder = new FrameDecoder({
    onFrame: (content) => {
      frames.push({ offset, content });
      offset += 4 + content.length;
    },
  });
  try {
    decoder.push(stream);
  } catch (error) {
    if (error instanceof WireError) return { frames, error };
    throw error;
  }
  if (!decoder.pending) return { frames };
  const left = stream.length - offset;
  const size = left < 4 ? undefined : stream.readInt32BE(offset);
  const reason =
    size === undefined
      ? `the stream ends after ${String(left)} of the 4 bytes of a frame's size`
      : `the stream ends in a frame: it announces ${String(size)} bytes, and ${String(left - 4)} are there`;
  return { frames, error: new WireError(reason, { offset }) };
}

/** A request with its header. */
export function decodeRequestFrame({ offset, content }: Frame): Shown {
  const r = new Reader(content);
  let shown: Shown = { offset, bytes: content.length };
  try {
    const { apiKey, apiVersion, correlationId, clientId } = readRequestHeader(r);
    const api = apiByKey(apiKey) as Api<unknown, unknown>;
    shown = { ...shown, request: api.name, version: apiVersion, correlationId, clientId };
    // Shown beside the error where bytes follow it: brokers pass over them, and librdkafka's Metadata has some.
    shown = { ...shown, body: api.request.read(r, apiVersion) };
    end(r, api.request.name, apiVersion);
    return shown;
  } catch (error) {
    return { ...shown, error: explain(error) };
  }
}

/** A response with its header. */
export function decodeResponseFrame({ offset, content }: Frame, { api, version, clientId }: Asked): Shown {
  const r = new Reader(content);
  let shown: Shown = { offset, bytes: content.length, response: api.name, version };
  try {
    const { correlationId } = readResponseHeader(r, api, version);
    const answered = answeredVersion(api, version, content.subarray(r.offset));
    shown = { ...shown, version: answered, correlationId, ...(clientId === undefined ? {} : { clientId }) };
    const body = api.response.read(r, answered);
    end(r, api.response.name, answered);
    return { ...shown, body };
  } catch (error) {
    return { ...shown, error: explain(error) };
  }
}

/** A body alone. */
export function decodeBody(content: Buffer, { api, version }: Asked, response: boolean): Shown {
  const message = response ? api.response : api.request;
  const shown = { offset: 0, bytes: content.length, [response ? 'response' : 'request']: api.name, version };
  try {
    return { ...shown, body: message.decode(version, content) };
  } catch (error) {
    return { ...shown, error: explain(error) };
  }
}

function end(r: Reader, messageName: string, version: number): void {
  if (r.remaining === 0) return;
  throw new WireError(`${String(r.remaining)} bytes left after the last field`, {
    messageName,
    version,
    offset: r.offset,
  });
}

function explain(error: unknown): NonNullable<Shown['error']> {
  if (error instanceof WireError) return { message: error.message, path: error.path, offset: error.offset };
  if (KafkaError.is(error)) return { message: error.message, path: '', offset: 0 };
  throw error;
}
