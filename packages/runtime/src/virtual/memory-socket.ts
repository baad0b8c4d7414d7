import type { AcceptedHandlers } from '../server.ts';
import type { Clock, Random, Socket, TimerHandle } from '../runtime.ts';
import type { LinkFaults } from './faults.ts';

/** Bytes in flight in one direction before `write` answers false: what a kernel's socket buffers would hold. */
const HIGH_WATER_BYTES = 64 * 1024;

/** What both ends of a link share. */
export interface LinkContext {
  readonly clock: Clock;
  readonly random: Random;
  /** Looked up at each delivery, so that faults take effect on open connections too. */
  faults(): LinkFaults;
}

/** Bytes on their way, and when they arrive. */
interface Parcel {
  readonly bytes: Buffer;
  readonly due: number;
}

/** As in {@link LinkFaults.blackHole}. */
type Direction = 'toServer' | 'toClient';

type PipeState = 'connecting' | 'open' | 'finishing' | 'closed';

/**
 * One direction of a connection: bytes written at one end come out at the other end in order, later on the clock, cut
 * into pieces as the faults say.
 *
 * connecting: bytes are kept until {@link Pipe.open}. open: bytes are taken and delivered. finishing: the writer is gone; what it wrote is still delivered, then the
 * reader is told. closed: nothing happens any more.
 */
export class Pipe {
  #state: PipeState;
  readonly #queue: Parcel[] = [];
  #queuedBytes = 0;
  #paused = false;
  #writerWaits = false;
  #timer: TimerHandle;
  /** When the last bytes arrive: latency is drawn anew per write, but bytes never overtake each other. */
  #lastDue = 0;
  readonly #link: LinkContext;
  readonly #direction: Direction;
  readonly #reader: () => MemorySocket;
  readonly #writer: () => MemorySocket;

  /** What is sent to the server waits until {@link Pipe.open}. */
  constructor(link: LinkContext, writer: () => MemorySocket, reader: () => MemorySocket, direction: Direction) {
    this.#link = link;
    this.#direction = direction;
    this.#state = direction === 'toServer' ? 'connecting' : 'open';
    this.#writer = writer;
    this.#reader = reader;
  }

