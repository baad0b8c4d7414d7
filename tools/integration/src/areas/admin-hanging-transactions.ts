import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KafkaAdmin } from '@k/admin';
import type { Cluster, TopicPartition } from '@k/cluster';
import { RecordBatchWriter } from '@k/codec';
import { ErrorCode, Produce, errorFor } from '@k/wire';
import { atLeast } from '@k/tool-kafka';
import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { read } from '../reading.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Newer ones have the broker put the partition into the transaction (KIP-890), and name topics by ids. */
const LAST_THAT_ADDS_NOTHING = 11;

interface Identity {
  readonly id: string;
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

/**
 * Writes a record as part of a transaction that the coordinator does not know of: a Produce without AddPartitionsToTxn, as one
 * that came late is. Brokers before 3.6 take it, and nobody ends it. @throws ProtocolError
 */
async function writeUnasked(cluster: Cluster, where: TopicPartition, { id, ...producer }: Identity): Promise<void> {
  const { topic, partition } = where;
  const writer = new RecordBatchWriter({ maxBytes: 1 << 10 });
  writer.tryAppend(Date.now(), null, 'hanging');
  const records = writer.seal({ ...producer, baseSequence: 0, isTransactional: true });
  const topicData = [{ name: topic, partitionData: [{ index: partition, records }] }];
  const body = { transactionalId: id, acks: -1, timeoutMs: 10_000, topicData };
  await cluster.retry(
    'write without asking',
    async () => {
      const options = { maxVersion: LAST_THAT_ADDS_NOTHING };
      const { responses } = await cluster.request({ leader: where }, Produce, body, options);
      const { errorCode = ErrorCode.UNKNOWN_SERVER_ERROR } = responses[0]?.partitionResponses[0] ?? {};
      if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, where);
    },
    limits,
  );
}

/** Transactions that nobody ends, which hold up readers of what is committed, and how `@k/admin` ends them. */
export function adminHangingTransactions(lab: GetLab): void {
  const since = (release: string): boolean => atLeast(lab().target.version, release);

  /** A producer that has begun nothing. */
  async function newProducer(admin: KafkaAdmin): Promise<Identity> {
    const id = lab().name('id');
    const made = (await admin.fenceProducers([id], limits)).get(id);
    assert.ok(made !== undefined);
    return { id, producerId: made.producerId, producerEpoch: made.producerEpoch };
  }

  async function endOfCommitted(admin: KafkaAdmin, where: TopicPartition): Promise<number | undefined> {
    const specs = [{ ...where, spec: 'latest' as const }];
    return (await admin.listOffsets(specs, { ...limits, isolationLevel: 'read_committed' })).get(where)?.offset;
  }

  /** Before it: the transaction is told where it hangs, and nowhere else. @returns the epoch of its coordinator, if it is told */
  async function assertHangs(admin: KafkaAdmin, where: TopicPartition, { id, ...producer }: Identity): Promise<number> {
    if (!since('2.8')) return 0;
    // Of all that wrote to the partition, in an order that is the broker's own.
    const states = (await admin.describeProducers([where], limits)).get(where) ?? [];
    const open = states.filter(({ currentTransactionStartOffset }) => currentTransactionStartOffset !== undefined);
    assert.deepEqual(
      open.map(({ producerId, producerEpoch, currentTransactionStartOffset: from }) => [
        producerId,
        producerEpoch,
        from,
      ]),
      [[producer.producerId, producer.producerEpoch, 0]],
    );
    if (since('3.0')) {
      const described = (await admin.describeTransactions([id], limits)).get(id);
      assert.deepEqual([described?.state, described?.topicPartitions], ['Empty', []]);
    }
    return open[0]?.coordinatorEpoch ?? 0;
  }

  describe('a transaction that its coordinator does not know of', () => {
    it('hangs until it is aborted, and then readers of what is committed go on', async (t) => {
      if (since('3.6')) {
        t.skip('from 3.6 on brokers take nothing that would hang: see the next one');
        return;
      }
      if (lab().target.name === '@k/broker') {
        t.skip('it lets none hang, whatever release it plays: see the next one');
        return;
      }
      await using admin = lab().admin();
      await using cluster = lab().cluster();
      const where = { topic: await lab().topic(1), partition: 0 };
      const producer = await newProducer(admin);
      await writeUnasked(cluster, where, producer);
      await using other = lab().producer();
      await other.send({ ...where, value: 'after' });

      const coordinatorEpoch = await assertHangs(admin, where, producer);
      assert.equal(await endOfCommitted(admin, where), 0);
      await using consumer = lab().consumer({ isolationLevel: 'read_committed' });
      consumer.assign([where]);
      const reading = read(consumer, 1);
      const { id: _, ...spec } = producer;
      await admin.abortTransaction({ topicPartition: where, ...spec, coordinatorEpoch }, limits);

      assert.deepEqual(
        (await reading).map(({ value, offset }) => [value, offset]),
        [['after', 1]],
      );
      // The marker is the third record of the log.
      await eventually(
        'the end of what is committed',
        () => endOfCommitted(admin, where),
        (end) => end === 3,
      );
      if (!since('2.8')) return;
      const states = (await admin.describeProducers([where], limits)).get(where) ?? [];
      assert.ok(states.every(({ currentTransactionStartOffset }) => currentTransactionStartOffset === undefined));
    });

    it('is not begun where brokers ask the coordinator first', async (t) => {
      if (!since('3.6') && lab().target.name !== '@k/broker') {
        t.skip('brokers ask from 3.6 on (KIP-890)');
        return;
      }
      await using admin = lab().admin();
      await using cluster = lab().cluster();
      const where = { topic: await lab().topic(1), partition: 0 };
      const refusal = await failure(writeUnasked(cluster, where, await newProducer(admin)));
      assert.match(refusal.message, /^INVALID_TXN_STATE|^TRANSACTION_ABORTABLE/);
      assert.equal(await endOfCommitted(admin, where), 0);
    });
  });
}
