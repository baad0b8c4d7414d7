import { type ConsumerOptions, KafkaConsumer } from '../../src/index.ts';
import { Process } from '@k/testing';
import type { World } from '../world.ts';
import type { Ledger } from './ledger.ts';
import type { Protocol } from './protocols.ts';

export interface WorkerOptions extends Pick<
  ConsumerOptions,
  'groupInstanceId' | 'metadataMaxAgeMs' | 'maxPollIntervalMs'
> {
  /** How many milliseconds a record takes. 0 by default. */
  readonly workMs?: () => number;
  /** How it reads; record by record unless given. */
  readonly loop?: ((worker: Worker) => Promise<void>) | undefined;
  /** What its listener waits for when partitions are revoked. */
  readonly onRevoked?: () => Promise<void>;
}

/** A member of group g in a process of its own, which reads topic t. */
export class Worker {
  readonly name: string;
  readonly process: Process;
  readonly consumer: KafkaConsumer;
  readonly groupInstanceId: string | undefined;
  readonly loop: Promise<void>;
  /** Another one's turn when the topic is another one. */
  ledger: Ledger;
  /** How many partitions it has lost, instead of giving them back. */
  lost = 0;
  readonly #workMs: () => number;
  #busyMs = 0;

  constructor(world: World, protocol: Protocol, ledger: Ledger, name: string, how: WorkerOptions = {}) {
    const { workMs = () => 0, loop, onRevoked, ...options } = how;
    this.name = name;
    this.groupInstanceId = options.groupInstanceId;
    this.process = new Process(world.runtime);
    this.ledger = ledger;
    this.#workMs = workMs;
    this.consumer = new KafkaConsumer({
      bootstrapServers: world.bootstrapServers,
      runtime: this.process,
      groupId: 'g',
      autoOffsetReset: 'earliest',
      autoCommitIntervalMs: 1_000,
      rebalanceTimeoutMs: 8_000,
      ...protocol.options,
      ...options,
    });
    this.consumer.on('warning', () => undefined);
    this.consumer.on('committed', (list) => {
      for (const { partition, offset } of list) this.ledger.committed(partition, offset);
    });
    this.consumer.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsAssigned: (list) => {
          this.ledger.assigned(this, list);
        },
        onPartitionsRevoked: async (list) => {
          await onRevoked?.();
          this.ledger.revoked(this, list);
        },
        onPartitionsLost: (list) => {
          this.lost += list.length;
          this.ledger.lost(this, list);
        },
      },
    });
    this.loop = loop?.(this) ?? this.#work();
  }

  /** How long it has waited for records so far, in virtual ms. */
  get idleMs(): number {
    return this.process.clock.monotonic() - this.#busyMs;
  }

  owns(partition: number): boolean {
    return this.consumer.assignment().some((each) => each.partition === partition);
  }

  /** The process stands still, as a laptop that is closed. */
  stop(): void {
    this.process.stop();
    this.ledger.interrupted(this);
  }

  goOn(): void {
    this.ledger.interrupted(this);
    this.process.goOn();
  }

  /** What a record takes. */
  work(): Promise<void> {
    return new Promise<void>((resolve) => this.process.clock.setTimeout(resolve, this.#workMs()));
  }

  async #work(): Promise<void> {
    const { clock } = this.process;
    for await (const { partition, offset } of this.consumer) {
      this.ledger.handedOut(this, partition);
      const since = clock.monotonic();
      await this.work();
      this.#busyMs += clock.monotonic() - since;
      this.ledger.done[partition]?.add(offset);
    }
  }
}

/** The partitions of these, each member's in a text of its own; those that are owned twice or never show. */
export function shares(workers: readonly Worker[]): string[] {
  return workers.map(({ consumer }) =>
    consumer
      .assignment()
      .map(({ partition }) => partition)
      .sort((a, b) => a - b)
      .join(),
  );
}
