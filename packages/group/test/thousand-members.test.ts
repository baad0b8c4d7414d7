import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Control } from '@k/broker';
import { FindCoordinator, Heartbeat, JoinGroup, LeaveGroup, SyncGroup, type Api } from '@k/wire';
import { createGroupMember, groupMemberOptions, type AssignorChoice, type GroupMember } from '../src/index.ts';
import { Owner, World } from './world.ts';

const MEMBERS = 1_000;
const PARTITIONS = 2 * MEMBERS;
const HEARTBEAT_MS = 10_000;
/** The group finds rest in this time, in virtual ms. */
const REST_MS = 20_000;
/** How many times a part of the group is restarted, until all of it has been. */
const WAVES = Number(process.env['GROUP_WAVES'] ?? 2);

/** A way for a group to share out partitions, and the most that it may cost. */
interface Protocol {
  readonly name: string;
  readonly assignors: AssignorChoice[];
  /** Generations in which a wave of restarts ends. */
  readonly generationsPerWave: number;
  /** The most requests of each kind: of a member in a generation, and besides of each member that begins. */
  readonly limits: readonly (readonly [api: unknown, ofEach: number, ofNewcomers: number])[];
}

const classicLimits = [
  // A newcomer's first is answered with its id (KIP-394).
  [JoinGroup, 1, 1],
  [SyncGroup, 1, 0],
  [FindCoordinator, 0, 1],
] as const;

const PROTOCOLS: readonly Protocol[] = [
  { name: 'classic eager', assignors: ['range'], generationsPerWave: 2, limits: classicLimits },
  // What goes is given back in one generation and given away in the next.
  {
    name: 'classic cooperative',
    assignors: ['cooperative-sticky'],
    generationsPerWave: 3,
    limits: classicLimits,
  },
];

/** A group of many members, which share one cluster, and whose requests are counted. */
class Crowd {
  readonly world: World;
  readonly #protocol: Protocol;
  readonly #counts = new Map<unknown, Control>();
  readonly #members: { readonly owner: Owner; readonly member: GroupMember }[] = [];

  constructor(world: World, protocol: Protocol) {
    this.world = world;
    this.#protocol = protocol;
    for (const [api] of protocol.limits) this.#count(api);
    for (const api of [Heartbeat, LeaveGroup]) this.#count(api);
  }

  get generation(): number {
    return this.world.broker.group('g')?.generationId ?? 0;
  }

  calls(api: unknown): number {
    return this.#counts.get(api)?.calls ?? 0;
  }

  start(count: number): void {
    const options = groupMemberOptions.parse({
      groupId: 'g',
      heartbeatIntervalMs: HEARTBEAT_MS,
      rebalanceTimeoutMs: 60_000,
    });
    for (let i = 0; i < count; i++) {
      const owner = new Owner();
      const { assignors } = this.#protocol;
      const member = createGroupMember({ cluster: this.world.cluster, options, assignors, handler: owner });
      member.subscribe(['many']);
      this.#members.push({ owner, member });
    }
  }

  /** The oldest leave. */
  async stop(count: number): Promise<void> {
    await this.world.run(Promise.all(this.#members.splice(0, count).map(({ member }) => member.leave())));
  }

  /** Everybody is in, with as much as anybody else, and every partition is somebody's. */
  assertShared(): void {
    const owned = new Set<number>();
    for (const { member, owner } of this.#members) {
      assert.equal(member.status.state, 'stable');
      assert.equal(owner.owned.length, PARTITIONS / MEMBERS);
      for (const { partition } of owner.owned) owned.add(partition);
    }
    assert.equal(owned.size, PARTITIONS);
  }

  assertWithin(generations: number, newcomers: number): void {
    for (const [api, ofEach, ofNewcomers] of this.#protocol.limits) {
      const most = generations * MEMBERS * ofEach + newcomers * ofNewcomers;
      const { name } = api as Api<unknown, unknown>;
      assert.ok(
        this.calls(api) <= most,
        `${name}: ${String(this.calls(api))} requests, of ${String(most)} at the most`,
      );
    }
  }

  #count(api: unknown): void {
    this.#counts.set(
      api,
      this.world.broker.control(api as Api<unknown, unknown>, () => undefined),
    );
  }
}

describe(`a group of ${String(MEMBERS)} members`, () => {
  for (const protocol of PROTOCOLS) {
    it(`joins, is restarted part by part, and leaves, in so many requests and no more (${protocol.name})`, async () => {
      const world = new World(await World.begin({ nodes: 1, groupInitialRebalanceDelayMs: 3_000 }, 3));
      world.broker.createTopic('many', { partitions: PARTITIONS });
      const crowd = new Crowd(world, protocol);
      crowd.start(MEMBERS);
      await world.clock.advance(REST_MS);
      crowd.assertShared();
      assert.equal(crowd.generation, 1, 'those that come one after the other are waited for');
      crowd.assertWithin(1, MEMBERS);
      for (let wave = 1; wave <= WAVES; wave++) {
        const before = crowd.generation;
        await crowd.stop(MEMBERS / WAVES);
        crowd.start(MEMBERS / WAVES);
        await world.clock.advance(REST_MS);
        crowd.assertShared();
        assert.ok(crowd.generation - before <= protocol.generationsPerWave, `${String(crowd.generation)} generations`);
        crowd.assertWithin(crowd.generation, MEMBERS + (wave * MEMBERS) / WAVES);
      }
      const intervals = world.clock.monotonic() / HEARTBEAT_MS;
      assert.ok(crowd.calls(Heartbeat) <= intervals * MEMBERS, `${String(crowd.calls(Heartbeat))} heartbeats`);
      await crowd.stop(MEMBERS);
      assert.equal(crowd.calls(LeaveGroup), 2 * MEMBERS);
      assert.equal(world.broker.group('g')?.state, 'Empty');
      await world.close();
    });
  }
});
