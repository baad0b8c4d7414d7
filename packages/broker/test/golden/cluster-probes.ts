import {
  AddRaftVoter,
  AlterPartitionReassignments,
  AlterReplicaLogDirs,
  DescribeCluster,
  DescribeLogDirs,
  DescribeQuorum,
  DescribeTopicPartitions,
  ElectLeaders,
  ListPartitionReassignments,
  Metadata,
  RemoveRaftVoter,
  UnregisterBroker,
  UpdateFeatures,
  ZERO_UUID,
  type MessageInit,
  type DescribeTopicPartitionsRequest,
  type UpdateFeaturesRequest,
} from '@k/wire';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';
import type { Probe } from './probe.ts';

const NOBODY = 99;

/** What is asked of a cluster of one node: who is in it, where its partitions are, what it can do. */
export async function probeCluster(probe: Probe): Promise<void> {
  const { brokers, clusterId } = await probe.client.request(Metadata, 12, { topics: [] });
  const self = brokers[0]?.nodeId ?? -1;
  const asked = new ClusterProbe(probe, self, clusterId ?? '');
  for (const short of ['a', 'b', 'c']) await probe.topic(short);
  await probe.until(
    () => produceTo(probe.client, { name: probe.name('a') }, 0, batchOf(['x', 'y'])),
    ({ errorCode }) => errorCode === 0,
  );
  await asked.brokers();
  await asked.topics();
  await asked.elections();
  await asked.reassignments();
  await asked.logDirs();
  await asked.features();
  await asked.quorum();
}

class ClusterProbe {
  readonly #probe: Probe;
  readonly #self: number;
  readonly #clusterId: string;

  constructor(probe: Probe, self: number, clusterId: string) {
    this.#probe = probe;
    this.#self = self;
    this.#clusterId = clusterId;
  }

