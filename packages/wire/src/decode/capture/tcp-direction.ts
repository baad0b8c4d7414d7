/** What comes of one direction of a TCP connection, in its order. */
export interface StreamListener {
  /** The next bytes; valid during the call. */
  onData(bytes: Buffer): void;
  /** So many bytes are not in the capture. */
  onGap(bytes: number): void;
}

/** A SYN may stand behind so much of what it begins, in a capture whose packets are out of order. */
const OUT_OF_ORDER_BYTES = 1024 * 1024;

interface Piece {
  readonly sequence: number;
  readonly bytes: Buffer;
  /** Bytes behind these that were not captured. */
  readonly cutOff: number;
  /** It is the last: where it stands before its turn, something is missing even if it is empty. */
  readonly isFin: boolean;
}

/** More than any window that a receiver leaves open: what is missing then was never captured. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/**
 * The other side has had what is missing here, so nobody sends it again. It may still come when the capture has packets in
 * another order than the link: so many of the connection are waited for.
 */
const PACKETS_OF_GRACE = 64;

/** Puts the segments of one direction in their order, each byte once, however they come. */
export class TcpDirection {
  private readonly listener: StreamListener;
  /** The sequence number of the next byte; undefined before the first segment. */
  private next: number | undefined = undefined;
  /** What came before its turn, by sequence. */
  private readonly waiting: Piece[] = [];
  private waitingBytes = 0;
  private overdue = 0;
  /** Of what the other side has had, when that was more than came here. */
  private acknowledged: number | undefined = undefined;

  constructor(listener: StreamListener) {
    this.listener = listener;
  }

  /** The first byte will have this number. Said again when a SYN is sent again. */
  begin(sequence: number): void {
    this.next ??= sequence;
  }

  /** Whether what has come so far can be the beginning of a stream whose first byte has this number. */
  canBegin(sequence: number): boolean {
    if (this.next === undefined) return true;
    const passed = distance(this.next, sequence);
    return passed >= 0 && passed <= OUT_OF_ORDER_BYTES;
  }

  /** Takes a segment; `piece.bytes` need only be valid during the call. */
  take(piece: Piece): void {
    const { bytes, cutOff, isFin, sequence } = piece;
    if (bytes.length + cutOff === 0 && !isFin) return;
    this.next ??= sequence;
    if (distance(sequence, this.next) > 0) {
      this.wait(piece);
      if (this.waitingBytes > MAX_WAITING_BYTES) this.skipGap();
      return;
    }
    this.pass(piece);
    this.passWaiting();
  }

  /** The other side has had everything before `sequence`. */
  acknowledge(sequence: number): void {
    if (this.next === undefined || distance(sequence, this.next) <= 0) return;
    this.acknowledged = sequence;
    if (this.waiting.length > 0 && ++this.overdue > PACKETS_OF_GRACE) this.skipGap();
  }

  /** Nothing more comes: what is missing is missing. */
  end(): void {
    while (this.waiting.length > 0) this.skipGap();
    const missing = distance(this.acknowledged ?? 0, this.next ?? 0);
    // The end of a direction counts as a byte.
    if (this.acknowledged !== undefined && missing > 1) this.listener.onGap(missing);
  }

  private wait({ bytes, cutOff, isFin, sequence }: Piece): void {
    const next = this.next ?? 0;
    let at = this.waiting.length;
    while (at > 0 && distance((this.waiting[at - 1] as Piece).sequence, next) > distance(sequence, next)) at--;
    this.waiting.splice(at, 0, { sequence, cutOff, isFin, bytes: Buffer.from(bytes) });
    this.waitingBytes += bytes.length;
  }

  private pass({ bytes, cutOff, sequence }: Piece): void {
    const next = this.next ?? sequence;
    const known = distance(next, sequence);
    if (known < bytes.length) {
      this.listener.onData(bytes.subarray(known));
      this.next = (sequence + bytes.length) >>> 0;
    }
    const missing = Math.min(cutOff, bytes.length + cutOff - known);
    if (missing > 0) {
      this.listener.onGap(missing);
      this.next = (sequence + bytes.length + cutOff) >>> 0;
    }
  }

  private passWaiting(): void {
    let passed = 0;
    for (const piece of this.waiting) {
      if (distance(piece.sequence, this.next ?? 0) > 0) break;
      this.pass(piece);
      this.waitingBytes -= piece.bytes.length;
      passed++;
    }
    if (passed === 0) return;
    this.waiting.splice(0, passed);
    this.overdue = 0;
  }

  private skipGap(): void {
    const [first] = this.waiting;
    if (first === undefined) return;
    this.listener.onGap(distance(first.sequence, this.next ?? 0));
    this.next = first.sequence;
    this.passWaiting();
  }
}

/** How far `sequence` is behind `origin`; they go round after 4 GiB. */
function distance(sequence: number, origin: number): number {
  return (sequence - origin) | 0;
}
