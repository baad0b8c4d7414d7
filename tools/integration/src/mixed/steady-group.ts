import assert from 'node:assert/strict';
import { allUntil, areShared, type Member } from '../foreign/member.ts';
import type { Lab } from '../lab.ts';
import type { Agreement, Kind } from './agreements.ts';
import { GroupProcess } from './group-process.ts';

const PARTITIONS = 12;

/** A group of members of several clients, on one topic, which gets records when the group has settled. */
export class SteadyGroup {
  readonly #lab: Lab;
  readonly #agreement: Agreement;
  readonly #group: string;
  readonly #topic: string;
  readonly #partitions: readonly string[];
  #written = 0;
  readonly #gone: Member[] = [];
  #processes: GroupProcess[] = [];

  private constructor(lab: Lab, agreement: Agreement, topic: string) {
    this.#lab = lab;
    this.#agreement = agreement;
    this.#group = lab.name('mixed');
    this.#topic = topic;
    this.#partitions = Array.from({ length: PARTITIONS }, (_, p) => `${topic}-${p}`);
  }

  static async create(lab: Lab, agreement: Agreement): Promise<SteadyGroup> {
    return new SteadyGroup(lab, agreement, await lab.topic(PARTITIONS));
  }

  async join(kind: Kind): Promise<void> {
    this.#processes.push(await GroupProcess.join(this.#lab, kind, this.#agreement, this.#group, this.#topic));
  }

  async leave(kind: Kind): Promise<void> {
    const process = this.#find(kind);
    // One that cannot is ended with the others, or it would keep the suite.
    await process.leave();
    this.#forget(process);
  }

  async die(kind: Kind): Promise<void> {
    const process = this.#find(kind);
    await process.die();
    this.#forget(process);
  }

  /**
   * Each member has some of the partitions and none has another's: then what is written comes once. What was written while they
   * were shared out anew may have come twice, but it came.
   */
  async settle(): Promise<void> {
    await this.#write();
    const members = this.#processes.map(({ member }) => member);
    const isShared = (): boolean => areShared(this.#partitions, members);
    const hasAll = (): boolean => new Set(this.#values()).size === this.#written;
    await allUntil(members, 'shares of all partitions and what was written before', () => isShared() && hasAll());
    const former = this.#written;
    await this.#write();
    await allUntil(members, 'what was written now', hasAll);
    assert.ok(isShared(), 'nothing was shared out anew meanwhile');
    const news = this.#values().filter((value) => value >= former);
    assert.equal(news.length, this.#written - former, 'of two members, neither read what the other did');
    await Promise.all(members.map((member) => member.commit()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.die()));
  }

  #find(kind: Kind): GroupProcess {
    const process = this.#processes.find((each) => each.kind === kind);
    assert.ok(process, `there is a member of ${kind}`);
    return process;
  }

  #forget(process: GroupProcess): void {
    this.#processes = this.#processes.filter((each) => each !== process);
    this.#gone.push(process.member);
  }

  #values(): number[] {
    return [...this.#gone, ...this.#processes.map(({ member }) => member)].flatMap(({ values }) => values.map(Number));
  }

  /** Two records into each partition. */
  async #write(): Promise<void> {
    const records = Array.from({ length: 2 * PARTITIONS }, (_, i) => ({
      topic: this.#topic,
      partition: i % PARTITIONS,
      value: String(this.#written + i),
    }));
    await using producer = this.#lab.producer();
    await producer.sendMany(records);
    this.#written += records.length;
  }
}