  async brokers(): Promise<void> {
    const asked: [number, object][] = [
      [0, {}],
      [0, { includeClusterAuthorizedOperations: true }],
      [1, { endpointType: 1 }],
      [1, { endpointType: 2 }],
      [1, { endpointType: 3 }],
      [1, { endpointType: 0 }],
      [2, { includeFencedBrokers: true, includeClusterAuthorizedOperations: true }],
      [2, { endpointType: 2, includeClusterAuthorizedOperations: true }],
    ];
    for (const [version, request] of asked) {
      await this.#ask(`cluster, v${String(version)} ${JSON.stringify(request)}`, async (client) => {
        const { brokers, clusterId, ...rest } = await client.request(DescribeCluster, version, request);
        const told = brokers.map(({ brokerId, rack, isFenced }) => [brokerId === this.#self, rack, isFenced]);
        return { ...rest, clusterId: clusterId === this.#clusterId || clusterId, brokers: told };
      });
    }
    await this.#ask('unregister nobody', (client) => client.request(UnregisterBroker, 0, { brokerId: NOBODY }));
    await this.#ask('unregister a negative number', (client) => client.request(UnregisterBroker, 0, { brokerId: -1 }));
  }

  async topics(): Promise<void> {
    const name = (short: string): string => this.#probe.name(short);
    const topics = (...shorts: string[]) => shorts.map((short) => ({ name: name(short) }));
    const asked: [string, MessageInit<DescribeTopicPartitionsRequest>][] = [
      ['in order', { topics: topics('c', 'a', 'b') }],
      ['one twice', { topics: topics('a', 'a') }],
      ['unknown ones', { topics: [...topics('a', 'none'), { name: 'not legal' }] }],
      ['one without a name', { topics: [...topics('a'), { name: '' }] }],
      ['one partition', { topics: topics('c', 'a', 'b'), responsePartitionLimit: 1 }],
      ['no partition', { topics: topics('a', 'b'), responsePartitionLimit: 0 }],
      ['fewer than none', { topics: topics('a', 'b'), responsePartitionLimit: -5 }],
      ['unknown ones at the limit', { topics: topics('a', 'aa', 'b'), responsePartitionLimit: 1 }],
      ['unknown ones before the limit', { topics: topics('0', 'a'), responsePartitionLimit: 1 }],
      ['from the second', { topics: topics('a', 'b', 'c'), cursor: { topicName: name('b'), partitionIndex: 0 } }],
      ['from behind the second', { topics: topics('a', 'b'), cursor: { topicName: name('b'), partitionIndex: 7 } }],
      [
        'from one that is not asked for',
        { topics: topics('a', 'c'), cursor: { topicName: name('b'), partitionIndex: 0 } },
      ],
      ['from a negative partition', { topics: topics('a', 'b'), cursor: { topicName: name('b'), partitionIndex: -1 } }],
      ['all, from the last', { topics: [], cursor: { topicName: name('c'), partitionIndex: 0 } }],
      ['all, from one that is none', { topics: [], cursor: { topicName: name('bb'), partitionIndex: 0 } }],
    ];
    for (const [what, request] of asked) {
      await this.#ask(`topics: ${what}`, async (client) => {
        const { topics: told, nextCursor, throttleTimeMs } = await client.request(DescribeTopicPartitions, 0, request);
        const mine = told.map(({ topicId, partitions, ...rest }) => ({
          ...rest,
          hasId: topicId !== ZERO_UUID,
          partitions: partitions.map(({ leaderId, ...partition }) => ({
            ...partition,
            leads: leaderId === this.#self,
          })),
        }));
        return { topics: mine, nextCursor, throttleTimeMs };
      });
    }
  }

  async elections(): Promise<void> {
    const a = this.#probe.name('a');
    const asked: [string, number, object][] = [
      ['preferred', 2, { electionType: 0, topicPartitions: [{ topic: a, partitions: [0, 1] }] }],
      ['unclean', 2, { electionType: 1, topicPartitions: [{ topic: a, partitions: [0, 1] }] }],
      ['of no kind', 2, { electionType: 2, topicPartitions: [{ topic: a, partitions: [0] }] }],
      ['of no kind, for all', 2, { electionType: -1, topicPartitions: null }],
      ['of an unknown topic', 1, { electionType: 0, topicPartitions: [{ topic: this.#probe.name('none'), partitions: [0] }] }],
      ['v0', 0, { topicPartitions: [{ topic: a, partitions: [0, 0] }] }],
      ['of nothing', 2, { electionType: 0, topicPartitions: [] }],
      ['of no partition', 2, { electionType: 0, topicPartitions: [{ topic: a, partitions: [] }] }],
    ]; // prettier-ignore
    for (const [what, version, request] of asked) {
      await this.#ask(`elect: ${what}`, (client) => client.request(ElectLeaders, version, request));
    }
    await this.#ask('elect: all', async (client) => {
      const { replicaElectionResults, ...rest } = await client.request(ElectLeaders, 2, { topicPartitions: null });
      const mine = replicaElectionResults.filter(({ topic }) => this.#probe.short(topic) !== topic);
      return { ...rest, replicaElectionResults: mine.sort((x, y) => (x.topic < y.topic ? -1 : 1)) };
    });
  }

  async reassignments(): Promise<void> {
    const self = this.#self;
    const a = this.#probe.name('a');
    const partition = (replicas: number[] | null, partitionIndex = 0) => ({ partitionIndex, replicas });
    const asked: [string, number, object][] = [
      ['to where it is', 1, { topics: [{ name: a, partitions: [partition([self])] }] }],
      ['to where it is, v0', 0, { topics: [{ name: a, partitions: [partition([self])] }] }],
      ['to no broker', 1, { topics: [{ name: a, partitions: [partition([])] }] }],
      ['to an unknown broker', 1, { topics: [{ name: a, partitions: [partition([NOBODY])] }] }],
      ['to a negative broker', 1, { topics: [{ name: a, partitions: [partition([-1])] }] }],
      ['to a broker twice', 1, { topics: [{ name: a, partitions: [partition([self, self])] }] }],
      ['to an unknown broker twice', 1, { topics: [{ name: a, partitions: [partition([NOBODY, NOBODY])] }] }],
      ['to more brokers than may be', 1, { allowReplicationFactorChange: false, topics: [{ name: a, partitions: [partition([self, NOBODY])] }] }],
      ['of an unknown partition', 1, { topics: [{ name: a, partitions: [partition([self], 9)] }] }],
      ['of an unknown topic', 1, { topics: [{ name: this.#probe.name('none'), partitions: [partition([self])] }] }],
      ['cancelled', 1, { topics: [{ name: a, partitions: [partition(null)] }] }],
      ['cancelled, of an unknown partition', 0, { topics: [{ name: a, partitions: [partition(null, 9)] }] }],
      ['of nothing', 1, { topics: [] }],
      ['of nothing, not to change', 1, { allowReplicationFactorChange: false, topics: [] }],
      ['not to change', 1, { allowReplicationFactorChange: false, topics: [{ name: a, partitions: [partition([self])] }] }],
    ]; // prettier-ignore
    for (const [what, version, request] of asked) {
      await this.#ask(`reassign: ${what}`, (client) => client.request(AlterPartitionReassignments, version, request));
    }
    for (const topics of [
      null,
      [],
      [{ name: a, partitionIndexes: [0, 9] }],
      [{ name: 'none', partitionIndexes: [0] }],
    ]) {
      const what = topics === null ? 'all' : topics.map(({ name }) => this.#probe.short(name)).join();
      await this.#ask(`reassignments: ${what}`, (client) => client.request(ListPartitionReassignments, 0, { topics }));
    }
  }

  async logDirs(): Promise<void> {
    const probe = this.#probe;
    const a = probe.name('a');
    const described = async (client: RawClient, version: number, request: object) => {
      const { results, ...rest } = await client.request(DescribeLogDirs, version, request);
      return {
        ...rest,
        results: results.map(({ logDir, topics, totalBytes, usableBytes, ...result }) => ({
          ...result,
          isAbsolute: logDir.startsWith('/'),
          hasBytes: [totalBytes > 0, usableBytes > 0 && usableBytes <= totalBytes],
          topics: topics.filter(({ name }) => name !== probe.short(name)).sort((x, y) => (x.name < y.name ? -1 : 1)),
        })),
      };
    };
    for (const version of [1, 2, 3, 4, 5]) {
      await this.#ask(`log dirs, v${String(version)}`, (client) => described(client, version, { topics: null }));
    }
    const asked: [string, { topic: string; partitions: number[] }[]][] = [
      ['of one', [{ topic: a, partitions: [0] }]],
      ['of unknown ones', [{ topic: a, partitions: [9] }, { topic: probe.name('none'), partitions: [0] }]],
      ['of none', []],
    ]; // prettier-ignore
    for (const [what, topics] of asked) {
      await this.#ask(`log dirs: ${what}`, (client) => described(client, 4, { topics }));
    }
    const { results } = await probe.client.request(DescribeLogDirs, 4, { topics: [] });
    const here = results[0]?.logDir ?? '';
    const long = 'x'.repeat(220);
    const moves: [string, { path: string; topics: { name: string; partitions: number[] }[] }[]][] = [
      ['to where it is', [{ path: here, topics: [{ name: a, partitions: [0] }] }]],
      ['to nowhere', [{ path: '/nowhere', topics: [{ name: a, partitions: [0] }] }]],
      ['to a relative path', [{ path: 'nowhere', topics: [{ name: a, partitions: [0] }] }]],
      ['of an unknown partition', [{ path: here, topics: [{ name: a, partitions: [9] }] }]],
      ['of an unknown topic to nowhere', [{ path: '/nowhere', topics: [{ name: probe.name('none'), partitions: [0] }] }]],
      ['of a long name', [{ path: here, topics: [{ name: long, partitions: [0] }] }]],
      ['of a partition twice', [{ path: '/nowhere', topics: [{ name: a, partitions: [0] }] }, { path: here, topics: [{ name: a, partitions: [0, 0] }] }]],
      ['of nothing', []],
    ]; // prettier-ignore
    for (const [what, dirs] of moves) {
      for (const version of [1, 2]) {
        await this.#ask(`move, v${String(version)}: ${what}`, (client) =>
          client.request(AlterReplicaLogDirs, version, { dirs }),
        );
      }
    }
  }

  /** Features that both know; none is changed for good. */
  async features(): Promise<void> {
    type Update = NonNullable<MessageInit<UpdateFeaturesRequest>['featureUpdates']>[number];
    const asked: [string, number, Update[]][] = [
      ['to what it is', 2, [{ feature: 'metadata.version', maxVersionLevel: 33 }]],
      ['to what it is, v1', 1, [{ feature: 'metadata.version', maxVersionLevel: 33 }]],
      ['to what it is, v0', 0, [{ feature: 'metadata.version', maxVersionLevel: 33 }]],
      ['too high', 2, [{ feature: 'metadata.version', maxVersionLevel: 99 }]],
      ['too high, v1', 1, [{ feature: 'group.version', maxVersionLevel: 9 }]],
      ['too low', 2, [{ feature: 'metadata.version', maxVersionLevel: 6, upgradeType: 2 }]],
      ['no metadata', 2, [{ feature: 'metadata.version', maxVersionLevel: 0, upgradeType: 2 }]],
      ['negative', 2, [{ feature: 'group.version', maxVersionLevel: -1, upgradeType: 2 }]],
      ['unknown', 2, [{ feature: 'none.version', maxVersionLevel: 1 }]],
      ['unknown, to none', 2, [{ feature: 'none.version', maxVersionLevel: 0, upgradeType: 2 }]],
      ['down by an upgrade', 2, [{ feature: 'transaction.version', maxVersionLevel: 1 }]],
      ['down by an upgrade, v0', 0, [{ feature: 'transaction.version', maxVersionLevel: 1 }]],
      ['down, allowed, v0', 0, [{ feature: 'transaction.version', maxVersionLevel: 1, allowDowngrade: true }]],
      ['down safely', 2, [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 2 }]],
      ['down unsafely', 2, [{ feature: 'transaction.version', maxVersionLevel: 0, upgradeType: 3 }]],
      ['up by a downgrade', 2, [{ feature: 'group.version', maxVersionLevel: 1, upgradeType: 2 }]],
      ['of no kind', 2, [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 0 }]],
      ['of an unknown kind', 2, [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 9 }]],
      ['one that can and one that cannot', 1, [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 2 }, { feature: 'none.version', maxVersionLevel: 1 }]],
      ['two that can', 1, [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 2 }, { feature: 'group.version', maxVersionLevel: 0, upgradeType: 2 }]],
      ['metadata, down safely', 2, [{ feature: 'metadata.version', maxVersionLevel: 32, upgradeType: 2 }]],
      ['metadata, down unsafely', 2, [{ feature: 'metadata.version', maxVersionLevel: 32, upgradeType: 3 }]],
      ['metadata, far down safely', 2, [{ feature: 'metadata.version', maxVersionLevel: 7, upgradeType: 2 }]],
      ['metadata, far down unsafely', 2, [{ feature: 'metadata.version', maxVersionLevel: 7, upgradeType: 3 }]],
      ['the quorum', 2, [{ feature: 'kraft.version', maxVersionLevel: 1 }]],
      ['the quorum, down', 2, [{ feature: 'kraft.version', maxVersionLevel: 0, upgradeType: 2 }]],
      ['nothing', 2, []],
      ['nothing, v1', 1, []],
    ]; // prettier-ignore
    for (const [what, version, featureUpdates] of asked) {
      await this.#ask(`features: ${what}`, (client) =>
        client.request(UpdateFeatures, version, { featureUpdates, ...(version === 0 ? {} : { validateOnly: true }) }),
      );
    }
  }

  async quorum(): Promise<void> {
    const ours = { topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] };
    for (const version of [0, 1, 2]) {
      await this.#ask(`quorum, v${String(version)}`, async (client) => {
        const { topics, nodes, ...rest } = await client.request(DescribeQuorum, version, { topics: [ours] });
        const state = topics[0]?.partitions[0];
        const { leaderId, leaderEpoch = 0, highWatermark = 0n, currentVoters = [], ...more } = state ?? {};
        return {
          ...rest,
          ...more,
          leads: leaderId === this.#self,
          epoch: leaderEpoch > 0,
          end: highWatermark > 0n,
          voters: currentVoters.map((voter) => [
            voter.replicaId === this.#self,
            voter.replicaDirectoryId !== ZERO_UUID,
            voter.logEndOffset >= highWatermark,
            voter.lastFetchTimestamp > 0n,
            voter.lastCaughtUpTimestamp > 0n,
          ]),
          nodes: nodes.map(({ nodeId, listeners }) => [nodeId === this.#self, listeners.length]),
        };
      });
    }
    const wrong: [string, { topicName: string; partitions: { partitionIndex: number }[] }[]][] = [
      ['of another topic', [{ topicName: 'none', partitions: [{ partitionIndex: 0 }] }]],
      ['of another partition', [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 1 }] }]],
      ['of two partitions', [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }, { partitionIndex: 1 }] }]],
      ['of two topics', [ours, { topicName: 'none', partitions: [] }]],
      ['of no topic', []],
    ]; // prettier-ignore
    for (const [what, topics] of wrong) {
      await this.#ask(`quorum: ${what}`, (client) => client.request(DescribeQuorum, 2, { topics }));
    }
    await this.#voters();
  }

  async #voters(): Promise<void> {
    const voterDirectoryId = 'AAAAAAAAAAAAAAAAAAAAAQ';
    const listeners = [{ name: 'CONTROLLER', host: 'localhost', port: 1 }];
    const asked: [string, object][] = [
      ['of another cluster', { clusterId: 'another', voterId: 9, voterDirectoryId }],
      ['of this cluster', { clusterId: this.#clusterId, voterId: 9, voterDirectoryId }],
      ['that is none', { voterId: -1, voterDirectoryId }],
      ['without a directory', { voterId: 9, voterDirectoryId: ZERO_UUID }],
    ];
    for (const [what, voter] of asked) {
      await this.#ask(`add a voter ${what}`, (client) => client.request(AddRaftVoter, 1, { listeners, ...voter }));
      await this.#ask(`remove a voter ${what}`, (client) =>
        client.request(RemoveRaftVoter, 0, { clusterId: null, ...voter }),
      );
    }
  }

  /** Names, the id of the cluster and that of the node are of the run. */
  async #ask(what: string, question: (client: RawClient) => Promise<unknown>): Promise<void> {
    await this.#probe.ask(what, async (client) => this.#told(await question(client)));
  }

  #told(answer: unknown): unknown {
    if (typeof answer === 'string') {
      const text = (this.#probe.short(answer) ?? '').replaceAll(this.#clusterId, 'CLUSTER');
      return text.replace(/(controller|broker) \d+\b/gi, (_all, what: string) => `${what} N`);
    }
    if (Array.isArray(answer)) return answer.map((each) => this.#told(each));
    if (typeof answer !== 'object' || answer === null) return answer;
    return Object.fromEntries(
      Object.entries(answer)
        .filter(([name]) => name !== 'unknownTags')
        .map(([name, value]: [string, unknown]) => [name, this.#nodesIn(name, this.#told(value))]),
    );
  }

  #nodesIn(name: string, value: unknown): unknown {
    const isNode = (id: unknown): unknown => (id === this.#self ? 'self' : id);
    if (name === 'controllerId') return isNode(value);
    return /(Nodes|[rR]eplicas|Elr)$/.test(name) && Array.isArray(value) ? value.map(isNode) : value;
  }
}
