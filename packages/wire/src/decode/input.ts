import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from './arguments.ts';

/** What was given to decode: the two directions of a connection, as far as they are known. */
export interface Input {
  /** One direction; that of the client when both are there. */
  readonly bytes: Buffer;
  /** The other direction, when the input has both. */
  readonly answers?: Buffer;
}

const STDIN = 0;

/**
 * The bytes that the command line means: a file, else hex or base64, else standard input.
 * @throws UsageError when it is none of these
 */
export function readInput(given: string | undefined): Input {
  if (given === undefined || given === '-') return bytesOf(readFileSync(STDIN));
  if (existsSync(given)) return readFile(given);
  const bytes = fromText(given);
  if (bytes === undefined) throw new UsageError(`"${shorten(given)}" is neither a file nor hex nor base64`);
  return { bytes };
}

/** @throws UsageError when the file cannot be read */
export function readFile(file: string): Input {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`);
  }
  return bytesOf(content);
}

/** The bytes in a file: themselves, or what its text stands for. */
export function bytesOf(content: Buffer): Input {
  if (isCapture(content))
    throw new UsageError('this is a packet capture; run: tshark -r FILE -q -z follow,tcp,raw,0 | kafka-decode');
  if (!isText(content)) return { bytes: content };
  const text = content.toString('latin1');
  return fromFollow(text) ?? { bytes: fromText(text) ?? content };
}

/** pcap in both byte orders, with micro- and nanoseconds; pcapng. */
function isCapture(content: Buffer): boolean {
  return /^(d4c3b2a1|a1b2c3d4|4d3cb2a1|a1b23c4d|0a0d0d0a)/.test(content.toString('hex', 0, 4));
}

function isText(content: Buffer): boolean {
  return content.length > 0 && content.every((b) => (b >= 0x20 && b < 0x7f) || b === 0x0a || b === 0x0d || b === 0x09);
}

/**
 * What `tshark -z follow,tcp,raw,N` prints: between lines of `=` a head, then a line of hex for each packet with data;
 * those of the node that answered are indented.
 */
function fromFollow(text: string): Input | undefined {
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
  return /^[\w+/-]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** `00000010  ` of hexdump -C and xxd. */
const DUMP_OFFSET = /^\s*[0-9a-f]{7,8}(?::\s|\s\s)\s*/i;
/** `  |text|` of hexdump -C, and two blanks and the text of xxd. */
const DUMP_TEXT = /\s\s+(\|.*\||\S.*)$/;

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
