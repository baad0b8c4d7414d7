import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';
import { ApiVersions, ConfigError, Fetch, FindCoordinator, Metadata, OffsetCommit, Produce } from '@k/wire';
import {
  AdjustableClock,
  createBroker,
  readRecording,
  replay,
  type Broker,
  type Recording,
  type ReplayReport,
} from '../../src/index.ts';
import { ConsumerClient } from '../group/consumer-support.ts';
import { MemberClient } from '../group/support.ts';
import { fetchBody, listOffset, produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';
import { TransactionalClient } from '../transaction/support.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recording-'));
});
after(() => rm(folder, { recursive: true }));

async function connected(broker: Broker): Promise<RawClient> {
  return RawClient.tcp(broker.bootstrapServers[0] as string);
}

/** What differs, in words. */
function told({ differing }: ReplayReport): string[] {
  return differing.flatMap(({ what, response, differences }) =>
    response === undefined ? [`${what}: no answer`] : differences.map(({ path }) => `${what}: ${path}`),
  );
}

async function replayed(recording: Recording, broker: Broker, ignore: string[] = []): Promise<string[]> {
  const report = await replay(recording, { bootstrapServers: broker.bootstrapServers, ignore });
  assert.equal(report.sent, recording.exchanges.length);
  assert.equal(report.same, report.sent - report.differing.length);
  return told(report);
}

describe('a recording', () => {
  it('has what clients asked and were answered, and is the same when it was saved and read', async () => {
    await using broker = await createBroker();
    const client = await connected(broker);
    await client.request(ApiVersions, 0, {});
    const recording = broker.record();
    broker.createTopic('t');
    await produceTo(client, { name: 't' }, 0, batchOf(['a']));
    await client.request(Fetch, 12, fetchBody('t', 0, 0));
    const unanswered = { acks: 0, topicData: [{ name: 't', partitionData: [{ index: 0, records: batchOf(['b']) }] }] };
    client.send(Produce, 9, unanswered);
    await client.request(Metadata, 1, { topics: [] });
    recording.stop();
    await client.request(Metadata, 1, { topics: [] });
    const seen = recording.exchanges.map(({ apiName, version, clientId, response }) => [apiName, version, clientId, response === null]); // prettier-ignore
    assert.deepEqual(seen, [
      ['Produce', 9, 'raw', false],
      ['Fetch', 12, 'raw', false],
      ['Produce', 9, 'raw', true],
      ['Metadata', 1, 'raw', false],
    ]);
    const file = path.join(folder, 'saved.jsonl');
    await recording.save(file);
    assert.deepEqual((await readRecording(file)).exchanges, recording.exchanges);
    const lines = (await readFile(file, 'utf8'))
      .split('\n')
      .map((line) => (line === '' ? line : (JSON.parse(line) as object)));
    assert.deepEqual([lines.length, lines[0], lines.at(-1)], [6, { format: 'kafka-exchanges', version: 1 }, '']);
    const { request } = lines[2] as { request: { topics: { partitions: object[] }[] } };
    assert.equal((request.topics[0]?.partitions[0] as { fetchOffset: number }).fetchOffset, 0);
    client.close();
  });

  it('is refused when it is none', async () => {
    const file = path.join(folder, 'none.jsonl');
    const head = JSON.stringify({ format: 'kafka-exchanges', version: 1 });
    const facts = { nodeId: 0, connectionId: 0, after: 0, startedMs: 0, elapsedMs: 0, responseFrame: null };
    for (const [text, message] of [
      ['', /line 1 is no JSON object/],
      ['{"format":"other"}', /expected a recording of version 1/],
      [`${head}\n5`, /line 2 is no JSON object/],
      [`${head}\n{}`, /line 2 is no exchange: not all is there/],
      [`${head}\n${JSON.stringify({ ...facts, requestFrame: 'AAAA' })}`, /line 2 is no exchange/],
    ] as const) {
      await writeFile(file, text);
      await assert.rejects(readRecording(file), (error) => error instanceof ConfigError && message.test(error.message));
    }
    await assert.rejects(replay(file, {} as never), ConfigError);
  });
});

