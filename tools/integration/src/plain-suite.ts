import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CreateTopics,
  ErrorCode,
  FindCoordinator,
  Heartbeat,
  InitProducerId,
  JoinGroup,
  OffsetFetch,
  ProtocolError,
  SyncGroup,
  errorFor,
} from '@k/wire';
import { KafkaProducer } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import { simpleConsumers } from './areas/simple-consumers.ts';
import { PATIENCE_MS } from './lab.ts';
import { PlainClient } from './plain-client.ts';
import { plainReading } from './plain-reading.ts';
import { started } from './started.ts';
import type { Target } from './target.ts';

/** What every Kafka since 0.8 must do for a client, on one that is started for it. */
export function definePlainSuite(name: string, start: () => Promise<Target>): void {
  describe(`the plain suite on ${name}`, () => {
    const target = started(start);
    /** Brokers before 0.10 do not say what they take, and finding it out takes seconds: once in each way is enough. */
    const told = (): string => (atLeast(target().version, '0.10') ? 'auto' : target().version);
    function client(apiVersion = told()): PlainClient {
      return new PlainClient({ bootstrapServers: [...target().bootstrapServers], apiVersion });
    }
    let names = 0;
    const unique = (what: string): string => `${what}-${Date.now().toString(36)}-${names++}`;

    plainReading({ target, told, client, unique });

    it('connects and learns who the brokers are', async () => {
      await using plain = client('auto');
      await plain.cluster.connect({ timeoutMs: PATIENCE_MS });
      const known = plain.cluster.brokers.map(({ host, port }) => `${host}:${port}`);
      assert.deepEqual(known.sort(), [...target().bootstrapServers].sort());
    });

    it('knows what the broker is too old for', async () => {
      await using plain = client('auto');
      assert.equal(await plain.takes(OffsetFetch), atLeast(target().version, '0.8.1'));
      assert.equal(await plain.takes(FindCoordinator), atLeast(target().version, '0.8.2'));
      assert.equal(await plain.takes(JoinGroup), atLeast(target().version, '0.9'));
      assert.equal(await plain.takes(CreateTopics), atLeast(target().version, '0.10.1'));
      assert.equal(await plain.takes(InitProducerId), atLeast(target().version, '0.11'));
    });

    for (const acks of [0, 1, -1] as const) {
      it(`brings what was produced with acks ${acks} to who fetches, in order`, async () => {
        await using plain = client();
        const topic = unique('plain');
        await plain.makeTopic(topic);
        const values = Array.from({ length: 50 }, (_, i) => `value ${i} ✓`);
        const first = await plain.produce(topic, values.slice(0, 20), acks);
        assert.equal(first, acks === 0 ? -1 : 0);
        const second = await plain.produce(topic, values.slice(20), acks);
        assert.equal(second, acks === 0 ? -1 : 20);
        assert.deepEqual(
          await plain.read(topic, 0, values.length),
          values.map((value, i) => [i, value]),
        );
        // From the middle of what was written at once.
        assert.deepEqual((await plain.read(topic, 30, 20))[0], [30, values[30]]);
      });
    }

    for (const compressionType of ['none', 'gzip', 'snappy', 'lz4'] as const) {
      it(`stores what KafkaProducer sends (${compressionType}), in the format it knows`, async (context) => {
        if (compressionType === 'lz4' && !atLeast(target().version, '0.8.2')) {
          context.skip('there is lz4 from 0.8.2 on');
          return;
        }
        await using plain = client();
        const topic = unique('plain');
        await plain.makeTopic(topic);
        const apiVersion = compressionType === 'none' ? 'auto' : target().version;
        const options = { bootstrapServers: [...target().bootstrapServers], compressionType, apiVersion };
        await using producer = new KafkaProducer({ ...options, enableIdempotence: false });
        const values = Array.from({ length: 50 }, (_, i) => `value ${i} of many that are much the same ✓`);
        const stored = await producer.sendMany(values.map((value) => ({ topic, value })));
        assert.deepEqual(
          stored.map(({ offset }) => offset),
          values.map((_, i) => i),
        );
        assert.deepEqual(
          await plain.read(topic, 0, values.length),
          values.map((value, i) => [i, value]),
        );
        if (target().readByConsole !== undefined) {
          assert.deepEqual(await target().readByConsole?.(topic, values.length), values);
        }
        const header = producer.send({ topic, value: 'with a header', headers: [{ key: 'h', value: 'x' }] });
        if (atLeast(target().version, '0.11')) await header;
        else await assert.rejects(header, { name: 'SerializationError' });
        await using idempotent = new KafkaProducer(options);
        const once = idempotent.send({ topic, value: 'once' });
        if (atLeast(target().version, '0.11')) await once;
        else await assert.rejects(once, /set enableIdempotence: false/);
      });
    }

    it('tells where a log begins and ends', async () => {
      await using plain = client();
      const topic = unique('plain');
      await plain.makeTopic(topic);
      assert.deepEqual([await plain.offsetOf(topic, -2), await plain.offsetOf(topic, -1)], [0, 0]);
      await plain.produce(topic, ['a', 'b', 'c']);
      assert.deepEqual([await plain.offsetOf(topic, -2), await plain.offsetOf(topic, -1)], [0, 3]);
    });

    it('passes on what the broker refuses', async () => {
      await using plain = client();
      const topic = unique('plain');
      await plain.makeTopic(topic);
      await assert.rejects(plain.fetch(topic, 1000), (error: unknown) => {
        assert.ok(error instanceof ProtocolError);
        assert.equal(error.code, ErrorCode.OFFSET_OUT_OF_RANGE);
        return true;
      });
      await plain.produce(topic, ['still here']);
      assert.deepEqual(await plain.read(topic, 0, 1), [[0, 'still here']]);
    });

    it('keeps offsets for a group', async (context) => {
      if (!atLeast(target().version, '0.8.1')) {
        context.skip('brokers keep offsets from 0.8.1 on');
        return;
      }
      await using plain = client();
      const topic = unique('plain');
      await plain.makeTopic(topic);
      const group = unique('group');
      assert.equal(await plain.committed(group, topic), -1);
      await plain.commit(group, topic, 7);
      assert.equal(await plain.committed(group, topic), 7);
      await using other = client();
      await other.cluster.loadTopics([topic]);
      assert.equal(await other.committed(group, topic), 7);
    });

    it('takes a member into a group', async (context) => {
      if (!atLeast(target().version, '0.9')) {
        context.skip('groups have members from 0.9 on');
        return;
      }
      await using plain = client();
      const { cluster } = plain;
      const groupId = unique('group');
      const coordinator = { coordinator: 'group', key: groupId } as const;
      const join = (memberId: string) =>
        cluster.request(coordinator, JoinGroup, {
          groupId,
          memberId,
          sessionTimeoutMs: 10_000,
          rebalanceTimeoutMs: 10_000,
          protocolType: 'plain',
          protocols: [{ name: 'alone', metadata: Buffer.from('m') }],
        });
      const joined = await cluster.retry(
        'join',
        async () => {
          let answer = await join('');
          // From version 4 on a newcomer is given a name first (KIP-394).
          if (answer.errorCode === ErrorCode.MEMBER_ID_REQUIRED) answer = await join(answer.memberId);
          if (answer.errorCode !== 0) throw errorFor(answer.errorCode, {});
          return answer;
        },
        { timeoutMs: PATIENCE_MS },
      );
      assert.equal(joined.leader, joined.memberId);
      const { generationId, memberId } = joined;
      const assignments = [{ memberId, assignment: Buffer.from('all of it') }];
      const names = { protocolType: 'plain', protocolName: 'alone' };
      const synced = await cluster.request(coordinator, SyncGroup, {
        ...{ groupId, generationId, memberId, assignments },
        ...names,
      });
      assert.equal(synced.errorCode, 0);
      assert.equal(synced.assignment.toString(), 'all of it');
      const beat = await cluster.request(coordinator, Heartbeat, { groupId, generationId, memberId });
      assert.equal(beat.errorCode, 0);
      const stranger = await cluster.request(coordinator, Heartbeat, { groupId, generationId, memberId: 'stranger' });
      assert.equal(stranger.errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
    });

    simpleConsumers(target, async () => {
      await using plain = client();
      const topic = unique('plain');
      await plain.makeTopic(topic);
      return topic;
    });

    it('finds the broker again after a restart, with all that was stored', async () => {
      await using plain = client();
      const topic = unique('plain');
      await plain.makeTopic(topic);
      await plain.produce(topic, ['before']);
      await target().restart();
      await plain.cluster.retry('produce again', () => plain.produce(topic, ['after']), { timeoutMs: PATIENCE_MS });
      const values = (await plain.read(topic, 0, 2)).map(([, value]) => value);
      assert.deepEqual(values, ['before', 'after']);
    });
  });
}
