import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlayedRelease } from '@k/broker';
import { encodeMessageSet, readBatches, RecordBatchWriter } from '@k/codec';
import { World } from '@k/testing';
import { createMessage, createMessageSet, SimpleClient } from '../src/index.ts';

const RELEASES: readonly PlayedRelease[] = ['0.8.2', '0.9', '0.10.2', '0.11', '1.1', '2.8', '3.9', '4.4'];

function recordsFor(release: PlayedRelease): Buffer {
  if (release.startsWith('0.') && release !== '0.11') return encodeMessageSet(createMessageSet([Buffer.from('value')]));
  const writer = new RecordBatchWriter({ maxBytes: 1_000 });
  writer.tryAppend(1_700_000_000_000, null, 'value', []);
  return writer.seal();
}

for (const release of RELEASES) {
  describe(`brokers of release ${release}`, () => {
    it('SimpleClient loads, and so makes, the first topic of all', async () => {
      await using world = await World.create({ nodes: 2, asVersion: release }, 2);
      const { runtime, broker, run } = world;
      const client = new SimpleClient({ bootstrapServers: broker.bootstrapServers, runtime });
      await run(client.loadMetadataForTopics(['first'], { ignoreLeaderNotAvailable: true }));
      assert.deepEqual(broker.topicNames, ['first']);
      await run(client.close());
    });

    it('SimpleClient produces, fetches, finds, commits and reads offsets', async () => {
      await using world = await World.create({ nodes: 2, asVersion: release }, 3);
      const { runtime, broker, run } = world;
      broker.createTopic('t', { assignment: [[0], [1]] });
      const client = new SimpleClient({ bootstrapServers: broker.bootstrapServers, runtime });
      await run(client.loadMetadataForTopics());
      assert.deepEqual(client.getPartitionIdsForTopic('t'), [0, 1]);
      const payloads = [
        { topic: 't', partition: 1, messages: recordsFor(release) },
        { topic: 't', partition: 0, messages: [createMessage('first', 'k'), createMessage('second')] },
      ];
      const produced = await run(client.sendProduceRequest(payloads));
      assert.deepEqual(
        produced.map(({ partition, offset }) => [partition, offset]),
        [
          [1, 0],
          [0, 0],
        ],
      );
      const from = [1, 0].map((partition) => ({ topic: 't', partition, offset: 0, maxBytes: 10_000 }));
      const [bytes, messages] = await run(client.sendFetchRequest(from, { minBytes: 1 }));
      const values = [...readBatches(bytes!.records)].flatMap((batch) => [...batch].map(({ value }) => String(value)));
      assert.deepEqual(values, ['value']);
      assert.deepEqual(
        messages!.messages.map(({ offset, message: { key, value } }) => [offset, key && String(key), String(value)]),
        [
          [0, 'k', 'first'],
          [1, null, 'second'],
        ],
      );
      const [end] = await run(client.sendOffsetRequest([{ topic: 't', partition: 0, time: -1, maxOffsets: 1 }]));
      assert.deepEqual(end?.offsets, [2]);
      await run(client.sendOffsetCommitRequest('g', [{ topic: 't', partition: 0, offset: 1, metadata: 'm' }]));
      const [stored] = await run(client.sendOffsetFetchRequest('g', [{ topic: 't', partition: 0 }]));
      assert.deepEqual(stored, { topic: 't', partition: 0, offset: 1, metadata: 'm', error: 0 });
      await run(client.close());
    });
  });
}
