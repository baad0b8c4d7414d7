import type { Assignment } from '../partitions.ts';

/** A member as assignors see it. */
export interface SpecMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  /** Ids of the topics it subscribes to, in the order of {@link byTopicId}. */
  readonly topicIds: readonly string[];
  /** What it was to have until now. */
  readonly assigned: Assignment;
}

/** What an assignor is asked. Kafka's GroupSpec. */
export interface GroupSpec {
  /** At least one; in the order of their ids. */
  readonly members: readonly SpecMember[];
  /** Whether all subscribe to the same topics. */
  readonly homogeneous: boolean;
  readonly partitionCount: (topicId: string) => number;
}

/** An assignor of the coordinator: what each member is to have, by member id. Who gets nothing need not be there. */
export type ServerAssignor = (spec: GroupSpec) => Map<string, Assignment>;

/**
 * The order of Kafka's Uuid: two signed numbers of 64 bits. Java's assignors walk over hash maps, and here everything goes in
 * the order of ids, so that the same group always gets the same.
 */
export function byTopicId(one: string, other: string): number {
  return Buffer.compare(sortable(one), sortable(other));
}

function sortable(topicId: string): Buffer {
  const bytes = Buffer.from(topicId, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  bytes[8] = (bytes[8] ?? 0) ^ 0x80;
  return bytes;
}

/** An assignment that is being made. */
export class Draft {
  readonly #partitions = new Map<string, Set<number>>();

  constructor(from: Assignment = new Map()) {
    for (const [topicId, partitions] of from) this.#partitions.set(topicId, new Set(partitions));
  }

  add(topicId: string, partition: number): void {
    let partitions = this.#partitions.get(topicId);
    if (partitions === undefined) this.#partitions.set(topicId, (partitions = new Set<number>()));
    partitions.add(partition);
  }

  delete(topicId: string, partition: number): void {
    const partitions = this.#partitions.get(topicId);
    partitions?.delete(partition);
    if (partitions?.size === 0) this.#partitions.delete(topicId);
  }

  deleteTopic(topicId: string): void {
    this.#partitions.delete(topicId);
  }

  finish(): Assignment {
    return this.#partitions;
  }
}
