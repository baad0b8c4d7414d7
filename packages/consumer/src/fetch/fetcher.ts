import { ErrorCode, Fetch, asError } from '@k/wire';
import type { FetchRequest, FetchResponse, MessageInit } from '@k/wire';
import { isRetriable, noLeaderError } from '@k/cluster';
import type { Channel, Cluster, IsolationLevel } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import type { ConsumerCounters } from '../metrics.ts';
import type { Warnings } from '../warnings.ts';
import { ByteBudget } from './byte-budget.ts';
import { UnreadableRecordError } from '../errors.ts';
import { FetchAnswers } from './answers.ts';
import { FetchFailures, isUnreadable } from './failures.ts';
import type { FetchedBroker } from './fetched-broker.ts';
import { type FetchLimits, LAST_VERSION_BY_NAME, fetchBody } from './fetch-request.ts';
import type { AskedPartition, FetchSlot, InFlightFetch } from './fetch-slot.ts';
import { FetchWaits } from './fetch-waits.ts';
import { type FrameMemory, frameMemoryOf } from './frame-memory.ts';
import type { Intake } from './intake.ts';
import { Placement } from './placement.ts';
import { nextTurn } from '../delivery/node-turn.ts';
import { Pump } from '../pump.ts';
import { ReadReplicas } from './read-replicas.ts';
import { FetchSession, type SessionRequest } from './session.ts';

export interface FetcherSettings {
  readonly fetchMinBytes: number;
  /** See {@link FetchWaits}. */
  readonly fetchMaxWaitMs?: number | undefined;
  readonly fetchMaxBytes: number;
  readonly maxPartitionFetchBytes: number;
  readonly bufferMemory: number;
  readonly checkCrcs: boolean;
  readonly isolationLevel: IsolationLevel;
  readonly reuseMemory: boolean | 'check';
  readonly clientRack?: string | null | undefined;
}

export interface FetcherInit<K, V> {
  readonly cluster: Cluster;
  readonly settings: FetcherSettings;
  readonly assignment: Assignment<K, V>;
  readonly warnings: Warnings;
  readonly intake: Intake<K, V>;
  readonly counters: Pick<ConsumerCounters, 'fetch'>;
  /** Of the consumer, beside those for fetches: nothing is held back there. */
  readonly idleChannels: readonly Channel[];
}

type ReadyConnection = NonNullable<ReturnType<Channel['readyConnection']>>;

/**
 * Requests in flight per broker. Two, on a connection each: a broker answers a connection in order and holds a fetch of
 * quiet partitions back for `fetchMaxWaitMs`, and a busy partition whose queue has room must not wait for that. So
 * requests that will be held back never take the last slot while a partition of that broker is behind.
 */
const SLOTS = 2;
/** A session without partitions is ended then: brokers have room for so many, and throw others out for one that is two minutes old. */
const UNUSED_SESSION_MS = 60_000;
/** A request for less is not worth its round trip. */
const WORTHWHILE_BYTES = 65_536;

/**
 * Keeps the partitions' queues filled. Every broker is asked by itself, never all at a time: what one does or does not
 * answer is nothing to the others. A partition is in one request at most, and in none while enough of it is queued.
 * Nothing is done about a partition to which nothing happened, however many there are.
 */
export class Fetcher<K, V> {
  readonly budget: ByteBudget;
  /** Brokers that there was no room for; their turn is first the next time, or others would have it again and again. */
  readonly #turnedAway = new Set<number>();
  readonly #init: FetcherInit<K, V>;
  readonly #channels: readonly Channel[];
  readonly #placement: Placement<K, V>;
  readonly #replicas: ReadReplicas<K, V>;
  readonly #failures: FetchFailures<K, V>;
  readonly #answers: FetchAnswers<K, V>;
  readonly #waits: FetchWaits;
  readonly #pump: Pump;
  /** What answers are read to, where that is used again. */
  readonly #memory: FrameMemory | undefined;
  /** Something happened to them since they were looked at. */
  readonly #changed = new Set<AssignedPartition<K, V>>();

