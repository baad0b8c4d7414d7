import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { encodeMessageSet } from '@k/codec';
import {
  CreateTopics,
  DeleteTopics,
  encodeRequestFrame,
  Fetch,
  JoinGroup,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  Produce,
  SaslAuthenticate,
  SaslHandshake,
  type Api,
  type MessageInit,
} from '@k/wire';
import { seededRandom } from '@k/runtime';
import { createBroker, type Broker } from '../../src/index.ts';
import type { BrokerOptions } from '../../src/options.ts';
import { batchOf } from '../support/records.ts';
import { fetchBody } from '../support/calls.ts';
import { seen } from '../support/events.ts';
import { RawClient } from '../support/raw-client.ts';
import { assertLinear, cpuTime } from './cpu.ts';
import { growing, grown, samples } from './samples.ts';

const N = 3000;
/** Of the request that is measured. */
const ID = 1_000_000;

/** A broker with a topic `t`, whose id is the same each time, and a client. */
async function withBroker<T>(
  use: (broker: Broker, client: RawClient) => Promise<T>,
  options: BrokerOptions = {},
): Promise<T> {
  await using broker = await createBroker({ random: seededRandom(1), ...options });
  broker.createTopic('t');
  const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
  try {
    return await use(broker, client);
  } finally {
    client.close();
  }
}

/** Processor time for one request, from its bytes to those of its answer or the end of the connection. */
function cost<Req>(
  client: RawClient,
  api: Api<Req, unknown>,
  version: number,
  body: MessageInit<Req>,
): Promise<number> {
  const frame = Buffer.concat(encodeRequestFrame(api, version, { correlationId: ID, clientId: null }, body));
  return cpuTime(() => client.sendBytes(frame, ID).catch(() => undefined));
}

