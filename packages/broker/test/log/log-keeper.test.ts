import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RecordBatchWriter } from '@k/codec';
import { DeleteRecords, ErrorCode, IncrementalAlterConfigs } from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { recordsIn } from '../support/records.ts';
import { Simulated, watch } from '../support/simulated.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Five batches of one small record. */
const SMALL = { 'internal.segment.bytes': 400 };

class World {
  readonly simulated: Simulated;
  readonly client: RawClient;

  private constructor(simulated: Simulated, client: RawClient) {
    this.simulated = simulated;
    this.client = client;
  }

  static async start(options: BrokerOptions = {}): Promise<World> {
    const simulated = await Simulated.start(options);
    return new World(simulated, await simulated.client());
  }

  get now(): number {
    return Math.floor(this.simulated.clock.now());
  }

  async write(topic: string, key: string, value: string | null, timestamp = this.now): Promise<void> {
    const writer = new RecordBatchWriter({ maxBytes: 10_000 });
    writer.tryAppend(timestamp, key, value);
    const { errorCode } = await this.simulated.run(
      produceTo(this.client, { name: topic }, 0, Buffer.from(writer.seal())),
    );
    assert.equal(errorCode, ErrorCode.NONE);
  }

  async alter(topic: string, configs: Readonly<Record<string, string>>): Promise<void> {
    const { responses } = await this.simulated.run(
      this.client.request(IncrementalAlterConfigs, 1, {
        resources: [
          {
            resourceType: 2,
            resourceName: topic,
            configs: Object.entries(configs).map(([name, value]) => ({ name, value, configOperation: 0 })),
          },
        ],
      }),
    );
    assert.equal(responses[0]?.errorCode, ErrorCode.NONE);
  }

  /** 'offset:value' of all that the log has. */
  records(topic: string): string[] {
    return [...this.simulated.broker.log(topic, 0).batches()].flatMap(({ bytes }) => recordsIn(bytes));
  }
}

describe('retention', () => {
  it('looks 30 seconds after the start, and every five minutes from then on', async () => {
    const world = await World.start();
    const { broker, clock } = world.simulated;
    broker.createTopic('t', { config: { 'retention.ms': 1000 } });
    await world.write('t', 'a', 'old', world.now - DAY);
    await clock.advance(29_000);
    assert.equal(broker.log('t', 0).startOffset, 0);
    await clock.advance(1000);
    assert.equal(broker.log('t', 0).startOffset, 1, 'the segment that was being written, too');
    await world.write('t', 'a', 'next');
    await clock.advance(5 * MINUTE - 1000);
    assert.deepEqual(world.records('t'), ['1:next']);
    await clock.advance(1000);
    assert.deepEqual(world.records('t'), []);
    await world.write('t', 'a', 'last');
    assert.deepEqual(world.records('t'), ['2:last']);
    await world.simulated.stop();
  });

  it('goes by the newest record of a segment, and by when it was written to where none has a time', async () => {
    const world = await World.start();
    const { broker, clock } = world.simulated;
    broker.createTopic('mixed', { config: { 'retention.ms': 2 * DAY } });
    await world.write('mixed', 'a', 'old', world.now - 3 * DAY);
    await world.write('mixed', 'a', 'new');
    broker.createTopic('timeless');
    await world.write('timeless', 'a', 'x', -1);
    await clock.advance(MINUTE);
    assert.deepEqual([world.records('mixed').length, world.records('timeless').length], [2, 1]);
    await clock.advance(8 * DAY);
    assert.deepEqual([world.records('mixed').length, world.records('timeless').length], [0, 0]);
    await world.simulated.stop();
  });

  it('drops whole segments, and acts as it was altered', async () => {
    const world = await World.start();
    const { broker, clock } = world.simulated;
    broker.createTopic('t', { config: SMALL });
    for (let i = 0; i < 23; i++) await world.write('t', 'a', String(i).padStart(2, '0'));
    const log = broker.log('t', 0);
    assert.deepEqual(log.segments().map(({ baseOffset }) => baseOffset), [0, 5, 10, 15, 20]); // prettier-ignore
    await clock.advance(6 * MINUTE);
    assert.equal(broker.log('t', 0).startOffset, 0);
    await world.alter('t', { 'retention.bytes': '1000' });
    await clock.advance(5 * MINUTE);
    assert.equal(broker.log('t', 0).startOffset, 5, 'never less than asked for');
    assert.ok(log.byteLength >= 1000);
    await world.alter('t', { 'retention.bytes': '-1', 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '1', 'retention.ms': '1' }); // prettier-ignore
    await clock.advance(10 * MINUTE);
    assert.equal(broker.log('t', 0).startOffset, 5, 'a compacted topic has no retention');
    await world.simulated.stop();
  });

  it('leaves nothing that a simulation would wait for', async () => {
    const world = await World.start();
    world.simulated.broker.createTopic('t');
    await world.write('t', 'a', 'x');
    world.client.close();
    await world.simulated.clock.advance(1000);
    assert.equal(world.simulated.clock.pendingTimers, 0);
    await world.simulated.stop();
  });
});

