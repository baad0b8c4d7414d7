import { ApiVersions, CreateTopics, DeleteTopics, Fetch, InitProducerId, ListOffsets, Metadata } from '@k/wire';
import { fetchBody, fetchFrom, listOffset, produceTo } from '../support/calls.ts';
import { batchOf } from '../support/records.ts';
import type { RawClient } from '../support/raw-client.ts';
import type { Probe } from './probe.ts';

const NO_SUCH_ID = `${'B'.repeat(21)}A`;

export async function probeRecords(probe: Probe): Promise<void> {
  const topicId = await probe.topic('a');
  const a = { name: probe.name('a'), topicId };
  await probe.until(
    () => fetchFrom(probe.client, a.name, 0, 0),
    ({ errorCode }) => errorCode === 0,
  );
  await probeBatches(probe, a);
  await probeSequences(probe);
  await probeReads(probe, a);
  await probeTopics(probe, a);
}

async function probeBatches(probe: Probe, a: { name: string; topicId: string }): Promise<void> {
  const at = (bytes: Buffer, position: number, value: number): Buffer => {
    bytes[position] = value;
    return bytes;
  };
  const batches: Record<string, () => Buffer> = {
    'a good one': () => batchOf(['x', 'y']),
    'an empty record set': () => Buffer.alloc(0),
    'a wrong CRC': () => at(batchOf(['value']), 65, 0x55),
    'cut off in the header': () => batchOf(['value']).subarray(0, 40),
    'cut off in the length': () => batchOf(['value']).subarray(0, 10),
    'two batches': () => Buffer.concat([batchOf(['a']), batchOf(['b'])]),
    'bytes behind the batch': () => Buffer.concat([batchOf(['a']), Buffer.alloc(5)]),
    'magic 1': () => at(batchOf(['v']), 16, 1),
    'magic 9': () => at(batchOf(['v']), 16, 9),
    'a base offset': () => at(batchOf(['v']), 7, 5),
    'too large': () => batchOf(['x'.repeat(2_000_000)]),
    'a transactional one': () =>
      batchOf(['x'], { producerId: 1n, producerEpoch: 0, baseSequence: 0, isTransactional: true }),
    'a negative sequence': () => batchOf(['x'], { producerId: 1n, producerEpoch: 0, baseSequence: -1 }),
  };
  for (const [what, make] of Object.entries(batches)) {
    await probe.ask(`produce: ${what}`, async (client) => {
      const { errorCode, baseOffset, logAppendTimeMs } = await produceTo(client, a, 0, make());
      return [errorCode, baseOffset, logAppendTimeMs];
    });
  }
  const codes: [string, (client: RawClient) => ReturnType<typeof produceTo>][] = [
    ['acks 2', (client) => produceTo(client, a, 0, batchOf(['x']), { acks: 2 })],
    ['an unknown topic', (client) => produceTo(client, { name: probe.name('nope') }, 0, batchOf(['x']))],
    ['an unknown partition', (client) => produceTo(client, a, 4, batchOf(['x']))],
    [
      'an unknown id',
      (client) => produceTo(client, { name: '', topicId: NO_SUCH_ID }, 0, batchOf(['x']), { version: 13 }),
    ],
  ];
  for (const [what, call] of codes) {
    await probe.ask(`produce: ${what}`, async (client) => (await call(client)).errorCode);
  }
}