  constructor(init: FetcherInit<K, V>) {
    this.#init = init;
    const { cluster, assignment, settings } = init;
    const { maxPartitionFetchBytes, bufferMemory, fetchMaxWaitMs, fetchMinBytes } = settings;
    this.#waits = new FetchWaits({ fetchMaxWaitMs, fetchMinBytes });
    this.#memory = frameMemoryOf(settings);
    const allocateFrame = this.#memory?.allocate.bind(this.#memory);
    this.#channels = Array.from({ length: SLOTS }, () => cluster.openChannel('fetch', { allocateFrame }));
    const failures = new FetchFailures<K, V>(cluster);
    this.#failures = failures;
    const withoutLeader = (partition: AssignedPartition<K, V>): void => {
      failures.backOff(partition, noLeaderError(cluster, partition.topic, partition.partition));
    };
    const channels = this.#channels;
    const replicas = new ReadReplicas<K, V>(cluster, settings.clientRack);
    this.#replicas = replicas;
    this.#placement = new Placement({ cluster, assignment, replicas, channels, maxPartitionFetchBytes, withoutLeader });
    const changed = this.#changed;
    this.#answers = new FetchAnswers({ ...init, placement: this.#placement, replicas, failures, changed });
    this.#pump = new Pump(cluster.runtime.clock, (now) => this.#work(now));
    this.budget = new ByteBudget(bufferMemory, () => {
      this.#pump.wake();
    });
  }

  /** The longest that a broker may hold a fetch back, in milliseconds. */
  get longestWaitMs(): number {
    return this.#waits.longestMs;
  }

  /** Something happened to the partition: its queue has room, its position is known, it is paused. Sends what can be sent, soon. */
  changed(partition: AssignedPartition<K, V>): void {
    this.#changed.add(partition);
    this.#pump.wake();
  }

