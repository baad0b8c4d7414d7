import { parseOptions, type TopicPartition } from '@k/wire';
import { seededRandom, z, type Random } from '@k/runtime';
import { checkedAssignor } from '../classic/checked-assignor.ts';
import { decodeAssignment } from '../classic/consumer-protocol.ts';
import { assignorChoice } from '../options.ts';
import { AssignmentError } from './assignment-error.ts';
import type { LastAssignment, MemberMetadata, RawAssignor } from './assignor.ts';
import { assignorOf, type AssignorChoice } from './built-in-assignors.ts';

const GROUPS = 40;
const CHANGES = 8;
const MOST_MEMBERS = 9;
const RACKS = ['r1', 'r2', 'r3'];
/**
 * A cooperative group gives partitions back in one rebalance, has them given in the next, and is at rest in the third. With
 * racks what was given back may bring others nearer: that takes some more.
 */
const REBALANCES_TO_REST = 6;

const shape = z.strictObject({ assignor: assignorChoice, seed: z.int() });

/**
 * Tries an assignor of your own, for a test of yours: what it gives in the lives of forty groups, whose members join,
 * leave, come back and subscribe anew, some with racks, some static. Each partition has to have one owner, which subscribed to its
 * topic; the same question has to have the same answer, and be left as it was; a cooperative one gives nothing that was not given
 * back, and comes to rest.
 *
 * @param seed another one makes other groups
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
    for (let topics = 1 + this.#below(4); topics > 0; topics--) this.#makeTopic();
    for (let members = 1 + this.#below(4); members > 0; members--) this.#join();
    await this.#settle();
    for (let change = 0; change < CHANGES; change++) {
      this.#change();
      await this.#settle();
    }
  }

  #below(count: number): number {
    return Math.floor(this.#random.next() * count);
  }

  #change(): void {
    const [memberId, member] = [...this.#members][this.#below(this.#members.size)] ?? [];
    const kind = this.#below(6);
    if (kind < 2 && this.#members.size < MOST_MEMBERS) {
      const back = kind === 0 ? this.#away.pop() : undefined;
      if (back === undefined) this.#join();
      else this.#members.set(...back);
    } else if (kind === 2 && memberId !== undefined && member !== undefined && this.#members.size > 1) {
      this.#members.delete(memberId);
      this.#away.push([memberId, { ...member, owned: [] }]);
    } else if (kind === 3) this.#makeTopic();
    else if (kind === 4 && member !== undefined) member.topics = this.#someTopics();
    else {
      const topic = [...this.#counts.keys()][this.#below(this.#counts.size)] ?? '';
      this.#counts.set(topic, (this.#counts.get(topic) ?? 0) + 2);
    }
    if (this.#hasEqualSubscriptions) for (const each of this.#members.values()) each.topics = [...this.#counts.keys()];
    // What a member did not subscribe to any more it gives back before it joins.
    for (const each of this.#members.values())
      each.owned = each.owned.filter(({ topic }) => each.topics.includes(topic));
  }

  #makeTopic(): void {
    this.#counts.set(`t${String(this.#counts.size)}`, this.#below(8));
  }

  #join(): void {
    const name = `${'mdyaqkzcb'.charAt(this.#named % MOST_MEMBERS)}${String(this.#named++)}`;
    this.#members.set(name, {
      groupInstanceId: this.#below(5) === 0 ? `static ${String(99 - this.#named)}` : null,
      rackId: this.#hasRacks && this.#below(4) > 0 ? (RACKS[this.#below(RACKS.length)] ?? null) : null,
      topics: this.#someTopics(),
      owned: [],
      last: null,
    });
  }

  #someTopics(): string[] {
    const topics = [...this.#counts.keys()].filter(() => this.#hasEqualSubscriptions || this.#below(3) > 0);
    // A topic that is not there (yet) has no partitions to give.
    return this.#below(6) === 0 && !this.#hasEqualSubscriptions ? [...topics, 'not-there'] : topics;
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
      const bytes = given.get(memberId) ?? Buffer.alloc(0);
      const partitions = decodeAssignment(bytes);
      hasMoved ||= textOf(partitions) !== textOf(member.owned);
      if (this.#isCooperative) member.owned = partitions;
      member.last = { partitions, generationId: this.#generationId };
      this.#assignor.onAssignment?.(bytes, this.#generationId);
    }
    return hasMoved;
  }

  #metadataOf(memberId: string, { groupInstanceId, rackId, topics, owned, last }: Member): MemberMetadata {
    const generationId = owned.length > 0 ? (last?.generationId ?? -1) : -1;
    const joining = { topics, ownedPartitions: owned, generationId, rackId, lastAssignment: last };
    return { memberId, groupInstanceId, metadata: this.#assignor.metadata(joining) };
  }

  #racks(): Map<string, string[][]> {
    if (!this.#hasRacks) return new Map();
    return new Map(
      Array.from(this.#counts, ([topic, count]) => [
        topic,
        Array.from({ length: count }, (_, partition) =>
          [0, partition % 2].map((i) => RACKS[(partition + i) % 3] ?? ''),
        ),
      ]),
    );
  }

  #compare(
    given: ReadonlyMap<string, Buffer>,
    again: ReadonlyMap<string, Buffer>,
    counts: ReadonlyMap<string, number>,
  ): void {
    const { name } = this.#assignor;
    for (const memberId of this.#members.keys()) {
      const [first, second] = [given, again].map((each) =>
        textOf(decodeAssignment(each.get(memberId) ?? Buffer.alloc(0))),
      );
      if (first !== second) {
        throw new AssignmentError(
          name,
          `gave ${memberId} once ${String(first)}, then ${String(second)}, for the same question`,
          {
            memberId,
          },
        );
      }
    }
    if (String([...counts]) !== String([...this.#counts])) {
      throw new AssignmentError(name, 'gave an assignment, and changed partitionsPerTopic');
    }
  }
}

function textOf(partitions: readonly TopicPartition[]): string {
  return partitions
    .map(({ topic, partition }) => `${topic}-${String(partition)}`)
    .sort()
    .join();
}
