import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerOptions, KafkaConsumer } from '@k/consumer';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { Driver } from './foreign/driver.ts';
import type { Member } from './foreign/member.ts';
import { type GetProgram, javaProgram, nodeProgram, pythonProgram } from './foreign/programs.ts';
import { Lab, PATIENCE_MS } from './lab.ts';
import type { Target } from './target.ts';

const PARTITIONS = 12;
const LOOK_MS = 20;
/** Of members that die: 10 s in the drivers. */
const SESSION_MS = 10_000;

type Kind = 'ours' | 'java' | 'librdkafka' | 'kafkajs';

const PROGRAMS: Readonly<Record<Exclude<Kind, 'ours'>, GetProgram>> = {
  java: javaProgram('4.4.0'),
  librdkafka: pythonProgram('confluent_kafka_client.py', 'confluent-kafka.txt'),
  kafkajs: nodeProgram('kafkajs'),
};

/** What members of several clients can agree on. */
interface Agreement {
  readonly title: string;
  /** In the order in which they join. */
  readonly kinds: readonly Kind[];
  /** How ours join. */
  readonly ours: Pick<
    ConsumerOptions,
    'groupProtocol' | 'partitionAssignors' | 'heartbeatIntervalMs' | 'sessionTimeoutMs'
  >;
  /** How the others join. */
  readonly theirs: { readonly cooperative?: true; readonly protocol?: 'consumer' };
}

const times = { heartbeatIntervalMs: 300, sessionTimeoutMs: SESSION_MS };

const AGREEMENTS: readonly Agreement[] = [
  {
    title: 'eager, by range, with Java and librdkafka',
    kinds: ['java', 'ours', 'librdkafka', 'ours'],
    ours: { ...times, partitionAssignors: ['range'] },
    theirs: {},
  },
  {
    title: 'eager, as kafkajs shares out: ours join its group while it is at work',
    kinds: ['kafkajs', 'ours', 'kafkajs', 'ours'],
    ours: { ...times, partitionAssignors: ['RoundRobinAssigner', 'range'] },
    theirs: {},
  },
  {
    title: 'cooperative, with Java and librdkafka',
    kinds: ['librdkafka', 'ours', 'java', 'ours'],
    ours: { ...times, partitionAssignors: ['cooperative-sticky'] },
    theirs: { cooperative: true },
  },
  {
    title: 'cooperative, led by ours',
    kinds: ['ours', 'java', 'librdkafka', 'ours'],
    ours: { ...times, partitionAssignors: ['cooperative-sticky'] },
    theirs: { cooperative: true },
  },
];

/** Those that take a broker with the protocol of KIP-848. */
const BY_BROKER: readonly Agreement[] = [
  {
    title: 'by the broker (KIP-848), with Java and librdkafka',
    kinds: ['java', 'ours', 'librdkafka', 'ours'],
    ours: { groupProtocol: 'consumer' },
    theirs: { protocol: 'consumer' },
  },
  {
    title: 'by both protocols at once: ours move on, Java and librdkafka are still classic',
    kinds: ['java', 'ours', 'librdkafka', 'ours'],
    ours: { groupProtocol: 'consumer' },
    theirs: {},
  },
];

/** A member of whatever client. */
interface Participant {
  readonly kind: Kind;
  /** `topic-partition` of all that it has. */
  assigned(): readonly string[];
  values(): readonly (string | null)[];
  commit(): Promise<void>;
  leave(): Promise<void>;
  /** Undefined for those that end with the process of the suite. */
  die?(): Promise<void>;
}

class Ours implements Participant {
  readonly kind = 'ours';
  readonly #consumer: KafkaConsumer;
  readonly #values: string[] = [];
  readonly #reading: Promise<void>;

  constructor(lab: Lab, groupId: string, topic: string, { ours }: Agreement) {
    this.#consumer = lab.consumer({ groupId, enableAutoCommit: false, ...ours });
    this.#consumer.subscribe([topic]);
    this.#reading = this.#read();
  }

  assigned(): readonly string[] {
    const { state } = this.#consumer.membership ?? {};
    if (state !== 'stable') return [];
    return this.#consumer.assignment().map(({ topic, partition }) => `${topic}-${partition}`);
  }

  values(): readonly string[] {
    return this.#values;
  }

  commit(): Promise<void> {
    return this.#consumer.commit();
  }

  async leave(): Promise<void> {
    await this.#consumer.stop();
    await this.#reading;
  }

  async #read(): Promise<void> {
    for await (const { value } of this.#consumer) this.#values.push(String(value));
  }
}

/** A member of another client, alone in its process. */
class Theirs implements Participant {
  readonly kind: Kind;
  readonly #driver: Driver;
  readonly #member: Member;

  private constructor(kind: Kind, driver: Driver, member: Member) {
    this.kind = kind;
    this.#driver = driver;
    this.#member = member;
  }

  static async join(lab: Lab, kind: Exclude<Kind, 'ours'>, group: string, topic: string, how: Agreement) {
    const driver = await Driver.start(await PROGRAMS[kind](console.error), lab.target.bootstrapServers);
    return new Theirs(kind, driver, await driver.join(group, { topics: [topic], ...how.theirs }));
  }

