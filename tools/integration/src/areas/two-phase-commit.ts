import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KafkaProducer, TransactionError } from '@k/producer';
import { eventually } from '../eventually.ts';
import type { GetLab } from '../lab.ts';
import { committedValues, endOf, visibleRecords } from '../transaction-outcomes.ts';

/** Transactions that are prepared, and ended by the decision of somebody else (KIP-939), on brokers that are set up for it. */
export function twoPhaseCommit(lab: GetLab): void {
  const producer = (transactionalId: string): KafkaProducer =>
    lab().producer({ transactionalId, enableTwoPhaseCommit: true });

  describe('two-phase commit', () => {
    it('commits what was prepared, and aborts it when another transaction is named', async () => {
      const topic = await lab().topic(1);
      await using alone = producer(lab().name('id'));
      const phases = [
        { value: 'a', isNamed: true },
        { value: 'b', isNamed: false },
        { value: 'c', isNamed: true },
      ];
      for (const { value, isNamed } of phases) {
        await alone.beginTransaction();
        void alone.send({ topic, value });
        const prepared = await alone.prepareTransaction();
        const visible = await visibleRecords(lab(), topic);
        assert.ok(!visible.some((record) => record.value === value), `${value} is prepared only`);
        await alone.completeTransaction(isNamed ? prepared : { ...prepared, epoch: prepared.epoch + 1 });
      }
      assert.deepEqual(await committedValues(lab(), topic), ['a', 'c']);
    });

    it('has no time limit, which others have', async () => {
      const topics = [await lab().topic(1), await lab().topic(1)] as const;
      await using patient = lab().producer({
        transactionalId: lab().name('id'),
        transactionTimeoutMs: 1_000,
        enableTwoPhaseCommit: true,
      });
      await using other = lab().producer({ transactionalId: lab().name('id'), transactionTimeoutMs: 1_000 });
      await patient.beginTransaction();
      await patient.send({ topic: topics[0], value: 'prepared' });
      const prepared = await patient.prepareTransaction();
      await other.beginTransaction();
      await other.send({ topic: topics[1], value: 'late' });
      await using reader = lab().consumer({ isolationLevel: 'read_committed' });
      const at = { topic: topics[1], partition: 0 };
      const stable = async (): Promise<number> => (await reader.endOffsets(at)).get(at.topic, at.partition) ?? 0;
      await eventually('the end of the one with a time limit', stable, (end) => end >= 2);
      // Begun before it, by a second at the least.
      await patient.completeTransaction(prepared);
      assert.deepEqual(await committedValues(lab(), topics[0]), ['prepared']);
      assert.deepEqual(await committedValues(lab(), topics[1]), []);
    });

    it('goes on at the next instance where the coordinator keeps what was prepared, else says so, and is aborted', async (t) => {
      const [topic, id] = [await lab().topic(1), lab().name('id')];
      await using old = producer(id);
      await old.beginTransaction();
      await old.send({ topic, value: 'prepared' });
      const prepared = await old.prepareTransaction();
      await using young = producer(id);
      const refusal = await young.initTransactions({ keepPreparedTransaction: true }).then(
        () => undefined,
        (error: unknown) => {
          assert.ok(error instanceof TransactionError, String(error));
          return error;
        },
      );
      if (refusal === undefined) await young.completeTransaction(prepared);
      else {
        assert.equal(refusal.kind, 'configuration', refusal.message);
        assert.match(refusal.message, /does not keep prepared transactions/);
        t.diagnostic(`${lab().target.name} keeps no prepared transactions`);
        await young.initTransactions();
      }
      await young.transaction((tx) => void tx.send({ topic, value: 'next' }));
      assert.deepEqual(await committedValues(lab(), topic), [...(refusal === undefined ? ['prepared'] : []), 'next']);
      assert.equal((await endOf(old, old.completeTransaction(prepared))).kind, 'fatal');
    });
  });
}
