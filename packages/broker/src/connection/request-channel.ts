import { FrameDecoder, KafkaError, messageOf } from '@k/wire';
import type { AcceptedHandlers, Clock, Socket, TimerHandle } from '@k/runtime';
import { FrameQueue } from './frame-queue.ts';
import { Turn } from './turn.ts';
import { LEGAL, type ChannelState } from './channel-state.ts';

/** Unanswered bytes a client may send ahead before the broker stops reading from it. */
const READ_AHEAD_BYTES = 1024 * 1024;

/** What a channel carries requests to. */
export interface ChannelUser {
  /**
   * One request. Before it comes back, or its promise resolves, the channel was told what becomes of it: `send`, `done`, `hang`,
   * `leave` or `close`.
   */
  handle(frame: Buffer): Promise<void> | undefined;
  /** Who asked is not there any more, or was sent away. Once. */
  gone(reason: string): void;
  /** The last thing: nothing is taken or sent from now on. Once. */
  ended(): void;
}

/** The requests of one connection, one after the other, and the way of their answers. */
export class RequestChannel implements AcceptedHandlers {
  #state: ChannelState = 'idle';
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #user: ChannelUser;
  readonly #decoder: FrameDecoder;
  readonly #waiting = new FrameQueue();
  #readingPaused = false;
  readonly #turn: Turn;
  /** Set while resting. */
  #restTimer: TimerHandle;

  constructor(socket: Socket, init: { readonly clock: Clock; readonly maxFrameBytes: number }, user: ChannelUser) {
    this.#socket = socket;
    this.#clock = init.clock;
    this.#user = user;
    this.#turn = new Turn(init.clock);
    this.#decoder = new FrameDecoder({
      maxFrameBytes: init.maxFrameBytes,
      onFrame: (frame) => {
        this.#onFrame(frame);
      },
    });
  }

  get state(): ChannelState {
    return this.#state;
  }

  /** Parked requests come back after the connection may have been closed. */
  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Whether nobody is there to be answered. */
  get isOver(): boolean {
    return this.#state === 'left' || this.#state === 'closed';
  }

  // --- what the socket tells

  onClose(error?: Error): void {
    if (this.isOver) return;
    const from = this.#state;
    const reason = error?.message ?? 'closed by the client';
    if (from === 'hanging') {
      this.#end(reason);
      return;
    }
    if (from === 'resting') this.#clock.clearTimeout(this.#restTimer);
    this.#transition('left');
    this.#user.gone(reason);
    if (from !== 'handling') this.#next();
  }

  onData(chunk: Buffer): void {
    if (this.isOver) return;
    this.#turn.begin();
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.close(`unreadable request: ${messageOf(error)}`);
    }
  }

  onDrain(): void {
    if (this.#state === 'sending') this.#goOn();
  }

  // --- what becomes of a request

  /** Its answer. @param throttleMs how long nothing more is taken from the client */
  send(chunks: Uint8Array[], throttleMs = 0): void {
    if (this.isOver) return;
    const ready = this.#socket.write(chunks);
    if (throttleMs > 0) this.#rest(throttleMs);
    else this.#transition(ready ? 'idle' : 'sending');
  }

  /** Its answer, so much later. */
  sendLate(chunks: Uint8Array[], ms: number): void {
    this.#clock.setTimeout(() => {
      this.send(chunks);
      this.#next();
    }, ms);
  }

  /** It has no answer. */
  done(throttleMs = 0): void {
    if (this.isOver) return;
    if (throttleMs > 0) this.#rest(throttleMs);
    else this.#transition('idle');
  }

  /** Nothing is ever answered again. */
  hang(): void {
    this.#transition('hanging');
  }

  /** Closes the connection when what was written has left. */
  leave(reason: string): void {
    if (this.#socket.end === undefined) this.#socket.destroy();
    else this.#socket.end();
    this.#end(reason);
  }

  close(reason: string): void {
    if (this.#state === 'closed') return;
    this.#socket.destroy();
    this.#end(reason);
  }

  /** Bytes in front of any answer. */
  write(bytes: Uint8Array): void {
    this.#socket.write([bytes]);
  }

  /** What is done later for a request counts for its turn of the event loop, too. */
  work(fn: () => void): void {
    this.#turn.work(fn);
  }

  // --- one after the other

  #onFrame(frame: Buffer): void {
    if (this.isOver) return;
    this.#waiting.push(frame);
    this.#next();
    if (this.#waiting.byteLength > READ_AHEAD_BYTES && !this.#readingPaused) {
      this.#readingPaused = true;
      this.#socket.pause?.();
    }
  }

  /** Takes up what has been waiting, as long as nothing is in the way. */
  #next(): void {
    if (this.#state === 'left') {
      const frame = this.#waiting.shift();
      if (frame === undefined) this.#end('all is done that was asked for');
      else this.#process(frame);
      return;
    }
    while (this.#state === 'idle' && !this.#waiting.isEmpty) {
      if (this.#turn.isSpent) this.#rest();
      else this.#process(this.#waiting.shift() as Buffer);
    }
    if (this.#readingPaused && this.#waiting.byteLength <= READ_AHEAD_BYTES && this.#state !== 'closed') {
      this.#readingPaused = false;
      this.#socket.resume?.();
    }
  }

  /** One request, from idle or left. Comes back idle or sending when it was answered at once. */
  #process(frame: Buffer): void {
    if (this.#state === 'idle') this.#transition('handling');
    this.#turn.work(() => {
      try {
        const handling = this.#user.handle(frame) ?? (this.#state === 'left' ? Promise.resolve() : undefined);
        handling?.then(
          () => {
            this.#next();
          },
          (error: unknown) => {
            this.#failed(error);
          },
        );
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  #failed(error: unknown): void {
    this.close(KafkaError.is(error) ? `bad request: ${messageOf(error)}` : `internal error: ${messageOf(error)}`);
  }

  #rest(ms = 0): void {
    this.#transition('resting');
    this.#restTimer = this.#clock.setTimeout(() => {
      this.#goOn();
    }, ms);
  }

  #goOn(): void {
    this.#turn.begin();
    this.#transition('idle');
    this.#next();
  }

  /** Once, whoever closed first. */
  #end(reason: string): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'resting') this.#clock.clearTimeout(this.#restTimer);
    const isTold = this.#state === 'left';
    this.#transition('closed');
    this.#waiting.clear();
    if (!isTold) this.#user.gone(reason);
    this.#user.ended();
  }

  #transition(to: ChannelState): void {
    if (!LEGAL[this.#state].includes(to)) throw new Error(`Connection cannot go from ${this.#state} to ${to}`);
    this.#state = to;
  }
}
