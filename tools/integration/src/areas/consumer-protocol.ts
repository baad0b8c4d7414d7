import assert from 'node:assert/strict';
import { type TestContext, describe, it } from 'node:test';
import { type KafkaConsumer, SubscriptionPattern } from '@k/consumer';
import { atLeast } from '@k/tool-kafka';
import { ConsumerGroupHeartbeat } from '@k/wire';
import type { GetLab } from '../lab.ts';
import { type Seen, read, readOnce, readUntil } from '../reading.ts';
import { fill, leave, numbers, readTogether, sorted } from './groups.ts';

/** What only the consumer protocol (KIP-848) has, and how a group changes over to it. */
export function consumerProtocol(lab: GetLab): void {
  describe('the consumer protocol', () => {
    it('leaves partitions that stay as they are: they keep their pause, and are not assigned anew', async () => {
      const topic = await lab().topic(4);
      const groupId = lab().name('group');
      await using first = lab().consumer({ groupId });
      const told: string[] = [];
      const tell = (what: string) => (partitions: readonly { partition: number }[]) => {
        told.push(`${what} ${partitions.length}`);
      };
      first.subscribe({
        topics: [topic],
        listener: { onPartitionsAssigned: tell('assigned'), onPartitionsRevoked: tell('revoked') },
      });
      await readUntil(first, [], () => first.assignment().length === 4);
      first.pause();
      await using second = lab().consumer({ groupId });
      second.subscribe(topic);
      const members = new Map<KafkaConsumer, Seen[]>([
        [first, []],
        [second, []],
      ]);
      await readTogether(members, () => first.assignment().length === 2 && second.assignment().length === 2);
      assert.deepEqual(first.paused(), first.assignment());
      assert.deepEqual(
        told.filter((what) => what !== 'assigned 0'),
        ['assigned 4', 'revoked 2'],
      );
      await readUntil(first, [], () => first.membership?.state === 'stable');
    });

    it('matches topics on the server, also those that are made later', async (t) => {
      if (!hasPatterns(lab, t)) return;
      const groupId = lab().name('group');
      const first = await lab().topic(1);
      // Names of a lab end with a number, which goes up by one.
      const number = Number(first.split('-').at(-1));
      const pattern = `topic-.*-(${number}|${number + 1})`;
      await using consumer = lab().consumer({ groupId });
      consumer.subscribe(new SubscriptionPattern(pattern));
      await fill(lab(), first, 1, 0, 10);
      const seen = await read(consumer, 10);
      const second = await lab().topic(2);
      await fill(lab(), second, 2, 10, 20);
      await readUntil(consumer, seen, () => seen.length >= 30);
      assert.deepEqual(sorted(seen), numbers(0, 30));
      assert.deepEqual([...consumer.subscription().topics].sort(), [first, second].sort());
    });

    it('is refused a pattern that is none, and an assignor that there is not', async (t) => {
      if (!hasPatterns(lab, t)) return;
      await using consumer = lab().consumer({ groupId: lab().name('group') });
      consumer.subscribe(new SubscriptionPattern('('));
      await assert.rejects(read(consumer, 1), { code: 128 });
      await using other = lab().consumer({ groupId: lab().name('group'), groupRemoteAssignor: 'nonesuch' });
      other.subscribe('whatever');
      await assert.rejects(read(other, 1), { code: 112 });
    });

    it('a static member comes back to what it had, and nobody else has its name meanwhile', async () => {
      const topic = await lab().topic(4);
      const groupId = lab().name('group');
      const member = (groupInstanceId: string): KafkaConsumer => lab().consumer({ groupId, groupInstanceId });
      await using staying = member('a');
      const going = member('b');
      const told: number[] = [];
      staying.on('assigned', (partitions) => told.push(partitions.length));
      for (const consumer of [staying, going]) consumer.subscribe(topic);
      const members = new Map<KafkaConsumer, Seen[]>([
        [staying, []],
        [going, []],
      ]);
      await readTogether(members, () => staying.assignment().length === 2 && going.assignment().length === 2);
      await using thief = member('b');
      thief.subscribe(topic);
      await assert.rejects(read(thief, 1), { code: 111 });
      const had = partitionsOf(going);
      const rounds = told.length;
      await going.close();
      await using back = member('b');
      back.subscribe(topic);
      await readUntil(back, [], () => back.assignment().length === 2);
      assert.deepEqual(partitionsOf(back), had);
      assert.deepEqual([staying.assignment().length, told.length], [2, rounds], 'the other heard nothing of it');
    });

    it('a member that was shut out loses its partitions and comes back', async () => {
      const topic = await lab().topic(2);
      const groupId = lab().name('group');
      await using consumer = lab().consumer({ groupId });
      consumer.subscribe(topic);
      await readUntil(consumer, [], () => consumer.assignment().length === 2);
      const lost = new Promise((resolve) => consumer.once('lost', resolve));
      const { memberId = '' } = consumer.membership ?? {};
      await using cluster = lab().cluster();
      const answer = await cluster.request({ coordinator: 'group', key: groupId }, ConsumerGroupHeartbeat, {
        groupId,
        memberId,
        memberEpoch: -1,
      });
      assert.equal(answer.errorCode, 0);
      await lost;
      await fill(lab(), topic, 2, 0, 10);
      assert.deepEqual(sorted(await read(consumer, 10)), numbers(0, 10));
      assert.equal(consumer.membership?.memberId, memberId);
    });

    it('commits in a transaction as the member that it is', async () => {
      const topic = await lab().topic(1);
      const groupId = lab().name('group');
      await fill(lab(), topic, 1, 0, 10);
      await using consumer = lab().consumer({ groupId, enableAutoCommit: false });
      consumer.subscribe(topic);
      await read(consumer, 10);
      await using producer = lab().producer({ transactionalId: lab().name('id') });
      await producer.initTransactions();
      await producer.beginTransaction();
      await producer.sendOffsetsToTransaction([{ topic, partition: 0, offset: 10 }], consumer.groupMetadata());
      await producer.commitTransaction();
      assert.equal((await consumer.committed({ topic, partition: 0 })).get(topic, 0)?.offset, 10);
      await producer.beginTransaction();
      const stale = { ...consumer.groupMetadata(), generationId: 0 };
      await assert.rejects(producer.sendOffsetsToTransaction([{ topic, partition: 0, offset: 5 }], stale));
      await producer.abortTransaction();
    });

    for (const assignor of ['range', 'cooperative-sticky'] as const) {
      it(`takes over a running classic group member by member, and gives it back: ${assignor}`, async () => {
        const topic = await lab().topic(4);
        const groupId = lab().name('group');
        const member = (groupProtocol: 'classic' | 'consumer'): KafkaConsumer => {
          const classic = { groupProtocol, partitionAssignors: [assignor] };
          const consumer = lab().consumer({ groupId, ...(groupProtocol === 'classic' ? classic : { groupProtocol }) });
          consumer.subscribe(topic);
          return consumer;
        };
        const seen: Seen[] = [];
        const all = new Map<KafkaConsumer, Seen[]>();
        /** Two members, one of them new; then the old one leaves. */
        const change = async (from: KafkaConsumer, to: KafkaConsumer): Promise<void> => {
          all.set(from, seen).set(to, seen);
          await readTogether(all, () => from.assignment().length === 2 && to.assignment().length === 2);
          const next = sorted(seen).length;
          await fill(lab(), topic, 4, next, 40);
          await readTogether(all, () => seen.length >= next + 40);
          await leave(from, seen);
          all.delete(from);
          await readUntil(to, seen, () => to.assignment().length === 4);
        };
        const classic = member('classic');
        await fill(lab(), topic, 4, 0, 40);
        await readUntil(classic, seen, () => seen.length >= 40);
        const consumer = member('consumer');
        await change(classic, consumer);
        await using again = member('classic');
        await change(consumer, again);
        assert.deepEqual(sorted(seen), numbers(0, 120));
      });
    }

    it('shares a group with a member of Java’s', async (t) => {
      const { java, name } = lab().target;
      if (!hasPatterns(lab, t)) return;
      if (java === undefined) {
        t.skip(`${name} has no tools`);
        return;
      }
      const topic = await lab().topic(4);
      const groupId = lab().name('group');
      await using ours = lab().consumer({ groupId });
      ours.subscribe(topic);
      await readUntil(ours, [], () => ours.assignment().length === 4);
      const theirs = java.run('console-consumer', [
        ...['--bootstrap-server', lab().target.bootstrapServers.join(',')],
        ...['--topic', topic, '--group', groupId, '--consumer-property', 'group.protocol=consumer'],
        ...['--consumer-property', 'auto.offset.reset=earliest', '--max-messages', '20', '--timeout-ms', '60000'],
      ]);
      const seen: Seen[] = [];
      await readUntil(ours, seen, () => ours.assignment().length === 2);
      await fill(lab(), topic, 4, 0, 40);
      await readUntil(ours, seen, () => seen.length >= 20);
      const output = await theirs;
      const lines = output.split('\n').filter((line) => /^\d+$/.test(line));
      assert.deepEqual(
        [...lines.map(Number), ...sorted(seen)].sort((a, b) => a - b),
        numbers(0, 40),
      );
      // It has left: all is ours again.
      await readUntil(ours, seen, () => ours.assignment().length === 4);
      await readOnce(ours, seen, 0);
    });
  });
}

function partitionsOf(consumer: KafkaConsumer): number[] {
  return consumer
    .assignment()
    .map(({ partition }) => partition)
    .sort();
}

/** What came with the protocol as it was finished, in 4.0. */
function hasPatterns(lab: GetLab, t: TestContext): boolean {
  const { version, name } = lab().target;
  const isThere = atLeast(version, '4.0');
  if (!isThere) t.skip(`${name} has an early form of the protocol`);
  return isThere;
}
