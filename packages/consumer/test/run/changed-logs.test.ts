import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Resolvers, withResolvers } from '@k/runtime';
import type { KafkaConsumer, RunOptions } from '../../src/index.ts';
import { World, next } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const PLACE = { topic: 't', partition: 0 };

/** Records of one topic whose handlers each go on until they are let. */
class Desk {
  readonly begun: Seen;
  readonly ended: Seen;
  /** What began while another of its key was at work. */
  readonly overlaps: string[] = [];
  readonly #gates = new Map<string, Resolvers<void>>();
  readonly #keys = new Set<string>();

  constructor(world: World) {
    this.begun = new Seen(world);
    this.ended = new Seen(world);
  }

  run(consumer: KafkaConsumer, options: RunOptions = {}): Promise<void> {
    return consumer.run(
      async (record) => {
        const [key, value] = [String(record.key), textOf(record)];
        if (this.#keys.has(key)) this.overlaps.push(value);
        this.#keys.add(key);
        this.begun.add(value);
        await this.#gate(value).promise;
        this.#keys.delete(key);
        this.ended.add(value);
      },
      { by: 'key', ...options },
    );
  }

  /** Lets the handlers of these end, now and whenever they are called. */
  finish(...values: string[]): void {
    for (const value of values) this.#gate(value).resolve();
  }

  #gate(value: string): Resolvers<void> {
    let gate = this.#gates.get(value);
    if (gate === undefined) this.#gates.set(value, (gate = withResolvers()));
    return gate;
  }
}

/** `old0`, `old1`, ... with the keys `k0`, `k1`, ... */
function keyed(name: string, from: number, to: number): { key: string; value: string }[] {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  return numbers.map((i) => ({ key: `k${String(i)}`, value: `${name}${String(i)}` }));
}

describe('a run whose handlers are at work', () => {
  let world: World;
  let consumer: KafkaConsumer;
  let desk: Desk;
  let running: Promise<void>;

  beforeEach(async () => {
    world = await World.create({ nodes: 2 });
    desk = new Desk(world);
    world.broker.createTopic('t', { assignment: [[0, 1]] });
    consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest', autoCommitIntervalMs: 500 });
    consumer.assign([PLACE]);
  });
  afterEach(() => world.close());

  /** Six records are at work, of which the first two and the fifth are done. */
  async function begin(): Promise<void> {
    for (const record of keyed('old', 0, 6)) await world.produce('t', 0, [record]);
    running = desk.run(consumer);
    await desk.begun.count(6);
    desk.finish('old0', 'old1', 'old4');
    await desk.ended.count(3);
    await commit();
    assert.equal(committed()?.offset, 2);
  }

  function committed(): { offset: number; leaderEpoch: number } | undefined {
    const found = world.broker.committed('g', 't', 0);
    return found && { offset: found.offset, leaderEpoch: found.leaderEpoch };
  }

  async function commit(): Promise<void> {
    await world.run(consumer.commit());
  }

  it('when their log is cut: takes what was open before the cut again, then what is there now, and commits no lost record', async () => {
    await begin();
    const truncated = next(consumer, 'truncated');
    world.broker.electUncleanly('t', 0, 1, 3);
    await world.run(truncated);
    await world.produce('t', 0, keyed('new', 3, 7));
    // Each of them has the key of one that is still at work, or was done, but for the last.
    await desk.begun.count(8);
    assert.deepEqual([...desk.begun.list.slice(6)].sort(), ['new4', 'new6']);
    desk.finish('old3', 'old5', 'new3', 'new4', 'new5', 'new6');
    await desk.ended.count(9);
    await commit();
    assert.equal(committed()?.offset, 2, 'the third is at work');
    desk.finish('old2');
    await desk.ended.count(11);
    assert.deepEqual(desk.overlaps, []);
    assert.equal(desk.ended.list.filter((value) => value === 'old2').length, 2);
    for (const value of ['new3', 'new4', 'new5', 'new6']) assert.ok(desk.ended.list.includes(value), value);
    await commit();
    assert.deepEqual(committed(), { offset: 7, leaderEpoch: 1 });
    await world.run(consumer.close());
    await world.run(running);
  });

  it('when their topic is made again: reads the new one, and commits for it nothing of the old', async () => {
    await begin();
    const recreated = next(consumer, 'topicRecreated');
    world.broker.deleteTopic('t');
    world.broker.createTopic('t', { assignment: [[0, 1]] });
    await world.run(Promise.all([world.cluster.refresh(), recreated]));
    await world.produce('t', 0, keyed('new', 0, 4));
    await desk.begun.count(8);
    assert.deepEqual([...desk.begun.list.slice(6)].sort(), ['new0', 'new1']);
    desk.finish('new1');
    await desk.ended.count(4);
    await commit();
    assert.equal(committed()?.offset, 0, 'of the old one nothing is waited for');
    desk.finish('old2', 'old3', 'old5', 'new2', 'new3');
    await desk.ended.count(9);
    await commit();
    assert.equal(committed()?.offset, 0, 'its first record is at work');
    desk.finish('new0');
    await desk.ended.count(10);
    assert.deepEqual(desk.overlaps, []);
    const ofNew = desk.ended.list.filter((value) => value.startsWith('new'));
    assert.deepEqual(ofNew.sort(), ['new0', 'new1', 'new2', 'new3']);
    await commit();
    assert.equal(committed()?.offset, 4);
    await world.run(consumer.close());
    await world.run(running);
  });
});
