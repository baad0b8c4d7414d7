import { ZERO_UUID } from '@k/wire';

/** What ids are within: a member's epoch is of its group. */
interface Scope {
  readonly groupId: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields with something that brokers choose, and what kind of thing it is. */
const KINDS: Readonly<Record<string, string>> = {
  memberId: 'memberId',
  leader: 'memberId',
  producerId: 'producerId',
  topicId: 'topicId',
  sessionId: 'sessionId',
  clusterId: 'clusterId',
  generationId: 'generation',
  generationIdOrMemberEpoch: 'generation',
  memberEpoch: 'generation',
  assignmentEpoch: 'generation',
  producerEpoch: 'producerEpoch',
  v3AndBelowProducerId: 'producerId',
  v3AndBelowProducerEpoch: 'producerEpoch',
};

/** Fields with the id of a node, or a list of such. */
const NODE_FIELDS: ReadonlySet<string> = new Set([
  'nodeId',
  'brokerId',
  'leaderId',
  'controllerId',
  'preferredReadReplica',
  'replicaNodes',
  'isrNodes',
  'offlineReplicas',
]);

/** What says that there is none. */
const NONE: Readonly<Record<string, readonly unknown[]>> = {
  memberId: ['', null],
  producerId: [-1n],
  topicId: [ZERO_UUID],
  sessionId: [0],
  clusterId: ['', null],
  generation: [0, -1, -2],
  producerEpoch: [-1],
};

/** Kinds that stand in lists, of which nobody knows the order: what was learned first is right. */
const LISTED: readonly string[] = ['topicId', 'memberId'];

/** Ids that another broker has chosen in place of those of the recording, as its answers tell them. */
export class ChosenIds {
  readonly #known = new Map<string, unknown>();
  /** By the id of the recording. */
  readonly #nodes: ReadonlyMap<unknown, number>;

  /** @param nodes ids of the other cluster's nodes by those of the recording */
  constructor(nodes: ReadonlyMap<number, number>) {
    this.#nodes = nodes;
  }

  /** Those that stand in the same places of two answers to the same request. */
  learn(request: object, recorded: unknown, replayed: unknown): void {
    this.#learn(scopeOf(request as Fields), recorded, replayed, true);
  }

  /** The same with the ids of the other broker. */
  apply<T extends object>(body: T, request: object = body): T {
    return this.#applied(scopeOf(request as Fields), body) as T;
  }

  /** The other broker's, in place of a producer id or its epoch. */
  producer(producerId: bigint, producerEpoch: number): { producerId: bigint; producerEpoch: number } {
    const id = this.#known.get(keyOf('producerId', undefined, {}, producerId)) ?? producerId;
    const epoch = this.#known.get(`producerEpoch ${String(producerId)} ${String(producerEpoch)}`) ?? producerEpoch;
    return { producerId: id as bigint, producerEpoch: epoch as number };
  }

  #learn(scope: Scope | undefined, recorded: unknown, replayed: unknown, isWhole = false): void {
    if (Array.isArray(recorded) && Array.isArray(replayed)) {
      for (const [one, other] of pairs(recorded, replayed)) this.#learn(scope, one, other);
    } else if (isFields(recorded) && isFields(replayed)) {
      const inner = isGroup(recorded) ? { groupId: recorded.groupId } : scope;
      for (const [field, value] of Object.entries(recorded)) {
        const kind = KINDS[field];
        const other = replayed[field];
        if (kind === undefined) this.#learn(inner, value, other);
        // A list of members may have another order.
        else if (kind !== 'memberId' || isWhole) this.#set(kind, keyOf(kind, inner, recorded, value), value, other);
      }
    }
  }

  #set(kind: string, key: string, recorded: unknown, replayed: unknown): void {
    const none = NONE[kind] ?? [];
    if (replayed === undefined || none.includes(recorded) || none.includes(replayed)) return;
    if (!LISTED.includes(kind) || !this.#known.has(key)) this.#known.set(key, replayed);
  }

  #applied(scope: Scope | undefined, value: unknown, parent: Fields = {}, field = ''): unknown {
    const kind = KINDS[field];
    if (kind !== undefined) return this.#known.get(keyOf(kind, scope, parent, value)) ?? value;
    if (typeof value === 'number' && NODE_FIELDS.has(field)) return this.#nodes.get(value) ?? value;
    if (Array.isArray(value)) {
      return value.map((item) => this.#applied(scope, item, parent, typeof item === 'number' ? field : ''));
    }
    if (!isFields(value)) return value;
    const inner = isGroup(value) ? { groupId: value.groupId } : scope;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, this.#applied(inner, part, value, name)]),
    );
  }
}

/** Elements that are about the same thing; those that are about nothing in particular, one after the other. */
export function pairs(recorded: readonly unknown[], replayed: readonly unknown[]): [unknown, unknown][] {
  const keyOf = keysOf(recorded, replayed);
  const keyed = new Map(replayed.map((item, index) => [keyOf(item, index), item]));
  return recorded.map((item, index) => [item, keyed.get(keyOf(item, index))]);
}

/** What elements of the two lists are found by: what they are about, where that is another thing for each. */
export function keysOf(...lists: (readonly unknown[])[]): (item: unknown, index: number) => string | number {
  const isUnique = lists.every((list) => new Set(list.map(itemKey)).size === list.length);
  return (item, index) => (isUnique ? itemKey(item) : undefined) ?? index;
}

/** What an element of an array is about; undefined: nothing in particular. */
function itemKey(item: unknown): string | undefined {
  if (!isFields(item)) return undefined;
  const name = NAMES.find((it) => typeof item[it] === 'string' && item[it] !== '' && item[it] !== ZERO_UUID);
  if (name !== undefined) return `${name} ${String(item[name])}`;
  const number = NUMBERS.find((it) => typeof item[it] === 'number');
  return number === undefined ? undefined : `${number} ${String(item[number])}`;
}

const NAMES = ['name', 'topic', 'topicName', 'groupId', 'key', 'resourceName', 'transactionalId'];
const NUMBERS = ['partitionIndex', 'index', 'partition', 'apiKey', 'nodeId', 'brokerId'];

function keyOf(kind: string, scope: Scope | undefined, parent: Fields, value: unknown): string {
  if (kind === 'generation') return `generation ${scope?.groupId ?? ''} ${String(value)}`;
  if (kind === 'producerEpoch') {
    return `producerEpoch ${String(parent.producerId ?? parent.v3AndBelowProducerId)} ${String(value)}`;
  }
  return `${kind} ${String(value)}`;
}

function scopeOf(request: Fields): Scope | undefined {
  return isGroup(request) ? { groupId: request.groupId } : undefined;
}

function isGroup(fields: Fields): fields is Fields & Scope {
  return typeof fields.groupId === 'string';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);
}
