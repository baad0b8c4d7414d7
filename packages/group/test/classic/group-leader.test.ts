import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeSubscription, type RawAssignor } from '../../src/index.ts';
import { GroupLeader } from '../../src/classic/group-leader.ts';
import { World } from '../world.ts';

describe('the leader of a generation', () => {
  /** Says how often it shared out. */
  function counting(): RawAssignor & { count: number } {
    return {
      name: 'counting',
      protocols: ['eager'],
      count: 0,
      metadata: () => Buffer.alloc(0),
      assign() {
        this.count++;
        return new Map([['m', Buffer.from('all')]]);
      },
    };
  }
  const members = [
    { memberId: 'm', groupInstanceId: 'i', metadata: encodeSubscription({ topics: ['t'], userData: null }) },
  ];

  it('shares out, and has the group do it anew when the topics have other partitions', async () => {
    const world = await World.create();
    const [assignor, reasons]: [ReturnType<typeof counting>, string[]] = [counting(), []];
    const leader = new GroupLeader(world.cluster, [assignor], (reason) => reasons.push(reason));
    const assigned = await world.run(leader.assign('counting', members, false));
    assert.deepEqual(assigned, [{ memberId: 'm', assignment: Buffer.from('all') }]);
    world.broker.createPartitions('t', 6);
    await world.run(world.cluster.refresh('the test knows'));
    assert.deepEqual([reasons, assignor.count], [['partitions changed of t'], 1]);
    leader.stop();
    await world.close();
  });

  it('shares nothing out when a static leader came back to what is shared out, and watches the topics as well (KIP-814)', async () => {
    const world = await World.create();
    const [assignor, reasons]: [ReturnType<typeof counting>, string[]] = [counting(), []];
    const leader = new GroupLeader(world.cluster, [assignor], (reason) => reasons.push(reason));
    assert.deepEqual(await world.run(leader.assign('counting', members, true)), []);
    world.broker.createPartitions('t', 6);
    await world.run(world.cluster.refresh('the test knows'));
    assert.deepEqual([reasons, assignor.count], [['partitions changed of t'], 0]);
    leader.stop();
    await world.close();
  });
});
