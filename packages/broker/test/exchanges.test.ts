import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ApiVersions, Metadata, OffsetCommit, Produce } from '@k/wire';
import type { Exchange } from '../src/index.ts';
import { fetchFrom, produceTo } from './support/calls.ts';
import { batchOf } from './support/records.ts';
import { Simulated, watch } from './support/simulated.ts';

describe('exchanges', () => {
  let sim: Simulated;
  let seen: Exchange[];
  beforeEach(async () => {
    sim = await Simulated.start();
    sim.broker.createTopic('t', { partitions: 1 });
    seen = [];
  });
  afterEach(() => sim.stop());

  it('show bodies and bytes of a request and its answer, and how long it took', async () => {
    const client = await sim.client();
    const stop = sim.broker.observeExchanges((exchange) => seen.push(exchange));
    await sim.run(fetchFrom(client, 't', 0, 0, { maxWaitMs: 250 }));
    stop();
    await sim.run(client.request(ApiVersions, 0, {}));
    const [exchange] = seen;
    assert.equal(seen.length, 1, 'nothing is told any more');
    assert.equal(exchange?.apiName, 'Fetch');
    assert.equal(exchange.elapsedMs, 250);
    assert.equal((exchange.request as { maxWaitMs: number }).maxWaitMs, 250);
    assert.equal((exchange.response as { errorCode: number }).errorCode, 0);
    const { requestFrame, responseFrame } = exchange;
    assert.equal(Buffer.from(requestFrame).readInt16BE(0), 1);
    assert.ok(responseFrame !== null);
    assert.equal(Buffer.from(responseFrame).readInt32BE(0), responseFrame.length - 4);
    assert.equal(Buffer.from(responseFrame).readInt32BE(4), exchange.correlationId);
  });

  it('have the bytes as they came, though the broker writes its own time into them', async () => {
    sim.broker.createTopic('stamped', { partitions: 1, config: { 'message.timestamp.type': 'LogAppendTime' } });
    const client = await sim.client();
    sim.broker.observeExchanges((exchange) => seen.push(exchange));
    const sent = batchOf(['a']);
    await sim.run(produceTo(client, { name: 'stamped' }, 0, batchOf(['a'])));
    assert.equal(seen.length, 1);
    assert.ok(Buffer.from((seen[0] as Exchange).requestFrame).includes(sent));
  });

  it('have no answer with acks 0, nor when the connection goes before', async () => {
    const client = await sim.client();
    sim.broker.observeExchanges((exchange) => seen.push(exchange));
    const parked = watch(fetchFrom(client, 't', 0, 0, { maxWaitMs: 60_000 }));
    await sim.clock.advance(10);
    sim.broker.dropConnections();
    await sim.clock.advance(10);
    assert.equal(parked.settled, true);
    assert.deepEqual(
      seen.map(({ apiName, response, responseFrame, elapsedMs }) => ({ apiName, response, responseFrame, elapsedMs })),
      [{ apiName: 'Fetch', response: null, responseFrame: null, elapsedMs: 10 }],
    );
    const other = await sim.client();
    other.send(Produce, 9, { acks: 0, timeoutMs: 1_000, topicData: [] });
    await sim.run(other.request(Metadata, 1, { topics: [] }));
    assert.deepEqual(
      seen.slice(1).map(({ apiName, response }) => [apiName, response === null]),
      [
        ['Produce', true],
        ['Metadata', false],
      ],
    );
  });
});

describe('the offsets of a group', () => {
  it('are listed by topic and partition', async () => {
    const sim = await Simulated.start();
    sim.broker.createTopic('t', { partitions: 3 });
    const client = await sim.client();
    assert.deepEqual(sim.broker.committedOffsets('g'), []);
    const partitions = [2, 0].map((partitionIndex) => ({
      partitionIndex,
      committedOffset: BigInt(partitionIndex + 5),
      committedMetadata: 'm',
    }));
    await sim.run(client.request(OffsetCommit, 8, { groupId: 'g', topics: [{ name: 't', partitions }] }));
    assert.deepEqual(sim.broker.committedOffsets('g'), [
      { topic: 't', partition: 2, offset: 7, leaderEpoch: -1, metadata: 'm' },
      { topic: 't', partition: 0, offset: 5, leaderEpoch: -1, metadata: 'm' },
    ]);
    assert.throws(() => sim.broker.committedOffsets(7 as never), /groupId/);
    await sim.stop();
  });
});
