import type { Clock, TimerHandle } from '@k/conn';
import type { ProducerRecord } from './record.ts';
import type { Target } from './settle.ts';

/** What became of a try to admit a record. */
export type Admission =
  /** It is in a batch, or was refused for good: either way it has left the line. */
  | 'gone'
  /** Its topic is not known yet. */
  | 'topic'
  /** There is no memory for it. */
  | 'memory';

/** One `send`, or what is left of a `sendMany`. */
export class WaitingCall {
  readonly records: readonly ProducerRecord<unknown, unknown>[];
  readonly target: Target;
  /** The first record that still waits. */
  next = 0;
  /** Default create time of its records, ms since the epoch. */
  readonly timestamp: number;
  /** Monotonic ms. */
  readonly deadline: number;
  /** Counts up: who came first. */
  readonly ticket: number;
  /** `TopicState.freshLoads` when it found its partition missing; -1 before. */
  freshMark = -1;

  constructor(
    records: readonly ProducerRecord<unknown, unknown>[],
    next: number,
    target: Target,
    timestamp: number,
    deadline: number,
    ticket: number,
  ) {
    this.records = records;
    this.next = next;
    this.target = target;
    this.timestamp = timestamp;
    this.deadline = deadline;
    this.ticket = ticket;
  }
}

/** How the line reaches the one that fills the batches. */
export interface Admitter {
  /** Tries to admit `call.records[call.next]`. */
  admit(call: WaitingCall): Admission;
  /** `maxBlockMs` is over for what is left of `call`. */
  expire(call: WaitingCall, why: 'topic' | 'memory'): void;
}

/**
 * The calls whose records cannot be put into a batch at once, first come, first served.
 *
 * Who waits for a topic holds up only the records of that topic; who waits for memory holds up everybody behind, or a
 * large record would wait for ever behind small ones that slip through.
 */
export class WaitingLine {
  readonly #admitter: Admitter;
  readonly #clock: Clock;
  #calls: WaitingCall[] = [];
  #head = 0;
  #starved = false;
  /** Topics that somebody waits for; records of other topics may pass. */
  #blocked = new Set<string>();
  #timer: TimerHandle;
  #timerIsSet = false;
  #nextTicket = 0;
  /** Who wants to know when everyone before a ticket has left. */
  readonly #watchers = new Set<{ readonly ticket: number; readonly tell: () => void }>();

  constructor(admitter: Admitter, clock: Clock) {
    this.#admitter = admitter;
    this.#clock = clock;
  }

  get length(): number {
    return this.#calls.length - this.#head;
  }

  /** Somebody waits for memory. */
  get starved(): boolean {
    return this.#starved;
  }

  /** Ticket of the oldest call in the line; Infinity when it is empty. */
  get oldestTicket(): number {
    return this.#calls[this.#head]?.ticket ?? Infinity;
  }

  /** The ticket that the next call will get. */
  get nextTicket(): number {
    return this.#nextTicket;
  }

  /** Settles when every call with a lower ticket has left the line. */
  passed(ticket: number): Promise<void> {
    if (this.oldestTicket >= ticket) return Promise.resolve();
    return new Promise((tell) => this.#watchers.add({ ticket, tell }));
  }

  /** Whether a record of `topic` has to queue up before it may even try. */
  mustWait(topic: string): boolean {
    return this.length > 0 && (this.#starved || this.#blocked.has(topic));
  }

  join(
    records: readonly ProducerRecord<unknown, unknown>[],
    next: number,
    target: Target,
    timestamp: number,
    timeoutMs: number,
    why: 'topic' | 'memory',
  ): WaitingCall {
    const deadline = this.#clock.monotonic() + timeoutMs;
    const call = new WaitingCall(records, next, target, timestamp, deadline, this.#nextTicket++);
    this.#calls.push(call);
    if (why === 'memory') this.#starved = true;
    else this.#block(call);
    this.#arm();
    return call;
  }

  /** Leaves the line without its record having been admitted (an abort). False: it is not in the line any more. */
  leave(call: WaitingCall): boolean {
    const at = this.#calls.indexOf(call, this.#head);
    if (at < 0) return false;
    this.#calls.splice(at, 1);
    this.advance();
    return true;
  }

  /** Something has changed (memory, metadata): lets in whom it can. */
  advance(): void {
    this.#starved = false;
    this.#blocked = new Set();
    const passed: WaitingCall[] = [];
    for (; this.#head < this.#calls.length; this.#head++) {
      const call = this.#calls[this.#head] as WaitingCall;
      const admission = this.#isBlocked(call) ? 'topic' : this.#serve(call);
      if (admission === 'gone') continue;
      if (admission === 'memory') {
        this.#starved = true;
        break;
      }
      this.#block(call);
      passed.push(call);
    }
    // Those who wait for a topic keep their place in front.
    if (passed.length > 0) this.#calls = [...passed, ...this.#calls.slice(this.#head)];
    else if (this.#head > 256 || this.#head === this.#calls.length) this.#calls = this.#calls.slice(this.#head);
    else {
      this.#arm();
      return;
    }
    this.#head = 0;
    this.#arm();
  }

  /** Empties the line; the calls are the caller's to refuse. */
  clear(): WaitingCall[] {
    const calls = this.#calls.slice(this.#head);
    this.#calls = [];
    this.#head = 0;
    this.#starved = false;
    this.#blocked = new Set();
    this.#arm();
    return calls;
  }

  /** `gone` when all its records have left, else what the next one lacks. */
  #serve(call: WaitingCall): Admission {
    for (; call.next < call.records.length; call.next++) {
      const admission = this.#admitter.admit(call);
      if (admission !== 'gone') return admission;
    }
    return 'gone';
  }

  #isBlocked(call: WaitingCall): boolean {
    if (this.#blocked.size === 0) return false;
    for (let i = call.next; i < call.records.length; i++) {
      if (this.#blocked.has((call.records[i] as ProducerRecord).topic)) return true;
    }
    return false;
  }

  #block(call: WaitingCall): void {
    for (let i = call.next; i < call.records.length; i++) this.#blocked.add((call.records[i] as ProducerRecord).topic);
  }

  /** After each change. All wait equally long, so the first in line is the first to be late. */
  #arm(): void {
    this.#tellWatchers();
    const clock = this.#clock;
    const first = this.#calls[this.#head];
    if (first === undefined) {
      if (this.#timerIsSet) clock.clearTimeout(this.#timer);
      this.#timerIsSet = false;
      return;
    }
    if (this.#timerIsSet) return;
    this.#timerIsSet = true;
    this.#timer = clock.setTimeout(
      () => {
        this.#timerIsSet = false;
        this.#expire();
      },
      Math.max(0, first.deadline - clock.monotonic()),
    );
  }

  #tellWatchers(): void {
    const oldest = this.oldestTicket;
    for (const watcher of this.#watchers) {
      if (oldest < watcher.ticket) continue;
      this.#watchers.delete(watcher);
      watcher.tell();
    }
  }

  #expire(): void {
    const now = this.#clock.monotonic();
    const late: WaitingCall[] = [];
    const starved = this.#starved;
    while ((this.#calls[this.#head]?.deadline ?? Infinity) <= now) late.push(this.#calls[this.#head++] as WaitingCall);
    for (const call of late) this.#admitter.expire(call, starved ? 'memory' : 'topic');
    this.advance();
  }
}
