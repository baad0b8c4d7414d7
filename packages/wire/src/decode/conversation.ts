import { decodeRequestFrame, type Frame, type Shown } from './decode.ts';
import { FrameStream } from './frame-stream.ts';
import { Matcher } from './matcher.ts';
import {
  beginsRequest,
  beginsResponse,
  beginsTls,
  REQUEST_HEAD_BYTES,
  RESPONSE_HEAD_BYTES,
  tellsClient,
} from './recognise.ts';

/** A message with the connection it came by. */
export interface Heard {
  /** When its last byte came, milliseconds since 1970; undefined where that is not known. */
  readonly timeMs: number | undefined;
  /** Who said it to whom: `127.0.0.1:51234 > 127.0.0.1:9092`. */
  readonly connection: string;
  /** How long after its request a response came, in milliseconds. */
  readonly afterMs?: number;
  readonly shown: Shown;
  readonly content: Buffer;
}

export interface ConversationListener {
  /** The time now, of what is being pushed. */
  now(): number | undefined;
  onMessage(heard: Heard): void;
  /** What could not be read. */
  onLost(what: string): void;
}

/**
 * What two ends say to each other:
 *
 * - `unknown`: not enough was seen.
 * - `kafka`: a request was seen.
 * - `tls`: encrypted, whatever it is.
 * - `other`: began with something else.
 */
export type ConversationKind = 'unknown' | 'kafka' | 'tls' | 'other';

/** A response whose request has not come yet: packets of the two directions change places in some captures. */
interface Early {
  readonly frame: Frame;
  readonly timeMs: number | undefined;
}

const MAX_EARLY = 1000;
const MAX_EARLY_BYTES = 4 * 1024 * 1024;

/** One connection: says by itself what is spoken on it and, unless it was seen opening, which end is the client. */
export class Conversation {
  private readonly listener: ConversationListener;
  private readonly ends: readonly [string, string];
  private client: string | undefined = undefined;
  /** Its first bytes, in both directions, are seen or known to be missing. */
  private isOpened = false;
  private said: ConversationKind = 'unknown';
  private bytes = 0;
  private readonly matcher = new Matcher();
  private readonly requests: FrameStream;
  private readonly responses: FrameStream;
  /** What was said before it was known what it is, and by whom. A number: so many bytes that are missing. */
  private early: { readonly source: string; readonly said: Buffer | number }[] = [];
  private earlyBytes = 0;
  /** Of what the client said before its first request that is here. */
  private missing = 0;
  private readonly unmatched: Early[] = [];
  private unmatchedBytes = 0;

  constructor(ends: readonly [string, string], listener: ConversationListener) {
    this.ends = ends;
    this.listener = listener;
    const onLost = (isRequest: boolean) => (what: string) => this.listener.onLost(`${this.way(isRequest)}: ${what}`);
    this.requests = new FrameStream({
      headBytes: REQUEST_HEAD_BYTES,
      begins: beginsRequest,
      onFrame: (frame) => this.onRequest(frame),
      onLost: onLost(true),
    });
    this.responses = new FrameStream({
      headBytes: RESPONSE_HEAD_BYTES,
      begins: (bytes) => beginsResponse(bytes, (id) => this.matcher.isOpen(id)),
      onFrame: (frame) => this.onResponse(frame),
      onLost: onLost(false),
    });
  }

  get kind(): ConversationKind {
    return this.said;
  }

  /** It is seen from its beginning, and this end is the one that called the other. */
  beginBy(client: string): void {
    if (this.client !== undefined) return;
    this.client = client;
    this.isOpened = true;
    this.replayEarly();
  }

  /** The next bytes from one end; valid during the call. */
  push(source: string, bytes: Buffer): void {
    this.bytes += bytes.length;
    this.hear(source, bytes);
  }

  private hear(source: string, bytes: Buffer): void {
    if (this.said === 'unknown') this.recognise(source, bytes);
    else if (this.said === 'kafka') this.streamOf(source).push(bytes);
  }

