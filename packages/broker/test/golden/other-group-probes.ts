import {
  AlterShareGroupOffsets,
  ConsumerGroupDescribe,
  DeleteGroups,
  DeleteShareGroupOffsets,
  DescribeShareGroupOffsets,
  FindCoordinator,
  ListGroups,
  OffsetCommit,
  ShareGroupDescribe,
  StreamsGroupDescribe,
  ZERO_UUID,
} from '@k/wire';
import type { RawClient } from '../support/raw-client.ts';
import type { Probe } from './probe.ts';

/** What is said of share and streams groups by a broker that has none: to none, to one of another kind, to no name. */
export async function probeOtherGroups(probe: Probe): Promise<void> {
  await probe.topic('read');
  for (const group of ['none', 'classic']) {
    await probe.until(
      () => probe.client.request(FindCoordinator, 4, { coordinatorKeys: [probe.name(group)] }),
      ({ coordinators }) => coordinators[0]?.errorCode === 0,
    );
  }
  const partitions = [{ partitionIndex: 0, committedOffset: 5n, committedMetadata: '' }];
  await probe.until(
    () => probe.client.request(OffsetCommit, 9, { groupId: probe.name('classic'), topics: [{ name: probe.name('read'), partitions }] }),
    ({ topics }) => topics[0]?.partitions[0]?.errorCode === 0,
  ); // prettier-ignore
  const groupSets = [['none'], ['classic'], ['none', 'none'], ['', 'none'], []];
  for (const groups of groupSets) {
    const groupIds = groups.map((group) => (group === '' ? '' : probe.name(group)));
    const what = JSON.stringify(groups);
    await probe.ask(`share ${what}`, async (client) => told(probe, await client.request(ShareGroupDescribe, 1, { groupIds })));
    await probe.ask(`consumer ${what}`, async (client) => told(probe, await client.request(ConsumerGroupDescribe, 1, { groupIds: [...new Set(groupIds)] })));
    for (const version of [0, 1]) {
      await probe.ask(`streams, v${String(version)} ${what}`, async (client) => {
        const more = version === 0 ? {} : { includeTopologyDescription: true };
        return told(probe, await client.request(StreamsGroupDescribe, version, { groupIds, includeAuthorizedOperations: true, ...more }));
      });
    }
  } // prettier-ignore
  for (const group of ['none', 'classic', '']) await probeOffsets(probe, group);
  await probe.ask('list them', (client) => client.request(ListGroups, 5, { typesFilter: ['share', 'streams'] }));
  await probe.ask('delete one', async (client) =>
    told(probe, await client.request(DeleteGroups, 3, { groupsNames: [probe.name('none')] })),
  );
}

async function probeOffsets(probe: Probe, group: string): Promise<void> {
  const groupId = group === '' ? '' : probe.name(group);
  const offsets = async (
    client: RawClient,
    version: number,
    topics: { topicName: string; partitions: number[] }[] | null,
  ) => {
    const answer = await client.request(DescribeShareGroupOffsets, version, { groups: [{ groupId, topics }] });
    return told(probe, answer);
  };
  const asked: [string, { topicName: string; partitions: number[] }[] | null][] = [
    ['of all', null],
    ['of nothing', []],
    // (Of one that is there Kafka looks up the state, for which it makes a topic first: it may not answer for minutes.)
    ['of an unknown topic', [{ topicName: probe.name('unknown'), partitions: [0] }]],
  ];
  for (const [what, topics] of asked) {
    for (const version of [0, 1]) {
      await probe.ask(`offsets, v${String(version)} "${group}" ${what}`, (client) => offsets(client, version, topics));
    }
  }
  const topics = [{ topicName: probe.name('read') }];
  await probe.ask(`delete offsets "${group}"`, async (client) =>
    told(probe, await client.request(DeleteShareGroupOffsets, 0, { groupId, topics })),
  );
  await probe.ask(`delete no offsets "${group}"`, async (client) =>
    told(probe, await client.request(DeleteShareGroupOffsets, 0, { groupId, topics: [] })),
  );
  // With a name Kafka makes a share group.
  if (group === '') {
    const partitions = [{ partitionIndex: 0, startOffset: 0n }];
    const body = { groupId, topics: [{ topicName: probe.name('read'), partitions }] };
    await probe.ask('alter offsets ""', async (client) =>
      told(probe, await client.request(AlterShareGroupOffsets, 0, body)),
    );
  }
}

/** Names without what is of the run, and of ids of topics whether they are there. */
function told(probe: Probe, answer: unknown): unknown {
  if (typeof answer === 'string') return probe.short(answer);
  if (Array.isArray(answer)) return answer.map((each) => told(probe, each));
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([name]) => name !== 'unknownTags')
      .map(([name, value]: [string, unknown]) => [name, name === 'topicId' ? value !== ZERO_UUID : told(probe, value)]),
  );
}
