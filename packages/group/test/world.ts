import type { BrokerOptions } from '@k/broker';
import { Cluster } from '@k/cluster';
import type { TopicPartition } from '@k/cluster';
import type { Clock, Deadline } from '@k/runtime';
import { World as BrokerWorld } from '@k/testing';
import {
  createGroupMember,
  groupMemberOptions,
  rangeAssignor,
  type AssignorChoice,
  type GroupHandler,
  type GroupMember,
} from '../src/index.ts';

/** Writes down what it is told. */
export class Owner implements GroupHandler {
  readonly told: string[] = [];
  added: readonly TopicPartition[] | undefined;
  owned: readonly TopicPartition[] = [];
  /** What was revoked or lost last. */
  gone: readonly TopicPartition[] | undefined;
  /** What `onFailed` and `onError` were told. */
  readonly errors: Error[] = [];
  /** How long `onRevoked` was given last. */
  budgetMs = -1;
  polled = true;
  /** What `onRevoked` waits for. */
  busy: Promise<void> = Promise.resolve();
  #changed: () => void = () => undefined;

  onAssigned(added: readonly TopicPartition[], all: readonly TopicPartition[]): Promise<void> {
    this.added = added;
    this.owned = all;
    return this.#tell(`assigned ${String(all.length)}`);
  }
  async onRevoked(partitions: readonly TopicPartition[], _reason: string, deadline: Deadline): Promise<void> {
    this.budgetMs = deadline.remainingMs();
    await this.busy;
    this.#release(partitions);
    await this.#tell('revoked');
  }
  onLost(partitions: readonly TopicPartition[]): Promise<void> {
    this.#release(partitions);
    return this.#tell('lost');
  }
  onPollIntervalExceeded(): void {
    void this.#tell('pollIntervalExceeded');
  }
  onFailed(error: Error): void {
    this.errors.push(error);
    void this.#tell(`failed ${error.message}`);
  }
  onError(error: Error): void {
    this.errors.push(error);
    void this.#tell(`error ${error.message}`);
  }
  takePolled(): boolean {
    return this.polled;
  }
  /** Resolves when the last thing told begins with `what`. */
  async until(what: string): Promise<void> {
    while (this.told.at(-1)?.startsWith(what) !== true) await new Promise<void>((resolve) => (this.#changed = resolve));
  }
  #release(partitions: readonly TopicPartition[]): void {
    this.gone = partitions;
    this.owned = [];
  }
  #tell(what: string): Promise<void> {
    this.told.push(what);
    this.#changed();
    return Promise.resolve();
  }
}

export interface MemberOptions {
  readonly cluster?: Cluster;
  readonly assignor?: AssignorChoice;
  readonly groupInstanceId?: string;
  readonly sessionTimeoutMs?: number;
  readonly heartbeatIntervalMs?: number;
  readonly rebalanceTimeoutMs?: number;
  readonly maxPollIntervalMs?: number;
}

/** A broker with topic t of 4 partitions, and one cluster, under a virtual clock. */
export class World extends BrokerWorld {
  readonly cluster = this.newCluster();

  static override async create(options: BrokerOptions = {}): Promise<World> {
    const world = new World(await BrokerWorld.begin({ nodes: 2, ...options }, 3));
    world.broker.createTopic('t', { partitions: 4 });
    return world;
  }

  newCluster(clock: Clock = this.clock): Cluster {
    return new Cluster({ bootstrapServers: this.bootstrapServers, runtime: { ...this.runtime, clock } });
  }

  member(handler: GroupHandler, options: MemberOptions = {}): GroupMember {
    const { cluster = this.cluster, assignor = rangeAssignor, ...rest } = options;
    return createGroupMember({
      cluster,
      options: groupMemberOptions.parse({ groupId: 'g', ...rest }),
      assignors: [assignor],
      handler,
    });
  }

  /** A member that owns all four partitions of t. */
  async joined(options: MemberOptions = {}): Promise<{ owner: Owner; member: GroupMember }> {
    const owner = new Owner();
    const member = this.member(owner, options);
    member.subscribe(['t']);
    await this.run(owner.until('assigned 4'));
    return { owner, member };
  }

  override async close(): Promise<void> {
    await this.run(this.cluster.close());
    await super.close();
  }
}
