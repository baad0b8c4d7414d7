import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KafkaConsumer } from '@k/consumer';
import { atLeast } from '@k/tool-kafka';
import { Fetch, type FetchResponse } from '@k/wire';
import type { GetLab } from '../lab.ts';
import { RACKS } from '../target.ts';
import { ledBy, placedTopic, without } from './whole.ts';

/** Reading from a follower in the rack of the client (KIP-392). */
export function closestReplica(lab: GetLab): void {
  describe('a consumer in a rack', () => {
    it('reads from the follower there, and from the leader while that is gone', async (t) => {
      const { nodes, version } = lab().target;
      if (!atLeast(version, '2.4')) {
        t.skip('followers serve consumers from 2.4 on');
        return;
      }
      const [leader, follower] = nodes;
      assert.ok(leader && follower);
      const topic = await placedTopic(lab(), [ledBy(lab(), leader.id)]);
      await using producer = lab().producer();
      await producer.sendMany(Array.from({ length: 100 }, (_, i) => ({ topic, partition: 0, value: String(i) })));
      await using cluster = lab().cluster({ clientId: 'racked' });
      const bytes = new Map<string, number>();
      const open = cluster.openChannel.bind(cluster);
      t.mock.method(cluster, 'openChannel', (...init: Parameters<typeof open>) => {
        const channel = open(...init);
        const request = channel.request.bind(channel);
        t.mock.method(channel, 'request', async (...args: Parameters<typeof request>) => {
          const answer = await request(...args);
          if (args[1].key === Fetch.key) count(bytes, args[0], answer as FetchResponse);
          return answer;
        });
        return channel;
      });
      await using consumer = new KafkaConsumer({ cluster, autoOffsetReset: 'earliest', clientRack: RACKS[1] });
      consumer.assign([{ topic, partition: 0 }]);
      const records = consumer.records();
      const read = async (to: number): Promise<void> => {
        for (let next = -1; next < to - 1;) next = (await records.next()).value?.offset ?? to;
      };
      await read(100);
      assert.deepEqual([...bytes.keys()], [String(follower.id)], 'all of it came from the follower');
      await without(lab(), follower, 'kill', async () => {
        await producer.send({ topic, partition: 0, value: 'more' });
        await read(101);
        assert.ok((bytes.get(String(leader.id)) ?? 0) > 0);
      });
    });
  });
}

function count(bytes: Map<string, number>, target: unknown, { responses }: FetchResponse): void {
  const { broker } = target as { readonly broker: number };
  for (const { partitions } of responses) {
    for (const { records } of partitions) {
      if (records !== null && records.length > 0)
        bytes.set(String(broker), (bytes.get(String(broker)) ?? 0) + records.length);
    }
  }
}
