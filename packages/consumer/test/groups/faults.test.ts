import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ProtocolError } from '@k/wire';
import { produce } from '../support.ts';
import { World } from '../world.ts';
import { Ledger } from './ledger.ts';
import { PROTOCOLS } from './protocols.ts';
import { shares, Worker, type WorkerOptions } from './worker.ts';

const EVERY_MS = 500;
/** A partition that is not touched brings a record at least so often, in virtual ms. */
const FLOWING_MS = 2 * EVERY_MS;
/** Virtual time after which the group has settled. */
const SETTLED_MS = 8_000;

for (const protocol of PROTOCOLS) {
  describe(`a group at work (${protocol.name})`, () => {
    let world: World;
    let ledger: Ledger;
    let workers: Worker[];
    /** By partition. */
    let written: number[];

    beforeEach(async () => {
      world = await World.create({ nodes: 1, ...protocol.brokerOptions });
      workers = [];
    });
    afterEach(async () => {
      await world.run(Promise.all(workers.map(({ consumer }) => consumer.close())));
      await world.run(Promise.all(workers.map(({ loop }) => loop)));
      await world.close();
    });

    function makeTopic(partitions: number): void {
      world.broker.createTopic('t', { partitions });
      ledger = new Ledger(protocol, partitions);
      written = Array.from({ length: partitions }, () => 0);
    }

    function join(how: WorkerOptions = {}): Worker {
      const worker = new Worker(world, protocol, ledger, `worker ${String(workers.length)}`, how);
      workers.push(worker);
      return worker;
    }

    /** A record into each partition at intervals, for so long. */
    async function work(ms: number): Promise<void> {
      for (const end = world.clock.monotonic() + ms; world.clock.monotonic() < end;) {
        await world.run(Promise.all(written.map((count, p) => produce(world.cluster, 't', p, [String(count)]))));
        written = written.map((count) => count + 1);
        await world.clock.advance(EVERY_MS);
      }
    }

    /** These have all partitions, each one of them once, and have worked on everything. */
    function assertShared(...members: Worker[]): void {
      const owned = shares(members)
        .flatMap((share) => share.split(',').filter(Boolean).map(Number))
        .sort((a, b) => a - b);
      assert.deepEqual(owned, [...written.keys()]);
      assert.deepEqual(ledger.faults, []);
      ledger.checkCommitted(world);
      assert.deepEqual(
        ledger.done.map(({ size }) => size),
        written,
      );
    }

    it('a handler that takes longer than a session costs nobody a partition, and stops no other member for longer', async () => {
      makeTopic(6);
      let slowly = false;
      const slow = join({ workMs: () => (slowly ? protocol.sessionMs + 1_000 : 0) });
      const quick = join();
      await work(SETTLED_MS);
      assertShared(slow, quick);
      ledger.longestPauseMs = 0;
      slowly = true;
      await work(1_000);
      slowly = false;
      const late = join();
      await work(SETTLED_MS + protocol.sessionMs);
      assertShared(slow, quick, late);
      assert.deepEqual(
        [slow, quick, late].map(({ lost }) => lost),
        [0, 0, 0],
      );
      const longest = protocol.stopsAll ? 8_000 : FLOWING_MS;
      assert.ok(ledger.longestPauseMs <= longest, `a partition stood still for ${String(ledger.longestPauseMs)} ms`);
    });

    it('a process that is frozen longer than its session loses what others have by now, and joins again', async () => {
      makeTopic(4);
      const frozen = join();
      const other = join();
      await work(SETTLED_MS);
      frozen.stop();
      await work(protocol.sessionMs + 4_000);
      assert.deepEqual(shares([other]), ['0,1,2,3']);
      frozen.goOn();
      await work(SETTLED_MS);
      assert.equal(frozen.lost, 2);
      assertShared(frozen, other);
    });

    it('a topic that is deleted and made again with more partitions is shared out anew, from its beginning', async () => {
      makeTopic(2);
      const [a, b] = [join({ metadataMaxAgeMs: 1_000 }), join({ metadataMaxAgeMs: 1_000 })];
      await work(SETTLED_MS);
      assertShared(a, b);
      world.broker.deleteTopic('t');
      await world.clock.advance(5_000);
      assert.deepEqual(
        [a, b].map(({ consumer }) => consumer.membership?.state),
        ['stable', 'stable'],
      );
      world.broker.createTopic('t', { partitions: 4 });
      ledger = new Ledger(protocol, 4);
      for (const worker of [a, b]) worker.ledger = ledger;
      written = [0, 0, 0, 0];
      await world.run(world.cluster.refresh());
      await work(SETTLED_MS);
      assertShared(a, b);
    });

    it('a topic that grows is shared out with its new partitions, and what was there is worked on meanwhile', async () => {
      makeTopic(2);
      const [a, b] = [join({ metadataMaxAgeMs: 1_000 }), join({ metadataMaxAgeMs: 1_000 })];
      await work(SETTLED_MS);
      assertShared(a, b);
      ledger.longestPauseMs = 0;
      world.broker.createPartitions('t', 4);
      ledger.done.push(new Set(), new Set());
      written = [...written, 0, 0];
      await world.run(world.cluster.refresh());
      await work(SETTLED_MS);
      assertShared(a, b);
      assert.deepEqual(
        [a, b].map(({ consumer }) => consumer.assignment().length),
        [2, 2],
      );
      const longest = protocol.stopsAll ? SETTLED_MS : FLOWING_MS;
      assert.ok(ledger.longestPauseMs <= longest, `a partition stood still for ${String(ledger.longestPauseMs)} ms`);
    });

    it('a member that offers what the group cannot use is told so, and nobody else notices', async () => {
      makeTopic(4);
      const [a, b] = [join(), join()];
      await work(SETTLED_MS);
      const before = [a, b].map(({ consumer }) => consumer.membership);
      ledger.longestPauseMs = 0;
      const stranger = world.consumer({ groupId: 'g', ...protocol.misfit.options });
      stranger.subscribe(['t']);
      await assert.rejects(world.run(stranger.poll()), (error: Error) => {
        assert.ok(error instanceof ProtocolError);
        assert.match(error.message, protocol.misfit.error);
        return true;
      });
      assert.equal(stranger.membership?.state, 'failed');
      await work(SETTLED_MS);
      assert.deepEqual(
        [a, b].map(({ consumer }) => consumer.membership),
        before,
      );
      assertShared(a, b);
      assert.ok(ledger.longestPauseMs <= FLOWING_MS, `a partition stood still for ${String(ledger.longestPauseMs)} ms`);
    });

    it('a groupInstanceId that is in use costs one of the two its place, and nobody else anything', async () => {
      makeTopic(4);
      const [other, holder] = [join(), join({ groupInstanceId: 'i' })];
      await work(SETTLED_MS);
      assertShared(other, holder);
      const before = other.consumer.membership;
      ledger.longestPauseMs = 0;
      const second = join({ groupInstanceId: 'i' });
      const [loser, winner] = protocol.sameInstance.loser === 'first' ? [holder, second] : [second, holder];
      const refused = assert.rejects(loser.loop, (error: Error) => {
        assert.ok(error instanceof ProtocolError);
        assert.match(error.message, protocol.sameInstance.error);
        return true;
      });
      await work(SETTLED_MS);
      await refused;
      workers = workers.filter((each) => each !== loser);
      assert.equal(loser.consumer.membership?.state, 'failed');
      assert.deepEqual(other.consumer.membership, before);
      assertShared(other, winner);
      assert.ok(ledger.longestPauseMs <= FLOWING_MS, `a partition stood still for ${String(ledger.longestPauseMs)} ms`);
      await world.run(loser.consumer.close());
    });
  });
}