  /** Any partition may be to be fetched from elsewhere: there is new metadata. */
  allChanged(): void {
    for (const partition of this.#init.assignment.values()) this.#changed.add(partition);
    this.#pump.wake();
  }

  /** Other partitions are assigned than before. */
  reassigned(): void {
    this.#changed.clear();
    this.#placement.reassigned();
    this.allChanged();
  }

  async close(): Promise<void> {
    this.#pump.close();
    if (this.#endSessions()) await nextTurn();
    await Promise.all(this.#channels.map((channel) => channel.close()));
  }

  /**
   * Has brokers forget what they were asked for (KIP-227): they have room for so many sessions. Nobody waits for their word,
   * and none is connected to for it.
   * @returns whether anything is to be written
   */
  #endSessions(): boolean {
    let hasAny = false;
    for (const { slots } of this.#placement.brokers) {
      for (const { broker, session } of slots) {
        const said = session.ending;
        const connection = said === null ? undefined : this.#idleConnection(broker, slots);
        if (said === null || connection === undefined) continue;
        this.#say(said, broker, connection);
        hasAny = true;
      }
    }
    return hasAny;
  }

  #say(ending: SessionRequest<AskedPartition>, broker: number, connection: ReadyConnection): void {
    const body = (version: number): MessageInit<FetchRequest> =>
      fetchBody(version, ending, [], this.#limits(broker, 0, 0));
    connection.request(Fetch, body).catch(() => undefined);
  }

  /** Has the broker forget a session that nothing has been in for long. @returns when to look again */
  #endUnused(slot: FetchSlot, now: number): number {
    const at = slot.unusedSince + UNUSED_SESSION_MS;
    if (at > now) return at;
    const said = slot.session.end();
    const connection = slot.channel.readyConnection(slot.broker);
    if (said !== null && connection !== undefined) this.#say(said, slot.broker, connection);
    return Infinity;
  }

  /** A broker does not read what comes behind a fetch that it holds back, when the connection ends before that. */
  #idleConnection(broker: number, slots: readonly FetchSlot[]): ReadyConnection | undefined {
    const idle = slots.filter(({ isInFlight }) => !isInFlight).map(({ channel }) => channel);
    for (const channel of [...idle, ...this.#init.idleChannels]) {
      const connection = channel.readyConnection(broker);
      if (connection !== undefined) return connection;
    }
    return undefined;
  }

  /** Looks at what changed and sends what can be sent; returns when to look again. */
  #work(now: number): number {
    const placement = this.#placement;
    for (const partition of this.#changed) placement.look(partition, now);
    this.#changed.clear();
    if (this.#turnedAway.size > 0) placement.putFirst(this.#turnedAway);
    this.#turnedAway.clear();
    let wakeAt = placement.lookAtDue(now);
    for (const broker of placement.brokers) {
      const idle = broker.idleSlots();
      for (const slot of idle) wakeAt = Math.min(wakeAt, this.#endUnused(slot, now));
      if (!broker.hasWork(idle)) continue;
      const at = Math.max(broker.retryAt, this.#meetingAt(broker, idle, now));
      if (at > now) wakeAt = Math.min(wakeAt, at);
      else this.#sendTo(broker, idle, now);
    }
    return wakeAt;
  }

  /** See {@link FetchWaits.meetingAt}. */
  #meetingAt(broker: FetchedBroker<K, V>, idle: readonly FetchSlot[], now: number): number {
    return broker.wouldHold(idle) ? this.#waits.meetingAt(idle, broker.slots, now) : 0;
  }

  #sendTo(broker: FetchedBroker<K, V>, idle: readonly FetchSlot[], now: number): void {
    const { soon, alone } = broker;
    const leaveOne = broker.wouldHold(idle) && (soon.size > 0 || alone.size > 0) && idle.length < SLOTS;
    const used = leaveOne ? undefined : this.#sendTogether(broker, idle, now);
    const rest = idle.filter((slot) => slot !== used).values();
    for (const partition of alone) {
      const slot = rest.next().value;
      if (slot === undefined) return;
      this.#sendAlone(slot, partition, now);
    }
  }

  /**
   * One request for all that is to be fetched together, by the slot that needs to say least for it: that with most of it in
   * its session. What idle sessions have is wanted as it is.
   * @returns the slot that was chosen, if there is anything to send
   */
  #sendTogether(broker: FetchedBroker<K, V>, idle: readonly FetchSlot[], now: number): FetchSlot | undefined {
    const count = broker.countOf(idle);
    const slot = idle.reduce<FetchSlot | undefined>(largest, undefined);
    if (slot === undefined || count === 0) return undefined;
    const reserved = this.#reserve(broker.id, count);
    if (reserved === 0) return slot;
    const placement = this.#placement;
    for (const other of idle) {
      if (other === slot) continue;
      for (const asked of [...other.session]) {
        const partition = placement.ownerOf(asked);
        if (partition !== undefined) placement.ask(slot, partition);
      }
    }
    for (const partition of broker.news) placement.ask(slot, partition);
    this.#send(slot, slot.session, reserved, now, this.#waits.of(slot, broker.slots, now));
    return slot;
  }

  #sendAlone(slot: FetchSlot, partition: AssignedPartition<K, V>, now: number): void {
    const reserved = this.#reserve(slot.broker, 1);
    if (reserved === 0) return;
    const session = FetchSession.none<AskedPartition>();
    session.want(this.#placement.askAlone(slot, partition));
    this.#send(slot, session, reserved, now, 0);
  }

  /** How much one request may ask for now, which the budget has set aside; 0 when it has no room worth a request. */
  #reserve(broker: number, partitions: number): number {
    let bytes = this.#allowance(partitions);
    const { hasPausedQueues } = this.#placement;
    if (bytes === 0 && hasPausedQueues && this.#init.assignment.evictPaused()) bytes = this.#allowance(partitions);
    this.budget.reserve(bytes);
    if (bytes === 0) this.#turnedAway.add(broker);
    return bytes;
  }

  #allowance(partitions: number): number {
    const { fetchMaxBytes, maxPartitionFetchBytes, bufferMemory } = this.#init.settings;
    // An answer has more in it than records, and must stay below the connection's limit.
    const frameShare = Math.floor(this.#init.cluster.settings.maxFrameBytes / 2);
    const wanted = Math.min(fetchMaxBytes, partitions * maxPartitionFetchBytes, frameShare);
    const { available } = this.budget;
    // Half of what is left, so that brokers asked later have their share.
    const share = Math.max(Math.floor(available / 2), Math.min(available, maxPartitionFetchBytes));
    const worthwhile = Math.min(WORTHWHILE_BYTES, wanted, Math.ceil(bufferMemory / 8));
    if (share >= worthwhile) return Math.min(wanted, share);
    return 0;
  }

  #limits(broker: number, maxBytes: number, maxWaitMs: number): FetchLimits {
    const { fetchMinBytes: minBytes, maxPartitionFetchBytes: maxPartitionBytes, isolationLevel } = this.#init.settings;
    const rackId = this.#replicas.rackFor(broker);
    return { maxWaitMs, minBytes, maxBytes, maxPartitionBytes, isolationLevel, rackId };
  }

