import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StateError } from '@k/wire';
import { createBroker, type Broker } from '../src/index.ts';

describe('a broker that is closed', () => {
  for (const [name, call] of Object.entries({
    createTopic: (broker) => broker.createTopic('new'),
    createPartitions: (broker) => broker.createPartitions('t', 2),
    deleteTopic: (broker) => broker.deleteTopic('t'),
    truncateBefore: (broker) => broker.truncateBefore('t', 0, 0),
    produce: (broker) => broker.produce('t', { value: 'late' }),
    crash: (broker) => broker.crash(0),
    isolate: (broker) => broker.isolate(0),
    rejoin: (broker) => broker.rejoin(0),
    setReplication: (broker) => broker.setReplication(0, { fetchDelayMs: 1 }),
    moveLeader: (broker) => broker.moveLeader('t', 0, 0),
    electUncleanly: (broker) => broker.electUncleanly('t', 0, 0, 0),
    holdFollower: (broker) => broker.holdFollower('t', 0, 0),
    releaseFollower: (broker) => broker.releaseFollower('t', 0, 0),
    control: (broker) => broker.control('Fetch', () => undefined),
    updateFeature: (broker) => broker.updateFeature('group.version', 0),
    restore: (broker) => broker.restore(broker.snapshot()),
    start: (broker) => broker.start(),
    restart: (broker) => broker.restart(),
  } satisfies Record<string, (broker: Broker) => unknown>)) {
    it(`does nothing more by ${name}()`, async () => {
      const broker = await createBroker({ topics: { t: 1 } });
      await broker.close();
      await assert.rejects(
        async () => {
          await call(broker);
        },
        (error) => {
          assert.ok(error instanceof StateError, String(error));
          assert.equal(error.message, `Broker: ${name}(): the broker is closed`);
          return true;
        },
      );
      assert.deepEqual(broker.topicNames, ['t'], 'it can be looked into');
      await broker.stop();
      broker.dropConnections();
    });
  }
});
