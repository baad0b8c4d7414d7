import { FrameDecoder } from '../frame.ts';
import { WireError } from '../wire-error.ts';
import type { Frame } from './decode.ts';
import { MAX_FRAME_BYTES } from './recognise.ts';

export interface FrameStreamOptions {
  /** So many bytes are enough for `begins` to tell. */
  readonly headBytes: number;
  /** Whether a frame begins with these bytes. */
  readonly begins: (bytes: Buffer) => boolean;
  readonly onFrame: (frame: Frame) => void;
  /** What could not be read, in a sentence. */
  readonly onLost: (what: string) => void;
}

/**
 * Where in its stream it is:
 *
 * - `searching`: it is not known where a frame begins. What comes in one packet is looked at; `held` was too short to tell.
 * - `reading`: in a frame or between two.
 * - `skipping`: in what is left of a frame that has a gap, so many bytes.
 */
type State =
  | { readonly is: 'searching'; readonly held: Buffer }
  | { readonly is: 'reading'; readonly decoder: FrameDecoder }
  | { readonly is: 'skipping'; readonly left: number };

const SEARCHING: State = { is: 'searching', held: Buffer.alloc(0) };

/** The frames of one direction of a connection that may have gaps, or whose beginning was not seen. */
export class FrameStream {
  private readonly options: FrameStreamOptions;
  private state: State = SEARCHING;
  /** In the stream: of what comes next, and of the frame being read. */
  private position = 0;
  private frameAt = 0;

  constructor(options: FrameStreamOptions) {
    this.options = options;
  }

  /** Whether it may be told yet that nothing begins here. */
  get isSearching(): boolean {
    return this.state.is === 'searching' && this.state.held.length === 0;
  }

  get isReading(): boolean {
    return this.state.is === 'reading';
  }

  /** Known from elsewhere: the next byte begins a frame. */
  begin(): void {
    this.frameAt = this.position;
    const onFrame = (content: Buffer): void => {
      const offset = this.frameAt;
      this.frameAt += 4 + content.length;
      this.options.onFrame({ offset, content });
    };
    this.state = { is: 'reading', decoder: new FrameDecoder({ maxFrameBytes: MAX_FRAME_BYTES, onFrame }) };
  }

  push(bytes: Buffer): void {
    if (bytes.length === 0) return;
    switch (this.state.is) {
      case 'searching':
        this.search(bytes, this.state.held);
        return;
      case 'reading':
        this.read(bytes, this.state.decoder);
        return;
      case 'skipping': {
        const skipped = Math.min(bytes.length, this.state.left);
        this.skip(skipped, this.state.left);
        this.push(bytes.subarray(skipped));
      }
    }
  }

  /** So many bytes are missing. */
  gap(bytes: number): void {
    switch (this.state.is) {
      case 'searching':
        this.state = SEARCHING;
        break;
      case 'reading': {
        const { missing } = this.state.decoder;
        this.options.onLost(
          missing === undefined
            ? `${String(bytes)} bytes are not in the capture`
            : `${String(bytes)} bytes of the message at byte ${String(this.frameAt)} are not in the capture`,
        );
        if (missing === undefined) this.state = SEARCHING;
        else {
          this.skip(bytes, missing);
          return;
        }
        break;
      }
      case 'skipping':
        this.skip(bytes, this.state.left);
        return;
    }
    this.position += bytes;
  }

  /** Nothing more comes. */
  end(): void {
    if (this.state.is !== 'reading' || !this.state.decoder.pending) return;
    this.options.onLost(`it ends in the message at byte ${String(this.frameAt)}`);
  }

  private search(bytes: Buffer, held: Buffer): void {
    const { headBytes, begins } = this.options;
    const joined = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    if (joined.length < headBytes) {
      this.state = { is: 'searching', held: Buffer.from(joined) };
      this.position += bytes.length;
      return;
    }
    const start = [joined, bytes].find((each) => each.length >= headBytes && begins(each));
    if (start === undefined) {
      this.state = SEARCHING;
      this.position += bytes.length;
      return;
    }
    this.position -= start.length - bytes.length;
    this.begin();
    this.push(start);
  }

  private read(bytes: Buffer, decoder: FrameDecoder): void {
    try {
      decoder.push(bytes);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.options.onLost(error.message);
      this.state = SEARCHING;
    }
    this.position += bytes.length;
  }

  /** Goes on behind `bytes` of the `left` bytes of a frame that is lost; when there are more of them, where is not known. */
  private skip(bytes: number, left: number): void {
    this.position += bytes;
    if (bytes < left) this.state = { is: 'skipping', left: left - bytes };
    else if (bytes === left) this.begin();
    else this.state = SEARCHING;
  }
}
