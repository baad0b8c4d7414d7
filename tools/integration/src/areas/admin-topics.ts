import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '@k/admin';
import { type GetLab, PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Topics, by `@k/admin`. */
export function adminTopics(lab: GetLab): void {
  describe('topics', () => {
    it('are made, listed and refused one by one', async () => {
      await using admin = lab().admin();
      const [first, second] = [lab().name('made'), lab().name('made')];
      const counts = { numPartitions: 2, replicationFactor: 1 };
      await admin.createTopics([{ name: first, ...counts }], limits);
      const outcomes = await settled(
        admin.createTopics(
          [first, second].map((name) => ({ name, ...counts })),
          limits,
        ),
      );
      assert.equal(outcomes.get(first)?.reason?.message.startsWith('TOPIC_ALREADY_EXISTS'), true);
      assert.equal(outcomes.get(second)?.status, 'fulfilled');
      const listed = await admin.listTopics(limits);
      assert.ok(listed.has(first) && listed.has(second));
    });
  });
}
