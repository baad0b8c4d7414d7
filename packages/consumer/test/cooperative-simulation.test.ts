import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TopicPartition } from '@k/cluster';
import type { Random } from '@k/runtime';
import { KafkaConsumer } from '../src/index.ts';
import { Process } from './process.ts';
import { produce } from './support.ts';
import { World } from './world.ts';

const PARTITIONS = 8;
const EVERY_MS = 200;
/** With a record every 200 ms, a partition that stays brings one at least so often, whatever the group does meanwhile. */
const LONGEST_PAUSE_MS = 2_000;

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

/** What must hold of all members together. */
class Ledger {
  readonly faults: string[] = [];
  /** Offsets that were worked on, by partition. */
  readonly done = Array.from({ length: PARTITIONS }, () => new Set<number>());
  /** Records handed out while their member joined again. */
  duringRebalance = 0;
  longestPauseMs = 0;
  /** By generation and partition. */
  readonly #owners = new Map<string, string>();
  /** By partition, as listeners are told. */
  readonly #holders = new Map<number, Worker>();

  handedOut(worker: Worker, partition: number, pausedMs: number): void {
    const { state, epoch = -1 } = worker.consumer.membership ?? {};
    if (state === 'rebalancing') this.duringRebalance++;
    this.longestPauseMs = Math.max(this.longestPauseMs, pausedMs);
    // It went while the record was on its way to the loop.
    if (epoch < 0 || !worker.owns(partition)) return;
    const place = `generation ${String(epoch)}, partition ${String(partition)}`;
    // A static member that comes back in its generation has what it had (KIP-345).
    const who = worker.groupInstanceId ?? worker.name;
    const owner = this.#owners.get(place) ?? who;
    if (owner !== who) this.faults.push(`${place} is ${owner}'s and ${who}'s`);
    this.#owners.set(place, who);
  }

  /** The partitions' former owners have given them back, or cannot hand out anything. */
  assigned(worker: Worker, partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      const owner = this.#holders.get(partition);
      const isGone = owner === undefined || owner === worker || owner.process.isStopped;
      const place = `partition ${String(partition)} from ${owner?.name ?? ''}`;
      if (!isGone) this.faults.push(`${worker.name} gets ${place}, which still has it`);
      this.#holders.set(partition, worker);
    }
  }

  gone(worker: Worker, partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      if (this.#holders.get(partition) === worker) this.#holders.delete(partition);
    }
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
}

/** A member in a process of its own. */
class Worker {
  readonly name: string;
  readonly process: Process;
  readonly consumer: KafkaConsumer;
  readonly groupInstanceId: string | undefined;
  readonly loop: Promise<void>;
  /** When a partition that it has brought a record last; undefined before the first, and after it was stopped. */
  readonly #last = new Map<number, number>();

  constructor(world: World, ledger: Ledger, name: string, groupInstanceId: string | undefined) {
    this.name = name;
    this.groupInstanceId = groupInstanceId;
    this.process = new Process(world.runtime);
    this.consumer = new KafkaConsumer({
      bootstrapServers: world.bootstrapServers,
      runtime: this.process,
      groupId: 'g',
      groupInstanceId,
      autoOffsetReset: 'earliest',
      autoCommitIntervalMs: 1_000,
      sessionTimeoutMs: 6_000,
      heartbeatIntervalMs: 1_000,
      rebalanceTimeoutMs: 8_000,
      partitionAssignors: ['cooperative-sticky'],
    });
    this.consumer.on('warning', () => undefined);
    this.consumer.on('committed', (list) => {
      for (const { partition, offset } of list) ledger.committed(partition, offset);
    });
    const gone = (list: readonly TopicPartition[]): void => {
      ledger.gone(this, list);
      for (const { partition } of list) this.#last.delete(partition);
    };
    this.consumer.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsAssigned: (list) => {
          ledger.assigned(this, list);
        },
        onPartitionsRevoked: gone,
        onPartitionsLost: gone,
      },
    });
    this.loop = this.#work(world, ledger);
  }

  owns(partition: number): boolean {
    return this.consumer.assignment().some((each) => each.partition === partition);
  }

  stop(): void {
    this.process.stop();
    this.#last.clear();
  }

  goOn(): void {
    this.#last.clear();
    this.process.goOn();
  }

  async #work(world: World, ledger: Ledger): Promise<void> {
    const { clock } = this.process;
    for await (const { partition, offset } of this.consumer) {
      const now = clock.monotonic();
      ledger.handedOut(this, partition, now - (this.#last.get(partition) ?? now));
      this.#last.set(partition, now);
      const ms = below(world.runtime.random, 40) === 0 ? 150 : below(world.runtime.random, 2);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
      ledger.done[partition]?.add(offset);
    }
  }
}

