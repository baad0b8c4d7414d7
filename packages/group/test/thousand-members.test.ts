import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Control } from '@k/broker';
import {
  ConsumerGroupHeartbeat,
  FindCoordinator,
  Heartbeat,
  JoinGroup,
  LeaveGroup,
  SyncGroup,
  type Api,
} from '@k/wire';
import {
  createGroupMember,
  groupMemberOptions,
  type AssignorChoice,
  type GroupMember,
  type GroupProtocol,
} from '../src/index.ts';
import { Owner, World } from './world.ts';

const MEMBERS = 1_000;
const PARTITIONS = 2 * MEMBERS;
const HEARTBEAT_MS = 10_000;
/** The group finds rest in this time, in virtual ms. */
const REST_MS = 20_000;
const BROKER = {
  nodes: 1,
  // Those that come one after the other are waited for.
  groupInitialRebalanceDelayMs: 3_000,
  groupConsumerHeartbeatIntervalMs: HEARTBEAT_MS,
  groupConsumerAssignmentIntervalMs: 1_000,
};
/** How many times a part of the group is restarted, until all of it has been. */
const WAVES = Number(process.env['GROUP_WAVES'] ?? 2);

/** A way for a group to share out partitions, and the most that it may cost. */
interface Protocol {
  readonly name: string;
  readonly groupProtocol: GroupProtocol;
  readonly assignors?: AssignorChoice[];
  /** In how many generations all are in at first, and a wave of restarts ends; in the consumer protocol each member counts for itself. */
  readonly generations?: { readonly atFirst: number; readonly perWave: number };
  /** How members are heard of; besides the one in each interval, so many for each member that begins or leaves. */
  readonly heartbeat: { readonly api: unknown; readonly ofEachChange: number };
  /** The most requests of each kind: of a member in a generation, and besides of each member that begins. */
  readonly limits: readonly (readonly [api: unknown, ofEach: number, ofNewcomers: number])[];
}

const classicLimits = [
  // A newcomer's first is answered with its id (KIP-394).
  [JoinGroup, 1, 1],
  [SyncGroup, 1, 0],
  [FindCoordinator, 0, 1],
] as const;

const classic = {
  groupProtocol: 'classic',
  heartbeat: { api: Heartbeat, ofEachChange: 0 },
  limits: classicLimits,
} as const;

const PROTOCOLS: readonly Protocol[] = [
  { ...classic, name: 'classic eager', assignors: ['range'], generations: { atFirst: 1, perWave: 2 } },
  {
    ...classic,
    name: 'classic cooperative',
    assignors: ['cooperative-sticky'],
    // What goes is given back in one generation and given away in the next.
    generations: { atFirst: 1, perWave: 3 },
  },
  {
    name: 'consumer',
    groupProtocol: 'consumer',
    // To join or leave; and of those who give something back or get something for it.
    heartbeat: { api: ConsumerGroupHeartbeat, ofEachChange: 3 },
    limits: [[FindCoordinator, 0, 1]],
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
    for (const api of [protocol.heartbeat.api, LeaveGroup]) this.#count(api);
  }

  get generation(): number {
    return this.world.broker.group('g')?.generationId ?? 0;
  }

  calls(api: unknown): number {
    return this.#counts.get(api)?.calls ?? 0;
  }

  start(count: number): void {
    const { groupProtocol, assignors } = this.#protocol;
    const options = groupMemberOptions.parse({
      groupId: 'g',
      groupProtocol,
      ...(groupProtocol === 'classic' ? { heartbeatIntervalMs: HEARTBEAT_MS } : {}),
      rebalanceTimeoutMs: 60_000,
    });
    for (let i = 0; i < count; i++) {
      const owner = new Owner();
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
      const world = new World(await World.begin(BROKER, 3));
      const { generations, heartbeat } = protocol;
      world.broker.createTopic('many', { partitions: PARTITIONS });
      const crowd = new Crowd(world, protocol);
      crowd.start(MEMBERS);
      await world.clock.advance(REST_MS);
      crowd.assertShared();
      if (generations !== undefined) assert.equal(crowd.generation, generations.atFirst);
      crowd.assertWithin(1, MEMBERS);
      for (let wave = 1; wave <= WAVES; wave++) {
        const before = crowd.generation;
        await crowd.stop(MEMBERS / WAVES);
        crowd.start(MEMBERS / WAVES);
        await world.clock.advance(REST_MS);
        crowd.assertShared();
        const passed = crowd.generation - before;
        assert.ok(passed <= (generations?.perWave ?? Infinity), `${String(passed)} generations`);
        crowd.assertWithin(crowd.generation, MEMBERS + (wave * MEMBERS) / WAVES);
      }
      await crowd.stop(MEMBERS);
      const intervals = world.clock.monotonic() / HEARTBEAT_MS;
      const changes = 4 * MEMBERS;
      const most = intervals * MEMBERS + changes * heartbeat.ofEachChange;
      const heartbeats = crowd.calls(heartbeat.api);
      assert.ok(heartbeats <= most, `${String(heartbeats)} heartbeats, of ${String(most)} at the most`);
      assert.equal(crowd.calls(LeaveGroup), protocol.groupProtocol === 'classic' ? 2 * MEMBERS : 0);
      assert.equal(world.broker.group('g')?.state, 'Empty');
      await world.close();
    });
  }
});