describe('compaction', () => {
  it('keeps the last record of each key, every fifteen seconds', async () => {
    const world = await World.start();
    const { broker, clock } = world.simulated;
    broker.createTopic('t', { config: { ...SMALL, 'cleanup.policy': 'compact' } });
    for (let i = 0; i < 12; i++) await world.write('t', i % 2 === 0 ? 'even' : 'odd', String(i));
    await clock.advance(14_000);
    assert.equal(world.records('t').length, 12);
    await clock.advance(1000);
    assert.deepEqual(world.records('t'), ['8:8', '9:9', '10:10', '11:11'], 'offsets stay as they are');
    const log = broker.log('t', 0);
    assert.deepEqual(recordsIn(log.read(0, 1_000_000, true)), ['8:8', '9:9'], 'who asks in a gap gets what comes next');
    assert.equal(log.bytesFrom(0), log.byteLength);
    assert.equal(log.startOffset, 0);
    await world.simulated.stop();
  });

  it('can be switched off, and does not touch what is not compacted', async () => {
    const world = await World.start({ configs: { 'log.cleaner.enable': false } });
    const { broker, clock } = world.simulated;
    broker.createTopic('t', { config: { ...SMALL, 'cleanup.policy': 'compact' } });
    broker.createTopic('plain', { config: SMALL });
    for (let i = 0; i < 12; i++) {
      await world.write('t', 'a', String(i));
      await world.write('plain', 'a', String(i));
    }
    await clock.advance(MINUTE);
    assert.deepEqual([world.records('t').length, world.records('plain').length], [12, 12]);
    await world.simulated.stop();
  });

  it('keeps tombstones for delete.retention.ms after it was first there', async () => {
    const world = await World.start();
    const { broker, clock } = world.simulated;
    broker.createTopic('t', {
      config: { ...SMALL, 'cleanup.policy': 'compact', 'delete.retention.ms': MINUTE, 'min.cleanable.dirty.ratio': 0 },
    });
    await world.write('t', 'gone', 'x');
    await world.write('t', 'gone', null);
    const fill = async (): Promise<void> => {
      for (let i = 0; i < 6; i++) await world.write('t', 'other', String(i));
      await clock.advance(15_000);
    };
    await fill();
    assert.ok(world.records('t').includes('1:null'));
    await fill();
    assert.ok(world.records('t').includes('1:null'));
    await clock.advance(MINUTE);
    assert.ok(world.records('t').includes('1:null'), 'nothing new was written');
    await fill();
    assert.ok(!world.records('t').includes('1:null'));
    await world.simulated.stop();
  });
});

describe('DeleteRecords', () => {
  it('waits for a follower that is held, as long as it is told', async () => {
    const simulated = await Simulated.start({ nodes: 2 });
    const { broker, clock } = simulated;
    broker.createTopic('t', { assignment: [[0, 1]] });
    const client = await simulated.client();
    const writer = new RecordBatchWriter({ maxBytes: 10_000 });
    writer.tryAppend(1, 'a', 'x');
    await simulated.run(produceTo(client, { name: 't' }, 0, Buffer.from(writer.seal())));
    const remove = () =>
      client.request(DeleteRecords, 2, {
        timeoutMs: 5000,
        topics: [{ name: 't', partitions: [{ partitionIndex: 0, offset: -1n }] }],
      });
    broker.holdFollower('t', 0, 1);
    const waiting = watch(remove());
    await clock.advance(4000);
    assert.equal(waiting.settled, false);
    broker.releaseFollower('t', 0, 1);
    const codeOf = async (answer: ReturnType<typeof remove>): Promise<unknown> => {
      const [partition] = (await simulated.run(answer)).topics[0]?.partitions ?? [];
      return [partition?.errorCode, partition?.lowWatermark];
    };
    assert.deepEqual(await codeOf(waiting.promise), [ErrorCode.NONE, 1n]);
    broker.holdFollower('t', 0, 1);
    assert.deepEqual(await codeOf(remove()), [ErrorCode.REQUEST_TIMED_OUT, 1n]);
    const follower = await simulated.client(1);
    const asked = follower.request(DeleteRecords, 2, {
      timeoutMs: 0,
      topics: [{ name: 't', partitions: [{ partitionIndex: 0, offset: 0n }] }],
    });
    assert.deepEqual(await codeOf(asked), [ErrorCode.NOT_LEADER_OR_FOLLOWER, -1n]);
    await simulated.stop();
  });
});