async function probeSequences(probe: Probe): Promise<void> {
  await probe.topic('seq');
  const { producerId } = await probe.until(
    () => probe.client.request(InitProducerId, 4, { transactionalId: null, transactionTimeoutMs: 1000 }),
    ({ errorCode }) => errorCode === 0,
  );
  const send = async (client: RawClient, id: bigint, baseSequence: number, count: number, producerEpoch: number) => {
    const values = Array.from({ length: count }, () => 'x');
    const records = batchOf(values, { producerId: id, producerEpoch, baseSequence });
    const { errorCode, baseOffset } = await produceTo(client, { name: probe.name('seq') }, 0, records);
    return [errorCode, baseOffset];
  };
  await probe.until(
    () => fetchFrom(probe.client, probe.name('seq'), 0, 0),
    ({ errorCode }) => errorCode === 0,
  );
  const steps = [
    [0, 2], [2, 1], [0, 2], [2, 1], [5, 1], [1, 1], [1, 2], [3, 1], [4, 1], [5, 1], [6, 1], [7, 1], [2, 1], [3, 1],
    [1, 1, 1], [0, 1, 1], [8, 1, 0], [1, 1, 1],
  ]; // prettier-ignore
  for (const [index, [sequence = 0, count = 1, epoch = 0]] of steps.entries()) {
    const what = `sequence ${String(index)}: ${String(count)} from ${String(sequence)} in epoch ${String(epoch)}`;
    await probe.ask(what, (client) => send(client, producerId, sequence, count, epoch));
  }
  await probe.ask('sequence of an unknown producer', (client) => send(client, producerId + 500n, 17, 1, 0));
}

async function probeReads(probe: Probe, a: { name: string; topicId: string }): Promise<void> {
  for (const [what, offset] of [
    ['', 0],
    [' past the end', 1000],
    [' below zero', -5],
  ] as const) {
    await probe.ask(`fetch${what}`, async (client) => {
      const found = await fetchFrom(client, a.name, 0, offset);
      const { errorCode, highWatermark, lastStableOffset, logStartOffset, abortedTransactions, records } = found;
      return [errorCode, highWatermark, lastStableOffset, logStartOffset, abortedTransactions, records?.length];
    });
  }
  for (const epoch of [0, 1, 5]) {
    await probe.ask(
      `fetch in epoch ${String(epoch)}`,
      async (client) => (await fetchFrom(client, a.name, 0, 0, { epoch })).errorCode,
    );
  }
  await probe.ask(
    'fetch of an unknown topic',
    async (client) => (await fetchFrom(client, probe.name('nope'), 0, 0)).errorCode,
  );
  await probe.ask(
    'fetch of one byte',
    async (client) => (await fetchFrom(client, a.name, 0, 0, { partitionMaxBytes: 1 })).records?.length,
  );
  await probe.ask('fetch, committed only', async (client) => {
    const response = await client.request(Fetch, 12, { ...fetchBody(a.name, 0, 0), isolationLevel: 1 });
    return response.responses[0]?.partitions[0]?.abortedTransactions;
  });
  await probe.ask('fetch in an unknown session', async (client) => {
    const response = await client.request(Fetch, 12, { ...fetchBody(a.name, 0, 0), sessionId: 7, sessionEpoch: 1 });
    return [response.errorCode, response.sessionId, response.responses.length];
  });
  await probe.topic('empty');
  await probe.until(
    () => fetchFrom(probe.client, probe.name('empty'), 0, 0),
    ({ errorCode }) => errorCode === 0,
  );
  for (const timestamp of [-1, -2, -3, -4, -5, -6, -7, 0, 4_102_444_800_000]) {
    for (const topic of ['a', 'empty']) {
      await probe.ask(`offset of ${String(timestamp)} in ${topic}`, async (client) => {
        const {
          errorCode,
          offset,
          timestamp: found,
          leaderEpoch,
        } = await listOffset(client, probe.name(topic), 0, timestamp);
        return [errorCode, offset, found, leaderEpoch];
      });
    }
  }
  await probe.ask('offset of -3 in v6', async (client) => (await listOffset(client, a.name, 0, -3, 6)).errorCode);
  await probe.ask('offset of -6 in v11', async (client) => (await listOffset(client, a.name, 0, -6, 11)).errorCode);
  await probe.ask(
    'offset in an unknown topic',
    async (client) => (await listOffset(client, probe.name('nope'), 0, -1)).errorCode,
  );
  await probe.ask('offsets of a partition named twice', async (client) => {
    const partitions = [-1, -2].map((timestamp) => ({ partitionIndex: 0, timestamp }));
    const response = await client.request(ListOffsets, 6, { replicaId: -1, topics: [{ name: a.name, partitions }] });
    return response.topics[0]?.partitions.map(({ errorCode }) => errorCode);
  });
}

