import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  AlterClientQuotas,
  CreatePartitions,
  CreateTopics,
  DeleteTopics,
  DescribeClientQuotas,
  ErrorCode,
  Fetch,
  Metadata,
  Produce,
} from '@k/wire';
import { createBroker } from '../../src/index.ts';
import type { BrokerOptions } from '../../src/options.ts';
import { fetchBody } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { Simulated, watch } from '../support/simulated.ts';

/** Clients of the tests are called so. */
const RAW = [{ entityType: 'client-id', entityName: 'raw' }];

class Limited {
  readonly simulated: Simulated;
  readonly client: RawClient;

  private constructor(simulated: Simulated, client: RawClient) {
    this.simulated = simulated;
    this.client = client;
  }

  static async with(key: string, value: number, options: BrokerOptions = {}, entity = RAW): Promise<Limited> {
    const simulated = await Simulated.start(options);
    const admin = await simulated.client();
    const { entries } = await simulated.run(admin.request(AlterClientQuotas, 1, { entries: [{ entity, ops: [{ key, value }] }] })); // prettier-ignore
    assert.deepEqual(entries.map(({ errorCode }) => errorCode), [ErrorCode.NONE]); // prettier-ignore
    return new Limited(simulated, await simulated.client());
  }

  get nowMs(): number {
    return this.simulated.clock.now();
  }

  run<T>(promise: Promise<T>): Promise<T> {
    return this.simulated.run(promise);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulated.stop();
  }
}

function produceBody(bytes: number, acks = -1) {
  const records = batchOf(['x'.repeat(bytes)]);
  return {
    acks,
    timeoutMs: 1000,
    topicData: [{ name: 't', partitionData: [{ index: 0, records }] }],
  };
}

