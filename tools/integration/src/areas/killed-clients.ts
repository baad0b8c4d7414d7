import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atLeast } from '@k/tool-kafka';
import { ClientProcess, type ClientOptions, OFFSET } from '../client-process.ts';
import type { GetLab } from '../lab.ts';
import {
  committedOffset,
  committedValues,
  GOES_ON_SINCE,
  offsetOnceCommitted,
  visibleRecords,
} from '../transaction-outcomes.ts';

/** Where a client is killed, and whether its transaction is there afterwards. */
const DEATHS = [
  { when: 'before EndTxn', isCommitted: false },
  { when: 'as EndTxn is to leave', isCommitted: false, diesAt: 'EndTxn' },
  { when: 'as the answer to EndTxn arrives', isCommitted: true, diesAt: 'its answer' },
  { when: 'after EndTxn', isCommitted: true },
] as const satisfies readonly { when: string; isCommitted: boolean; diesAt?: ClientOptions['diesAt'] }[];

/** Producers whose process is killed in the middle of a transaction, and who comes after them. */
export function killedClients(lab: GetLab): void {
  const optionsOf = async (): Promise<ClientOptions> => ({
    bootstrapServers: lab().target.bootstrapServers,
    transactionalId: lab().name('id'),
    topic: await lab().topic(2),
    source: await lab().topic(1),
    groupId: lab().name('group'),
  });

  describe('a transaction whose client is killed', () => {
    for (const { when, isCommitted, ...death } of DEATHS) {
      it(`${when} is ${isCommitted ? 'there, all of it' : 'never read'}, and the next process goes on`, async () => {
        const options: ClientOptions = { ...(await optionsOf()), ...death };
        const { transactionalId, topic, source, groupId } = options;
        await using client = new ClientProcess(options);
        for (const step of ['begin', 'send'] as const) assert.deepEqual(await client.do(step), { error: null }, step);
        if (options.diesAt !== undefined) client.start('commit');
        else {
          if (isCommitted) assert.deepEqual(await client.do('commit'), { error: null });
          client.kill();
        }
        assert.equal(await client.ended(), 'SIGKILL');
        if (!isCommitted) assert.deepEqual(await visibleRecords(lab(), topic), []);

        await using next = lab().producer({ transactionalId });
        await next.initTransactions();
        const before = isCommitted ? ['killed', 'killed'] : [];
        assert.deepEqual(await committedValues(lab(), topic), before);
        const offset = isCommitted
          ? await offsetOnceCommitted(lab(), groupId, source, OFFSET)
          : await committedOffset(lab(), groupId, source);
        assert.equal(offset, isCommitted ? OFFSET : undefined);
        await next.transaction((tx) => void tx.send({ topic, partition: 0, value: 'next' }));
        assert.deepEqual((await committedValues(lab(), topic)).sort(), [...before, 'next'].sort());
      });
    }
  });

  describe('a process with the transactional id of another one', () => {
    it('aborts what that one has open, and shuts it out by an error that names the id', async () => {
      const options = await optionsOf();
      const { transactionalId, topic, source, groupId } = options;
      await using old = new ClientProcess(options);
      for (const step of ['begin', 'send'] as const) assert.deepEqual(await old.do(step), { error: null }, step);
      await using young = lab().producer({ transactionalId });
      await young.transaction((tx) => void tx.send({ topic, partition: 0, value: 'young' }));
      assert.deepEqual(await committedValues(lab(), topic), ['young']);

      const commit = await old.do('commit');
      assert.ok(commit.error !== null);
      // Its epoch is old: it asks for the next one, and is told that it is somebody else's.
      const { error } = commit.error.kind === 'abortable' ? await old.do('abort') : commit;
      assert.ok(error !== null && error.kind !== 'abortable', error?.message);
      assert.ok(error.message.includes(`Transactional id "${transactionalId}"`), error.message);
      if (atLeast(lab().target.version, GOES_ON_SINCE)) {
        assert.deepEqual([error.kind, error.cause], ['fatal', 'ProducerFencedError'], error.message);
      }
      assert.deepEqual(await old.do('begin'), { error });

      await young.transaction((tx) => void tx.send({ topic, partition: 0, value: 'still young' }));
      assert.deepEqual(await committedValues(lab(), topic), ['young', 'still young']);
      assert.equal(await committedOffset(lab(), groupId, source), undefined);
    });
  });
}
