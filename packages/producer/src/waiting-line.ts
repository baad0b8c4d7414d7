import type { Clock, TimerHandle } from '@k/runtime';
import type { LatePayloads } from './late-payloads.ts';
import type { ProducerRecord } from './record.ts';
import type { Waiter } from './settle.ts';

/** What became of a try to admit a record. */
export type Admission =
  /** It is in a batch, or was refused for good: either way it has left the line. */
  | 'settled'
  /** Its topic is not known yet. */
  | 'topic'
  /** Its topic has no such partition yet. */
  | 'partition'
  /** There is no memory for it. */
  | 'memory'
  /** Its serializers have not settled yet. */
  | 'serializer'
  /** Somebody ahead of it waits for the same. */
  | 'turn';

type AnyRecord = ProducerRecord<unknown, unknown>;

/** The records of one `send` or `sendMany` that have to wait. */
export class WaitingCall {
  readonly target: Waiter;
  /** Default create time of its records, ms since the epoch. */
  readonly timestamp: number;
  /** Monotonic ms. */
  readonly deadline: number;
  /** Counts up: who came first. */
  readonly ticket: number;
  readonly #records: readonly AnyRecord[];
  /** Places of the waiting records among `records`, in order; those before `#head` have left. */
  readonly #waiting: number[] = [];
  #head = 0;
  /** By place; null as long as no serializer is late. */
  #late: Map<number, LatePayloads> | null = null;

  constructor(records: readonly AnyRecord[], target: Waiter, timestamp: number, deadline: number, ticket: number) {
    this.#records = records;
    this.target = target;
    this.timestamp = timestamp;
    this.deadline = deadline;
    this.ticket = ticket;
  }

  /** Records that wait. */
  get length(): number {
    return this.#waiting.length - this.#head;
  }

  add(index: number): void {
    this.#waiting.push(index);
  }

  /** What its serializers were asked already; undefined for a record that was not asked about. */
  lateOf(index: number): LatePayloads | undefined {
    return this.#late?.get(index);
  }

  keep(index: number, late: LatePayloads): void {
    this.#late ??= new Map();
    this.#late.set(index, late);
  }

  /** Visits the waiting records in order, and forgets those that are settled; ends where there is no memory. */
  serve(visit: (record: AnyRecord, index: number, call: WaitingCall) => Admission): void {
    const waiting = this.#waiting;
    const first = this.#head;
    let kept = 0;
    let at = first;
    for (let admission: Admission = 'settled'; at < waiting.length && admission !== 'memory'; at++) {
      const index = waiting[at] as number;
      admission = visit(this.#records[index] as AnyRecord, index, this);
      if (admission !== 'settled') waiting[first + kept++] = index;
      else this.#late?.delete(index);
    }
    // Records that stay close the gap to those that were not visited.
    this.#head = at - kept;
    waiting.copyWithin(this.#head, first, first + kept);
  }
}

/** How the line reaches the one that fills the batches. */
export interface Admitter {
  /** Tries to admit a record of `call`. */
  admit(record: AnyRecord, index: number, call: WaitingCall): Admission;
  /** A record of `call` is not tried, because somebody ahead of it waits for the same. */
  passedOver(record: AnyRecord, index: number, call: WaitingCall): void;
  /** `maxBlockMs` is over for a record that lacks something. */
  expire(record: AnyRecord, index: number, call: WaitingCall, lacks: Admission): void;
}

/**
 * The calls whose records cannot be put into a batch at once, first come, first served.
 *
 * Who waits for a topic, or for a serializer, holds up only the records of that topic, who waits for a partition only those for that partition;
 * who waits for memory holds up everybody behind, or a large record would wait for ever behind small ones that slip
 * through.
 */
export class WaitingLine {
  readonly #admitter: Admitter;
  readonly #clock: Clock;
  #calls: WaitingCall[] = [];
  #head = 0;
  #starved = false;
  /** What somebody waits for: whole topics (null), or partitions of a topic. */
  #blocked = new Map<string, Set<number> | null>();
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

  /** Whether a record has to queue up before it may even try. */
  mustWait(record: AnyRecord): boolean {
    return this.length > 0 && (this.#starved || this.#isBlocked(record));
  }

  /** A call of which some records have to wait: see {@link WaitingLine.wait}. */
  join(records: readonly AnyRecord[], target: Waiter, timestamp: number, timeoutMs: number): WaitingCall {
    const deadline = this.#clock.monotonic() + timeoutMs;
    const call = new WaitingCall(records, target, timestamp, deadline, this.#nextTicket++);
    this.#calls.push(call);
    this.#arm();
    return call;
  }

  /** A record of a call that has joined, in the order of its records, and what it lacks. */
  wait(call: WaitingCall, record: AnyRecord, index: number, lacks: Admission): void {
    call.add(index);
    this.#hold(record, lacks);
  }

  /** Leaves the line without its records having been admitted (an abort). Returns how many those were. */
  leave(call: WaitingCall): number {
    const at = this.#calls.indexOf(call, this.#head);
    if (at < 0) return 0;
    this.#calls.splice(at, 1);
    this.advance();
    return call.length;
  }

  /** Something has changed (memory, metadata): lets in whom it can. */
  advance(): void {
    this.#starved = false;
    this.#blocked = new Map();
    const staying: WaitingCall[] = [];
    for (; this.#head < this.#calls.length; this.#head++) {
      const call = this.#calls[this.#head] as WaitingCall;
      call.serve(this.#admit);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by #hold
      if (this.#starved) break;
      if (call.length > 0) staying.push(call);
    }
    // Those who do not wait for memory keep their place in front.
    if (staying.length > 0) this.#calls = [...staying, ...this.#calls.slice(this.#head)];
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
    this.#blocked = new Map();
    this.#arm();
    return calls;
  }

  // Made once: thousands may be in the line.
  readonly #admit = (record: AnyRecord, index: number, call: WaitingCall): Admission => {
    if (this.#isBlocked(record)) {
      this.#admitter.passedOver(record, index, call);
      return 'turn';
    }
    const admission = this.#admitter.admit(record, index, call);
    this.#hold(record, admission);
    return admission;
  };

  #isBlocked(record: AnyRecord): boolean {
    if (this.#blocked.size === 0) return false;
    const partitions = this.#blocked.get(record.topic);
    if (partitions === undefined) return false;
    return partitions === null || partitions.has(record.partition as number);
  }

  /** Holds up who would get ahead of a record that waits. */
  #hold({ topic, partition }: AnyRecord, lacks: Admission): void {
    if (lacks === 'memory') this.#starved = true;
    else if (lacks === 'topic' || lacks === 'serializer') this.#blocked.set(topic, null);
    else if (lacks === 'partition') {
      const partitions = this.#blocked.get(topic) ?? new Set();
      this.#blocked.set(topic, partitions.add(partition as number));
    }
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
    while ((this.#calls[this.#head]?.deadline ?? Infinity) <= now) late.push(this.#calls[this.#head++] as WaitingCall);
    let lacks: Admission = 'settled';
    for (const call of late) {
      call.serve((record, index) => {
        // A record that only waited for its turn is tried now; one that waits for memory is not.
        if (lacks !== 'memory') lacks = this.#admitter.admit(record, index, call);
        if (lacks !== 'settled') this.#admitter.expire(record, index, call, lacks);
        return 'settled';
      });
    }
    this.advance();
  }
}
