import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Random, seededRandom } from '@k/runtime';
import { committed } from '../foreign/groups.ts';
import { allUntil, areShared, type Member } from '../foreign/member.ts';
import { type Lab, PATIENCE_MS } from '../lab.ts';
import type { Agreement, Kind } from './agreements.ts';
import { GroupProcess } from './group-process.ts';
import { Ledger } from './ledger.ts';

const PARTITIONS = 12;
/** One record into each partition so often: the load. */
const EVERY_MS = 50;
const COMMIT_EVERY_MS = 300;
/** Between two faults so many rounds of records at most. */
const APART = 20;

/** What becomes of a member in a round. `freeze`: beyond its session, until the others have its partitions. */
const FATES = ['stay', 'leave', 'freeze', 'die'] as const;
type Fate = (typeof FATES)[number];

/**
 * A group of members of several clients under load. In each round one leaves, one freezes and one dies, at moments and in an
 * order of the seed's; when those that stayed have all partitions and everything that was written, all of them come back.
 */
export class Churn {
  readonly ledger = new Ledger();
  readonly #lab: Lab;
  readonly #agreement: Agreement;
  readonly #random: Random;
  readonly #group: string;
  readonly #topic: string;
  readonly #partitions: readonly string[];
  /** By their places in the group; one that comes back has the place of who went. */
  readonly #processes: GroupProcess[] = [];
  readonly #loops: Promise<void>[] = [];
  /** How many records the broker has for sure. */
  #written = 0;
  #isOver = false;

  private constructor(lab: Lab, agreement: Agreement, topic: string, seed: number) {
    this.#lab = lab;
    this.#agreement = agreement;
    this.#random = seededRandom(seed);
    this.#group = lab.name('churn');
    this.#topic = topic;
    this.#partitions = Array.from({ length: PARTITIONS }, (_, p) => `${topic}-${p}`);
  }

  static async create(lab: Lab, agreement: Agreement, seed: number): Promise<Churn> {
    return new Churn(lab, agreement, await lab.topic(PARTITIONS), seed);
  }

  get summary(): string {
    return `${this.#written} records, ${this.ledger.repeated} came again`;
  }

  /** As many rounds as there are members, so that everything happens to each of them. */
  async run(): Promise<void> {
    const writing = this.#write();
    try {
      for (const [place, kind] of this.#agreement.kinds.entries()) await this.#join(place, kind);
      await this.#settle(this.#processes, 'the group to begin');
      for (const shift of this.#shuffled(FATES.keys())) await this.#round(shift);
    } finally {
      this.#isOver = true;
      await writing;
    }
    await this.#settle(this.#processes, 'the last records');
    assert.deepEqual(this.ledger.faults, []);
    await this.#committedAll();
    await Promise.all(this.#processes.map((process) => process.leave()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.die()));
    await Promise.all(this.#loops);
  }

  async #round(shift: number): Promise<void> {
    const fates = this.#processes.map((process, place) => ({
      process,
      place,
      fate: FATES[(place + shift) % FATES.length] as Fate,
    }));
    for (const { process, fate } of this.#shuffled(fates)) {
      if (fate === 'stay') continue;
      await this.#writtenMore(this.#below(APART) * PARTITIONS);
      if (fate === 'leave') await process.leave();
      else if (fate === 'die') await process.die();
      else process.freeze();
    }
    const what = `after ${fates.map(({ process, fate }) => `${process.kind} ${fate}`).join(', ')}`;
    const staying = fates.filter(({ fate }) => fate === 'stay').map(({ process }) => process);
    await this.#settle(staying, `those that stay to go on ${what}`);
    for (const { process, place, fate } of this.#shuffled(fates)) {
      if (fate === 'freeze') process.goOn();
      else if (fate !== 'stay') await this.#join(place, process.kind);
    }
    await this.#settle(this.#processes, `all to be back ${what}`);
  }

  async #join(place: number, kind: Kind): Promise<void> {
    const process = await GroupProcess.join(this.#lab, kind, this.#agreement, this.#group, this.#topic);
    this.#processes[place] = process;
    this.ledger.add(process.member, `${kind} #${this.#loops.length + 1}`);
    this.#loops.push(this.#commit(process.member));
  }

  /** They have all partitions between them, and what was written until now has come. */
  async #settle(processes: readonly GroupProcess[], what: string): Promise<void> {
    const members = processes.map(({ member }) => member);
    const written = this.#written;
    const hasAll = (): boolean => this.ledger.hasAll(written);
    try {
      await allUntil(members, what, () => areShared(this.#partitions, members) && hasAll());
    } catch (error) {
      const missing = hasAll() ? [] : this.ledger.missing(written);
      throw new Error(`${this.summary}; missing: ${missing.join()}; ${this.ledger.faults.join()}`, { cause: error });
    }
  }

  /** Who got a partition from one that had handled the last records and not committed them has them again first. */
  async #committedAll(): Promise<void> {
    const all = new Array(PARTITIONS).fill(this.#written / PARTITIONS);
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      await Promise.all(this.#processes.map(({ member }) => member.commit()));
      const offsets = await committed(this.#lab, this.#group, this.#topic, PARTITIONS);
      if (isDeepStrictEqual(offsets, all)) return;
      if (Date.now() > deadline) assert.deepEqual(offsets, all, 'all is committed');
      await sleep(COMMIT_EVERY_MS);
    }
  }

  /** Numbered records, without end. */
  async #write(): Promise<void> {
    await using producer = this.#lab.producer();
    while (!this.#isOver) {
      const first = this.#written;
      const records = this.#partitions.map((_, i) => ({ topic: this.#topic, partition: i, value: String(first + i) }));
      await producer.sendMany(records);
      this.#written += PARTITIONS;
      await sleep(EVERY_MS);
    }
  }

  async #writtenMore(count: number): Promise<void> {
    for (const until = this.#written + count; this.#written < until;) await sleep(EVERY_MS);
  }

  /** Has a member commit, again and again, as long as it lives. In a rebalance it is refused, and tries again. */
  async #commit(member: Member): Promise<void> {
    while (!this.#isOver && member.failure === undefined) {
      await member.commit().catch(() => undefined);
      await sleep(COMMIT_EVERY_MS);
    }
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  #shuffled<T>(items: Iterable<T>): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
    }
    return shuffled;
  }
}
