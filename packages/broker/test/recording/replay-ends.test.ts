// What a replay waits for, and for how long. Its clock stands still in most of these: who waits for time, waits for ever.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { CreateTopics, Fetch, Metadata } from '@k/wire';
import {
  AdjustableClock,
  createBroker,
  replay,
  type Broker,
  type Recording,
  type ReplayReport,
} from '../../src/index.ts';
import { Progress } from '../../src/recording/replay/progress.ts';
import { fetchBody, produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';

/** A recording of what is done with a broker that has the topic. */
async function recorded(
  work: (client: RawClient, connect: () => Promise<RawClient>) => Promise<unknown>,
): Promise<Recording> {
  await using broker = await createBroker({ topics: { t: 4 } });
  const recording = broker.record();
  const connect = (): Promise<RawClient> => RawClient.tcp(broker.bootstrapServers[0] ?? '');
  const client = await connect();
  await work(client, connect);
  client.close();
  recording.stop();
  return recording;
}

function frozen(): AdjustableClock {
  const clock = new AdjustableClock();
  clock.freeze();
  return clock;
}

/** Stands still, but for who waits for a moment before it asks again. */
class HastyClock extends AdjustableClock {
  constructor() {
    super();
    this.freeze();
  }

  override setTimeout(fn: () => void, ms: number): unknown {
    const timer = super.setTimeout(fn, ms);
    if (ms < 1_000) void this.advance(ms);
    return timer;
  }
}

function errors({ differing }: ReplayReport): unknown[] {
  return differing.map(({ exchange, differences, unanswered }) => [
    exchange.apiName,
    unanswered ?? differences.find(({ path }) => path.endsWith('errorCode'))?.replayed,
  ]);
}

const writeAndRead = (partition: number) => async (client: RawClient) => {
  await client.request(Metadata, 4, { topics: [{ name: 't' }], allowAutoTopicCreation: false });
  await produceTo(client, { name: 't' }, partition, batchOf(['a']));
  await client.request(Fetch, 12, fetchBody('t', partition, 0));
};

describe('a replay ends', () => {
  for (const [what, topics, partition, found] of [
    ['has no such topic', {}, 0, [['Metadata', 3], ['Produce', 3], ['Fetch', 3]]], // prettier-ignore
    ['has fewer partitions', { t: 1 }, 3, [['Metadata', undefined], ['Produce', 3], ['Fetch', 3]]], // prettier-ignore
  ] as const) {
    it(`at once where the other broker ${what}`, async () => {
      const recording = await recorded(writeAndRead(partition));
      await using other = await createBroker({ topics, autoCreateTopics: false });
      const report = await replay(recording, { bootstrapServers: other.bootstrapServers, clock: frozen() });
      assert.deepEqual([errors(report), report.sent, report.same], [found, 3, 0]);
    });
  }

  it('when nodes know of a topic that it made, and not later than a few seconds after', async () => {
    const recording = await recorded(async (client) => {
      await client.request(CreateTopics, 5, { topics: [{ name: 'new', numPartitions: 1, replicationFactor: 1 }] });
      await produceTo(client, { name: 'new' }, 0, batchOf(['a']));
    });
    for (const [times, found, expected] of [
      [2, [], 3],
      [Infinity, [['Produce', 3]], 31],
    ] as const) {
      await using other = await createBroker();
      let calls = 0;
      other.control('Produce', (_request, { fail }) => (++calls <= times ? fail('UNKNOWN_TOPIC_OR_PARTITION') : undefined)); // prettier-ignore
      const report = await replay(recording, { bootstrapServers: other.bootstrapServers, clock: new HastyClock() });
      assert.deepEqual([errors(report), calls], [found, expected]);
    }
  });

  it('when its time is over, and tells what was not sent', async () => {
    const recording = await recorded(async (client, connect) => {
      await writeAndRead(0)(client);
      // It had seen all that the other one did.
      const later = await connect();
      await later.request(Metadata, 4, { topics: [] });
      later.close();
    });
    await using other = await createBroker({ topics: { t: 4 } });
    const silent = other.control('Produce', () => 'hang');
    const clock = frozen();
    const running = replay(recording, { bootstrapServers: other.bootstrapServers, clock, timeoutMs: 5_000 });
    await silent.seen(1);
    await clock.advance(5_000);
    const report = await running;
    assert.deepEqual(errors(report), [
      ['Produce', 'the 5000 ms of the replay were over'],
      ['Fetch', 'not sent: the 5000 ms of the replay were over'],
      ['Metadata', 'not sent: the 5000 ms of the replay were over'],
    ]);
    assert.deepEqual([report.sent, report.same], [2, 1]);
    await noConnections(other);
  });

  it('when its signal says so, in the midst of a request', async () => {
    const recording = await recorded(writeAndRead(0));
    await using other = await createBroker({ topics: { t: 4 } });
    const silent = other.control('Produce', () => 'hang');
    const controller = new AbortController();
    const running = replay(recording, { bootstrapServers: other.bootstrapServers, signal: controller.signal, clock: frozen() }); // prettier-ignore
    await silent.seen(1);
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(running, reason);
    await noConnections(other);
  });

  it('though the first of the servers is not there', async () => {
    const recording = await recorded(writeAndRead(0));
    await using other = await createBroker({ topics: { t: 4 } });
    const bootstrapServers = ['127.0.0.1:1', ...other.bootstrapServers];
    const report = await replay(recording, { bootstrapServers, clock: frozen() });
    assert.deepEqual(errors(report), []);
  });
});

async function noConnections(broker: Broker): Promise<void> {
  await broker.waitUntil(() => broker.connections.length === 0);
}

it('what is over counts from the first on without a gap', async () => {
  const progress = new Progress();
  const told: number[] = [];
  const waits = [3, 1, 2].map((count) => progress.reached(count).then(() => told.push(count)));
  progress.over(2);
  progress.over(1);
  await setImmediate();
  assert.deepEqual(told, []);
  progress.over(0);
  await setImmediate();
  assert.deepEqual(told, [1, 2, 3]);
  await progress.reached(3);
  await Promise.all(waits);
});
