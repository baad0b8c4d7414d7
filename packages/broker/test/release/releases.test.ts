import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { MessageSetWriter } from '@k/codec';
import {
  apiByKey,
  ApiVersions,
  CreateTopics,
  encodeRequestFrame,
  ErrorCode,
  Heartbeat,
  JoinGroup,
  Metadata,
  OffsetCommit,
  Produce,
  Reader,
  readResponseHeader,
  TxnOffsetCommit,
  type Api,
} from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { RELEASE_NAMES } from '../../src/release/release-ranges.ts';
import { releaseOf, type PlayedRelease } from '../../src/release/releases.ts';
import { produceTo } from '../support/calls.ts';
import { leastBodyOf } from '../support/least-bodies.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';

/** Api keys with ranges, by release: measured. */
function measuredRanges(): Map<string, Map<number, string>> {
  const file = readFileSync(new URL('../../../test/fixtures/api-ranges.tsv', import.meta.url), 'utf8');
  const [, heads, ...rows] = file
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  return new Map(
    (heads ?? []).slice(2).map((version, column) => {
      const ranges = rows.map((row): [number, string] => [Number(row[0]), row[column + 2] ?? '-']);
      return [version, new Map(ranges.filter(([, range]) => range !== '-'))];
    }),
  );
}

const MEASURED: readonly [asVersion: PlayedRelease, measured: string][] = [
  ['0.10.2', '0.10.2.2'],
  ['0.11', '0.11.0.3'],
  ['1.1', '1.1.1'],
  ['2.4', '2.4.1'],
  ['2.8', '2.8.2'],
  ['3.9', '3.9.2'],
  ['4.3', '4.3.1'],
  ['4.4', '4.4.0'],
];

/** Keys of the APIs in the README's table of what is not announced, each with a reason. */
function unannouncedOf(readme: string): Set<number> {
  const section = /^### What it does not announce\n[^]*?(?=^##)/m.exec(readme)?.[0] ?? '';
  const rows = [...section.matchAll(/^\| (\d[\d, -]*) \|([^|]*)\|([^|]*)\|$/gm)];
  assert.ok(
    rows.length > 0 && rows.every(([, , names, reason]) => (names?.trim() ?? '') !== '' && (reason?.length ?? 0) > 20),
  );
  return new Set(
    rows.flatMap(([, keys = '']) =>
      keys.split(',').flatMap((part) => {
        const [first = 0, last = first] = part.split('-').map(Number);
        return Array.from({ length: last - first + 1 }, (_, index) => first + index);
      }),
    ),
  );
}

