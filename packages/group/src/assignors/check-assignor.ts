import { parseOptions, type TopicPartition } from '@k/wire';
import { seededRandom, z, type Random } from '@k/runtime';
import { checkedAssignor } from '../classic/checked-assignor.ts';
import { decodeAssignment } from '../classic/embedded-protocol.ts';
import { assignorChoice } from '../options.ts';
import { AssignmentError } from './assignment-error.ts';
import type { LastAssignment, MemberMetadata, RawAssignor } from './assignor.ts';
import { assignorOf, type AssignorChoice } from './built-in-assignors.ts';

const GROUPS = 40;
const CHANGES = 8;
const MOST_MEMBERS = 6;
const RACKS = ['r1', 'r2', 'r3'];
/** Members join in another order than that of their ids. */
const NAMES = ['m', 'd', 'y', 'a'];
/**
 * A cooperative group gives partitions back in one rebalance, has them given in the next, and is at rest in the third. With
 * racks what was given back may bring others nearer: that takes some more.
 */
const REBALANCES_TO_REST = 6;

const shape = z.strictObject({ assignor: assignorChoice, seed: z.int() });

/**
 * Tries an assignor of your own, for a test of yours: what it gives in the lives of forty groups, whose members join,
 * leave, come back and subscribe anew, some with racks, some static, and whose topics grow. Each partition has to have one owner, which subscribed to its
 * topic; the same question has to have the same answer, and be left as it was; a cooperative one gives nothing that was not given
 * back, and comes to rest.
 *
 * @param seed a whole number: another one makes other groups, the same one the same
 * @throws AssignmentError for the first thing that is wrong, ConfigError for what is no assignor
 */
export async function checkAssignor(assignor: AssignorChoice, seed = 1): Promise<void> {
  const checked = parseOptions('checkAssignor()', shape, { assignor, seed });
  const raw = checkedAssignor(assignorOf(checked.assignor));
  for (let group = 0; group < GROUPS; group++) await new MadeUpGroup(raw, seed * GROUPS + group).live();
}

interface Member {
  readonly groupInstanceId: string | null;
  readonly rackId: string | null;
  topics: readonly string[];
  owned: readonly TopicPartition[];
  last: LastAssignment | null;
}

class MadeUpGroup {
  readonly #assignor: RawAssignor;
  readonly #isCooperative: boolean;
  readonly #random: Random;
  readonly #hasEqualSubscriptions: boolean;
  readonly #hasRacks: boolean;
  readonly #counts = new Map<string, number>();
  readonly #members = new Map<string, Member>();
  readonly #away: [string, Member][] = [];
  #named = 0;
  #generationId = 0;

  constructor(assignor: RawAssignor, seed: number) {
    this.#assignor = assignor;
    this.#isCooperative = (assignor.protocols as readonly string[]).includes('cooperative');
    this.#random = seededRandom(seed);
    this.#hasEqualSubscriptions = seed % 2 === 0;
    this.#hasRacks = seed % 3 === 0;
  }

  async live(): Promise<void> {
    for (let more = this.#below(4); more >= 0; more--) this.#makeTopic();
    for (let more = this.#below(4); more >= 0; more--) this.#join();
    await this.#settle();
    for (let change = 0; change < CHANGES; change++) {
      this.#change();
      await this.#settle();
    }
  }

  #below(count: number): number {
    return Math.floor(this.#random.next() * count);
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  #change(): void {
    const changes = [this.#makeTopic, this.#growTopic, this.#subscribeAnew];
    if (this.#members.size < MOST_MEMBERS) changes.push(this.#join, this.#comeBack);
    if (this.#members.size > 1) changes.push(this.#leave);
    this.#pick(changes).call(this);
    for (const each of this.#members.values()) {
      if (this.#hasEqualSubscriptions) each.topics = [...this.#counts.keys()];
      // What a member did not subscribe to any more it gives back before it joins.
      each.owned = each.owned.filter(({ topic }) => each.topics.includes(topic));
    }
  }

  #makeTopic(): void {
    this.#counts.set(`t${String(this.#counts.size)}`, this.#below(8));
  }

  #growTopic(): void {
    const [topic, count] = this.#pick([...this.#counts]);
    this.#counts.set(topic, count + 2);
  }

  #subscribeAnew(): void {
    this.#pick([...this.#members.values()]).topics = this.#someTopics();
  }

  #join(): void {
    const number = String(this.#named++);
    this.#members.set(`${this.#pick(NAMES)}${number}`, {
      groupInstanceId: this.#below(5) === 0 ? `static ${number}` : null,
      rackId: this.#hasRacks ? this.#pick([...RACKS, null]) : null,
      topics: this.#someTopics(),
      owned: [],
      last: null,
    });
  }

  #leave(): void {
    const [memberId, member] = this.#pick([...this.#members]);
    this.#members.delete(memberId);
    this.#away.push([memberId, { ...member, owned: [] }]);
  }

