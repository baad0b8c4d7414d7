import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Deadline, MemoryNetwork, VirtualClock, seededRandom } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import type { ConsumerRebalanceListener } from '../src/events.ts';
import { Rebalance } from '../src/rebalance.ts';
import { fetched, makeBuffer } from './fetched.ts';

const [p0, p1, p2] = [0, 1, 2].map((partition) => ({ topic: 't', partition })) as [
  TopicPartition,
  TopicPartition,
  TopicPartition,
];

function ids(partitions: readonly TopicPartition[]): string {
  return partitions.map(({ partition }) => partition).join();
}

/** A consumer's side of a rebalance, which owns nothing yet, and what came of it in order. */
class World {
  readonly clock = new VirtualClock();
  readonly told: string[] = [];
  readonly #buffered = makeBuffer(this.clock);
  readonly buffer = this.#buffered.buffer;
  readonly assignment = this.#buffered.assignment;
  listener: ConsumerRebalanceListener = {
    onPartitionsAssigned: (partitions) => void this.told.push(`listener: assigned ${ids(partitions)}`),
    onPartitionsRevoked: (partitions) => void this.told.push(`listener: revoked ${ids(partitions)}`),
    onPartitionsLost: (partitions) => void this.told.push(`listener: lost ${ids(partitions)}`),
  };
  readonly rebalance = new Rebalance<Buffer, Buffer>({
    cluster: {
      runtime: {
        clock: this.clock,
        random: seededRandom(1),
        network: new MemoryNetwork({ clock: this.clock, random: seededRandom(2) }),
      },
    },
    buffer: this.buffer,
    committer: {
      handedBack: () => {
        this.told.push('committed');
        return Promise.resolve();
      },
    },
    enableAutoCommit: true,
    rebalanceTimeoutMs: 10_000,
    listener: () => this.listener,
    assignment: () => this.assignment.list,
    own: (list) => {
      this.assignment.replace(list);
      this.buffer.reassigned();
    },
    begin: () => this.told.push('begin'),
    inScope: async (call) => call(),
    on: {
      assigned: (list) => this.told.push(`assigned ${ids(list)}`),
      revoked: (list, reason) => this.told.push(`revoked ${ids(list)}: ${reason}`),
      lost: (list, reason) => this.told.push(`lost ${ids(list)}: ${reason}`),
      pollIntervalExceeded: () => undefined,
      failed: () => undefined,
      warning: (error) => this.told.push(`warning ${error.message}`),
    },
  });

  deadline(): Deadline {
    return new Deadline(this.clock, 'give back', { timeoutMs: 10_000 });
  }

  /** As many records of the partition as are given are fetched. */
  fetched({ topic, partition }: TopicPartition, count: number): void {
    const owned = this.assignment.require({ topic, partition });
    owned.seek(0);
    owned.enqueue(fetched(owned.source, 0, count));
  }

  /** What can be handed out now: each record's partition. */
  handedOut(): string {
    const partitions: number[] = [];
    for (let next = this.buffer.nextRecord(true); next !== null; next = this.buffer.nextRecord(true)) {
      partitions.push(next.partition);
    }
    return partitions.join();
  }
}

describe('a rebalance of some of the partitions', () => {
  it('lets those that stay flow on, with position and queue, and waits for no record of theirs', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0, p1], [p0, p1]);
    world.fetched(p0, 2);
    world.fetched(p1, 2);
    assert.equal(world.buffer.nextRecord(true)?.partition, 0);
    world.told.length = 0;
    await world.rebalance.onRevoked([p1], 'the group is rebalancing', world.deadline());
    assert.deepEqual(world.told, ['committed', 'listener: revoked 1', 'revoked 1: the group is rebalancing']);
    assert.equal(ids(world.assignment.list), '0');
    assert.equal(world.handedOut(), '0');
    world.told.length = 0;
    await world.rebalance.onAssigned([p2], [p0, p2]);
    assert.deepEqual(world.told, ['listener: assigned 2', 'begin', 'assigned 0,2']);
    assert.equal(world.assignment.require(p0).position.offset, 2);
  });

  it('waits for the records in hand of those that go, and hands out no more of them', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0, p1], [p0, p1]);
    world.fetched(p0, 1);
    world.fetched(p1, 2);
    assert.deepEqual([world.buffer.nextRecord(true)?.partition, world.buffer.nextRecord(true)?.partition], [0, 1]);
    world.told.length = 0;
    const revoked = world.rebalance.onRevoked([p1], 'r', world.deadline());
    await world.clock.advance(1_000);
    assert.equal(world.told.join(), '');
    assert.equal(world.handedOut(), '');
    world.buffer.handBack();
    await world.clock.runUntil(revoked);
    assert.equal(world.told.join(), 'committed,listener: revoked 1,revoked 1: r');
  });

  it('loses those that are lost, and tells of none that was given back before', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0, p1, p2], [p0, p1, p2]);
    for (const each of [p0, p1, p2]) world.fetched(each, 1);
    await world.rebalance.onRevoked([p1], 'r', world.deadline());
    world.told.length = 0;
    await world.rebalance.onLost([p1, p2], 'gone');
    assert.deepEqual(world.told, ['listener: lost 2', 'lost 2: gone']);
    assert.equal(world.handedOut(), '0');
  });

  it('tells a listener without onPartitionsLost of lost ones as revoked', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0, p1], [p0, p1]);
    world.told.length = 0;
    world.listener = {
      onPartitionsRevoked: (partitions) => void world.told.push(`listener: revoked ${ids(partitions)}`),
    };
    await world.rebalance.onLost([p1], 'gone');
    assert.deepEqual(world.told, ['listener: revoked 1', 'lost 1: gone']);
  });

  it('tells nobody outside of none that were revoked', async () => {
    const world = new World();
    await world.rebalance.onAssigned([], []);
    world.told.length = 0;
    await world.rebalance.onRevoked([], 'r', world.deadline());
    assert.deepEqual(world.told, ['committed', 'listener: revoked ']);
  });

  it('tells nobody of none that were lost', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0], [p0]);
    world.told.length = 0;
    await world.rebalance.onLost([p1], 'gone');
    assert.deepEqual(world.told, []);
  });

  it('lets nothing of the new ones flow before the listener is done with them', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0], [p0]);
    world.fetched(p0, 1);
    let seek: () => void = () => undefined;
    const listening = new Promise<void>((resolve) => (seek = resolve));
    world.listener = { onPartitionsAssigned: () => listening };
    const assigned = world.rebalance.onAssigned([p1], [p0, p1]);
    world.fetched(p1, 1);
    assert.equal(world.handedOut(), '0');
    seek();
    await assigned;
    assert.equal(world.handedOut(), '1');
  });

  it('a late end of an earlier one touches no later assignment', async () => {
    const world = new World();
    await world.rebalance.onAssigned([p0, p1], [p0, p1]);
    let finish: () => void = () => undefined;
    const listening = new Promise<void>((resolve) => (finish = resolve));
    world.listener = { onPartitionsRevoked: () => listening };
    const revoked = world.rebalance.onRevoked([p1], 'r', world.deadline());
    await world.clock.advance(0);
    await world.rebalance.onAssigned([p1], [p0, p1]);
    world.told.length = 0;
    finish();
    await revoked;
    assert.deepEqual([ids(world.assignment.list), world.told], ['0,1', []]);
  });
});
