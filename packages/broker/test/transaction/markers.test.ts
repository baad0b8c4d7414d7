import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch, WriteTxnMarkers } from '@k/wire';
import { appendEndMarker } from '../../src/log/end-marker.ts';
import { Configs } from '../../src/config/configs.ts';
import type { StoredBatch } from '../../src/index.ts';
import { Partition } from '../../src/state/partition.ts';
import { produceTo } from '../support/calls.ts';
import { inStep } from '../support/replication.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from './support.ts';

const { INVALID_PRODUCER_EPOCH, OUT_OF_ORDER_SEQUENCE_NUMBER, TRANSACTION_COORDINATOR_FENCED } = ErrorCode;

interface JavaCase {
  readonly name: string;
  readonly bytes: string;
}

const JAVA = new URL('../../../../../test-fixtures/codec/java-record-batches.json', import.meta.url);

function partitionOf(config: Readonly<Record<string, string>> = {}): Partition {
  const settings = new Configs(undefined, () => new Map()).topicSettings(new Map(Object.entries(config)), 0);
  const topic = { name: 't', topicId: '', settingsAt: () => settings };
  return new Partition(topic, 0, { replicas: [0], leaderId: 0, terms: inStep() });
}

describe('the marker of a transaction', () => {
  it('has the bytes that Java gives it', () => {
    const { cases } = JSON.parse(readFileSync(JAVA, 'utf8')) as { cases: JavaCase[] };
    const markers = cases.filter(({ name }) => /end.?txn|marker|control/i.test(name));
    assert.equal(markers.length, 2);
    for (const [index, { bytes }] of markers.entries()) {
      const partition = partitionOf();
      for (let epoch = 1; epoch <= 4; epoch++) partition.lead(epoch);
      partition.log.append(batchOf(['x']), { lastOffsetDelta: 122, maxTimestamp: 0 }, 0);
      const marker = { producerId: 42, producerEpoch: 3, committed: index === 1, coordinatorEpoch: 15 };
      assert.equal(appendEndMarker(partition, marker, 1_700_000_000_000.5), 0);
      const written = partition.log.read(123, 1000, true);
      assert.equal(written.toString('base64'), Buffer.from(bytes, 'base64').toString('base64'));
    }
  });

  it('is refused by who has seen a later epoch of the producer, or of the coordinator', () => {
    const partition = partitionOf();
    const end = (producerEpoch: number, coordinatorEpoch: number): number =>
      appendEndMarker(partition, { producerId: 1, producerEpoch, committed: true, coordinatorEpoch }, 0);
    assert.equal(end(5, 7), 0);
    assert.equal(end(4, 7), INVALID_PRODUCER_EPOCH);
    assert.equal(end(5, 6), TRANSACTION_COORDINATOR_FENCED);
    assert.equal(partition.log.endOffset, 1);
    assert.equal(end(5, 7), 0);
    assert.equal(end(6, 8), 0);
  });

  it('has the time of appending where the topic says so', () => {
    const partition = partitionOf({ 'message.timestamp.type': 'LogAppendTime' });
    appendEndMarker(partition, { producerId: 1, producerEpoch: 0, committed: true, coordinatorEpoch: 0 }, 1234);
    const [batch] = [...partition.log.batches()] as [StoredBatch & { readonly bytes: Buffer }];
    assert.equal(batch.maxTimestamp, 1234);
    assert.equal(batch.bytes.readInt16BE(21) & 8, 8);
  });

  it('keeps out what was written before it and comes late', async () => {
    const simulated = await Simulated.start();
    simulated.broker.createTopic('t');
    const client = await simulated.client();
    const producer = new TransactionalClient(client, 'id');
    await simulated.run(producer.init());
    const { producerId } = producer;
    await simulated.run(producer.produce('t', ['a']));
    await simulated.run(producer.end(true));
    const late = new TransactionalClient(client, 'id');
    late.producerId = producerId;
    late.producerEpoch = 0;
    assert.equal(await simulated.run(late.produce('t', ['late'])), INVALID_PRODUCER_EPOCH);
    const gap = batchOf(['b'], { producerId, producerEpoch: 1, baseSequence: 1, isTransactional: false });
    const { errorCode } = await simulated.run(produceTo(client, { name: 't' }, 0, gap));
    assert.equal(errorCode, OUT_OF_ORDER_SEQUENCE_NUMBER, 'a new epoch begins with sequence 0');
    assert.equal(await simulated.run(producer.produce('t', ['b'])), 0);
    await simulated.stop();
  });

  it('is nothing that clients of before record batches get to see', async () => {
    const simulated = await Simulated.start();
    simulated.broker.createTopic('t');
    const client = await simulated.client();
    const producer = new TransactionalClient(client, 'id');
    await simulated.run(producer.init());
    for (const value of ['a', 'b']) {
      await simulated.run(producer.produce('t', [value]));
      await simulated.run(producer.end(true));
    }
    for (const version of [1, 3]) {
      const response = await simulated.run(
        client.request(Fetch, version, {
          ...(version >= 3 ? { maxBytes: 100_000 } : {}),
          topics: [{ topic: 't', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 100_000 }] }],
        }),
      );
      assert.deepEqual(recordsIn(response.responses[0]?.partitions[0]?.records ?? null), ['0:a', '2:b']);
    }
    await simulated.stop();
  });

  it('ends what was recompressed as well, because that stays transactional', async () => {
    const simulated = await Simulated.start();
    simulated.broker.createTopic('t', { config: { 'compression.type': 'gzip' } });
    const client = await simulated.client();
    const producer = new TransactionalClient(client, 'id');
    await simulated.run(producer.init());
    await simulated.run(producer.produce('t', ['a']));
    const [batch] = [...simulated.broker.log('t', 0).batches()];
    assert.equal(batch?.bytes.readInt16BE(21), 0x11, 'gzip, transactional');
    await simulated.run(producer.end(false));
    const { aborted } = await simulated.run(fetchAll(client, 't', READ_COMMITTED));
    assert.deepEqual(aborted, [[producer.producerId, 0]]);
    await simulated.stop();
  });

  it('can be written by who plays a coordinator', async () => {
    const simulated = await Simulated.start({ nodes: 2 });
    simulated.broker.createTopic('t', { assignment: [[0], [1]] });
    const client = await simulated.client();
    // Node 0 coordinates it.
    const producer = new TransactionalClient(client, 'b', 'v1');
    await simulated.run(producer.init());
    await simulated.run(producer.add('t'));
    await simulated.run(producer.produce('t', ['a']));
    for (let version = 0; version <= 2; version++) {
      const { markers } = await simulated.run(
        client.request(WriteTxnMarkers, version, {
          markers: [
            {
              producerId: producer.producerId,
              producerEpoch: producer.producerEpoch,
              transactionResult: false,
              coordinatorEpoch: 50,
              topics: [
                { name: 't', partitionIndexes: [0, 1, 2] },
                { name: '__consumer_offsets', partitionIndexes: [0] },
              ],
            },
          ],
        }),
      );
      assert.deepEqual(
        markers[0]?.topics.map(({ partitions }) => partitions.map(({ errorCode }) => errorCode)),
        [[0, ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION], [0]],
      );
    }
    const { aborted, lastStableOffset } = await simulated.run(fetchAll(client, 't', READ_COMMITTED));
    assert.deepEqual([aborted, lastStableOffset], [[[producer.producerId, 0]], 4]);
    await simulated.stop();
  });
});
