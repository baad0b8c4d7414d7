import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiVersions, StreamsGroupHeartbeat, ErrorCode, Metadata, Produce } from '@k/wire';
import { createBroker, type Broker } from '../src/index.ts';
import { batchOf } from './support/records.ts';
import { produceTo } from './support/calls.ts';
import { RawClient } from './support/raw-client.ts';
import { Simulated, watch } from './support/simulated.ts';

describe('control', () => {
  it('sees requests, counts them, and leaves them to the broker', async () => {
    await using broker = await createBroker();
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const names: (string | null | undefined)[] = [];
    const control = broker.control(Metadata, (request) => {
      names.push(request.topics?.[0]?.name);
      return undefined;
    });
    const second = control.seen(2);
    await client.request(Metadata, 1, { topics: [{ name: 'a' }] });
    await client.request(Metadata, 1, { topics: [{ name: 'b' }] });
    await second;
    control.remove();
    await client.request(Metadata, 1, { topics: [{ name: 'c' }] });
    assert.deepEqual([names, control.calls, broker.topicNames], [['a', 'b'], 2, ['a', 'b', 'c']]);
  });

  it('answers in place of the broker, so many times, the newest first', async () => {
    await using broker = await createBroker({ nodes: 2 });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const answer = async (): Promise<number> => (await client.request(ApiVersions, 0, {})).errorCode;
    broker.control(ApiVersions, () => ({ errorCode: 1 }));
    broker.control(ApiVersions, () => ({ errorCode: 2 }), { times: 2 });
    broker.control(ApiVersions, () => ({ errorCode: 3 }), { nodeId: 1 });
    assert.deepEqual([await answer(), await answer(), await answer(), await answer()], [2, 2, 1, 1]);
  });

  it('announces an API that only a control answers, as long as it does', async () => {
    for (const asVersion of [undefined, '2.8'] as const) {
      await using broker = await createBroker(asVersion === undefined ? {} : { asVersion });
      const address = broker.bootstrapServers[0] as string;
      const client = await RawClient.tcp(address);
      const rangeOf = async ({ key }: { key: number }): Promise<number[]> => {
        const { apiKeys } = await client.request(ApiVersions, 0, {});
        const keys = apiKeys.map(({ apiKey }) => apiKey);
        assert.deepEqual(
          keys,
          keys.toSorted((a, b) => a - b),
        );
        return apiKeys.filter(({ apiKey }) => apiKey === key).flatMap(({ minVersion: min, maxVersion: max }) => [min, max]); // prettier-ignore
      };
      const told = disconnects(broker);
      assert.deepEqual(await rangeOf(StreamsGroupHeartbeat), []);
      await assert.rejects((await RawClient.tcp(address)).request(StreamsGroupHeartbeat, 0, {}), /closed/);
      const first = broker.control(StreamsGroupHeartbeat, () => ({ memberId: 'mine' }));
      const second = broker.control(StreamsGroupHeartbeat, () => ({ memberId: 'newer' }), { times: 1 });
      assert.deepEqual(await rangeOf(StreamsGroupHeartbeat), [
        StreamsGroupHeartbeat.minVersion,
        StreamsGroupHeartbeat.maxVersion,
      ]);
      assert.equal((await client.request(StreamsGroupHeartbeat, 1, {})).memberId, 'newer');
      assert.equal((await client.request(StreamsGroupHeartbeat, 0, {})).memberId, 'mine');
      first.remove();
      assert.deepEqual(await rangeOf(StreamsGroupHeartbeat), []);
      second.remove();
      // It has to answer, as there is nobody behind it.
      for (const fn of [
        () => undefined,
        async (_: unknown, { forward }: { forward: () => Promise<unknown> }) => {
          await forward();
          return undefined;
        },
      ]) {
        // prettier-ignore
        const control = broker.control(StreamsGroupHeartbeat, fn);
        await assert.rejects((await RawClient.tcp(address)).request(StreamsGroupHeartbeat, 0, {}), /closed/);
        assert.match(told.at(-1) ?? '', /no StreamsGroupHeartbeat of its own/);
        control.remove();
      }
      // What the broker has is served as before when its controls are gone.
      broker.control(Metadata, () => ({ clusterId: 'mine' })).remove();
      assert.equal((await client.request(Metadata, 2, {})).clusterId, broker.clusterId);
      client.close();
    }
  });

  it('loses the answer after the deed: the record is stored, and the retry is recognised', async () => {
    await using broker = await createBroker();
    broker.createTopic('t');
    const address = broker.bootstrapServers[0] as string;
    broker.control(
      Produce,
      async (_request, context) => {
        await context.forward();
        return 'close' as const;
      },
      { times: 1 },
    );
    const records = batchOf(['once'], { producerId: 7n, producerEpoch: 0, baseSequence: 0 });
    await assert.rejects(produceTo(await RawClient.tcp(address), { name: 't' }, 0, records), /closed/);
    assert.equal(broker.log('t', 0).endOffset, 1);
    const retried = await produceTo(await RawClient.tcp(address), { name: 't' }, 0, records);
    assert.deepEqual([retried.errorCode, retried.baseOffset, broker.log('t', 0).endOffset], [0, 0n, 1]);
  });

  it('changes an answer on its way', async () => {
    await using broker = await createBroker();
    broker.createTopic('t');
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    broker.control(Metadata, async (_request, context) => ({
      ...(await context.forward()),
      topics: [{ name: 't', errorCode: ErrorCode.LEADER_NOT_AVAILABLE }],
    }));
    const { topics, brokers } = await client.request(Metadata, 1, { topics: null });
    assert.deepEqual([topics[0]?.errorCode, brokers.length], [ErrorCode.LEADER_NOT_AVAILABLE, 1]);
  });

  it('drops an answer and goes on, or hangs for good', async () => {
    await using broker = await createBroker();
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    broker.control(ApiVersions, () => 'drop', { times: 1 });
    const dropped = watch(client.request(ApiVersions, 0, {}));
    await client.request(ApiVersions, 0, {});
    assert.deepEqual([client.answered, dropped.settled], [[2], false]);
    const hanging = broker.control(ApiVersions, () => 'hang', { times: 1 });
    const hung = watch(client.request(ApiVersions, 0, {}));
    const behind = watch(client.request(ApiVersions, 0, {}));
    await hanging.seen(1);
    const other = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await other.request(ApiVersions, 0, {});
    assert.deepEqual([hung.settled, behind.settled], [false, false]);
  });

  it('delays on the clock of the broker, and sends bytes of its own', async () => {
    const sim = await Simulated.start();
    const client = await sim.client();
    sim.broker.control(ApiVersions, async (_request, context) => {
      await context.delay(5000);
      return undefined;
    });
    const delayed = watch(client.request(ApiVersions, 0, {}));
    await sim.clock.advance(4999);
    assert.equal(delayed.settled, false);
    await sim.clock.advance(2);
    assert.equal(delayed.settled, true);
    sim.broker.control(Metadata, (_request, context) => {
      context.sendRaw(Buffer.from('0000000400000063', 'hex'));
      return undefined;
    });
    await sim.run(client.request(Metadata, 1, { topics: [] }));
    assert.deepEqual(client.answered, [1, 0x63, 2]);
    await sim.stop();
  });
});

/** Why connections were closed, as they are. */
function disconnects(broker: Broker): string[] {
  const reasons: string[] = [];
  broker.observe((event) => {
    if (event.type === 'disconnect') reasons.push(event.reason);
  });
  return reasons;
}
