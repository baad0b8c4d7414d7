import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OffsetCommit, errorFor } from '@k/wire';
import { OffsetClient, PartitionMap, type OffsetAndMetadata } from '../src/index.ts';
import { offsetOutcome } from '../src/offset-outcome.ts';
import { World } from './world.ts';

describe('an error about the offset of a partition', () => {
  it('means what its code says', () => {
    const expected = {
      3: 'refreshMetadata', 7: 'retry', 12: 'refused', 14: 'retry', 15: 'retry', 16: 'retry', 22: 'refused',
      25: 'refused', 27: 'refused', 29: 'refused', 30: 'refused', 82: 'refused', 88: 'retry', 100: 'refreshMetadata',
      110: 'refused', 113: 'refused', 999: 'refused',
    }; // prettier-ignore
    for (const [code, outcome] of Object.entries(expected)) {
      assert.equal(offsetOutcome(errorFor(Number(code))), outcome, code);
    }
  });

  for (const [code, name] of [
    [113, 'StaleMemberEpochError'],
    [110, 'FencedMemberEpochError'],
  ] as const) {
    it(`${name}: is told at once, and the commit is not repeated with the epoch that was refused`, async () => {
      const world = await World.create();
      const asked: unknown[] = [];
      world.broker.control(OffsetCommit, ({ memberId, generationIdOrMemberEpoch, topics }) => {
        asked.push([memberId, generationIdOrMemberEpoch]);
        return {
          topics: topics.map((topic) => ({ ...topic, partitions: [{ partitionIndex: 0, errorCode: code }] })),
        };
      });
      await world.run(world.cluster.loadTopics(['t']));
      const client = new OffsetClient(world.cluster, 'g');
      const member = { protocol: 'consumer', memberId: 'm', epoch: 7, groupInstanceId: null } as const;
      const map = new PartitionMap<OffsetAndMetadata>().set('t', 0, { offset: 5 });
      const errors = await world.run(client.commit(map, member, world.cluster.deadline('commit')));
      assert.equal(errors.get('t', 0)?.name, name);
      assert.deepEqual(asked, [['m', 7]]);
      await world.close();
    });
  }
});
