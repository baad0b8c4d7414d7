import assert from 'node:assert/strict';
import type { Random } from '@k/runtime';
import { type TestRecord, produce } from '../support.ts';
import { World } from '../world.ts';
import { Ledger } from './ledger.ts';
import type { Protocol } from './protocols.ts';
import { Worker, type WorkerOptions } from './worker.ts';

const PARTITIONS = 8;
const EVERY_MS = 200;
/** Leads all partitions and is never stopped: a fetch that fails would be another reason to stand still. */
const LEADER = 0;

/** What differs from one simulation to another. */
export interface Simulated {
  /** Of record number so many of each partition. */
  readonly key?: (number: number) => string;
  readonly loop?: WorkerOptions['loop'];
}

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

/** The group under work, until `stop`: members come, go, are stopped, killed, and come back as who they were; so does the coordinator. */
class Deployment {
  readonly #world: World;
  readonly #protocol: Protocol;
  readonly #ledger: Ledger;
  readonly #loop: WorkerOptions['loop'];
  #workers: Worker[] = [];
  readonly #leaving: Promise<void>[] = [];
  #count = 0;

  constructor(world: World, protocol: Protocol, ledger: Ledger, loop: WorkerOptions['loop']) {
    this.#world = world;
    this.#loop = loop;
    this.#protocol = protocol;
    this.#ledger = ledger;
  }

  join(groupInstanceId?: string): void {
    const { random } = this.#world.runtime;
    const workMs = (): number => (below(random, 40) === 0 ? 150 : below(random, 2));
    const name = `worker ${String(this.#count++)}`;
    const how = { groupInstanceId, workMs, loop: this.#loop };
    this.#workers.push(new Worker(this.#world, this.#protocol, this.#ledger, name, how));
  }

  async act(): Promise<void> {
    const { random } = this.#world.runtime;
    const running = this.#workers.filter(({ process }) => !process.isStopped);
    const one = running[below(random, running.length)];
    const action = below(random, 7);
    if (one === undefined || action < 2) {
      const ids = this.#protocol.replacesDead ? ['i-1', 'i-2'] : [];
      const free = ids.find((id) => this.#workers.every(({ groupInstanceId }) => groupInstanceId !== id));
      if (this.#workers.length < 6) this.join(random.next() < 0.5 ? free : undefined);
    } else if (action === 2) {
      const ms = random.next() < 0.5 ? below(random, 5_000) : 6_000 + below(random, 15_000);
      one.stop();
      this.#world.clock.setTimeout(() => {
        one.goOn();
      }, ms);
    } else if (action === 3) {
      await this.#moveCoordinator();
    } else if (running.length > 1) {
      this.#workers = this.#workers.filter((each) => each !== one);
      if (action === 4) this.#leaving.push(one.consumer.close());
      else one.process.kill();
      if (action === 6 && one.groupInstanceId !== undefined) this.join(one.groupInstanceId);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#leaving);
    await Promise.all(this.#workers.map(({ consumer }) => consumer.close()));
    await Promise.all(this.#workers.map(({ loop }) => loop));
  }

  /** Kills it, and the group goes to another node; or starts one that was killed, and the group goes back there. */
  async #moveCoordinator(): Promise<void> {
    const { broker, run } = this.#world;
    const down = [1, 2].find((id) => !broker.liveNodeIds.includes(id));
    if (down !== undefined) await run(broker.start(down));
    else await run(broker.stop(broker.group('g')?.coordinatorId ?? 1));
  }
}

/** Everything that is real (members, coordinator, broker) under a virtual clock. A seed that fails is a test to be written. */
export async function simulate(protocol: Protocol, seed: number, { key, loop }: Simulated = {}): Promise<Ledger> {
  const world = await World.create({ nodes: 3, ...protocol.brokerOptions }, seed);
  const { clock, network, broker, runtime } = world;
  broker.createTopic('t', { assignment: Array.from({ length: PARTITIONS }, () => [LEADER]) });
  network.setFaults({ latencyMs: [0, 5] });
  const ledger = new Ledger(protocol, PARTITIONS);
  let written = 0;
  let isWriting = true;
  const write = async (): Promise<void> => {
    while (isWriting) {
      const record: TestRecord = { key: key?.(written) ?? null, value: String(written) };
      const round = Array.from({ length: PARTITIONS }, (_, p) => produce(world.cluster, 't', p, [record]));
      await Promise.all(round);
      written++;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, EVERY_MS));
    }
  };
  const writing = write();
  const group = new Deployment(world, protocol, ledger, loop);
  group.join();
  group.join();
  await clock.advance(10_000);
  assert.notEqual(broker.group('g')?.coordinatorId, LEADER);
  for (let step = 0; step < 20; step++) {
    await group.act();
    await clock.advance(500 + below(runtime.random, 4_000));
    ledger.checkCommitted(world);
  }
  // Those that were stopped go on, and the group finds rest.
  await clock.advance(34_000 + protocol.sessionMs);
  isWriting = false;
  await clock.runUntil(writing);
  await clock.advance(5_000);
  await clock.runUntil(group.stop());
  ledger.checkCommitted(world);
  const title = `${protocol.name}, seed ${String(seed)}`;
  assert.deepEqual(ledger.faults, [], title);
  for (const done of ledger.done) assert.equal(done.size, written, `${title}: records were left out`);
  await world.close();
  return ledger;
}
