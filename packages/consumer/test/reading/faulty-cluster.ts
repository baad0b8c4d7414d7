import type { Random } from '@k/runtime';
import type { KafkaConsumer } from '../../src/index.ts';
import { produce } from '../support.ts';
import type { World } from '../world.ts';
import { LogLedger } from './log-ledger.ts';

const NODES = 3;
const PARTITIONS = 4;
const EVERY_MS = 50;
/** A node that is down, a follower that is held, and a cut connection are lived through in this time, and what is in the logs is read. */
const PROGRESS_MS = 20_000;

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

/** A consumer in the rack of node 1, a producer that goes on, and what goes wrong between them. */
export class FaultyCluster {
  readonly ledger: LogLedger;
  readonly #world: World;
  readonly #consumer: KafkaConsumer;
  readonly #held = new Map<number, number>();
  /** What the application does between two polls. */
  readonly #calls: (() => void)[] = [];
  #isWriting = true;
  #isReading = true;
  readonly #writing: Promise<void>;
  readonly #reading: Promise<void>;

  constructor(world: World) {
    this.#world = world;
    const { broker } = world;
    const assignment = Array.from({ length: PARTITIONS }, (_, p) => [p % 3, (p + 1) % 3, (p + 2) % 3]);
    broker.createTopic('t', { assignment });
    this.ledger = new LogLedger(broker, PARTITIONS);
    this.#consumer = world.consumer({
      autoOffsetReset: 'earliest',
      clientRack: 'b',
      maxPollRecords: 30,
      metadataMaxAgeMs: 5_000,
      requestTimeoutMs: 3_000,
    });
    this.#consumer.on('truncated', (cut) => {
      this.ledger.truncated(cut);
    });
    this.#consumer.assign(assignment.map((_, partition) => ({ topic: 't', partition })));
    this.#writing = this.#write();
    this.#reading = this.#read();
  }

  /** One fault, or what an application does. Gives its name. */
  async act(): Promise<string> {
    const { random, clock, network } = this.#world.runtime;
    const { broker, run } = this.#world;
    const partition = below(random, PARTITIONS);
    const faults: Record<string, () => void | Promise<void>> = {
      'forget sessions': () => {
        broker.forgetFetchSessions();
      },
      'stop or start a node': async () => {
        const down = this.#down();
        if (down !== undefined) await run(broker.start(down));
        else await run(broker.stop(below(random, NODES)));
      },
      'move a leader': () => {
        const { isr, leaderId } = this.#state(partition);
        const others = isr.filter((id) => id !== leaderId);
        const chosen = others[below(random, others.length)];
        if (chosen !== undefined) this.#moved(partition, chosen, () => broker.moveLeader('t', partition, chosen));
      },
      'hold or release a follower': () => {
        this.#holdOrRelease(partition);
      },
      'cut connections': () => {
        network.dropConnections();
      },
      'slow down': () => {
        network.setFaults(random.next() < 0.5 ? {} : { latencyMs: [0, 300], maxChunkBytes: 200 });
      },
      'elect uncleanly': () => {
        this.#electUncleanly(partition);
      },
      'pause or resume': () => {
        this.#pauseOrResume(partition);
      },
      seek: () => {
        this.#seek(partition);
      },
    };
    const names = Object.keys(faults);
    const name = names[below(random, names.length)] as string;
    await faults[name]?.();
    await clock.advance(below(random, 1_000));
    return name;
  }

  /** What is in the logs by now is read soon, but for partitions that are paused. */
  async checkProgress(): Promise<void> {
    const ends = Array.from({ length: PARTITIONS }, (_, p) => this.#world.broker.log('t', p).endOffset);
    const late = (): number[] =>
      [...ends.keys()].filter((p) => !this.ledger.isPaused(p) && this.ledger.agreed(p) < (ends[p] ?? 0));
    for (let ms = 0; ms < PROGRESS_MS && late().length > 0; ms += 500) await this.#world.clock.advance(500);
    for (const p of late()) {
      const where = `t-${String(p)} stands at ${String(this.ledger.agreed(p))}, and the log ended at ${String(ends[p])}`;
      this.ledger.faults.push(`${where} ${String(PROGRESS_MS)} ms ago: ${this.#consumer.health().problems.join('; ')}`);
    }
  }

  /** Everything is as it should be again, and read to its end. */
  async stop(): Promise<void> {
    const { broker, network, run } = this.#world;
    network.heal();
    const down = this.#down();
    if (down !== undefined) await run(broker.start(down));
    for (const [partition, node] of this.#held) broker.releaseFollower('t', partition, node);
    this.#isWriting = false;
    await run(this.#writing);
    for (let p = 0; p < PARTITIONS; p++) if (this.ledger.isPaused(p)) this.#pauseOrResume(p);
    await this.checkProgress();
    this.#isReading = false;
    await run(this.#reading);
  }

  async #write(): Promise<void> {
    const { clock, random } = this.#world.runtime;
    for (let batch = 0; this.#isWriting; batch++) {
      const values = Array.from({ length: 1 + below(random, 3) }, (_, i) => `${String(batch)}.${String(i)}`);
      await produce(this.#world.cluster, 't', below(random, PARTITIONS), values);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, EVERY_MS));
    }
  }

  async #read(): Promise<void> {
    const { clock, random } = this.#world.runtime;
    while (this.#isReading) {
      for (const call of this.#calls.splice(0)) call();
      for (const record of await this.#consumer.poll({ timeoutMs: 100 })) this.ledger.handedOut(record);
      // Now and then there is work, and what is fetched meanwhile is queued.
      const workMs = below(random, 6) === 0 ? below(random, 2_000) : 0;
      if (workMs > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, workMs));
    }
  }

  #down(): number | undefined {
    return Array.from({ length: NODES }, (_, id) => id).find((id) => !this.#world.broker.liveNodeIds.includes(id));
  }

  #state(partition: number): { readonly isr: readonly number[]; readonly leaderId: number } {
    const state = this.#world.broker.topic('t')?.partitions[partition];
    if (state === undefined) throw new Error(`there is no t-${String(partition)}`);
    return state;
  }

  /** Who leads is held back no more. */
  #moved(partition: number, nodeId: number, move: () => void): void {
    move();
    if (this.#held.get(partition) === nodeId) this.#held.delete(partition);
  }

  /** One follower of a partition at most, so that somebody can lead though a node is down. */
  #holdOrRelease(partition: number): void {
    const { broker, runtime } = this.#world;
    const held = this.#held.get(partition);
    if (held !== undefined) {
      broker.releaseFollower('t', partition, held);
      this.#held.delete(partition);
      return;
    }
    const { leaderId } = this.#state(partition);
    const followers = Array.from({ length: NODES }, (_, id) => id).filter((id) => id !== leaderId);
    const follower = followers[below(runtime.random, followers.length)];
    // Node 1 is the one that is read from.
    const chosen = leaderId !== 1 && runtime.random.next() < 0.5 ? 1 : follower;
    if (chosen === undefined) return;
    broker.holdFollower('t', partition, chosen);
    this.#held.set(partition, chosen);
  }

  /** The last batches are lost, as many as five. */
  #electUncleanly(partition: number): void {
    const { broker, runtime } = this.#world;
    const { boundaries } = this.ledger.contents(partition);
    const offset = boundaries.at(-1 - below(runtime.random, Math.min(6, boundaries.length))) ?? 0;
    const live = broker.liveNodeIds;
    const leader = live[below(runtime.random, live.length)] ?? 0;
    this.#moved(partition, leader, () => broker.electUncleanly('t', partition, leader, offset));
    this.ledger.cut(partition, offset);
  }

  #pauseOrResume(partition: number): void {
    const place = { topic: 't', partition };
    this.#calls.push(() => {
      const isPaused = !this.ledger.isPaused(partition);
      if (isPaused) this.#consumer.pause(place);
      else this.#consumer.resume(place);
      this.ledger.paused(partition, isPaused);
    });
  }

  /** To where the reader has been, in the log as it is now: an offset alone would be taken as it is, cut or not. */
  #seek(partition: number): void {
    const { random } = this.#world.runtime;
    this.#calls.push(() => {
      const offset = below(random, this.ledger.agreed(partition) + 1);
      const leaderEpoch = this.#world.broker.log('t', partition).epochOf(Math.max(0, offset - 1));
      this.#consumer.seek({ topic: 't', partition }, { offset, leaderEpoch });
      this.ledger.sought(partition, offset);
    });
  }
}