describe('quotas', () => {
  it('have a producer wait that sends too much: it is answered at once, told so, and then not heard for as long', async () => {
    await using limited = await Limited.with('producer_byte_rate', 1000);
    limited.simulated.broker.createTopic('t');
    const first = await limited.run(limited.client.request(Produce, 9, produceBody(20_000)));
    const began = limited.nowMs;
    // 20 KB in 10 s are 1 KB a second too much: 10 s more.
    assert.ok(first.throttleTimeMs > 10_000 && first.throttleTimeMs < 11_000, String(first.throttleTimeMs));
    assert.equal(first.responses[0]?.partitionResponses[0]?.errorCode, ErrorCode.NONE);
    const other = await limited.simulated.client();
    assert.equal((await limited.run(other.request(Metadata, 9, { topics: [] }))).throttleTimeMs, 0);
    assert.equal(limited.nowMs, began, 'other connections go on');
    const second = await limited.run(limited.client.request(Metadata, 9, { topics: [] }));
    assert.equal(limited.nowMs - began, first.throttleTimeMs);
    assert.equal(second.throttleTimeMs, 0);
  });

  it('are counted for what is within them, without a wait', async () => {
    await using limited = await Limited.with('producer_byte_rate', 1000);
    limited.simulated.broker.createTopic('t');
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push((await limited.run(limited.client.request(Produce, 9, produceBody(4000)))).throttleTimeMs > 0); // prettier-ignore
    assert.deepEqual(codes, [false, false, true]);
  });

  it('have a producer wait that wants no answers', async () => {
    await using limited = await Limited.with('producer_byte_rate', 1000);
    limited.simulated.broker.createTopic('t');
    const began = limited.nowMs;
    limited.client.send(Produce, 9, produceBody(20_000, 0));
    await limited.run(limited.client.request(Metadata, 9, { topics: [] }));
    assert.ok(limited.nowMs - began > 10_000);
  });

  it('have a consumer wait without records, which it gets then', async () => {
    await using limited = await Limited.with('consumer_byte_rate', 1000);
    limited.simulated.broker.createTopic('t');
    const producer = await limited.simulated.client();
    await limited.run(producer.request(Produce, 9, produceBody(8000)));
    const ask = () => limited.run(limited.client.request(Fetch, 12, fetchBody('t', 0, 0)));
    assert.equal((await ask()).throttleTimeMs, 0);
    const began = limited.nowMs;
    const second = await ask();
    assert.deepEqual([second.responses, second.errorCode], [[], ErrorCode.NONE]);
    assert.ok(second.throttleTimeMs > 5000 && second.throttleTimeMs < 7000, String(second.throttleTimeMs));
    let third = await ask();
    assert.equal(limited.nowMs - began, second.throttleTimeMs);
    // What it got first counts for eleven seconds.
    for (let i = 0; i < 9 && third.throttleTimeMs > 0; i++) third = await ask();
    const waited = limited.nowMs - began;
    // What it did not get does not count.
    assert.ok(waited >= 11_000 && waited < 13_000, String(waited));
    assert.equal(recordsIn(third.responses[0]?.partitions[0]?.records ?? null).length, 1);
  });

  it('keep a fetch session as it was', async () => {
    await using limited = await Limited.with('consumer_byte_rate', 1000);
    limited.simulated.broker.createTopic('t');
    const body = { ...fetchBody('t', 0, 0), sessionEpoch: 0 };
    const { sessionId } = await limited.run(limited.client.request(Fetch, 12, body));
    const producer = await limited.simulated.client();
    await limited.run(producer.request(Produce, 9, produceBody(9000)));
    const next = (sessionEpoch: number, topics = body.topics ?? []) =>
      limited.run(
        limited.client.request(Fetch, 12, {
          ...body,
          sessionId,
          sessionEpoch,
          topics,
        }),
      );
    assert.equal((await next(1, [])).responses.length, 1);
    const withheld = await next(2);
    assert.deepEqual([withheld.sessionId, withheld.responses, withheld.throttleTimeMs > 0], [sessionId, [], true]);
    let told = withheld;
    for (let epoch = 3; epoch < 9 && told.throttleTimeMs > 0; epoch++) told = await next(epoch, []);
    assert.equal(told.responses.length, 1, 'what was withheld is told');
  });

  it('of a user are shared by its clients, and those of a default are not by users', async () => {
    const simulated = await Simulated.start({ listeners: [{}] });
    const client = await simulated.client();
    const user = [{ entityType: 'user', entityName: 'ANONYMOUS' }];
    await simulated.run(client.request(AlterClientQuotas, 1, { entries: [{ entity: user, ops: [{ key: 'producer_byte_rate', value: 1000 }] }] })); // prettier-ignore
    simulated.broker.createTopic('t');
    const other = await simulated.client();
    await simulated.run(client.request(Produce, 9, produceBody(9000)));
    assert.ok((await simulated.run(other.request(Produce, 9, produceBody(9000)))).throttleTimeMs > 0);
    await simulated.stop();
  });

  it('of changes refuse what is over them, and have older clients wait', async () => {
    await using limited = await Limited.with('controller_mutation_rate', 1);
    const { client } = limited;
    const create = (version: number, name: string, numPartitions: number) =>
      limited.run(client.request(CreateTopics, version, { timeoutMs: 1000, topics: [{ name, numPartitions, replicationFactor: 1 }] })); // prettier-ignore
    const first = await create(6, 'a', 20);
    assert.deepEqual([first.topics[0]?.errorCode, first.throttleTimeMs], [ErrorCode.NONE, 0], 'the burst may be owed');
    const second = await create(6, 'b', 1);
    const { errorCode, errorMessage } = second.topics[0] ?? {};
    assert.deepEqual([errorCode, errorMessage], [ErrorCode.THROTTLING_QUOTA_EXCEEDED, 'The throttling quota has been exceeded.']); // prettier-ignore
    assert.equal(second.throttleTimeMs, 9000);
    assert.equal(limited.simulated.broker.topic('b'), undefined);
    // Its connection was muted for so long.
    const third = await create(5, 'c', 3);
    assert.deepEqual([third.topics[0]?.errorCode, third.throttleTimeMs], [ErrorCode.NONE, 3000]);
    const fourth = await limited.run(client.request(CreatePartitions, 3, { topics: [{ name: 'c', count: 5, assignments: null }], timeoutMs: 1 })); // prettier-ignore
    assert.equal(fourth.results[0]?.errorCode, ErrorCode.NONE);
    const fifth = await limited.run(client.request(DeleteTopics, 5, { topicNames: ['c'], timeoutMs: 1 }));
    assert.deepEqual([fifth.responses[0]?.errorCode, fifth.throttleTimeMs], [ErrorCode.THROTTLING_QUOTA_EXCEEDED, 2000]); // prettier-ignore
  });

  it('of connections close those that are too many, after a while', async () => {
    const simulated = await Simulated.start();
    const admin = await simulated.client();
    const entity = [{ entityType: 'ip', entityName: null }];
    await simulated.run(admin.request(AlterClientQuotas, 1, { entries: [{ entity, ops: [{ key: 'connection_creation_rate', value: 1 }] }] })); // prettier-ignore
    const clients = [];
    for (let i = 0; i < 11; i++) clients.push(await simulated.client());
    const answers = clients.map((client) => watch(client.request(Metadata, 9, { topics: [] })));
    const last = answers.pop() as (typeof answers)[number];
    for (const { promise } of answers) assert.equal((await simulated.run(promise)).brokers.length, 1);
    assert.equal(last.settled, false);
    await assert.rejects(simulated.run(last.promise), /closed/);
    assert.ok(simulated.clock.now() > 0);
    await simulated.stop();
  });

  it('wait before they answer, as a Kafka before 2.0', async () => {
    await using limited = await Limited.with('producer_byte_rate', 1000);
    limited.simulated.broker.createTopic('t');
    await limited.run(limited.simulated.broker.stop());
    await limited.run(limited.simulated.broker.start(undefined, { asVersion: '1.1' }));
    const client = await limited.simulated.client();
    const began = limited.nowMs;
    const { throttleTimeMs } = await limited.run(client.request(Produce, 3, produceBody(20_000)));
    assert.ok(throttleTimeMs > 10_000);
    assert.equal(limited.nowMs - began, throttleTimeMs);
    await limited.run(client.request(Metadata, 1, { topics: [] }));
    assert.equal(limited.nowMs - began, throttleTimeMs, 'it has waited already');
  });

  it('of time have a client wait for a second at most', async () => {
    await using broker = await createBroker();
    const client = await RawClient.tcp(broker.bootstrapServers[0] ?? '');
    await client.request(AlterClientQuotas, 1, { entries: [{ entity: RAW, ops: [{ key: 'request_percentage', value: 0.000_001 }] }] }); // prettier-ignore
    const { throttleTimeMs } = await client.request(Metadata, 9, {
      topics: [],
    });
    assert.equal(throttleTimeMs, 1000);
    client.close();
  });

  it('end with a connection that is closed meanwhile', async () => {
    await using limited = await Limited.with('producer_byte_rate', 1);
    limited.simulated.broker.createTopic('t');
    await limited.run(limited.client.request(Produce, 9, produceBody(20_000)));
    limited.client.close();
    await limited.run(limited.client.closed);
    assert.equal((await limited.simulated.client().then((client) => limited.run(client.request(DescribeClientQuotas, 1, {})))).entries?.length, 1); // prettier-ignore
  });
});