/** The group under work, until `stop`: members come, go, are stopped, killed, and come back as who they were. */
class Deployment {
  readonly #world: World;
  readonly #ledger: Ledger;
  #workers: Worker[] = [];
  readonly #leaving: Promise<void>[] = [];
  #count = 0;

  constructor(world: World, ledger: Ledger) {
    this.#world = world;
    this.#ledger = ledger;
  }

  join(groupInstanceId?: string): void {
    this.#workers.push(new Worker(this.#world, this.#ledger, `worker ${String(this.#count++)}`, groupInstanceId));
  }

  act(): void {
    const { random } = this.#world.runtime;
    const running = this.#workers.filter(({ process }) => !process.isStopped);
    const one = running[below(random, running.length)];
    const action = below(random, 6);
    if (one === undefined || action < 2) {
      const free = ['i-1', 'i-2'].find((id) => this.#workers.every(({ groupInstanceId }) => groupInstanceId !== id));
      if (this.#workers.length < 6) this.join(random.next() < 0.5 ? free : undefined);
    } else if (action === 2) {
      const ms = random.next() < 0.5 ? below(random, 5_000) : 6_000 + below(random, 15_000);
      one.stop();
      this.#world.clock.setTimeout(() => one.goOn(), ms);
    } else if (running.length > 1) {
      this.#workers = this.#workers.filter((each) => each !== one);
      if (action === 3) this.#leaving.push(one.consumer.close());
      else one.process.kill();
      if (action === 5 && one.groupInstanceId !== undefined) this.join(one.groupInstanceId);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#leaving);
    await Promise.all(this.#workers.map(({ consumer }) => consumer.close()));
    await Promise.all(this.#workers.map(({ loop }) => loop));
  }
}

/** Everything that is real (members, coordinator, broker) under a virtual clock. A seed that fails is a test to be written. */
async function simulate(seed: number): Promise<Ledger> {
  const world = await World.create({}, seed);
  const { clock, network, broker, runtime } = world;
  broker.createTopic('t', { partitions: PARTITIONS });
  network.setFaults({ latencyMs: [0, 5] });
  const ledger = new Ledger();
  let written = 0;
  let isWriting = true;
  const write = async (): Promise<void> => {
    while (isWriting) {
      const round = Array.from({ length: PARTITIONS }, (_, p) => produce(world.cluster, 't', p, [String(written)]));
      await Promise.all(round);
      written++;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, EVERY_MS));
    }
  };
  const writing = write();
  const group = new Deployment(world, ledger);
  group.join();
  group.join();
  await clock.advance(10_000);
  for (let step = 0; step < 20; step++) {
    group.act();
    await clock.advance(500 + below(runtime.random, 4_000));
    ledger.checkCommitted(world);
  }
  // Those that were stopped go on, and the group finds rest.
  await clock.advance(40_000);
  isWriting = false;
  await clock.runUntil(writing);
  await clock.advance(5_000);
  await clock.runUntil(group.stop());
  ledger.checkCommitted(world);
  assert.deepEqual(ledger.faults, [], `seed ${String(seed)}`);
  for (const done of ledger.done) assert.equal(done.size, written, `seed ${String(seed)}: records were left out`);
  const pause = `seed ${String(seed)}: a partition that stayed stood still for ${String(ledger.longestPauseMs)} ms`;
  assert.ok(ledger.longestPauseMs <= LONGEST_PAUSE_MS, pause);
  await world.close();
  return ledger;
}

const SEEDS = Number(process.env['CONSUMER_SIMULATIONS'] ?? 2);

test('cooperative members come, go, stop and die: one owner a generation, nothing left out, what stays flows on', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { duringRebalance } = await simulate(seed);
    assert.ok(duringRebalance > 0, `seed ${String(seed)}: no record came while its member joined again`);
  }
});
