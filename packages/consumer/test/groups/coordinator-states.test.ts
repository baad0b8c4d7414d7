import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import { ErrorCode } from '@k/wire';
import { World } from '../world.ts';
import { Ledger } from './ledger.ts';
import { PROTOCOLS, type HeldStep, type Protocol } from './protocols.ts';
import { shares, Worker } from './worker.ts';

const PARTITIONS = 4;
/** The coordinator of group g while it is up; 0, which leads all partitions, otherwise. */
const HOME = 1;
/** Virtual time after which the group has settled, whatever became of its coordinator. */
const SETTLED_MS = 12_000;

/** How the group gets another coordinator. */
const WAYS = {
  /** The connections to the old one end, and nothing answers there. */
  killed: { before: async () => undefined, change: ({ broker }: World) => broker.stop(HOME) },
  /** The old one is there, and says that it is none any more. */
  moved: {
    before: ({ broker }: World) => broker.stop(HOME),
    change: ({ broker }: World) => broker.start(HOME),
  },
} as const;

/** A group of one member, which has all partitions, and is about to get another. */
class Stage {
  readonly world: World;
  readonly ledger: Ledger;
  readonly protocol: Protocol;
  readonly workers: Worker[] = [];
  #written = 0;

  constructor(world: World, protocol: Protocol) {
    this.world = world;
    this.protocol = protocol;
    this.ledger = new Ledger(protocol, PARTITIONS);
  }

  join(onRevoked?: () => Promise<void>): Worker {
    const name = `worker ${String(this.workers.length)}`;
    const worker = new Worker(this.world, this.protocol, this.ledger, name, onRevoked && { onRevoked });
    this.workers.push(worker);
    return worker;
  }

