#!/usr/bin/env node
import { type Options, readOptions, USAGE, UsageError } from './arguments.ts';
import { cut, decodeBody, decodeRequestFrame, decodeResponseFrame, type Frame, Matcher, type Shown } from './decode.ts';
import { dumpAround } from './hex-dump.ts';
import { readFile, readInput } from './input.ts';
import { toJson } from './render.ts';

/** @returns whether everything could be decoded */
function run(options: Options): boolean {
  const { bytes, answers } = readInput(options.input);
  if (bytes.length === 0) throw new UsageError('the input is empty');
  const { api, version, response } = options;
  const asked = api === undefined || version === undefined ? undefined : { api, version };

  if (options.layout === 'body' && asked !== undefined) {
    return show({ offset: 0, content: bytes }, decodeBody(bytes, asked, response), options);
  }
  if (!response) {
    const asking = streamOf(bytes, options);
    let ok = showAll(asking, decodeRequestFrame, options);
    if (answers !== undefined) ok = showAnswers(asking.frames, answers, options) && ok;
    return ok;
  }
  if (asked !== undefined)
    return showAll(streamOf(bytes, options), (frame) => decodeResponseFrame(frame, asked), options);
  const requests = cut(readFile(options.requests ?? '').bytes);
  if (requests.error !== undefined) complain(`${options.requests ?? ''}: ${requests.error.message}`);
  return showAnswers(requests.frames, bytes, options) && requests.error === undefined;
}

/** A stream, or the one message that is there. */
function streamOf(bytes: Buffer, { layout }: Options): ReturnType<typeof cut> & { stream: Buffer } {
  if (layout === 'message') return { stream: bytes, frames: [{ offset: 0, content: bytes }] };
  return { stream: bytes, ...cut(bytes) };
}

function showAnswers(requests: readonly Frame[], answers: Buffer, options: Options): boolean {
  const matcher = new Matcher(requests);
  return showAll(streamOf(answers, options), (frame) => matcher.decode(frame), options);
}

function showAll(
  { stream, frames, error }: ReturnType<typeof streamOf>,
  decode: (frame: Frame) => Shown,
  options: Options,
): boolean {
  let ok = true;
  for (const frame of frames) ok = show(frame, decode(frame), options) && ok;
  if (error === undefined) return ok;
  const hint = frames.length === 0 ? '\nIf this is one message without the size before it: --no-frame' : '';
  complain(`${error.message}${hint}`, stream, error.offset);
  return false;
}

function show({ offset, content }: Frame, shown: Shown, options: Options): boolean {
  process.stdout.write(`${toJson(shown, options)}\n`);
  if (shown.error === undefined) return true;
  complain(`in the frame at byte ${String(offset)}: ${shown.error.message}`, content, shown.error.offset);
  return false;
}

function complain(message: string, bytes?: Uint8Array, offset = 0): void {
  process.stderr.write(`kafka-decode: ${message}\n${bytes === undefined ? '' : `${dumpAround(bytes, offset)}\n`}`);
}

// `kafka-decode ... | head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else process.exitCode = run(options) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  complain(`${error.message} (--help tells more)`);
  process.exitCode = 2;
}
