#!/usr/bin/env node
import { type Options, readOptions, USAGE, UsageError } from './arguments.ts';
import { CaptureError } from './capture/capture-error.ts';
import { cut, decodeBody, decodeRequestFrame, decodeResponseFrame, type Frame, type Shown } from './decode.ts';
import { readInput, readStreams } from './input.ts';
import { Matcher } from './matcher.ts';
import { runProxy } from './node-proxy.ts';
import { Printer } from './printer.ts';
import { CaptureDecoder } from './capture-decoder.ts';

async function run(options: Options, printer: Printer): Promise<void> {
  if (options.proxy !== undefined) return runProxy(options.proxy.listen, options.proxy.target, printer);
  const input = await readInput(options.input);
  if ('capture' in input) return showCapture(input.capture, options, printer);
  const { bytes, answers } = input;
  if (bytes.length === 0) throw new UsageError('the input is empty');
  const { asked, response } = options;
  if (options.layout === 'body' && asked !== undefined) {
    printer.show({ offset: 0, content: bytes }, decodeBody(bytes, asked, response));
  } else if (!response) {
    const asking = streamOf(bytes, options);
    showAll(asking, decodeRequestFrame, printer);
    if (answers !== undefined) showAnswers(asking.frames, answers, options, printer);
  } else if (asked !== undefined) {
    showAll(streamOf(bytes, options), (frame) => decodeResponseFrame(frame, asked), printer);
  } else {
    const requests = cut((await readStreams(options.requests ?? '')).bytes);
    if (requests.error !== undefined) printer.complain(`${options.requests ?? ''}: ${requests.error.message}`);
    showAnswers(requests.frames, bytes, options, printer);
  }
}

async function showCapture(capture: AsyncIterable<Buffer>, options: Options, printer: Printer): Promise<void> {
  if (options.response || options.layout !== 'frames')
    throw new UsageError('this is a capture, which has both directions: leave out what is for single streams');
  const decoder = new CaptureDecoder(printer);
  try {
    for await (const chunk of capture) {
      decoder.push(chunk);
      await written();
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    decoder.end(error);
    return;
  }
  decoder.end();
}

/** Waits while whoever reads what is shown is slower than the capture is read. */
async function written(): Promise<void> {
  if (process.stdout.writableNeedDrain) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

/** A stream, or the one message that is there. */
function streamOf(bytes: Buffer, { layout }: Options): ReturnType<typeof cut> & { stream: Buffer } {
  if (layout === 'message') return { stream: bytes, frames: [{ offset: 0, content: bytes }] };
  return { stream: bytes, ...cut(bytes) };
}

function showAnswers(requests: readonly Frame[], answers: Buffer, options: Options, printer: Printer): void {
  const matcher = new Matcher();
  for (const frame of requests) matcher.note(frame, decodeRequestFrame(frame));
  showAll(streamOf(answers, options), (frame) => matcher.decode(frame).shown, printer);
}

function showAll(
  { stream, frames, error }: ReturnType<typeof streamOf>,
  decode: (frame: Frame) => Shown,
  printer: Printer,
): void {
  for (const frame of frames) printer.show(frame, decode(frame));
  if (error === undefined) return;
  const hint = frames.length === 0 ? '\nIf this is one message without the size before it: --no-frame' : '';
  printer.complain(`${error.message}${hint}`, stream, error.offset);
}

// `kafka-decode ... | head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  const options = readOptions(process.argv.slice(2));
  const printer = new Printer(options);
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else await run(options, printer);
  process.exitCode = printer.exitCode;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`kafka-decode: ${error.message} (--help tells more)\n`);
  process.exitCode = 2;
}