  /** So many bytes of one end are missing. */
  gap(source: string, bytes: number): void {
    if (this.said === 'kafka' || source === this.client) {
      this.streamOf(source).gap(bytes);
      if (this.said === 'unknown') this.missing += bytes;
    } else if (this.said === 'unknown') this.early.push({ source, said: bytes });
  }

  end(): void {
    if (this.said === 'unknown' && this.bytes > 0) this.said = 'other';
    while (this.unmatched.length > 0) this.tellUnmatched(0);
    if (this.said !== 'kafka') return;
    this.requests.end();
    this.responses.end();
  }

  private recognise(source: string, bytes: Buffer): void {
    if (beginsTls(bytes)) {
      this.said = 'tls';
      this.forgetEarly();
      return;
    }
    if (this.client === undefined && tellsClient(bytes)) {
      this.client = source;
      this.replayEarly();
    }
    if (source !== this.client) {
      this.keepEarly(source, bytes);
      return;
    }
    this.requests.push(bytes);
    // A request that was already heard has said so; of a longer one this is the beginning.
    if (this.requests.isReading) this.said = 'kafka';
    if (this.said === 'kafka') this.becomeKafka();
    else if (this.isOpened && this.missing === 0 && this.requests.isSearching) {
      this.said = 'other';
      this.forgetEarly();
    }
  }

  private becomeKafka(): void {
    if (this.missing > 0)
      this.listener.onLost(`${this.way(true)}: ${String(this.missing)} bytes at the beginning are not in the capture`);
    if (this.isOpened) this.responses.begin();
    this.replayEarly();
  }

  private keepEarly(source: string, bytes: Buffer): void {
    this.early.push({ source, said: Buffer.from(bytes) });
    this.earlyBytes += bytes.length;
    if (this.earlyBytes <= MAX_EARLY_BYTES) return;
    this.isOpened = false;
    this.forgetEarly();
  }

  private replayEarly(): void {
    const { early } = this;
    this.forgetEarly();
    for (const { source, said } of early) {
      if (typeof said === 'number') this.gap(source, said);
      else this.hear(source, said);
    }
  }

  private forgetEarly(): void {
    this.early = [];
    this.earlyBytes = 0;
  }

  private streamOf(source: string): FrameStream {
    return source === this.client ? this.requests : this.responses;
  }

  private onRequest(frame: Frame): void {
    this.said = 'kafka';
    const shown = decodeRequestFrame(frame);
    const timeMs = this.listener.now();
    this.matcher.note(frame, shown, timeMs);
    this.listener.onMessage({ timeMs, connection: this.way(true), shown, content: frame.content });
    const answered = this.unmatched.findIndex((early) => early.frame.content.readInt32BE(0) === shown.correlationId);
    if (answered >= 0) this.tellUnmatched(answered);
  }

  private onResponse(frame: Frame): void {
    const { content } = frame;
    const timeMs = this.listener.now();
    if (content.length < 4 || this.matcher.isOpen(content.readInt32BE(0))) {
      this.tellResponse({ frame, timeMs });
      return;
    }
    this.unmatched.push({ frame, timeMs });
    this.unmatchedBytes += content.length;
    while (this.unmatched.length > MAX_EARLY || this.unmatchedBytes > MAX_EARLY_BYTES) this.tellUnmatched(0);
  }

  private tellUnmatched(index: number): void {
    for (const early of this.unmatched.splice(index, 1)) {
      this.unmatchedBytes -= early.frame.content.length;
      this.tellResponse(early);
    }
  }

  private tellResponse({ frame, timeMs }: Early): void {
    const { shown, askedMs } = this.matcher.decode(frame);
    const after =
      timeMs === undefined || askedMs === undefined ? {} : { afterMs: Math.round((timeMs - askedMs) * 1000) / 1000 };
    this.listener.onMessage({ timeMs, connection: this.way(false), ...after, shown, content: frame.content });
  }

  /** `client > broker`, or the way back. */
  private way(isRequest: boolean): string {
    const [one, other] = this.ends;
    const client = this.client ?? one;
    const broker = client === one ? other : one;
    return isRequest ? `${client} > ${broker}` : `${broker} > ${client}`;
  }
}
