import type { Options } from './arguments.ts';
import type { Heard } from './conversation.ts';
import type { Frame, Shown } from './decode.ts';
import { passes } from './filter.ts';
import { dumpAround } from './hex-dump.ts';
import { toJson } from './render.ts';

/** The last time that a Date can hold. */
const MAX_TIME_MS = 8.64e15;

/** Writes messages to standard output and complaints to standard error, and knows whether there were any. */
export class Printer {
  private readonly options: Options;
  private hasComplained = false;

  constructor(options: Options) {
    this.options = options;
  }

  /** 0, or 1 when something was complained of. */
  get exitCode(): 0 | 1 {
    return this.hasComplained ? 1 : 0;
  }

  show(frame: Frame, shown: Shown): void {
    this.print(shown, shown, frame.content, `in the frame at byte ${String(frame.offset)}`);
  }

  hear({ timeMs, connection, afterMs, shown, content }: Heard): void {
    const time = timeMs === undefined || Math.abs(timeMs) > MAX_TIME_MS ? {} : { time: new Date(timeMs).toISOString() };
    const place = `${connection}: in the frame at byte ${String(shown.offset)}`;
    this.print({ ...time, connection, ...shown, ...(afterMs === undefined ? {} : { afterMs }) }, shown, content, place);
  }

  complain(message: string, bytes?: Uint8Array, offset = 0): void {
    this.hasComplained = true;
    this.tell(`${message}${bytes === undefined ? '' : `\n${dumpAround(bytes, offset)}`}`);
  }

  /** As a complaint, of what is no error. */
  tell(message: string): void {
    process.stderr.write(`kafka-decode: ${message}\n`);
  }

  private print(line: object, shown: Shown, content: Buffer, place: string): void {
    if (!passes(this.options.filter, shown)) return;
    process.stdout.write(`${toJson(line, this.options)}\n`);
    if (shown.error !== undefined) this.complain(`${place}: ${shown.error.message}`, content, shown.error.offset);
  }
}
