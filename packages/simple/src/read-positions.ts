import type { OffsetAndMessage } from './structs.ts';

/** A message of the topic that a consumer reads. */
export interface ReadMessage {
  readonly partition: number;
  readonly message: OffsetAndMessage;
}

interface Position {
  /** Of the next message to hand out. */
  offset: number;
  /** Behind the last message that was handed back: what may be committed. */
  handedBack: number;
  /** How often `handedBack` has moved since it was committed. */
  uncommitted: number;
}

/** What is being committed: by partition the offset, and how much of what is uncommitted that is. */
export type CommittableOffsets = ReadonlyMap<number, { readonly offset: number; readonly count: number }>;

/**
 * Where a consumer is in each of its partitions: what it has handed out, and what of that the application has handed back,
 * by asking for more or by committing. In between, messages are in hand, and are not committed by themselves.
 */
export class ReadPositions {
  readonly #positions = new Map<number, Position>();
  #inHand: ReadMessage[] = [];

  get partitions(): number[] {
    return [...this.#positions.keys()];
  }

  /** By partition, the offset of the next message to hand out. */
  get offsets(): Map<number, number> {
    return new Map(Array.from(this.#positions, ([partition, { offset }]) => [partition, offset]));
  }

  /** How much there is to commit. */
  get uncommitted(): number {
    let sum = 0;
    for (const { uncommitted } of this.#positions.values()) sum += uncommitted;
    return sum;
  }

  /** Begins anew at an offset that was committed, or that somebody else decided on. */
  set(partition: number, offset: number): void {
    this.#inHand = this.#inHand.filter((each) => each.partition !== partition);
    this.#positions.set(partition, { offset, handedBack: offset, uncommitted: 0 });
  }

  /** Goes where the application wants to be, which is to be committed like a message. */
  seek(partition: number, offset: number): void {
    const uncommitted = this.#positions.get(partition)?.uncommitted ?? 0;
    this.set(partition, offset);
    (this.#positions.get(partition) as Position).uncommitted = uncommitted + 1;
  }

  handOut(messages: readonly ReadMessage[]): void {
    for (const { partition, message } of messages) {
      const position = this.#positions.get(partition);
      if (position !== undefined) position.offset = message.offset + 1;
    }
    this.#inHand.push(...messages);
  }

  /** The application is done with what is in hand. */
  handBack(): void {
    for (const { partition, message } of this.#inHand) {
      const position = this.#positions.get(partition);
      if (position === undefined) continue;
      position.handedBack = message.offset + 1;
      position.uncommitted++;
    }
    this.#inHand = [];
  }

  /** What is in hand was not dealt with: it is to be handed out again. */
  takeBack(): ReadMessage[] {
    const messages = this.#inHand;
    this.#inHand = [];
    for (const { partition } of messages) {
      const position = this.#positions.get(partition);
      if (position !== undefined) position.offset = position.handedBack;
    }
    return messages;
  }

  committable(partitions: readonly number[] = this.partitions): CommittableOffsets {
    return new Map(
      partitions.flatMap((partition) => {
        const position = this.#positions.get(partition);
        if (position === undefined) return [];
        return [[partition, { offset: position.handedBack, count: position.uncommitted }]];
      }),
    );
  }

  committed(offsets: CommittableOffsets): void {
    for (const [partition, { count }] of offsets) {
      const position = this.#positions.get(partition);
      if (position !== undefined) position.uncommitted = Math.max(0, position.uncommitted - count);
    }
  }
}
