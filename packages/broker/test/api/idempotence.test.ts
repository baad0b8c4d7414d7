import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ErrorCode } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { batchOf } from '../support/records.ts';
import { produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';

describe('idempotent producers', () => {
  let broker: Broker;
  let client: RawClient;
  before(async () => {
    broker = await createBroker();
    client = await RawClient.tcp(broker.bootstrapServers[0] as string);
  });
  after(async () => {
    client.close();
    await broker.close();
  });

  /** Sends `count` records as producer 1; [error code, base offset]. */
  async function send(topic: string, baseSequence: number, count = 1, producerEpoch = 0): Promise<[number, number]> {
    const values = Array.from({ length: count }, (_, i) => String(baseSequence + i));
    const records = batchOf(values, { producerId: 1n, producerEpoch, baseSequence });
    const { errorCode, baseOffset } = await produceTo(client, { name: topic }, 0, records);
    return [errorCode, Number(baseOffset)];
  }

  it('answers a repeated batch with its first offset and stores it once', async () => {
    broker.createTopic('duplicates');
    assert.deepEqual(await send('duplicates', 0, 3), [0, 0]);
    assert.deepEqual(await send('duplicates', 3, 2), [0, 3]);
    assert.deepEqual(await send('duplicates', 0, 3), [0, 0]);
    assert.deepEqual(await send('duplicates', 3, 2), [0, 3]);
    assert.equal(broker.log('duplicates', 0).endOffset, 5);
  });

  it('remembers five batches, and refuses older ones', async () => {
    broker.createTopic('five');
    for (let sequence = 0; sequence < 6; sequence++) assert.deepEqual(await send('five', sequence), [0, sequence]);
    assert.deepEqual(await send('five', 1), [0, 1]);
    assert.deepEqual(await send('five', 0), [ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, -1]);
    assert.equal(broker.producers('five', 0)[0]?.batches.length, 5);
  });

  it('refuses gaps, and a batch that overlaps without being the same', async () => {
    broker.createTopic('gaps');
    assert.deepEqual(await send('gaps', 0, 2), [0, 0]);
    assert.deepEqual(await send('gaps', 3), [ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, -1]);
    assert.deepEqual(await send('gaps', 1, 2), [ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, -1]);
    assert.deepEqual(await send('gaps', 2), [0, 2]);
  });

  it('fences old epochs, and lets a new epoch begin at 0 only', async () => {
    broker.createTopic('epochs');
    assert.deepEqual(await send('epochs', 0, 1, 0), [0, 0]);
    assert.deepEqual(await send('epochs', 1, 1, 1), [ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, -1]);
    assert.deepEqual(await send('epochs', 0, 1, 1), [0, 1]);
    assert.deepEqual(await send('epochs', 1, 1, 0), [ErrorCode.INVALID_PRODUCER_EPOCH, -1]);
  });

  it('takes any first sequence from a producer it does not know (KIP-360)', async () => {
    broker.createTopic('unknown-producer');
    assert.deepEqual(await send('unknown-producer', 41), [0, 0]);
    assert.deepEqual(await send('unknown-producer', 42), [0, 1]);
  });

  it('wraps sequences at 2^31', async () => {
    broker.createTopic('wrap');
    const top = 0x7fffffff;
    assert.deepEqual(await send('wrap', top - 1, 2), [0, 0]);
    assert.deepEqual(await send('wrap', 0), [0, 2]);
    broker.createTopic('wrap-inside');
    assert.deepEqual(await send('wrap-inside', top, 3), [0, 0]);
    assert.deepEqual(await send('wrap-inside', top, 3), [0, 0]);
    assert.deepEqual(await send('wrap-inside', 2), [0, 3]);
  });

  it('keeps what it knows over a restart and over retention', async () => {
    broker.createTopic('kept');
    assert.deepEqual(await send('kept', 0, 2), [0, 0]);
    broker.truncateBefore('kept', 0, 2);
    client.close();
    await broker.restart();
    client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    assert.deepEqual(await send('kept', 0, 2), [0, 0]);
    assert.deepEqual(await send('kept', 5), [ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, -1]);
    assert.deepEqual(await send('kept', 2), [0, 2]);
  });
});