const unannounced = unannouncedOf(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'));

async function clientOf(broker: Broker, node = 0): Promise<RawClient> {
  return RawClient.tcp(broker.bootstrapServers[node] as string);
}

/** A request by hand, header and all, so that no version is refused here already. */
function frameOf(key: number, version: number, body: Buffer, clientId: string | null = 'x', correlationId = 1): Buffer {
  const id = clientId === null ? Buffer.alloc(0) : Buffer.from(clientId);
  const head = Buffer.alloc(14);
  head.writeInt32BE(10 + id.length + body.length, 0);
  head.writeInt16BE(key, 4);
  head.writeInt16BE(version, 6);
  head.writeInt32BE(correlationId, 8);
  head.writeInt16BE(clientId === null ? -1 : id.length, 12);
  return Buffer.concat([head, id, body]);
}

const metadataV0 = (correlationId: number): Buffer =>
  Buffer.concat(encodeRequestFrame(Metadata, 0, { correlationId, clientId: 'x' }, { topics: [] }));

describe('asVersion', () => {
  it('has a reason in the README only for what some release announces, and no handler has', () => {
    const announcedBySome = new Set([...measuredRanges().values()].flatMap((ranges) => [...ranges.keys()]));
    const served = new Set(RELEASE_NAMES.flatMap((name) => [...releaseOf(name).served.keys()]));
    assert.deepEqual(
      [...unannounced].filter((key) => !announcedBySome.has(key) || served.has(key)),
      [],
    );
  });

  for (const [asVersion, version] of MEASURED) {
    it(`${asVersion} announces what ${version} announces, but for what the README gives a reason for`, async () => {
      await using broker = await createBroker({ asVersion });
      const client = await clientOf(broker);
      const { errorCode, apiKeys } = await client.request(ApiVersions, 0, {});
      assert.equal(errorCode, 0);
      const announced = apiKeys.map(({ apiKey, minVersion, maxVersion }): [number, string] => [
        apiKey,
        `${String(minVersion)}-${String(maxVersion)}`,
      ]);
      const measured = [...(measuredRanges().get(version) ?? [])].filter(([key]) => !unannounced.has(key));
      assert.deepEqual(announced, measured);
      client.close();
    });
  }

  for (const asVersion of RELEASE_NAMES) {
    it(`${asVersion} answers every version it serves`, async () => {
      await using broker = await createBroker({ asVersion });
      broker.createTopic('t');
      const client = await clientOf(broker);
      for (const [key, { minVersion, maxVersion }] of releaseOf(asVersion).served) {
        const api = apiByKey(key) as Api<unknown, unknown>;
        for (let version = minVersion; version <= maxVersion; version++) {
          await client.request(api, version, leastBodyOf(api, version));
        }
      }
      client.close();
    });
  }

  const refused: [asVersion: PlayedRelease, api: Api<unknown, unknown>, version: number][] = [
    ['0.8.2', ApiVersions, 0],
    ['0.8.2', JoinGroup, 0],
    ['0.8.2', OffsetCommit, 2],
    ['0.10.2', Metadata, 3],
    ['0.10.2', apiByKey(22) as Api<unknown, unknown>, 0],
    ['1.1', Metadata, 6],
    ['2.4', Metadata, 10],
    ['2.8', Metadata, 12],
    ['3.9', Metadata, 13],
    ['4.3', OffsetCommit, 1],
    ['4.3', Produce, 2],
    ['4.3', TxnOffsetCommit, 6],
    ['4.4', Produce, 2],
  ];
  for (const [asVersion, api, version] of refused) {
    it(`${asVersion} hangs up on ${api.name} v${String(version)}`, async () => {
      await using broker = await createBroker({ asVersion });
      const client = await clientOf(broker);
      await assert.rejects(client.request(api, version, {}), /the connection was closed/);
    });
  }

  it('0.9 gives no answer to what it does not know, and goes on with the next request', async () => {
    await using broker = await createBroker({ asVersion: '0.9' });
    const client = await clientOf(broker);
    for (const [key, version] of [
      [ApiVersions.key, 0],
      [Metadata.key, 5],
      [OffsetCommit.key, 3],
    ] as const) {
      client.sendBytes(frameOf(key, version, Buffer.from('ff'.repeat(20), 'hex')), 1).catch(() => undefined);
    }
    await client.sendBytes(metadataV0(2), 2);
    assert.deepEqual(client.answered, [2]);
    // Its header does not allow a null client id.
    client.sendBytes(frameOf(ApiVersions.key, 0, Buffer.alloc(0), null), 3).catch(() => undefined);
    await client.closed;
  });

  it('0.8.2 takes a newer Metadata for v0, whatever follows', async () => {
    await using broker = await createBroker({ asVersion: '0.8.2' });
    broker.createTopic('t');
    const client = await clientOf(broker);
    // v4: a list of topics and allowAutoTopicCreation.
    const body = Buffer.concat([Buffer.from('00000001' + '0001', 'hex'), Buffer.from('t'), Buffer.of(1)]);
    const reader = new Reader(await client.sendBytes(frameOf(Metadata.key, 4, body), 1));
    readResponseHeader(reader, Metadata, 0);
    assert.deepEqual(
      Metadata.response.read(reader, 0).topics.map(({ name }) => name),
      ['t'],
    );
    assert.equal(reader.remaining, 0);
    client.close();
  });

  it('0.8.2 answers Heartbeat with an unknown error, whatever its version', async () => {
    await using broker = await createBroker({ asVersion: '0.8.2' });
    const client = await clientOf(broker);
    const body = Heartbeat.request.encode(0, { groupId: 'g', memberId: 'm' });
    for (const version of [0, 1]) {
      const answer = await client.sendBytes(frameOf(Heartbeat.key, version, body), 1);
      assert.equal(answer.toString('hex'), '00000001ffff');
    }
    client.close();
  });

  it('0.8.2 names no broker before the first topic, unless told to', async () => {
    const brokers = async (client: RawClient, topic?: string): Promise<number> =>
      (await client.request(Metadata, 0, { topics: topic === undefined ? [] : [{ name: topic }] })).brokers.length;
    await using fresh = await createBroker({ asVersion: '0.8.2', nodes: 2 });
    const client = await clientOf(fresh);
    assert.equal(await brokers(client), 0);
    assert.equal(await brokers(client, 'made'), 2, 'the request that makes a topic');
    fresh.deleteTopic('made');
    assert.equal(await brokers(client), 2);
    await using told = await createBroker({ asVersion: '0.8.2', emptyUntilFirstTopic: false });
    assert.equal(await brokers(await clientOf(told)), 1);
    await using newer = await createBroker({ asVersion: '0.9' });
    assert.equal(await brokers(await clientOf(newer)), 1);
  });

  it('0.8.2 takes commits of anybody: it has no groups', async () => {
    const codes: (number | undefined)[] = [];
    for (const asVersion of ['0.8.2', '0.9'] as const) {
      await using broker = await createBroker({ asVersion });
      broker.createTopic('t');
      const { topics } = await (
        await clientOf(broker)
      ).request(OffsetCommit, 1, {
        groupId: 'g',
        generationIdOrMemberEpoch: 3,
        memberId: 'm',
        topics: [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 0 }] }],
      });
      codes.push(topics[0]?.partitions[0]?.errorCode);
    }
    assert.deepEqual(codes, [ErrorCode.NONE, ErrorCode.ILLEGAL_GENERATION]);
  });

  it('answers a too new ApiVersions in v0, from 2.4 on with the range it takes (KIP-511)', async () => {
    for (const [asVersion, expected] of [
      ['0.10.2', []],
      ['1.1', []],
      ['2.4', [[18, 0, 3]]],
      ['4.3', [[18, 0, 4]]],
      ['4.4', [[18, 0, 5]]],
    ] as const) {
      await using broker = await createBroker({ asVersion });
      const client = await clientOf(broker);
      const reader = new Reader(await client.sendBytes(frameOf(ApiVersions.key, 99, Buffer.from('00', 'hex')), 1));
      readResponseHeader(reader, ApiVersions, 0);
      const { errorCode, apiKeys } = ApiVersions.response.read(reader, 0);
      assert.equal(errorCode, ErrorCode.UNSUPPORTED_VERSION);
      assert.deepEqual(
        apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, minVersion, maxVersion]),
        expected,
      );
      client.close();
    }
  });

  it('4.4 sends away who means another cluster or node (KIP-1242)', async () => {
    await using broker = await createBroker({ asVersion: '4.4', nodes: 2 });
    const client = await clientOf(broker, 1);
    const { clusterId } = broker;
    // Asked of 4.4.0.
    for (const [meant, expected] of [
      [{}, ErrorCode.NONE],
      [{ clusterId, nodeId: 1 }, ErrorCode.NONE],
      [{ clusterId, nodeId: 0 }, ErrorCode.REBOOTSTRAP_REQUIRED],
      [{ clusterId, nodeId: -2 }, ErrorCode.REBOOTSTRAP_REQUIRED],
      [{ clusterId: 'other', nodeId: 1 }, ErrorCode.REBOOTSTRAP_REQUIRED],
      [{ clusterId: '', nodeId: 1 }, ErrorCode.REBOOTSTRAP_REQUIRED],
      [{ clusterId }, ErrorCode.INVALID_REQUEST],
      [{ nodeId: 1 }, ErrorCode.INVALID_REQUEST],
    ] as const) {
      const body = { clientSoftwareName: 'raw', clientSoftwareVersion: '1', ...meant };
      const { errorCode, apiKeys } = await client.request(ApiVersions, 5, body);
      assert.equal(errorCode, expected, JSON.stringify(meant));
      assert.equal(apiKeys.length > 0, expected === ErrorCode.NONE);
    }
    client.close();
  });

  it('has the limits of the time: session timeouts', async () => {
    for (const [asVersion, sessionTimeoutMs, expected] of [
      ['0.9', 45_000, ErrorCode.INVALID_SESSION_TIMEOUT],
      ['0.9', 30_000, ErrorCode.NONE],
      ['1.1', 300_001, ErrorCode.INVALID_SESSION_TIMEOUT],
      ['2.4', 1_800_000, ErrorCode.NONE],
    ] as const) {
      await using broker = await createBroker({ asVersion });
      const client = await clientOf(broker);
      const { errorCode } = await client.request(JoinGroup, 0, {
        groupId: 'g',
        sessionTimeoutMs,
        protocolType: 'consumer',
        protocols: [{ name: 'range' }],
      });
      assert.equal(errorCode, expected, `${asVersion} ${String(sessionTimeoutMs)}`);
      client.close();
    }
  });

  it('makes topics on the controller alone while there was ZooKeeper', async () => {
    const topics = [{ name: 'made', numPartitions: 1, replicationFactor: 1 }];
    for (const [asVersion, expected] of [
      ['2.8', ErrorCode.NOT_CONTROLLER],
      ['3.9', ErrorCode.NONE],
    ] as const) {
      await using broker = await createBroker({ asVersion, nodes: 2 });
      const [controller, other] = [await clientOf(broker, 0), await clientOf(broker, 1)];
      assert.equal(broker.controllerId, 0);
      assert.equal((await other.request(CreateTopics, 2, { topics })).topics[0]?.errorCode, expected);
      if (expected !== 0) assert.equal((await controller.request(CreateTopics, 2, { topics })).topics[0]?.errorCode, 0);
      assert.deepEqual(broker.topicNames, ['made']);
    }
  });

  it('asks acks=all for more replicas than there are, and takes what is ahead of its clock, as long as Kafka did', async () => {
    const ahead = Date.now() + 2 * 3_600_000;
    // Asked of 2.8.2, 3.9.2 and 4.3.1.
    for (const [asVersion, minIsr, timestamp] of [
      ['2.8', ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.NONE],
      ['3.9', ErrorCode.NONE, ErrorCode.NONE],
      ['4.3', ErrorCode.NONE, ErrorCode.INVALID_TIMESTAMP],
      [undefined, ErrorCode.NONE, ErrorCode.INVALID_TIMESTAMP],
    ] as const) {
      await using broker = await createBroker({ nodes: 3, ...(asVersion === undefined ? {} : { asVersion }) });
      broker.createTopic('one', { assignment: [[0]], config: { 'min.insync.replicas': '2' } });
      broker.createTopic('two', { assignment: [[0, 1]], config: { 'min.insync.replicas': '3' } });
      broker.createTopic('ahead', { assignment: [[0]] });
      const client = await clientOf(broker);
      const produce = async (name: string, records: Buffer, acks = -1): Promise<number> =>
        (await produceTo(client, { name }, 0, records, { acks })).errorCode;
      assert.equal(await produce('one', batchOf(['x'])), minIsr, asVersion);
      assert.equal(await produce('one', batchOf(['x']), 1), ErrorCode.NONE);
      assert.equal(await produce('two', batchOf(['x'])), minIsr);
      await broker.stop(1);
      assert.equal(await produce('two', batchOf(['x'])), ErrorCode.NOT_ENOUGH_REPLICAS);
      assert.equal(await produce('ahead', batchOf(['x'], {}, { timestamp: ahead })), timestamp, asVersion);
      client.close();
    }
  });

  it('takes a compressed message beside others as long as Kafka did', async () => {
    const set = (compression: 'none' | 'gzip'): Buffer => {
      const writer = new MessageSetWriter({ magic: 1, maxBytes: 1000, compression });
      writer.tryAppend(5, 'key', compression);
      return Buffer.from(writer.seal());
    };
    const mixed = Buffer.concat([set('gzip'), set('none'), set('gzip')]);
    // Asked of 1.1.1, 2.4.1, 2.8.2 and 3.9.2.
    for (const [asVersion, expected] of [
      ['1.1', ErrorCode.NONE],
      ['2.4', ErrorCode.INVALID_RECORD],
      ['3.9', ErrorCode.INVALID_RECORD],
    ] as const) {
      await using broker = await createBroker({ asVersion });
      broker.createTopic('t');
      const client = await clientOf(broker);
      const { errorCode } = await produceTo(client, { name: 't' }, 0, Buffer.from(mixed), { version: 2 });
      assert.equal(errorCode, expected, asVersion);
      assert.equal(broker.log('t', 0).endOffset, expected === ErrorCode.NONE ? 3 : 0);
      client.close();
    }
  });

  it('is none by default: all that is implemented is served', async () => {
    await using broker = await createBroker();
    const client = await clientOf(broker);
    const { apiKeys } = await client.request(ApiVersions, 0, {});
    for (const { apiKey, minVersion } of apiKeys) {
      assert.equal(minVersion, apiByKey(apiKey)?.minVersion, `API ${String(apiKey)}`);
    }
    await assert.rejects(createBroker({ asVersion: '0.7' as '0.9' }), /asVersion/);
    client.close();
  });
});