async function probeTopics(probe: Probe, a: { name: string; topicId: string }): Promise<void> {
  const good = { name: probe.name('new'), numPartitions: 1, replicationFactor: 1 };
  const topics: Record<string, object> = {
    'one that is there': { name: a.name },
    'a bad name': { name: 'a b' },
    'three replicas': { replicationFactor: 3 },
    'no partitions': { numPartitions: 0 },
    'an unknown setting': { configs: [{ name: 'x.y', value: '1' }] },
    'a wrong value': { configs: [{ name: 'retention.ms', value: 'abc' }] },
    'a null value': { configs: [{ name: 'retention.ms', value: null }] },
    'counts and assignments': { assignments: [{ partitionIndex: 0, brokerIds: [0] }] },
  };
  for (const [what, topic] of Object.entries(topics)) {
    await probe.ask(`create: ${what}`, async (client) => {
      const response = await client.request(CreateTopics, 7, { timeoutMs: 5000, topics: [{ ...good, ...topic }] });
      return response.topics.map(({ errorCode }) => errorCode);
    });
  }
  await probe.ask('create: the same name twice', async (client) => {
    const response = await client.request(CreateTopics, 7, { timeoutMs: 5000, topics: [good, good] });
    return response.topics.map(({ errorCode }) => errorCode);
  });
  await probe.ask('create: settings of a topic', async (client) => {
    const topic = { ...good, numPartitions: 4, replicationFactor: -1 };
    const response = await client.request(CreateTopics, 7, { timeoutMs: 5000, validateOnly: true, topics: [topic] });
    const names = response.topics[0]?.configs?.map(({ name, value }) => `${name}=${String(value)}`).sort();
    return [response.topics[0]?.errorCode, response.topics[0]?.numPartitions, names];
  });
  const lookups: [string, number, object[]][] = [
    ['by name', 12, [{ name: a.name }, { name: probe.name('nope') }, { name: 'a b' }]],
    [
      'by id',
      12,
      [
        { topicId: a.topicId, name: null },
        { topicId: NO_SUCH_ID, name: null },
      ],
    ],
    ['by id before v12', 11, [{ topicId: a.topicId, name: null }]],
  ];
  for (const [what, version, asked] of lookups) {
    await probe.ask(`metadata ${what}`, async (client) => {
      const body = { topics: asked, allowAutoTopicCreation: false, includeTopicAuthorizedOperations: true };
      const response = await client.request(Metadata, version, body);
      return response.topics
        .map((topic) => [
          topic.errorCode,
          probe.short(topic.name),
          topic.topicAuthorizedOperations,
          topic.partitions.length,
        ])
        .sort();
    });
  }
  await probe.ask('metadata: cluster operations', async (client) => {
    const body = { topics: [], includeClusterAuthorizedOperations: true };
    return (await client.request(Metadata, 8, body)).clusterAuthorizedOperations;
  });
  await probe.ask('delete', async (client) => {
    const asked = [{ name: probe.name('empty') }, { name: probe.name('nope') }, { topicId: NO_SUCH_ID, name: null }];
    const response = await client.request(DeleteTopics, 6, { timeoutMs: 5000, topics: asked });
    return response.responses.map(({ errorCode, name }) => [errorCode, probe.short(name)]).sort();
  });
  await probe.ask('delete: the same name twice', async (client) => {
    const response = await client.request(DeleteTopics, 5, { timeoutMs: 5000, topicNames: [a.name, a.name] });
    return response.responses.map(({ errorCode }) => errorCode);
  });
  await probe.ask('api versions of the future', async (client) => {
    // Key 18, version 99, correlation id 77, client id "x", no tags, then bytes of an unknown body.
    const answer = await client.sendBytes(
      Buffer.from('0000001000120063' + '0000004d' + '00017800' + 'ffffffff', 'hex'),
      77,
    );
    return ApiVersions.response.decode(0, answer.subarray(4)).errorCode;
  });
}
