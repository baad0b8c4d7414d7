import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './arguments.ts';
import { isCapture, MAGIC_BYTES } from './capture/capture-reader.ts';

/** What was given to decode: the two directions of a connection, as far as they are known, or a capture. */
export type Input =
  | {
      /** One direction; that of the client when both are there. */
      readonly bytes: Buffer;
      /** The other direction, when the input has both. */
      readonly answers?: Buffer;
    }
  | { readonly capture: AsyncIterable<Buffer> };

/** An input that is no capture. */
export type Streams = Extract<Input, { readonly bytes: Buffer }>;

const READ_BYTES = 1024 * 1024;

/**
 * What the command line means: a file, else hex or base64, else standard input. Captures are not read at once: they may
 * be larger than memory.
 * @throws UsageError when it is none of these
 */
export async function readInput(given: string | undefined): Promise<Input> {
  if (given === undefined || given === '-') return fromChunks(process.stdin);
  if (existsSync(given)) return fromChunks(chunksOf(given));
  const bytes = looksLikeName(given) ? undefined : fromText(given);
  if (bytes === undefined) throw new UsageError(`no such file: ${shorten(given)} (nor is it hex or base64)`);
  return { bytes };
}

/** @throws UsageError when the file cannot be read, or is a capture */
export async function readStreams(file: string): Promise<Streams> {
  if (!existsSync(file)) throw new UsageError(`no such file: ${file}`);
  const input = await fromChunks(chunksOf(file));
  if ('capture' in input) throw new UsageError(`${file} is a capture, which has both directions: give it alone`);
  return input;
}

async function* chunksOf(file: string): AsyncIterable<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`);
  }
}

async function fromChunks(source: AsyncIterable<Buffer>): Promise<Input> {
  const chunks = source[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < MAGIC_BYTES) {
    const next = await chunks.next();
    if (next.done === true) return bytesOf(start);
    start = Buffer.concat([start, next.value]);
  }
  const all = resume(start, chunks);
  if (isCapture(start)) return { capture: all };
  const whole: Buffer[] = [];
  for await (const chunk of all) whole.push(chunk);
  return bytesOf(Buffer.concat(whole));
}

/** What was read to look at it, then the rest. */
async function* resume(start: Buffer, rest: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield start;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** The bytes in a file: themselves, or what its text stands for. */
export function bytesOf(content: Buffer): Streams {
  if (!isText(content)) return { bytes: content };
  const text = content.toString('latin1');
  return fromFollow(text) ?? { bytes: fromText(text) ?? content };
}

function isText(content: Buffer): boolean {
  return content.length > 0 && content.every((b) => (b >= 0x20 && b < 0x7f) || b === 0x0a || b === 0x0d || b === 0x09);
}

/**
 * What `tshark -z follow,tcp,raw,N` prints: between lines of `=` a head, then a line of hex for each packet with data;
 * those of the node that answered are indented.
 */
function fromFollow(text: string): Streams | undefined {
  const match = /^Follow: tcp,raw\r?\n(?:[A-Z][^\n]*\n)*/m.exec(text);
  if (match === null) return undefined;
  const lines = text.slice(match.index + match[0].length).split(/\r?\n/);
  const asked = lines.filter((line) => /^[0-9a-f]+$/i.test(line));
  const answered = lines.filter((line) => /^\s+[0-9a-f]+$/i.test(line)).map((line) => line.trim());
  return { bytes: Buffer.from(asked.join(''), 'hex'), answers: Buffer.from(answered.join(''), 'hex') };
}

/** Hex (blanks, line ends, `:`, `0x` and the left and right columns of a dump do not matter), else base64. */
function fromText(text: string): Buffer | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(DUMP_OFFSET, '').replace(DUMP_TEXT, ''));
  const hex = lines.join('').replaceAll(/[\s:]|0x/gi, '');
  if (/^([0-9a-f]{2})+$/i.test(hex)) return Buffer.from(hex, 'hex');
  const base64 = text.replaceAll(/\s/g, '');
  return BASE64.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** In whole fours, filled up or not. */
const BASE64 = /^(?:[\w+/-]{4})*(?:[\w+/-]{2}={0,2}|[\w+/-]{3}=?)?$/;

/** `00000010  ` of hexdump -C and xxd. */
const DUMP_OFFSET = /^\s*[0-9a-f]{7,8}(?::\s|\s\s)\s*/i;
/** `  |text|` of hexdump -C, and two blanks and the text of xxd. */
const DUMP_TEXT = /\s\s+(\|.*\||\S.*)$/;

/**
 * Whether the name of no file was meant as one: letters, digits and slashes are base64 as well. What lies in a folder that
 * is there was, and so was a word that is shorter than any message, or all small letters.
 */
function looksLikeName(text: string): boolean {
  if (/^[0-9a-fx\s:]*$/i.test(text)) return false;
  if (path.dirname(text) !== '.' && existsSync(path.dirname(text))) return true;
  return text.length < 12 || !/[A-Z\d+=]/.test(text);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
