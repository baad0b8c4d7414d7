import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KafkaAdmin, PartialResultError } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Producers and transactions, by `@k/admin`. */
export function adminTransactions(lab: GetLab): void {
  const since = (release: string): boolean => atLeast(lab().target.version, release);

  /** Begins a transaction and leaves it open while `work` is done. */
  async function whileOpen(work: (open: { id: string; topic: string }) => Promise<void>): Promise<void> {
    const [id, topic] = [lab().name('id'), await lab().topic(1)];
    await using producer = lab().producer({ transactionalId: id });
    await producer.initTransactions();
    await producer.beginTransaction();
    await producer.send({ topic, partition: 0, value: 'open' });
    await work({ id, topic });
  }

  async function openAt(admin: KafkaAdmin, topic: string): Promise<number | undefined> {
    const place = { topic, partition: 0 };
    const states = (await admin.describeProducers([place], limits)).get(place);
    return states?.find((state) => state.currentTransactionStartOffset !== undefined)?.currentTransactionStartOffset;
  }

  describe('transactions', () => {
    it('that are open are told by partition, by id, and by every broker', async () => {
      await using admin = lab().admin();
      await whileOpen(async ({ id, topic }) => {
        const place = { topic, partition: 0 };
        if (!since('2.8')) {
          const error = await failure(admin.describeProducers([place], limits));
          assert.match(error.message, /DescribeProducers.*lacks it/);
          return;
        }
        const [producer] = (await admin.describeProducers([place], limits)).get(place) ?? [];
        assert.deepEqual([producer?.currentTransactionStartOffset, producer?.lastSequence], [0, 0]);
        if (!since('3.0')) {
          assert.match((await failure(admin.describeTransactions([id], limits))).message, /lacks it/);
          assert.match((await failure(admin.listTransactions(limits))).message, /lacks it/);
          return;
        }
        const described = (await admin.describeTransactions([id], limits)).get(id);
        assert.deepEqual(
          [described?.state, described?.producerId, described?.producerEpoch, described?.topicPartitions],
          ['Ongoing', producer?.producerId, producer?.producerEpoch, [place]],
        );
        assert.ok((described?.transactionStartTimeMs ?? 0) > 0 && (described?.transactionTimeoutMs ?? 0) > 0);
        const all = await admin.listTransactions({ ...limits, states: ['Ongoing'] });
        assert.deepEqual(
          [...all.keys()].sort(),
          lab().target.nodes.map(({ id: node }) => node),
        );
        const listed = all.get(described?.coordinatorId ?? -1)?.find(({ transactionalId }) => transactionalId === id);
        assert.deepEqual([listed?.state, listed?.producerId], ['Ongoing', producer?.producerId]);
        const none = await admin.listTransactions({ ...limits, states: ['Dead'] });
        assert.ok([...none.values()].flat().every(({ transactionalId }) => transactionalId !== id));
        const ofOne = [
          ...(await admin.listTransactions({ ...limits, producerIds: [producer?.producerId ?? -1n] })).values(),
        ];
        assert.deepEqual(
          ofOne.flat().map(({ transactionalId }) => transactionalId),
          [id],
        );
        const filters = [
          ['3.8', { durationMs: 3_600_000 }],
          ['4.1', { transactionalIdPattern: 'no-such-.*' }],
        ] as const;
        for (const [release, filter] of filters) {
          const asking = admin.listTransactions({ ...limits, ...filter });
          if (since(release)) assert.deepEqual([...(await asking).values()].flat(), []);
          else assert.match((await failure(asking)).message, new RegExp(`needs Kafka ${release.replace('.', '\\.')}`));
        }
      });
    });

    it('that hang are aborted in the partition', async (t) => {
      if (!since('2.8')) {
        t.skip('no broker before 2.8 tells which transactions hang');
        return;
      }
      await using admin = lab().admin();
      await whileOpen(async ({ topic }) => {
        const topicPartition = { topic, partition: 0 };
        const [state] = (await admin.describeProducers([topicPartition], limits)).get(topicPartition) ?? [];
        assert.ok(state !== undefined);
        const { producerId, producerEpoch, coordinatorEpoch } = state;
        const spec = { topicPartition, producerId, producerEpoch, coordinatorEpoch };
        if (producerEpoch > 0) {
          const older = await failure(admin.abortTransaction({ ...spec, producerEpoch: producerEpoch - 1 }, limits));
          assert.match(older.message, /^INVALID_PRODUCER_EPOCH|^PRODUCER_FENCED/);
        }
        await admin.abortTransaction(spec, limits);
        assert.equal(await openAt(admin, topic), undefined);
      });
    });

    it('are ended by who fences their producers', async () => {
      await using admin = lab().admin();
      const [id, topic] = [lab().name('id'), await lab().topic(1)];
      await using producer = lab().producer({ transactionalId: id });
      await producer.initTransactions();
      await producer.beginTransaction();
      await producer.send({ topic, partition: 0, value: 'open' });
      const other = lab().name('never-used');
      const fenced = await admin.fenceProducers([id, other], limits);
      assert.ok((fenced.get(id)?.producerEpoch ?? 0) > 0);
      assert.ok(fenced.has(other));
      await assert.rejects(producer.commitTransaction(), /FENCED|INVALID_PRODUCER_EPOCH/);
      if (!since('2.8')) return;
      await eventually('the change is seen', async () => {
        assert.equal(await openAt(admin, topic), undefined);
      });
    });

    it('are ended by force, whoever has them open', async () => {
      await using admin = lab().admin();
      await whileOpen(async ({ id, topic }) => {
        await admin.forceTerminateTransaction(id, limits);
        if (!since('3.0')) return;
        await eventually('the change is seen', async () => {
          assert.notEqual((await admin.describeTransactions([id], limits)).get(id)?.state, 'Ongoing');
          assert.equal(await openAt(admin, topic), undefined);
        });
      });
    });

    it('and partitions that are not there are told one by one', async (t) => {
      if (!since('3.0')) {
        t.skip('transactions are described from 3.0 on');
        return;
      }
      await using admin = lab().admin();
      const nobody = lab().name('nobody');
      const error = await failure(admin.describeTransactions([nobody], limits));
      assert.ok(error instanceof PartialResultError);
      assert.match(String(error.errors.get(nobody)), /TRANSACTIONAL_ID_NOT_FOUND/);
      const [here, nowhere] = [
        { topic: await lab().topic(1), partition: 0 },
        { topic: lab().name('nowhere'), partition: 0 },
      ];
      const some = await failure(admin.describeProducers([here, nowhere], limits));
      assert.ok(some instanceof PartialResultError);
      assert.deepEqual(some.results.get(here), []);
      assert.match(String(some.errors.get(nowhere)), /UNKNOWN_TOPIC_OR_PARTITION/);
    });

    it('are told by Java’s kafka-transactions as by us', async (t) => {
      const { java, name, bootstrapServers } = lab().target;
      if (java === undefined) {
        t.skip(`${name} has no tools`);
        return;
      }
      await using admin = lab().admin();
      await whileOpen(async ({ id, topic }) => {
        const described = (await admin.describeTransactions([id], limits)).get(id);
        const where = ['--bootstrap-server', bootstrapServers[0] ?? ''];
        const output = await java.run('transactions', [...where, 'describe', '--transactional-id', id]);
        const fields =
          output
            .split('\n')
            .find((line) => line.includes(id))
            ?.split(/\s+/) ?? [];
        const { coordinatorId, producerId, producerEpoch } = described ?? {};
        for (const told of [coordinatorId, producerId, producerEpoch, described?.state, `${topic}-0`]) {
          assert.ok(fields.includes(String(told)), `${String(told)} is not in ${output}`);
        }
      });
    });
  });
}
