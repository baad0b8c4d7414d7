import { KafkaConsumer } from '@k/consumer';
import type { Ledger } from './ledger.ts';
import { startProgress } from './progress.ts';

const MEMBERS = 2;
/** Nothing came for so long, though there is more: the run ends without success. */
const STALLED_MS = 30_000;

export interface Consumed {
  readonly seconds: number;
  /** Records that each member read. */
  readonly members: readonly number[];
  /** How often partitions were handed out anew. */
  readonly rebalances: number;
}

/** Reads a topic with two members of one new group, to the end of each partition. */
export async function consume(
  bootstrapServer: string,
  topic: string,
  records: number,
  ledger: Ledger,
): Promise<Consumed> {
  const groupId = `quickstart-${Date.now()}`;
  const members = Array.from({ length: MEMBERS }, () => new Member(bootstrapServer, groupId, topic, ledger));
  try {
    // All wait, paused, until each has its share: else the first would have read everything before the second is there.
    await Promise.all(members.map((member) => member.waitForShare(() => members.every(({ hasShare }) => hasShare))));
    const progress = startProgress('consuming', records);
    let seconds: number | undefined;
    let last = { received: ledger.received, at: Date.now() };
    const isDone = (): boolean => {
      if (ledger.received > last.received) last = { received: ledger.received, at: Date.now() };
      progress.update(ledger.received);
      if (ledger.isComplete) seconds ??= progress.end();
      // To the very end even when all is there: what comes twice would come now.
      return members.every(({ isAtEnd }) => isAtEnd) || Date.now() - last.at > STALLED_MS;
    };
    for (const member of members) member.begin();
    await Promise.all(members.map((member) => member.readUntil(isDone)));
    seconds ??= progress.end();
    return {
      seconds,
      members: members.map(({ count }) => count),
      rebalances: Math.max(...members.map(({ rebalances }) => rebalances)),
    };
  } finally {
    await Promise.all(members.map((member) => member.close()));
  }
}

class Member {
  count = 0;
  rebalances = 0;
  /** Whether it has read its partitions to their ends. */
  isAtEnd = false;
  #waits = true;
  readonly #consumer: KafkaConsumer;
  readonly #ledger: Ledger;

  constructor(bootstrapServer: string, groupId: string, topic: string, ledger: Ledger) {
    this.#ledger = ledger;
    this.#consumer = new KafkaConsumer({ bootstrapServers: bootstrapServer, groupId, autoOffsetReset: 'earliest' });
    this.#consumer.subscribe({
      topics: [topic],
      listener: {
        onPartitionsAssigned: (partitions) => {
          this.rebalances += 1;
          if (this.#waits) this.#consumer.pause(partitions);
        },
      },
    });
  }

  get hasShare(): boolean {
    return this.#consumer.assignment().length > 0;
  }

  async waitForShare(allHave: () => boolean): Promise<void> {
    while (!allHave()) await this.#poll();
  }

  begin(): void {
    this.#waits = false;
    this.#consumer.resume(this.#consumer.paused());
  }

  async readUntil(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      const got = await this.#poll();
      this.isAtEnd = got === 0 && (await this.#hasReadAll());
    }
  }

  close(): Promise<void> {
    return this.#consumer.close();
  }

  /** @returns how many records came */
  async #poll(): Promise<number> {
    const records = await this.#consumer.poll({ timeoutMs: 100 });
    for (const record of records) this.#ledger.receive(record);
    this.count += records.count;
    return records.count;
  }

  async #hasReadAll(): Promise<boolean> {
    for (const [topic, partition, end] of await this.#consumer.endOffsets(this.#consumer.assignment())) {
      if ((await this.#consumer.position({ topic, partition })) < end) return false;
    }
    return true;
  }
}
