import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Random } from '@k/runtime';
import { produce } from '../support.ts';
import { World } from '../world.ts';
import { Ledger } from './ledger.ts';
import { PROTOCOLS, type Protocol } from './protocols.ts';
import { Worker } from './worker.ts';

const PARTITIONS = 8;
const EVERY_MS = 200;
/** Leads all partitions and is never stopped: a fetch that fails would be another reason to stand still. */
const LEADER = 0;

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

/** The group under work, until `stop`: members come, go, are stopped, killed, and come back as who they were; so does the coordinator. */
class Deployment {
  readonly #world: World;
  readonly #protocol: Protocol;
  readonly #ledger: Ledger;
  #workers: Worker[] = [];
  readonly #leaving: Promise<void>[] = [];
  #count = 0;

  constructor(world: World, protocol: Protocol, ledger: Ledger) {
    this.#world = world;
    this.#protocol = protocol;
    this.#ledger = ledger;
  }

  join(groupInstanceId?: string): void {
    const { random } = this.#world.runtime;
    const workMs = (): number => (below(random, 40) === 0 ? 150 : below(random, 2));
    const name = `worker ${String(this.#count++)}`;
    this.#workers.push(new Worker(this.#world, this.#protocol, this.#ledger, name, { groupInstanceId, workMs }));
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
async function simulate(protocol: Protocol, seed: number): Promise<Ledger> {
  const world = await World.create({ nodes: 3, ...protocol.brokerOptions }, seed);
  const { clock, network, broker, runtime } = world;
  broker.createTopic('t', { assignment: Array.from({ length: PARTITIONS }, () => [LEADER]) });
  network.setFaults({ latencyMs: [0, 5] });
  const ledger = new Ledger(protocol, PARTITIONS);
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
  const group = new Deployment(world, protocol, ledger);
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
  const pause = `${title}: a partition that stayed stood still for ${String(ledger.longestPauseMs)} ms`;
  assert.ok(ledger.longestPauseMs <= protocol.longestPauseMs, pause);
  await world.close();
  return ledger;
}

const SEEDS = Number(process.env['CONSUMER_SIMULATIONS'] ?? 1);

describe('members come, go, stop and die, and so does their coordinator', () => {
  for (const protocol of PROTOCOLS) {
    it(`one owner a generation, nothing left out, and what stays stands still no longer than it may (${protocol.name})`, async () => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { duringRebalance } = await simulate(protocol, seed);
        if (protocol.stopsAll || !protocol.rejoins) continue;
        assert.ok(duringRebalance > 0, `seed ${String(seed)}: no record came while its member joined again`);
      }
    });
  }
});