  #send(
    slot: FetchSlot,
    session: FetchSession<AskedPartition>,
    reserved: number,
    now: number,
    maxWaitMs: number,
  ): void {
    const { cluster } = this.#init;
    const request: InFlightFetch = { slot, asked: session, reserved };
    slot.sent(request, now, maxWaitMs);
    const said = session.request();
    const { channel, broker } = slot;
    const limits = this.#limits(broker, reserved, maxWaitMs);
    const answer = channel.request({ broker }, Fetch, (version) => fetchBody(version, said, session, limits), {
      timeoutMs: maxWaitMs + cluster.settings.requestTimeoutMs,
      maxVersion: said.byId ? undefined : LAST_VERSION_BY_NAME,
      partitions: { [Symbol.iterator]: () => [...session].filter(({ isLed }) => isLed).values() },
      heldMs: Math.max(maxWaitMs, this.#waits.usualMs),
    });
    this.#init.counters
      .fetch(broker, answer)
      .then(
        (response) => {
          this.#answered(request, response);
        },
        (cause: unknown) => {
          this.#failed(request, cause);
        },
      )
      .finally(() => {
        this.#pump.wake();
      });
  }

  #complete({ slot, asked: session }: InFlightFetch): void {
    const { assignment } = this.#init;
    const outside = session === slot.session ? [] : session;
    for (const asked of [...slot.completed(), ...outside]) {
      if (this.#placement.ownerOf(asked) === undefined) slot.forget(asked);
      const partition = assignment.get(asked.topic, asked.partition);
      if (partition !== undefined) this.#changed.add(partition);
    }
  }

  #failed(request: InFlightFetch, cause: unknown): void {
    const { slot, asked: session } = request;
    this.#complete(request);
    this.budget.settle(request.reserved, 0);
    session.failed();
    if (this.#pump.isClosed) return;
    const error = asError(cause);
    if (isUnreadable(error)) {
      this.#answeredUnreadably(session, error);
      return;
    }
    for (const asked of session) if (!asked.isLed) this.#answers.leaveReplica(asked);
    const current = [...session].flatMap((asked) => (asked.isLed ? (this.#placement.stillAsked(asked) ?? []) : []));
    const { cluster, warnings } = this.#init;
    const broker = this.#placement.broker(slot.broker);
    broker.retryAt = cluster.runtime.clock.monotonic() + this.#failures.pauseMs(broker.failures++);
    if (isRetriable(error)) {
      for (const partition of current) partition.setTrouble(error);
      if (broker.failures === 1) warnings.add(error);
      this.#failures.refresh(`fetching from broker ${String(slot.broker)} failed: ${error.message}`);
      return;
    }
    // Not a matter of time (credentials, versions, a bug): the application is told, at each partition of that broker.
    for (const partition of current) this.#failures.tell(partition, error);
  }

  /**
   * Neither time nor another broker helps against an answer that is over a limit or makes no sense. Whose part of it is to
   * blame shows when each is asked for by itself; that one's reader is told.
   */
  #answeredUnreadably(session: FetchSession<AskedPartition>, cause: Error): void {
    for (const asked of session) {
      const partition = this.#placement.ownerOf(asked);
      if (partition === undefined) continue;
      partition.cursor.suspect();
      this.#changed.add(partition);
      if (partition.cursor.epoch !== asked.epoch) continue;
      partition.setTrouble(cause);
      const { topic, partition: id, fetchOffset: offset } = asked;
      const isAlone = session.size === 1;
      if (isAlone) this.#failures.tell(partition, new UnreadableRecordError({ topic, partition: id, offset }, cause));
    }
  }

  #answered(request: InFlightFetch, response: FetchResponse): void {
    const { slot, asked: session, reserved } = request;
    this.#complete(request);
    let bytes = 0;
    let isQuiet = true;
    for (const { partitions } of response.responses) {
      for (const { records, errorCode } of partitions) {
        bytes += records?.length ?? 0;
        if (bytes > 0 || errorCode !== ErrorCode.NONE) isQuiet = false;
      }
    }
    const lease = this.budget.settle(reserved, bytes, () => this.#memory?.giveBack(response));
    // Held while the partitions are served, so that an answer that is of no use to any of them is freed at the end.
    lease.retain();
    const broker = this.#placement.broker(slot.broker);
    broker.failures = 0;
    broker.retryAt = 0;
    const isLost = session.answered(response);
    if (response.errorCode === ErrorCode.NONE) {
      if (session === slot.session) slot.answered(this.#init.cluster.runtime.clock.monotonic(), isQuiet);
    } else if (!isLost) {
      for (const asked of session) {
        const partition = this.#placement.stillAsked(asked);
        if (partition !== undefined) this.#answers.refused(partition, response.errorCode, asked);
      }
    }
    this.#answers.serve(request, response, lease);
    lease.release();
  }
}

function largest(a: FetchSlot | undefined, b: FetchSlot): FetchSlot {
  return a === undefined || b.session.size > a.session.size ? b : a;
}
