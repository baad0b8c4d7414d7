import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CreateTopics,
  ErrorCode,
  InitProducerId,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  Produce,
  ProtocolError,
} from '@k/wire';
import type { BrokerEvent } from '../../src/index.ts';
import { nodeFiles } from '../../src/storage/files.ts';
import { fetchFrom, produceTo } from '../support/calls.ts';
import { batchOf, RECENT, recordsIn } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { TransactionalClient } from '../transaction/support.ts';
import { committedIn, freshDir, left } from './data-dirs.ts';

describe('a dataDir on a disk that is full', () => {
  it('acknowledges nothing, says so, and goes on when there is room', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ dataDir });
    const client = await world.client();
    const { broker } = world;
    broker.createTopic('t');
    const events: BrokerEvent[] = [];
    broker.observe((event) => {
      if (event.type === 'storageError') events.push(event);
    });
    const send = async (value: string, sequence: number): Promise<number> => {
      const producer = { producerId: 1n, producerEpoch: 0, baseSequence: sequence };
      return (await world.run(produceTo(client, { name: 't' }, 0, batchOf([value], producer, { timestamp: RECENT })))).errorCode; // prettier-ignore
    };
    assert.equal(await send('kept', 0), ErrorCode.NONE);
    const full = t.mock.method(nodeFiles, 'write', () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    assert.equal(await send('late', 1), ErrorCode.KAFKA_STORAGE_ERROR);
    const { topics } = await world.run(client.request(CreateTopics, 7, { topics: [{ name: 'u', numPartitions: 1, replicationFactor: 1 }], timeoutMs: 1000 })); // prettier-ignore
    assert.equal(topics[0]?.errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    const partitions = [{ partitionIndex: 0, committedOffset: 1 }];
    const committed = await world.run(client.request(OffsetCommit, 8, { groupId: 'g', topics: [{ name: 't', partitions }] })); // prettier-ignore
    assert.equal(
      committed.topics[0]?.partitions[0]?.errorCode,
      ErrorCode.NOT_COORDINATOR,
      'which clients look for again',
    );
    assert.equal(
      (await world.run(client.request(InitProducerId, 4, { transactionalId: null }))).errorCode,
      ErrorCode.KAFKA_STORAGE_ERROR,
    );
    assert.equal((await world.run(fetchFrom(client, 't', 0, 0))).errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    assert.equal((await world.run(client.request(Metadata, 8, { topics: [{ name: 't' }] }))).topics[0]?.errorCode, 0);
    assert.deepEqual(events, [{ type: 'storageError', path: dataDir, message: `${dataDir}: ENOSPC: no space left on device, write` }]); // prettier-ignore
    const other = await Simulated.start({ dataDir: await roomAgain(() => left(t, dataDir), full) });
    assert.deepEqual(
      [...other.broker.log('t', 0).batches()].flatMap(({ bytes }) => recordsIn(bytes)),
      ['0:kept'],
    );
    await other.stop();
    assert.equal(await send('late', 1), ErrorCode.NONE, 'as a repeated one');
    assert.deepEqual(recordsIn((await world.run(fetchFrom(client, 't', 0, 0))).records), ['0:kept', '1:late']);
    const fetched = await world.run(client.request(OffsetFetch, 7, { groupId: 'g', topics: null }));
    assert.equal(fetched.topics[0]?.partitions[0]?.committedOffset, 1n);
    const after = await Simulated.start({ dataDir: left(t, dataDir) });
    assert.deepEqual([...after.broker.log('t', 0).batches()].flatMap(({ bytes }) => recordsIn(bytes)), ['0:kept', '1:late']); // prettier-ignore
    assert.deepEqual(after.broker.topicNames, ['t', 'u']);
    await after.stop();
    await world.stop();
  });

  it('takes no records until there is room: retries add nothing', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ dataDir });
    const client = await world.client();
    const { broker } = world;
    broker.createTopic('t');
    const events: string[] = [];
    broker.observe(({ type }) => {
      if (/^storage/.test(type)) events.push(type);
    });
    const send = async (value: string): Promise<number> =>
      (await world.run(produceTo(client, { name: 't' }, 0, batchOf([value], {}, { timestamp: RECENT })))).errorCode;
    assert.equal(await send('kept'), ErrorCode.NONE);
    const full = t.mock.method(nodeFiles, 'write', () => {
      throw new Error('ENOSPC: no space left on device, write');
    });
    for (let i = 0; i < 5; i++) assert.equal(await send(`refused ${String(i)}`), ErrorCode.KAFKA_STORAGE_ERROR);
    assert.equal(broker.log('t', 0).endOffset, 2, 'what met it first, and no more');
    const refused = (error: unknown): boolean =>
      error instanceof ProtocolError &&
      error.code === ErrorCode.KAFKA_STORAGE_ERROR &&
      /\(topic t\).* ENOSPC: no space left on device/.test(error.message);
    for (let i = 0; i < 2; i++) assert.throws(() => broker.produce('t', { value: 'refused, too' }), refused);
    assert.equal(broker.log('t', 0).endOffset, 2, 'nothing by hand either');
    assert.deepEqual(events, ['storageError']);
    full.mock.restore();
    assert.equal(await send('after'), ErrorCode.NONE);
    assert.deepEqual(broker.produce('t', { value: 'by hand' }), [{ partition: 0, offset: 3 }]);
    assert.deepEqual(events, ['storageError', 'storageHealed']);
    assert.deepEqual(recordsIn((await world.run(fetchFrom(client, 't', 0, 0))).records), ['0:kept', '1:refused 0', '2:after', '3:by hand']); // prettier-ignore
    await world.stop();
  });

  for (const [what, hasRoom] of [
    ['nothing', () => false],
    ['the journal alone', isJournal],
  ] as const) {
    // prettier-ignore
    it(`keeps the end of a transaction that has room for ${what}, and then for all, or is killed before`, async (t) => {
      const dataDir = freshDir(t);
      const world = await Simulated.start({ dataDir });
      const { broker } = world;
      broker.createTopic('t');
      const producer = new TransactionalClient(await world.client(), 'tx');
      assert.equal(await world.run(producer.init()), ErrorCode.NONE);
      assert.equal(await world.run(producer.produce('t', ['a'])), ErrorCode.NONE);
      const write = nodeFiles.write.bind(nodeFiles);
      const full = t.mock.method(nodeFiles, 'write', (fd: number, bytes: Uint8Array, position: number) => {
        if (!hasRoom(bytes)) throw new Error('ENOSPC: no space left on device, write');
        write(fd, bytes, position);
      });
      assert.equal(await world.run(producer.end(true)), ErrorCode.NOT_COORDINATOR, 'which clients look for again');
      assert.equal(broker.transaction('tx')?.state, 'PrepareCommit', 'as long as the end is not written');
      assert.equal(broker.log('t', 0).endOffset, hasRoom === isJournal ? 2 : 1, 'no marker before the decision');
      assert.equal(await world.run(producer.end(true)), ErrorCode.CONCURRENT_TRANSACTIONS);
      const killed = left(t, dataDir);
      full.mock.restore();
      const after = await Simulated.start({ dataDir: killed });
      // Not decided, it is open still, and a client that asks again decides it.
      const { transactionalId, producerId, producerEpoch } = producer;
      const again = new TransactionalClient(await after.client(), transactionalId);
      Object.assign(again, { producerId, producerEpoch });
      assert.equal(await after.run(again.end(true)), ErrorCode.NONE);
      assert.deepEqual(await committedIn(after, 't'), ['0:a', '1:commit']); // prettier-ignore
      assert.equal(after.broker.transaction('tx')?.state, 'CompleteCommit');
      await after.stop();
      // The one that went on is asked again, too, when there is room.
      assert.equal(await world.run(producer.end(true)), ErrorCode.CONCURRENT_TRANSACTIONS, 'it ends by that');
      assert.equal(await world.run(producer.end(true)), ErrorCode.NONE);
      assert.deepEqual(await committedIn(world, 't'), ['0:a', '1:commit']); // prettier-ignore
      await world.stop();
    });
  }

  it('carries nothing out in a state that a snapshot has taken the place of', async (t) => {
    const world = await Simulated.start({ dataDir: freshDir(t) });
    const { broker } = world;
    broker.createTopic('t');
    const producer = new TransactionalClient(await world.client(), 'tx');
    assert.equal(await world.run(producer.init()), ErrorCode.NONE);
    const snapshot = broker.snapshot();
    assert.equal(await world.run(producer.produce('t', ['a'])), ErrorCode.NONE);
    const full = t.mock.method(nodeFiles, 'write', () => {
      throw new Error('ENOSPC');
    });
    assert.equal(await world.run(producer.end(true)), ErrorCode.NOT_COORDINATOR);
    full.mock.restore();
    broker.restore(snapshot);
    await world.run(produceTo(await world.client(), { name: 't' }, 0, batchOf(['b'], {}, { timestamp: RECENT })));
    assert.deepEqual(await committedIn(world, 't'), ['0:b']);
    await world.stop();
  });

  it('refuses what is produced by hand, which is written else when the call is over', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ dataDir, topics: { t: 1 } });
    world.broker.produce('t', { value: 'kept' });
    const copy = left(t, dataDir);
    const full = t.mock.method(nodeFiles, 'write', () => {
      throw new Error('ENOSPC: no space left on device, write');
    });
    assert.throws(() => world.broker.produce('t', { value: 'refused' }), { code: ErrorCode.KAFKA_STORAGE_ERROR });
    full.mock.restore();
    const killed = await Simulated.start({ dataDir: copy });
    assert.deepEqual(killed.broker.records('t').map(({ valueText }) => valueText), ['kept']); // prettier-ignore
    await killed.stop();
    await world.stop();
  });

  it('closes the connection of who asked for no answer', async (t) => {
    const world = await Simulated.start({ dataDir: freshDir(t) });
    const client = await world.client();
    world.broker.createTopic('t');
    await Promise.resolve();
    const full = t.mock.method(nodeFiles, 'write', () => {
      throw new Error('EIO');
    });
    const records = batchOf(['lost'], {}, { timestamp: RECENT });
    client.send(Produce, 9, { acks: 0, timeoutMs: 1000, topicData: [{ name: 't', partitionData: [{ index: 0, records }] }] }); // prettier-ignore
    await world.run(client.closed);
    full.mock.restore();
    await world.stop();
  });
});

/** Whether it is a frame of the journal: entries of stores, as JSON. */
function isJournal(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes('["transactions"');
}

/** What is on the disk while it is full. */
async function roomAgain(copy: () => string, full: { mock: { restore(): void } }): Promise<string> {
  const copied = copy();
  full.mock.restore();
  return Promise.resolve(copied);
}
