import { OffsetForLeaderEpoch } from '@k/wire';
import { produceTo } from '../support/calls.ts';
import { batchOf } from '../support/records.ts';
import { SessionScript, topicOf } from './fetch-session-probes.ts';
import type { Probe } from './probe.ts';

/** KIP-320: what a log of one epoch says of epochs. */
export async function probeLeaderEpochs(probe: Probe): Promise<void> {
  const topic = await topicOf(probe, 'epochs');
  for (const value of ['a', 'b', 'c']) await produceTo(probe.client, topic, 0, batchOf([value]));
  const asked: readonly (readonly [currentLeaderEpoch: number, leaderEpoch: number, partition: number])[] = [
    [-1, 0, 0], [0, 0, 0], [-1, 0, 1], [-1, 1, 0], [-1, 7, 0], [-1, -1, 0], [-1, -2, 0], [1, 0, 0], [-2, 0, 0], [-1, 0, 9],
  ]; // prettier-ignore
  for (const version of [2, 3, 4]) {
    for (const [currentLeaderEpoch, leaderEpoch, partition] of asked) {
      const what = `end of epoch ${String(leaderEpoch)} of ${String(partition)}, leader epoch ${String(currentLeaderEpoch)}`;
      await probe.ask(`v${String(version)}: ${what}`, async (client) => {
        const partitions = [{ partition, currentLeaderEpoch, leaderEpoch }];
        const { topics } = await client.request(OffsetForLeaderEpoch, version, { ...(version >= 3 ? { replicaId: -1 } : {}), topics: [{ topic: topic.name, partitions }] }); // prettier-ignore
        return topics.flatMap((found) =>
          found.partitions.map((each) => [each.errorCode, each.partition, each.leaderEpoch, Number(each.endOffset)]),
        );
      });
    }
  }
  await probe.ask('end of an epoch in an unknown topic', async (client) => {
    const partitions = [{ partition: 0, leaderEpoch: 0 }];
    const { topics } = await client.request(OffsetForLeaderEpoch, 4, { replicaId: -1, topics: [{ topic: probe.name('nope'), partitions }] }); // prettier-ignore
    return topics[0]?.partitions[0]?.errorCode;
  });
  await probe.ask('ends of epochs, a partition twice', async (client) => {
    const partitions = [0, 0, 1].map((partition) => ({ partition, leaderEpoch: 0 }));
    const { topics } = await client.request(OffsetForLeaderEpoch, 4, { replicaId: -1, topics: [{ topic: topic.name, partitions }] }); // prettier-ignore
    return topics.map((each) => each.partitions.map((found) => [found.partition, Number(found.endOffset)]));
  });
  const script = new SessionScript(probe, 12, 'fetch with the epoch of the last record');
  await script.step("that is the log's", { topics: [[topic, 0, 2, { lastFetchedEpoch: 0 }]] });
  await script.step('at the end', { topics: [[topic, 0, 3, { lastFetchedEpoch: 0 }]] });
  await script.step('past the end: the log diverges', { topics: [[topic, 0, 9, { lastFetchedEpoch: 0 }]] });
  await script.step('that is told each time', {});
  await script.step('that the log has not', { topics: [[topic, 0, 2, { lastFetchedEpoch: 3 }]] });
  await script.step('below zero, past the end', { topics: [[topic, 0, 9, { lastFetchedEpoch: -1 }]] });
  await script.step('below the start', { topics: [[topic, 0, -5, { lastFetchedEpoch: 0 }]] });
  await script.step('all is well again', { topics: [[topic, 0, 3, { lastFetchedEpoch: 0 }]] });
}