describe('replay()', () => {
  it('asks the same of another broker, with the ids that it chose: groups, transactions, topic ids, sessions', async () => {
    await using first = await createBroker();
    const recording = first.record();
    await session(first);
    // The other one has chosen other ids already.
    await using second = await createBroker();
    second.createTopic('before');
    const client = await connected(second);
    for (const id of ['x', 'y', 'z']) await new TransactionalClient(client, id).init();
    await client.request(Fetch, 12, { ...fetchBody('before', 0, 0), sessionEpoch: 0 });
    const gone = new MemberClient(client, 'classic');
    await gone.joinWithId();
    await gone.leave();
    assert.deepEqual(await replayed(recording, second), []);
    const values = (broker: Broker): unknown[] => broker.records('t').map((it) => [it.valueText, it.transaction]);
    assert.deepEqual(values(second), values(first));
    assert.equal(values(second).length, 3);
    assert.notEqual(second.records('t')[2]?.producerId, first.records('t')[2]?.producerId);
    assert.deepEqual(second.committedOffsets('classic'), first.committedOffsets('classic'));
    assert.equal(second.committedOffsets('classic').length, 1);
    assert.equal(second.group('g')?.members.length, 1);
    client.close();
  });

  it('tells which answers differ, and where', async () => {
    await using first = await createBroker();
    const recording = first.record();
    const client = await connected(first);
    first.createTopic('t');
    await client.request(Metadata, 1, { topics: [{ name: 't' }] });
    await produceTo(client, { name: 't' }, 0, batchOf(['a']));
    await client.request(Fetch, 12, fetchBody('t', 0, 0));
    client.close();
    await using second = await createBroker();
    second.createTopic('t', { partitions: 2 });
    await produceTo(await connected(second), { name: 't' }, 0, batchOf(['other']));
    assert.deepEqual(await replayed(recording, second), [
      'Metadata v1 of "raw", connection 0: topics[0].partitions[]',
      'Produce v9 of "raw", connection 0: responses[0].partitionResponses[0].baseOffset',
      'Fetch v12 of "raw", connection 0: responses[0].partitions[0].highWatermark',
      'Fetch v12 of "raw", connection 0: responses[0].partitions[0].lastStableOffset',
      'Fetch v12 of "raw", connection 0: responses[0].partitions[0].records[0].value',
      'Fetch v12 of "raw", connection 0: responses[0].partitions[0].records[]',
    ]);
    const some = await replayed(recording, second, ['partitions', 'partitionResponses']);
    assert.deepEqual(some, []);
  });

  it('tells what was not answered', async () => {
    await using first = await createBroker();
    const recording = first.record();
    const client = await connected(first);
    await client.request(Metadata, 13, { topics: [] });
    await client.request(Metadata, 1, { topics: [] });
    client.close();
    await using old = await createBroker({ asVersion: '2.4' });
    assert.deepEqual(await replayed(recording, old), [
      'Metadata v13 of "raw", connection 0: no answer',
      'Metadata v1 of "raw", connection 0: no answer',
    ]);
    await using slow = await createBroker();
    const dropped = slow.control('Metadata', () => 'drop', { clientId: 'raw', times: 1 });
    const clock = new AdjustableClock();
    const running = replay(recording, { bootstrapServers: slow.bootstrapServers.join(), timeoutMs: 3_600_000, answerTimeoutMs: 600_000, clock }); // prettier-ignore
    await dropped.seen(1);
    await clock.advance(700_000);
    const late = await running;
    assert.deepEqual(told(late), ['Metadata v13 of "raw", connection 0: no answer']);
    assert.match(late.differing[0]?.unanswered ?? '', /^no answer within 600\d{3} ms$/);
    await assert.rejects(replay(recording, { bootstrapServers: '127.0.0.1:1' }), /ECONNREFUSED|refused/);
    const reason = new Error('enough');
    const aborted = { bootstrapServers: slow.bootstrapServers, signal: AbortSignal.abort(reason) };
    await assert.rejects(replay(recording, aborted), reason);
  });

  it('asks again what a broker was not ready for, with the ids of its nodes', async () => {
    await using first = await createBroker();
    first.createTopic('t');
    const recording = first.record();
    const client = await connected(first);
    await client.request(Metadata, 1, { topics: null });
    await client.request(FindCoordinator, 3, { key: 'g' });
    await produceTo(client, { name: 't' }, 0, batchOf(['a']));
    await client.request(FindCoordinator, 3, { key: 'g' });
    client.close();
    await using second = await createBroker({ nodes: 2 });
    second.createTopic('t', { assignment: [[1]] });
    await second.stop(0);
    const find = second.control('FindCoordinator', (_request, { fail }) => fail('COORDINATOR_NOT_AVAILABLE'), {
      times: 2,
    });
    const produce = second.control('Produce', (_request, { fail }) => fail('NOT_LEADER_OR_FOLLOWER'), { times: 1 });
    const report = await replay(recording, { bootstrapServers: second.bootstrapServers[1] as string });
    assert.deepEqual(told(report), []);
    assert.deepEqual([find.calls, produce.calls, second.log('t', 0).endOffset], [2, 1, 1]);
    // What else goes wrong is told at once, and what it was not ready for when time is over.
    second.control('Produce', (_request, { fail }) => fail('REQUEST_TIMED_OUT'));
    find.remove();
    const never = second.control('FindCoordinator', (_request, { fail }) => fail('COORDINATOR_NOT_AVAILABLE'));
    const still = { bootstrapServers: second.bootstrapServers[1] as string, answerTimeoutMs: 1_000, ignore: ['baseOffset', 'logStartOffset', 'errorMessage', 'nodeId'] }; // prettier-ignore
    assert.deepEqual(told(await replay(recording, still)), [
      'FindCoordinator v3 of "raw", connection 0: errorCode',
      'Produce v9 of "raw", connection 0: responses[0].partitionResponses[0].errorCode',
      'FindCoordinator v3 of "raw", connection 0: errorCode',
    ]);
    // The first one was waited for; what did not help once is not tried again.
    assert.deepEqual([never.calls > 1, never.calls < 12], [true, true], String(never.calls));
  });

  it('asks on each connection when its client had the answers that it had', async () => {
    await using first = await createBroker();
    first.createTopic('t');
    const recording = first.record();
    const [consumer, producer] = [await connected(first), await connected(first)];
    const parked = consumer.request(Fetch, 12, fetchBody('t', 0, 0, { maxWaitMs: 10_000 }));
    await first.waitUntil(() => first.connections.some(({ id, clientId }) => id === 0 && clientId === 'raw'));
    await produceTo(producer, { name: 't' }, 0, batchOf(['a']));
    await parked;
    assert.deepEqual(
      recording.exchanges.map(({ apiName, after }) => [apiName, after]),
      [['Produce', 0], ['Fetch', 0]],
    ); // prettier-ignore
    await consumer.request(Metadata, 1, { topics: [] });
    assert.equal(recording.exchanges[2]?.after, 2);
    await using second = await createBroker();
    second.createTopic('t');
    assert.deepEqual(await replayed(recording, second), []);
    for (const client of [consumer, producer]) client.close();
  });

  it('asks nothing before an answer is there that the client had', async () => {
    await using first = await createBroker();
    first.createTopic('t');
    const [reader, producer] = [await connected(first), await connected(first)];
    first.observeExchanges(() => undefined);
    await reader.request(Metadata, 1, { topics: [] });
    const recording = first.record();
    await produceTo(producer, { name: 't' }, 0, batchOf(['a']));
    await listOffset(reader, 't', 0, -1);
    // What was before the recording is not in it.
    assert.deepEqual(recording.exchanges.map(({ after: before }) => before), [0, 1]); // prettier-ignore
    await using second = await createBroker();
    second.createTopic('t');
    const asked: string[] = [];
    second.observe((event) => event.type === 'request' && asked.push(event.apiName));
    second.control('Produce', async (_request, context) => {
      await context.delay(30);
      return undefined;
    });
    assert.deepEqual(await replayed(recording, second), []);
    assert.deepEqual(asked.slice(-2), ['Produce', 'ListOffsets']);
    assert.equal(second.log('t', 0).endOffset, 1);
    for (const client of [reader, producer]) client.close();
  });

  it('plays a session of kafkajs again', async () => {
    await using first = await createBroker();
    const recording = first.record();
    const kafka = new Kafka({ brokers: first.bootstrapServers, clientId: 'app', logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: 't', messages: [{ key: 'a', value: '1' }, { key: 'b', value: '2' }] }); // prettier-ignore
    const consumer = kafka.consumer({ groupId: 'g' });
    await consumer.subscribe({ topic: 't', fromBeginning: true });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    await first.waitForGroup('g', { caughtUp: true, timeoutMs: 10_000 });
    await consumer.disconnect();
    await producer.disconnect();
    recording.stop();
    const file = path.join(folder, 'kafkajs.jsonl');
    await recording.save(file);
    await using second = await createBroker();
    assert.deepEqual(await replayed(await readRecording(file), second), []);
    assert.deepEqual(second.committedOffsets('g'), first.committedOffsets('g'));
    assert.deepEqual(second.records('t').map(({ valueText }) => valueText), ['1', '2']); // prettier-ignore
  });
});