  assigned(): readonly string[] {
    if (this.#member.failure !== undefined) throw this.#member.failure;
    return this.#member.assigned ?? [];
  }

  values(): readonly (string | null)[] {
    return this.#member.values;
  }

  commit(): Promise<void> {
    return this.#member.commit();
  }

  async leave(): Promise<void> {
    await this.#member.leave();
    await this.#driver.close();
  }

  die(): Promise<void> {
    return this.#driver.kill();
  }
}

/** A group of members of several clients, on one topic. */
class MixedGroup {
  readonly #lab: Lab;
  readonly #agreement: Agreement;
  readonly #group: string;
  readonly #topic: string;
  readonly #written: string[] = [];
  readonly #gone: Participant[] = [];
  #members: Participant[] = [];

  private constructor(lab: Lab, agreement: Agreement, topic: string) {
    this.#lab = lab;
    this.#agreement = agreement;
    this.#group = lab.name('mixed');
    this.#topic = topic;
  }

  static async create(lab: Lab, agreement: Agreement): Promise<MixedGroup> {
    return new MixedGroup(lab, agreement, await lab.topic(PARTITIONS));
  }

  async join(kind: Kind): Promise<void> {
    const [lab, group, topic, how] = [this.#lab, this.#group, this.#topic, this.#agreement] as const;
    const member = kind === 'ours' ? new Ours(lab, group, topic, how) : await Theirs.join(lab, kind, group, topic, how);
    this.#members.push(member);
  }

  async leave(kind: Kind): Promise<void> {
    const member = this.#find(kind);
    // One that cannot is closed with the others, or its process would keep this one.
    await member.leave();
    this.#forget(member);
  }

  async die(kind: Kind): Promise<void> {
    const member = this.#find(kind);
    await member.die?.();
    this.#forget(member);
  }

  /**
   * Each member has some of the partitions and none has another's: then what is written comes once. What was written while they
   * were shared out anew may have come twice, but it came.
   */
  async settle(): Promise<void> {
    await this.#write();
    const all = Array.from({ length: PARTITIONS }, (_, p) => `${this.#topic}-${p}`).sort();
    const isShared = (): boolean => {
      const shares = this.#members.map((member) => member.assigned());
      return shares.every(({ length }) => length > 0) && shares.flat().sort().join() === all.join();
    };
    await this.#until('shares of all partitions', isShared);
    await this.#until('what was written before', () => this.#seen().size === this.#written.length);
    const news = await this.#write();
    await this.#until('what was written now', () => this.#seen().size === this.#written.length);
    assert.ok(isShared(), 'nothing was shared out anew meanwhile');
    const counts = new Map(news.map((value) => [value, 0]));
    for (const value of this.#values()) {
      const count = counts.get(value ?? '');
      if (count !== undefined) counts.set(value ?? '', count + 1);
    }
    assert.deepEqual(
      [...counts].filter(([, count]) => count !== 1),
      [],
      'of two members, neither read what the other did',
    );
    await Promise.all(this.#members.map((member) => member.commit()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.leave()));
  }

  #find(kind: Kind): Participant {
    const member = this.#members.find((each) => each.kind === kind);
    assert.ok(member, `there is a member of ${kind}`);
    return member;
  }

  #forget(member: Participant): void {
    this.#members = this.#members.filter((each) => each !== member);
    this.#gone.push(member);
  }

  #values(): (string | null)[] {
    return [...this.#members, ...this.#gone].flatMap((member) => member.values());
  }

  #seen(): Set<string | null> {
    return new Set(this.#values());
  }

  /** Two records into each partition. */
  async #write(): Promise<string[]> {
    const records = Array.from({ length: 2 * PARTITIONS }, (_, i) => ({
      topic: this.#topic,
      partition: i % PARTITIONS,
      value: String(this.#written.length + i),
    }));
    await using producer = this.#lab.producer();
    await producer.sendMany(records);
    const values = records.map(({ value }) => value);
    this.#written.push(...values);
    return values;
  }

  async #until(what: string, condition: () => boolean): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; !condition();) {
      await sleep(LOOK_MS);
      if (Date.now() < end) continue;
      const shares = this.#members.map((member) => `${member.kind}: ${member.assigned().join(' ')}`);
      throw new Error(
        `${what}: waited for in vain. ${this.#seen().size} of ${this.#written.length} came. ${shares.join('; ')}`,
      );
    }
  }
}

/** Groups in which ours and members of other clients share the partitions of a topic. */
export function defineMixedGroupsSuite(name: string, hasBrokerProtocol: boolean, start: () => Promise<Target>): void {
  describe(name, () => {
    let lab: Lab;
    before(async () => {
      lab = new Lab(await start());
    });
    after(() => lab.close());

    for (const agreement of hasBrokerProtocol ? [...AGREEMENTS, ...BY_BROKER] : AGREEMENTS) {
      it(`${agreement.title}: each reads its share, one leaves, one dies, and nothing is left out`, async (t) => {
        const group = await MixedGroup.create(lab, agreement);
        try {
          for (const kind of agreement.kinds) {
            await group.join(kind);
            await group.settle();
          }
          const others = agreement.kinds.filter((kind) => kind !== 'ours');
          await group.leave(others[0] ?? 'ours');
          await group.settle();
          await group.die(others[1] ?? 'ours');
          await group.settle();
          await group.leave('ours');
          await group.settle();
        } catch (error) {
          if (!(error instanceof MissingPrerequisiteError) || process.env['CI'] === 'true') throw error;
          t.skip(error.message);
        } finally {
          await group.close();
        }
      });
    }
  });
}
