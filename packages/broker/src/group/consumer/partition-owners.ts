import type { ConsumerMember } from './consumer-member.ts';

/** Who has which partition at present, those that it was told to give up among them: no partition has two. */
export class PartitionOwners {
  readonly #owners = new Map<string, Map<number, string>>();

  isFree(topicId: string, partition: number): boolean {
    return this.#owners.get(topicId)?.has(partition) !== true;
  }

  /** A member's partitions became others; undefined: it was not there, or is gone. */
  change(before: ConsumerMember | undefined, after: ConsumerMember | undefined): void {
    if (before?.assigned === after?.assigned && before?.pendingRevocation === after?.pendingRevocation) {
      if (before?.memberId === after?.memberId) return;
    }
    for (const [topicId, partition] of partitionsOf(before)) this.#release(topicId, partition);
    for (const [topicId, partition] of partitionsOf(after)) this.#take(topicId, partition, after?.memberId ?? '');
  }

  #release(topicId: string, partition: number): void {
    const owners = this.#owners.get(topicId);
    owners?.delete(partition);
    if (owners?.size === 0) this.#owners.delete(topicId);
  }

  #take(topicId: string, partition: number, memberId: string): void {
    let owners = this.#owners.get(topicId);
    if (owners === undefined) this.#owners.set(topicId, (owners = new Map<number, string>()));
    const owner = owners.get(partition);
    if (owner !== undefined) {
      throw new Error(`${topicId}-${String(partition)} is still with ${owner}, so ${memberId} cannot have it`);
    }
    owners.set(partition, memberId);
  }
}

function* partitionsOf(member: ConsumerMember | undefined): Generator<[topicId: string, partition: number]> {
  if (member === undefined) return;
  for (const held of [member.assigned, member.pendingRevocation]) {
    for (const [topicId, partitions] of held) for (const partition of partitions.keys()) yield [topicId, partition];
  }
}