/** A consumer of each protocol, a producer with transactions, and fetches by topic id within a session. */
async function session(broker: Broker): Promise<void> {
  const client = await connected(broker);
  const { topics } = await client.request(Metadata, 12, { topics: [{ name: 't' }], allowAutoTopicCreation: true });
  const topicId = topics[0]?.topicId as string;
  await produceTo(client, { name: 't', topicId }, 0, batchOf(['plain']), { version: 13 });
  const producer = new TransactionalClient(client, 'tx');
  await producer.init();
  await producer.produce('t', ['aborted']);
  await producer.end(false);
  await producer.produce('t', ['committed']);
  await producer.end(true);
  const byId = { maxBytes: 1_000_000, topics: [{ topicId, partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000 }] }] }; // prettier-ignore
  const { sessionId } = await client.request(Fetch, 13, { ...byId, sessionEpoch: 0 });
  assert.notEqual(sessionId, 0);
  const next = await client.request(Fetch, 13, { maxBytes: 1_000_000, sessionId, sessionEpoch: 1 });
  assert.equal(next.errorCode, 0);
  const member = new MemberClient(client, 'classic');
  await member.joinWithId();
  await member.sync({ [member.memberId]: 'mine' });
  const { memberId, generationId: generationIdOrMemberEpoch } = member;
  const commits = [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 3 }] }];
  const committed = await client.request(OffsetCommit, 9, { groupId: 'classic', memberId, generationIdOrMemberEpoch, topics: commits }); // prettier-ignore
  assert.equal(committed.topics[0]?.partitions[0]?.errorCode, 0);
  const consumer = new ConsumerClient(client, 'chosen by the client');
  await consumer.join(['t']);
  await consumer.send({ topicPartitions: [{ topicId, partitions: [0] }] });
  client.close();
}