  write(chunks: readonly Uint8Array[]): boolean {
    if (this.#state === 'finishing' || this.#state === 'closed') return true;
    // A copy: the writer may use its buffers again at once, as with bytes that the kernel has taken.
    const bytes = Buffer.concat(chunks);
    if (bytes.length > 0) {
      this.#queue.push({ bytes, due: this.#draw() });
      this.#queuedBytes += bytes.length;
      this.#schedule();
    }
    if (this.#queuedBytes < HIGH_WATER_BYTES) return true;
    this.#writerWaits = true;
    return false;
  }

  open(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'open';
    this.#schedule();
  }

  finish(): void {
    if (this.#state === 'closed') return;
    this.#state = 'finishing';
    this.#draw();
    this.#schedule();
  }

  /** Bytes on the way are lost. */
  discard(): void {
    this.#queue.length = 0;
    this.#queuedBytes = 0;
  }

  close(): void {
    this.#state = 'closed';
    this.discard();
    if (this.#timer !== undefined) this.#link.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  /** Called again when a black hole ends. */
  wake(): void {
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#state === 'closed' || this.#state === 'connecting') return;
    if (this.#queue.length === 0 && this.#state === 'open') return;
    const { clock } = this.#link;
    const due = this.#queue[0]?.due ?? this.#lastDue;
    this.#timer = clock.setTimeout(() => {
      this.#timer = undefined;
      this.#deliver();
    }, due - clock.monotonic());
  }

  /** When what is sent now arrives. */
  #draw(): number {
    this.#lastDue = Math.max(this.#link.clock.monotonic() + drawLatency(this.#link), this.#lastDue);
    return this.#lastDue;
  }

  #deliver(): void {
    const faults = this.#link.faults();
    if (this.#state === 'closed' || faults.blackHole === true || faults.blackHole === this.#direction) return;
    if (this.#paused && this.#queue.length > 0) return;
    const parcel = this.#queue.shift();
    if (parcel === undefined) {
      if (this.#state === 'finishing') this.#reader().closedByPeer();
      return;
    }
    if (faults.dropProbability !== undefined && this.#link.random.next() < faults.dropProbability) {
      this.#writer().reset('the simulated network dropped the connection');
      return;
    }
    const piece = this.#cut(parcel, faults);
    this.#queuedBytes -= piece.length;
    this.#reader().deliver(piece);
    // The chunk was valid during the call only. Overwritten, it betrays a reader that kept it.
    piece.fill(0xdd);
    if (this.#writerWaits && this.#queuedBytes === 0) {
      this.#writerWaits = false;
      this.#writer().drained();
    }
    this.#schedule();
  }

  /** Takes one piece off the front; the rest goes back to the head of the queue. */
  #cut({ bytes, due }: Parcel, faults: LinkFaults): Buffer {
    const limit = faults.maxChunkBytes;
    if (limit === undefined || bytes.length <= 1) return bytes;
    const size = Math.min(bytes.length, 1 + Math.floor(this.#link.random.next() * Math.max(1, limit)));
    if (size >= bytes.length) return bytes;
    this.#queue.unshift({ bytes: bytes.subarray(size), due });
    return bytes.subarray(0, size);
  }
}

export function drawLatency(link: LinkContext): number {
  const latency = link.faults().latencyMs ?? 0;
  if (typeof latency === 'number') return latency;
  const [low, high] = latency;
  return low + link.random.next() * (high - low);
}

/** One end of an in-memory connection. */
export class MemorySocket implements Socket {
  readonly remoteAddress: string;
  readonly #clock: Clock;
  #handlers: AcceptedHandlers | undefined;
  #incoming: Pipe | undefined;
  #outgoing: Pipe | undefined;
  readonly #onClosed: () => void;
  #closed = false;

  constructor(clock: Clock, remoteAddress: string, onClosed: () => void) {
    this.#clock = clock;
    this.remoteAddress = remoteAddress;
    this.#onClosed = onClosed;
  }

  /** Before {@link MemorySocket.tell}: a server may write to a socket, or destroy it, while it is still accepting it. */
  attach(incoming: Pipe, outgoing: Pipe): void {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  tell(handlers: AcceptedHandlers): void {
    this.#handlers = handlers;
  }

  write(chunks: readonly Uint8Array[]): boolean {
    return this.#outgoing?.write(chunks) ?? true;
  }

  /** What was written before is still delivered to the peer; nothing more is read here. */
  destroy(): void {
    this.#shut(undefined);
  }

  pause(): void {
    this.#incoming?.pause();
  }

  resume(): void {
    this.#incoming?.resume();
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  deliver(bytes: Buffer): void {
    if (!this.#closed) this.#handlers?.onData(bytes);
  }

  drained(): void {
    if (!this.#closed) this.#handlers?.onDrain();
  }

  closedByPeer(): void {
    this.#shut(undefined);
  }

  /** Both ends lose the connection at once, bytes on the way included. */
  reset(why: string): void {
    this.#outgoing?.discard();
    this.#shut(connectionReset(why));
  }

  /** The connection never came about. */
  fail(error: Error): void {
    this.#shut(error);
  }

  #shut(error: Error | undefined): void {
    // A server's end that nobody has come to has nothing to close.
    if (this.#closed || this.#incoming === undefined) return;
    this.#closed = true;
    this.#incoming.close();
    this.#outgoing?.finish();
    this.#onClosed();
    // Never inside the caller's own call, as with a real socket.
    this.#clock.setTimeout(() => {
      this.#handlers?.onClose(error);
    }, 0);
  }
}

function connectionReset(why: string): Error {
  return Object.assign(new Error(`read ECONNRESET (${why})`), { code: 'ECONNRESET' });
}