function numbers(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

const ONE = { numPartitions: 1, replicationFactor: 1 };

async function commit(client: RawClient, groupId: string, topics: readonly string[], count = 1): Promise<void> {
  const partitions = numbers(count).map((partitionIndex) => ({ partitionIndex, committedOffset: 1 }));
  await client.request(OffsetCommit, 9, { groupId, topics: topics.map((name) => ({ name, partitions })) });
}

describe('pitfall 39: work grows with the bytes of a request, not with their square', async () => {
  const topicId = await withBroker((broker) => Promise.resolve(broker.topic('t')?.topicId ?? ''));
  for (const { api, version, body } of samples(topicId)) {
    for (const { path, isArray } of growing(body)) {
      const what = path.filter((step) => step !== '0').join('.');
      it(`${api.name} v${String(version)} with many or much in ${what}`, async () => {
        for (const distinct of isArray ? [false, true] : [false]) {
          await assertLinear(N, (n) =>
            withBroker(async (_broker, client) => {
              await commit(client, 'g', ['t']);
              return cost(client, api, version, grown(body, path, n, distinct) as object);
            }),
          );
        }
      });
    }
  }

  it('Produce to many partitions that one parked fetch waits for', async () => {
    await assertLinear(1000, (n) =>
      withBroker(async (broker, client) => {
        broker.createTopic('many', { partitions: n });
        const waiting = await RawClient.tcp(broker.bootstrapServers[0] as string);
        const [entry] = fetchBody('many', 0, 0).topics?.[0]?.partitions ?? [];
        const asked = numbers(n).map((partition) => ({ ...entry, partition }));
        const parked = seen(broker, 'Fetch');
        void waiting
          .request(Fetch, 12, { maxWaitMs: 600_000, minBytes: 2 ** 30, topics: [{ topic: 'many', partitions: asked }] })
          .catch(() => undefined);
        await parked;
        const records = batchOf(['x']);
        const partitionData = numbers(n).map((index) => ({ index, records }));
        const took = await cost(client, Produce, 9, { acks: -1, topicData: [{ name: 'many', partitionData }] });
        waiting.close();
        return took;
      }),
    );
  });

  it('JoinGroup of two members with many protocols', async () => {
    await assertLinear(N, (n) =>
      withBroker(async (broker, client) => {
        const other = await RawClient.tcp(broker.bootstrapServers[0] as string);
        const join = (groupInstanceId: string, memberId: string) => ({
          groupId: 'g',
          groupInstanceId,
          memberId,
          sessionTimeoutMs: 60_000,
          rebalanceTimeoutMs: 60_000,
          protocolType: 'consumer',
          // The one that both have comes last.
          protocols: [...numbers(n), -1].map((i) => ({ name: i < 0 ? 'common' : `${groupInstanceId}-${String(i)}` })),
        });
        const { memberId } = await client.request(JoinGroup, 9, join('a', ''));
        const parked = seen(broker, 'JoinGroup');
        const joined = other.request(JoinGroup, 9, join('b', ''));
        await parked;
        const took = await cost(client, JoinGroup, 9, join('a', memberId));
        assert.equal((await joined).protocolName, 'common');
        other.close();
        return took;
      }),
    );
  });

  it('DeleteTopics where many groups have committed', async () => {
    await assertLinear(800, (n) =>
      withBroker(async (broker, client) => {
        const names = numbers(n).map((i) => `deleted-${String(i)}`);
        for (const name of names) broker.createTopic(name);
        for (const name of names) await commit(client, `g-${name}`, [name]);
        return cost(client, DeleteTopics, 5, { topicNames: names });
      }),
    );
  });

  it('OffsetFetch of everything by many groups, or by one that is named often', async () => {
    await assertLinear(500, (n) =>
      withBroker(async (broker, client) => {
        broker.createTopic('many', { partitions: n });
        await commit(client, 'g', ['many'], n);
        const groups = numbers(n).map((i) => ({ groupId: i === 0 ? 'other' : 'g', topics: null }));
        return cost(client, OffsetFetch, 9, { groups });
      }),
    );
  });

  it('CreateTopics and Metadata that make many topics, and topics of many partitions', async () => {
    const making: ((client: RawClient, n: number) => Promise<number>)[] = [
      (client, n) => cost(client, CreateTopics, 7, { topics: [{ name: 'x', numPartitions: n, replicationFactor: 1 }] }),
      (client, n) => cost(client, CreateTopics, 7, { topics: numbers(n).map((i) => ({ ...ONE, name: String(i) })) }),
      (client, n) => cost(client, Metadata, 9, { topics: numbers(n).map((i) => ({ name: String(i) })) }),
    ];
    for (const make of making) await assertLinear(500, (n) => withBroker((_broker, client) => make(client, n)));
  });

  it('Produce v2 with many messages, and with many compressed ones', async () => {
    const message = { magic: 0, attributes: 0, key: null, value: 'value', timestamp: -1 } as const;
    const one = encodeMessageSet([message]);
    const wrapped = encodeMessageSet([{ ...message, attributes: 1, value: gzipSync(one) }]);
    for (const set of [one, wrapped]) {
      await assertLinear(1000, (n) =>
        withBroker((_broker, client) => {
          const records = Buffer.concat(numbers(n).map(() => set));
          const partitionData = [{ index: 0, records }];
          return cost(client, Produce, 2, { acks: 1, topicData: [{ name: 't', partitionData }] });
        }),
      );
    }
  });

  const tokens: [mechanism: string, token: (n: number) => string][] = [
    ['PLAIN', (n) => `\0`.repeat(n)],
    ['PLAIN', (n) => `\0alice\0${'x'.repeat(n)}`],
    ['SCRAM-SHA-256', (n) => `n,,n=alice,r=${'r'.repeat(n)}\n`],
    ['SCRAM-SHA-256', (n) => `n,,n=alice,r=r${',p=A'.repeat(n)}\n`],
    ['OAUTHBEARER', (n) => `n,,\x01auth=Bearer x\x01${'a=b\x01'.repeat(n)}`],
    ['OAUTHBEARER', (n) => `n,,\x01auth=Bearer ${' '.repeat(n)}\x01\x01`],
  ];
  for (const [i, [mechanism, token]] of tokens.entries()) {
    it(`a long token of ${mechanism} (${String(i)})`, async () => {
      const sasl = { users: { alice: 'secret' }, mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'OAUTHBEARER'] as const };
      await assertLinear(8 * N, (n) =>
        withBroker(
          async (_broker, client) => {
            await client.request(SaslHandshake, 1, { mechanism });
            return cost(client, SaslAuthenticate, 2, { authBytes: Buffer.from(token(n)) });
          },
          { listeners: [{ sasl: { ...sasl, mechanisms: [...sasl.mechanisms] } }] },
        ),
      );
    });
  }
});
