import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode } from '@k/wire';
import { TransactionalClient } from '../transaction/support.ts';
import { Simulated } from '../support/simulated.ts';
import { committedIn, freshDir, left } from './data-dirs.ts';

for (const way of ['a SIGKILL', 'a close'] as const) {
  it(`markers after ${way} are of no older coordinator than those before, or partitions would refuse them`, async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ nodes: 2, dataDir });
    const { broker } = world;
    broker.createTopic('t');
    // Coordinators move with each node that comes or goes.
    for (let times = 0; times < 5; times++) {
      await world.run(broker.stop(1));
      await world.run(broker.start(1));
    }
    const epochOf = ({ broker: of }: Simulated): number => of.producers('t', 0)[0]?.coordinatorEpoch ?? -1;
    const at = (of: Simulated) => of.client(of.broker.transaction('tx')?.coordinatorId);
    let producer = new TransactionalClient(await world.client(), 'tx');
    if ((await world.run(producer.init())) !== ErrorCode.NONE) {
      producer = new TransactionalClient(await world.client(1), 'tx');
      assert.equal(await world.run(producer.init()), ErrorCode.NONE);
    }
    assert.equal(await world.run(producer.produce('t', ['a'])), ErrorCode.NONE);
    assert.equal(await world.run(producer.end(true)), ErrorCode.NONE);
    const before = epochOf(world);
    assert.ok(before >= 10, String(before));
    if (way === 'a close') await world.stop();
    const after = await Simulated.start({ nodes: 2, dataDir: way === 'a close' ? dataDir : left(t, dataDir) });
    const again = new TransactionalClient(await at(after), 'tx');
    Object.assign(again, { producerId: producer.producerId, producerEpoch: producer.producerEpoch });
    assert.equal(await after.run(again.produce('t', ['b'])), ErrorCode.NONE);
    assert.equal(await after.run(again.end(true)), ErrorCode.NONE);
    assert.deepEqual(await committedIn(after, 't'), ['0:a', '1:commit', '2:b', '3:commit']);
    assert.ok(epochOf(after) >= before, `${String(epochOf(after))} behind ${String(before)}`);
    await after.stop();
    if (way !== 'a close') await world.stop();
  });
}