  #comeBack(): void {
    const back = this.#away.pop();
    if (back === undefined) this.#join();
    else this.#members.set(...back);
  }

  #someTopics(): string[] {
    if (this.#hasEqualSubscriptions) return [...this.#counts.keys()];
    // A topic that is not there (yet) has no partitions to give.
    return [...this.#counts.keys(), 'not-there'].filter(() => this.#below(3) > 0);
  }

  /** Rebalances until nobody gives anything back. */
  async #settle(): Promise<void> {
    for (let rebalance = 0; rebalance < REBALANCES_TO_REST; rebalance++) {
      if (!(await this.#rebalance()) || !this.#isCooperative) return;
    }
    const { name } = this.#assignor;
    throw new AssignmentError(
      name,
      `gave other partitions in each of ${String(REBALANCES_TO_REST)} rebalances, though nothing changed`,
    );
  }

  /** @returns whether any partition was given to another member, or to none */
  async #rebalance(): Promise<boolean> {
    const members = Array.from(this.#members, ([memberId, member]) => this.#metadataOf(memberId, member));
    const racks = this.#racks();
    const counts = new Map(this.#counts);
    const given = await this.#assignor.assign(counts, members, racks);
    this.#compare(given, await this.#assignor.assign(counts, members, racks), counts);
    this.#generationId++;
    let hasMoved = false;
    for (const [memberId, member] of this.#members) {
      const partitions = partitionsOf(given, memberId);
      hasMoved ||= textOf(partitions) !== textOf(member.owned);
      if (this.#isCooperative) member.owned = partitions;
      member.last = { partitions, generationId: this.#generationId };
      this.#assignor.onAssignment?.(given.get(memberId) ?? NOTHING, this.#generationId);
    }
    return hasMoved;
  }

  #metadataOf(memberId: string, { groupInstanceId, rackId, topics, owned, last }: Member): MemberMetadata {
    const generationId = owned.length === 0 ? -1 : (last as LastAssignment).generationId;
    const joining = { topics, ownedPartitions: owned, generationId, rackId, lastAssignment: last };
    return { memberId, groupInstanceId, metadata: this.#assignor.metadata(joining) };
  }

  #racks(): Map<string, string[][]> {
    if (!this.#hasRacks) return new Map();
    const replicas = (partition: number): string[] =>
      [partition, 2 * partition].map((replica) => RACKS[replica % RACKS.length] as string);
    return new Map(
      Array.from(this.#counts, ([topic, count]) => [topic, Array.from({ length: count }, (_, id) => replicas(id))]),
    );
  }

  #compare(
    given: ReadonlyMap<string, Buffer>,
    again: ReadonlyMap<string, Buffer>,
    counts: ReadonlyMap<string, number>,
  ): void {
    const { name } = this.#assignor;
    for (const memberId of this.#members.keys()) {
      const first = textOf(partitionsOf(given, memberId));
      const second = textOf(partitionsOf(again, memberId));
      if (first === second) continue;
      throw new AssignmentError(name, `gave ${memberId} once ${first}, then ${second}, for the same question`, {
        memberId,
      });
    }
    if (String([...counts]) !== String([...this.#counts])) {
      throw new AssignmentError(name, 'gave an assignment, and changed partitionsPerTopic');
    }
  }
}

/** What a member gets that the assignor says nothing of. */
const NOTHING = Buffer.alloc(0);

function partitionsOf(given: ReadonlyMap<string, Buffer>, memberId: string): TopicPartition[] {
  return decodeAssignment(given.get(memberId) ?? NOTHING);
}

function textOf(partitions: readonly TopicPartition[]): string {
  return partitions
    .map(({ topic, partition }) => `${topic}-${String(partition)}`)
    .sort()
    .join();
}
