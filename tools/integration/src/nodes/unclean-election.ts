import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LogTruncationError, type TruncatedLog } from '@k/consumer';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { read } from '../reading.ts';
import { nodeOf, placedTopic, whole } from './whole.ts';

/** What readers make of records that are lost, since a replica became the leader that had not got them (KIP-320). */
export function uncleanElection(lab: GetLab): void {
  describe('a replica that becomes the leader though it lacks records', () => {
    it('has readers told of those they had read, and read on with what took their place', async () => {
      const { target } = lab();
      const [first, second] = target.nodes.map(({ id }) => id) as [number, number];
      const leader = nodeOf(lab(), first);
      const follower = nodeOf(lab(), second);
      const topic = await placedTopic(lab(), [[leader.id, follower.id]], { 'unclean.leader.election.enable': 'true' });
      const place = { topic, partition: 0 };
      const send = async (values: readonly string[]): Promise<void> => {
        await using producer = lab().producer();
        for (const value of values) await producer.send({ ...place, value });
      };
      await send(['both 0', 'both 1', 'both 2']);
      await using reader = lab().consumer({ groupId: lab().name('group'), enableAutoCommit: false });
      await using strict = lab().consumer({ autoOffsetReset: 'none' });
      for (const consumer of [reader, strict]) consumer.assign([place]);
      strict.seek(place, 0);
      const cuts: TruncatedLog[] = [];
      reader.on('truncated', (cut) => cuts.push(cut));

      await follower.kill();
      // Confirmed once the follower is missed: it is in sync no more.
      await send(['lost 3', 'lost 4']);
      for (const consumer of [reader, strict]) {
        const values = (await read(consumer, 5)).map(({ value }) => value);
        assert.deepEqual(values.slice(3), ['lost 3', 'lost 4']);
      }
      await reader.commit();
      await leader.kill();
      await follower.start();
      try {
        await send(['new 3', 'new 4', 'new 5']);
        assert.deepEqual(
          (await read(reader, 3)).map(({ offset, value }) => [offset, value]),
          [[3, 'new 3'], [4, 'new 4'], [5, 'new 5']], // prettier-ignore
        );
        const [cut] = cuts;
        assert.deepEqual(cuts, [{ ...place, position: 5, divergentOffset: 3, leaderEpoch: cut?.leaderEpoch }]);
        const error = await read(strict, 1).catch((cause: unknown) => cause);
        assert.ok(error instanceof LogTruncationError, String(error));
        assert.deepEqual([error.offset, error.divergentOffset, error.leaderEpoch], [5, 3, cut?.leaderEpoch]);
        strict.seek(place, { offset: 3, leaderEpoch: error.leaderEpoch });
        assert.equal((await read(strict, 3))[0]?.value, 'new 3');
        // What was committed before is looked at like what is at hand.
        const committed = (await reader.committed(place, { timeoutMs: PATIENCE_MS })).get(place);
        assert.equal(committed?.offset, 5);
        await using late = lab().consumer({ autoOffsetReset: 'none' });
        late.assign([place]);
        late.seek(place, committed);
        await assert.rejects(read(late, 1), { name: 'LogTruncationError', divergentOffset: 3 });
      } finally {
        await leader.start();
        await whole(lab());
      }
    });
  });
}