  async write(): Promise<void> {
    for (let p = 0; p < PARTITIONS; p++) await this.world.produce('t', p, [String(this.#written)]);
    this.#written++;
  }

  /** These share the partitions, and everything that was written was worked on, and nothing by two at once. */
  async settled(workers: readonly Worker[]): Promise<void> {
    await this.world.clock.advance(SETTLED_MS);
    await this.write();
    await this.world.clock.advance(1_000);
    const owned = shares(workers).flatMap((share) => share.split(','));
    assert.deepEqual(owned.sort(), ['0', '1', '2', '3']);
    for (const { consumer } of workers) assert.equal(consumer.membership?.state, 'stable');
    assert.deepEqual(this.ledger.faults, []);
    this.ledger.checkCommitted(this.world);
    for (const done of this.ledger.done) assert.equal(done.size, this.#written);
  }

  /** The next requests of this step wait, each with its answer made by whoever is asked when it goes on. */
  hold(
    step: HeldStep,
    count: number,
    { isAnswered = false, isMeant = this.protocol.held[step]?.isMeant } = {},
  ): { seen: Promise<void>; release: () => void } {
    const request = this.protocol.held[step];
    assert.ok(request);
    const released = withResolvers();
    const seen = withResolvers();
    let left = count;
    this.world.broker.control(request.api, async (body, context) => {
      if (left === 0 || isMeant?.(body as never) === false) return undefined;
      const answer = isAnswered ? await context.forward() : undefined;
      if (--left === 0) seen.resolve();
      await released.promise;
      return answer;
    });
    return { seen: seen.promise, release: released.resolve };
  }

  async close(): Promise<void> {
    await this.world.run(Promise.all(this.workers.map(({ consumer }) => consumer.close())));
    await this.world.run(Promise.all(this.workers.map(({ loop }) => loop)));
    for (const [partition] of this.ledger.done.entries()) {
      assert.equal(this.world.broker.committed('g', 't', partition)?.offset, this.#written);
    }
    await this.world.close();
  }
}

type Change = () => Promise<void>;

/** The coordinator changes while a member is in this state. Who is a member afterwards is returned. */
const STATES: Readonly<Record<string, (stage: Stage, first: Worker, change: Change) => Promise<readonly Worker[]>>> = {
  /** It hears of the old one when that is none any more. */
  finding: async (stage, first, change) => {
    const held = stage.hold('finding', 1, { isAnswered: true });
    const second = stage.join();
    await stage.world.run(held.seen);
    await change();
    held.release();
    return [first, second];
  },
  /** Where members join again, one join is parked at the coordinator, the other is on its way to it. */
  joining: async (stage, first, change) => {
    const { memberId } = first.consumer.membership ?? {};
    const rejoins = ({ memberId: who }: { readonly memberId: string }): boolean => who === memberId;
    const held = stage.hold('joining', 1, stage.protocol.rejoins ? { isMeant: rejoins } : {});
    const second = stage.join();
    await stage.world.run(held.seen);
    await change();
    held.release();
    return [first, second];
  },
  syncing: async (stage, first, change) => {
    const held = stage.hold('syncing', 2);
    const second = stage.join();
    await stage.world.run(held.seen);
    await change();
    held.release();
    return [first, second];
  },
  stable: async (stage, first, change) => {
    const second = stage.join();
    await stage.world.clock.advance(SETTLED_MS);
    await change();
    return [first, second];
  },
  waiting: async (stage, first, change) => {
    const asked = withResolvers();
    const { api, isMeant } = stage.protocol.held.joining ?? assert.fail();
    let isBusy = true;
    stage.world.broker.control(api, (body) => {
      if (!isBusy || isMeant?.(body as never) === false) return undefined;
      isBusy = false;
      asked.resolve();
      return { errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, memberId: '' };
    });
    const second = stage.join();
    await stage.world.run(asked.promise);
    await stage.world.clock.advance(1);
    await change();
    return [first, second];
  },
  leaving: async (stage, first, change) => {
    const second = stage.join();
    await stage.world.clock.advance(SETTLED_MS);
    const held = stage.hold('leaving', 1);
    const closing = second.consumer.close();
    await stage.world.run(held.seen);
    await change();
    held.release();
    await stage.world.run(closing);
    return [first];
  },
};

describe('the coordinator of a group', () => {
  for (const protocol of PROTOCOLS) {
    for (const [way, { before, change }] of Object.entries(WAYS)) {
      const begin = async (onRevoked?: () => Promise<void>): Promise<[Stage, Worker]> => {
        const world = await World.create({ nodes: 2, ...protocol.brokerOptions });
        world.broker.createTopic('t', { assignment: Array.from({ length: PARTITIONS }, () => [0]) });
        await world.run(before(world));
        const stage = new Stage(world, protocol);
        const first = stage.join(onRevoked);
        await stage.write();
        await world.clock.advance(5_000);
        assert.deepEqual(shares([first]), ['0,1,2,3']);
        return [stage, first];
      };

      for (const [state, play] of Object.entries(STATES)) {
        if (state === 'syncing' && protocol.held.syncing === undefined) continue;
        it(`is ${way} while a member is ${state} (${protocol.name})`, async () => {
          const [stage, first] = await begin();
          const members = await play(stage, first, async () => {
            await stage.write();
            await stage.world.run(change(stage.world));
          });
          await stage.settled(members);
          await stage.close();
        });
      }

      it(`is ${way} while a member is revoking (${protocol.name})`, async () => {
        const [asked, released] = [withResolvers(), withResolvers()];
        const [stage, first] = await begin(() => {
          asked.resolve();
          return released.promise;
        });
        const second = stage.join();
        await stage.world.run(asked.promise);
        await stage.write();
        await stage.world.run(change(stage.world));
        await stage.world.clock.advance(100);
        released.resolve();
        await stage.settled([first, second]);
        await stage.close();
      });
    }

    it(`is restarted with all brokers (${protocol.name})`, async () => {
      const world = await World.create({ nodes: 2, ...protocol.brokerOptions });
      world.broker.createTopic('t', { assignment: Array.from({ length: PARTITIONS }, () => [0]) });
      const stage = new Stage(world, protocol);
      const members = [stage.join(), stage.join()];
      await stage.write();
      await world.clock.advance(SETTLED_MS);
      await world.run(world.broker.stop());
      await world.clock.advance(3_000);
      await world.run(world.broker.start());
      await stage.settled(members);
      await stage.close();
    });
  }
});
