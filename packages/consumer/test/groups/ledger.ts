import type { TopicPartition } from '@k/cluster';
import type { KafkaConsumer } from '../../src/index.ts';
import type { World } from '../world.ts';
import type { Protocol } from './protocols.ts';

/** What the ledger knows of a member. */
interface Worker {
  readonly name: string;
  readonly groupInstanceId: string | undefined;
  readonly process: { readonly isStopped: boolean };
  readonly consumer: Pick<KafkaConsumer, 'membership'>;
  /** How long it has waited for records so far, in virtual ms. */
  readonly idleMs: number;
  owns(partition: number): boolean;
}

/** What must hold of all members together. */
export class Ledger {
  readonly faults: string[] = [];
  /** Offsets that were worked on, by partition. */
  readonly done: Set<number>[];
  /** Records handed out while their member joined again. */
  duringRebalance = 0;
  /** A partition that stayed brought nothing for so long, while its member had nothing else to do. */
  longestPauseMs = 0;
  readonly #protocol: Protocol;
  /** By generation and partition. */
  readonly #owners = new Map<string, string>();
  /** By partition, as listeners are told. */
  readonly #holders = new Map<number, Worker>();
  /** Who had the last record of a partition, and when; none where whoever had it could not stay. */
  readonly #last = new Map<number, { readonly worker: Worker; readonly idleMs: number }>();

  constructor(protocol: Protocol, partitions: number) {
    this.#protocol = protocol;
    this.done = Array.from({ length: partitions }, () => new Set<number>());
  }

  handedOut(worker: Worker, partition: number): void {
    const { state, epoch = -1 } = worker.consumer.membership ?? {};
    if (state === 'rebalancing') this.duringRebalance++;
    this.#measurePause(worker, partition);
    // It went while the record was on its way to the loop.
    if (epoch < 0 || !worker.owns(partition)) return;
    const place = `generation ${String(epoch)}, partition ${String(partition)}`;
    // A static member that comes back in its generation has what it had (KIP-345).
    const who = worker.groupInstanceId ?? worker.name;
    const owner = this.#owners.get(place) ?? who;
    if (owner !== who) this.faults.push(`${place} is ${owner}'s and ${who}'s`);
    this.#owners.set(place, who);
    const holder = this.#holders.get(partition) ?? worker;
    // Of two with one groupInstanceId the former is told with the answer to its next heartbeat (KIP-345).
    const isAnothers = holder !== worker && (who === worker.name || holder.groupInstanceId !== who);
    if (isAnothers) this.faults.push(`${worker.name} hands out ${place}, which ${holder.name} has by now`);
  }

  /** The partitions' former owners have given them back, or cannot hand out anything. */
  assigned(worker: Worker, partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      const owner = this.#holders.get(partition);
      const isGone = owner === undefined || owner === worker || owner.process.isStopped || isReplaced(owner, worker);
      const place = `partition ${String(partition)} from ${owner?.name ?? ''}`;
      if (!isGone) this.faults.push(`${worker.name} gets ${place}, which still has it`);
      this.#holders.set(partition, worker);
    }
  }

  revoked(worker: Worker, partitions: readonly TopicPartition[]): void {
    this.#gone(worker, partitions);
    // Where a rebalance takes everything, those that come back have stayed.
    if (!this.#protocol.stopsAll) this.#doNotStay(worker, partitions);
  }

  lost(worker: Worker, partitions: readonly TopicPartition[]): void {
    this.#gone(worker, partitions);
    this.#doNotStay(worker, partitions);
  }

  /** The worker's process is stopped, or goes on: what it has stands still for that. */
  interrupted(worker: Worker): void {
    for (const [partition, last] of this.#last) if (last.worker === worker) this.#last.delete(partition);
  }

  committed(partition: number, offset: number): void {
    const place = `t-${String(partition)}@${String(offset - 1)}`;
    const isDone = offset === 0 || this.done[partition]?.has(offset - 1) === true;
    if (!isDone) this.faults.push(`${place} is committed before it was worked on`);
  }

  /** At-least-once: whoever goes on from what is committed leaves nothing out. */
  checkCommitted({ broker }: World): void {
    for (const [partition, done] of this.done.entries()) {
      const committed = broker.committed('g', 't', partition)?.offset ?? 0;
      for (let offset = 0; offset < committed; offset++) {
        const place = `t-${String(partition)}@${String(offset)}`;
        if (!done.has(offset)) this.faults.push(`${place} is committed, and nobody has worked on it`);
      }
    }
  }

  #measurePause(worker: Worker, partition: number): void {
    const { idleMs } = worker;
    const last = this.#last.get(partition);
    if (last?.worker === worker) this.longestPauseMs = Math.max(this.longestPauseMs, idleMs - last.idleMs);
    this.#last.set(partition, { worker, idleMs });
  }

  #gone(worker: Worker, partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      if (this.#holders.get(partition) === worker) this.#holders.delete(partition);
    }
  }

  #doNotStay(worker: Worker, partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      if (this.#last.get(partition)?.worker === worker) this.#last.delete(partition);
    }
  }
}

/** Of two with one groupInstanceId the former is told with the answer to its next heartbeat (KIP-345). */
function isReplaced(former: Worker, worker: Worker): boolean {
  return former.groupInstanceId !== undefined && former.groupInstanceId === worker.groupInstanceId;
}
