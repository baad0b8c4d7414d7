import {
  AddPartitionsToTxn,
  DescribeProducers,
  DescribeTransactions,
  ErrorCode,
  FindCoordinator,
  InitProducerId,
  ListTransactions,
  OffsetFetch,
} from '@k/wire';
import { produceTo } from '../support/calls.ts';
import { batchOf } from '../support/records.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from '../transaction/support.ts';
import type { Probe } from './probe.ts';

const { CONCURRENT_TRANSACTIONS, NOT_LEADER_OR_FOLLOWER } = ErrorCode;

type Protocol = 'v1' | 'v2';

export async function probeTransactions(probe: Probe): Promise<void> {
  for (const short of ['txn', 'txn-other']) await probe.topic(short);
  await probe.until(
    () => probe.client.request(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [probe.name('id')] }),
    ({ coordinators }) => coordinators[0]?.errorCode === 0,
  );
  await probe.until(
    () => new TransactionalClient(probe.client, probe.name('warm')).init(),
    (code) => code === 0,
  );
  await probe.until(
    () => probe.client.request(FindCoordinator, 4, { coordinatorKeys: [probe.name('g')] }),
    ({ coordinators }) => coordinators[0]?.errorCode === 0,
  );
  await probe.until(
    () => committedOf(probe, 'g', true),
    ([, errorCode]) => errorCode === 0,
  );
  await probeInit(probe);
  for (const protocol of ['v1', 'v2'] as const) {
    await probeCourse(probe, protocol);
    await probeEnds(probe, protocol);
    await probeOutside(probe, protocol);
    await probeOffsets(probe, protocol);
  }
  await probeDescriptions(probe);
}

function producerOf(probe: Probe, id: string, protocol: Protocol = 'v2'): TransactionalClient {
  const producer = new TransactionalClient(probe.client, probe.name(id), protocol);
  // Records of another time than the markers would be in a segment of their own.
  producer.timestamp = Date.now();
  return producer;
}

/**
 * Again until the markers of the last transaction are written, which a real Kafka does after it has answered, and until it
 * leads a topic that is new.
 */
function settled(probe: Probe, question: () => Promise<number | undefined>): Promise<number | undefined> {
  return probe.until(question, (code) => code !== CONCURRENT_TRANSACTIONS && code !== NOT_LEADER_OR_FOLLOWER);
}

/** Each of these makes one that has no transaction yet, has one open, or has ended one. */
const PREPARED = {
  empty: async () => {},
  ongoing: async (probe: Probe, producer: TransactionalClient) => {
    await producer.add(probe.name('txn'));
  },
  committed: async (probe: Probe, producer: TransactionalClient) => {
    await producer.add(probe.name('txn'));
    await producer.end(true);
    await settle(probe, producer);
  },
  aborted: async (probe: Probe, producer: TransactionalClient) => {
    await producer.add(probe.name('txn'));
    await producer.end(false);
    await settle(probe, producer);
  },
} satisfies Record<string, (probe: Probe, producer: TransactionalClient) => Promise<void>>;

async function settle(probe: Probe, { transactionalId }: TransactionalClient): Promise<void> {
  await probe.until(
    () => probe.client.request(DescribeTransactions, 0, { transactionalIds: [transactionalId] }),
    ({ transactionStates }) => transactionStates[0]?.transactionState.startsWith('Complete') === true,
  );
}

async function probeInit(probe: Probe): Promise<void> {
  const { client } = probe;
  const init = async (body: object, version = 5): Promise<number> => {
    const request = { transactionalId: probe.name('init'), transactionTimeoutMs: 1000, ...body };
    return (await client.request(InitProducerId, version, request)).errorCode;
  };
  for (const transactionTimeoutMs of [0, -1, 900_000, 900_001]) {
    await probe.ask(`init with a time limit of ${String(transactionTimeoutMs)}`, () => init({ transactionTimeoutMs }));
  }
  await probe.ask('init without a name', () => init({ transactionalId: '' }));
  await probe.ask('init with an id and no epoch', () => init({ producerId: 5 }));
  await probe.ask('init with an epoch and no id', () => init({ producerEpoch: 0 }));
  const producer = producerOf(probe, 'recovering');
  await probe.ask('init', async () => [await producer.init(), producer.producerEpoch]);
  const id = producer.producerId;
  const recover = async (producerId: bigint, producerEpoch: number, version = 5): Promise<unknown> => {
    return [await producer.init({ producerId, producerEpoch }, version), producer.producerEpoch];
  };
  await probe.ask('init to recover', () => recover(id, 0));
  await probe.ask('init to recover again', () => recover(id, 0));
  await probe.ask('init to recover from what is', () => recover(id, 1));
  await probe.ask('init to recover from long ago', () => recover(id, 0));
  await probe.ask('init to recover from long ago, v3', () => recover(id, 0, 3));
  await probe.ask('init to recover from the future', () => recover(id, 7));
  await probe.ask('init to recover as somebody else', () => recover(id + 1_000_000n, 2));
  await probe.ask('init of another instance', () => recover(-1n, -1));
  await probe.ask('init to recover after another instance', () => recover(id, 2));
}

async function probeCourse(probe: Probe, protocol: Protocol): Promise<void> {
  const name = (what: string): string => `${protocol}: ${what}`;
  const topic = `course-${protocol}`;
  await probe.topic(topic);
  const producer = producerOf(probe, `course-${protocol}`, protocol);
  const other = producerOf(probe, `course-${protocol}`, protocol);
  await producer.init();
  for (const [round, committed] of [true, false, true].entries()) {
    await probe.ask(name(`transaction ${String(round)}, ${committed ? 'commit' : 'abort'}`), async () => {
      const added = protocol === 'v1' ? await settled(probe, () => producer.add(probe.name(topic))) : 0;
      const produced = await settled(probe, () => producer.produce(probe.name(topic), ['a', 'b']));
      const more = await producer.produce(probe.name(topic), ['c']);
      const ended = await producer.end(committed);
      await settle(probe, producer);
      return [added, produced, more, ended, producer.producerEpoch];
    });
    await probe.ask(name(`transaction ${String(round)}, read`), async () => {
      // A real Kafka moves both a moment after it has answered.
      const { records, aborted, lastStableOffset } = await probe.until(
        () => fetchAll(probe.client, probe.name(topic), READ_COMMITTED),
        (found) => found.lastStableOffset === found.highWatermark && found.records.at(-1)?.includes('t') === true,
      );
      return [records, aborted.map(([, first]) => first), lastStableOffset];
    });
  }
  await settled(probe, () => producer.add(probe.name(topic)));
  await producer.produce(probe.name(topic), ['open']);
  await probe.ask(name('read with one open'), async () => {
    const { records, lastStableOffset, highWatermark } = await fetchAll(
      probe.client,
      probe.name(topic),
      READ_COMMITTED,
    );
    return [records.length, lastStableOffset, highWatermark];
  });
  const epoch = producer.producerEpoch;
  await probe.ask(name('init of another while one is open'), () => other.init());
  await probe.ask(name('init of another when it is aborted'), async () => {
    return [await settled(probe, () => other.init()), other.producerEpoch - epoch];
  });
  await probe.ask(name('fenced: add'), () => producer.add(probe.name(topic)));
  await probe.ask(name('fenced: add, v1'), () => producer.add(probe.name(topic), [0], 1));
  await probe.ask(name('fenced: produce'), () => producer.produce(probe.name(topic), ['late']));
  await probe.ask(name('fenced: produce v9'), () => producer.produce(probe.name(topic), ['late'], 0, 9));
  await probe.ask(name('fenced: add offsets'), () => producer.addOffsets(probe.name('g')));
  await probe.ask(name('fenced: commit an offset'), () => producer.commitOffset(probe.name('g'), probe.name(topic), 1));
  await probe.ask(name('fenced: commit'), () => producer.end(true));
  await probe.ask(name('fenced: abort, v1'), () => producer.end(false, 1));
}

/** EndTxn in each state, by who comes for the first time, and by who comes again. */
async function probeEnds(probe: Probe, protocol: Protocol): Promise<void> {
  for (const [state, prepare] of Object.entries(PREPARED)) {
    for (const committed of [true, false]) {
      for (const repeated of [true, false]) {
        const what = `${protocol}: ${committed ? 'commit' : 'abort'} ${state}${repeated ? ', repeated' : ''}`;
        const producer = producerOf(
          probe,
          `end-${protocol}-${state}-${String(committed)}-${String(repeated)}`,
          protocol,
        );
        await producer.init();
        const epoch = producer.producerEpoch;
        await prepare(probe, producer);
        if (repeated) producer.producerEpoch = epoch;
        await probe.ask(what, async () => [await producer.end(committed), producer.producerEpoch]);
      }
    }
  }
}

/** What is not in a transaction. */
async function probeOutside(probe: Probe, protocol: Protocol): Promise<void> {
  const name = (what: string): string => `${protocol}: ${what}`;
  const topic = probe.name('txn-other');
  const producer = producerOf(probe, `outside-${protocol}`, protocol);
  await probe.ask(name('add before init'), () => producer.add(topic));
  await probe.ask(name('end before init'), () => producer.end(true));
  await probe.ask(name('offsets before init'), () => producer.addOffsets(probe.name('g')));
  await producer.init();
  for (const version of [9, 10, 11]) {
    await probe.ask(name(`produce v${String(version)} without add`), () => producer.produce(topic, ['x'], 0, version));
  }
  await probe.ask(name('commit an offset without add, v3'), () =>
    producer.commitOffset(probe.name('g'), topic, 1, {}, 3),
  );
  await probe.ask(name('commit an offset without add, v4'), () =>
    producer.commitOffset(probe.name('g'), topic, 1, {}, 4),
  );
  const { transactionalId, producerId, producerEpoch } = producer;
  await probe.ask(name('add what does not exist, and what does'), async () => {
    const response = await probe.client.request(AddPartitionsToTxn, 3, {
      v3AndBelowTransactionalId: transactionalId,
      v3AndBelowProducerId: producerId,
      v3AndBelowProducerEpoch: producerEpoch,
      v3AndBelowTopics: [{ name: topic, partitions: [0, 7] }],
    });
    const [results] = response.resultsByTopicV3AndBelow;
    return results?.resultsByPartition.map((each) => [each.partitionIndex, each.partitionErrorCode]).sort();
  });
  await probe.ask(name('several at once, one only to verify'), async () => {
    const asked = { producerId, producerEpoch };
    const response = await probe.client.request(AddPartitionsToTxn, 5, {
      transactions: [
        { transactionalId, ...asked, verifyOnly: true, topics: [{ name: topic, partitions: [0] }] },
        {
          transactionalId: probe.name('nobody'),
          ...asked,
          verifyOnly: true,
          topics: [{ name: topic, partitions: [0] }],
        },
        { transactionalId: probe.name('no'), ...asked, verifyOnly: false, topics: [{ name: topic, partitions: [0] }] },
      ],
    });
    return response.resultsByTransaction
      .map((each) => [
        probe.short(each.transactionalId),
        each.topicResults.map(({ resultsByPartition }) => resultsByPartition.map((one) => one.partitionErrorCode)),
      ])
      .sort();
  });
  await producer.add(topic);
  await producer.produce(topic, ['x']);
  await probe.ask(name('a batch of no transaction in the midst of one'), async () => {
    const records = batchOf(['y'], { producerId, producerEpoch, baseSequence: 1 });
    return (await produceTo(probe.client, { name: topic }, 0, records)).errorCode;
  });
  await producer.end(false);
  await settle(probe, producer);
}

async function probeOffsets(probe: Probe, protocol: Protocol): Promise<void> {
  const name = (what: string): string => `${protocol}: ${what}`;
  const [topic, group] = [probe.name('txn'), probe.name(`offsets-${protocol}`)];
  const producer = producerOf(probe, `offsets-${protocol}`, protocol);
  await producer.init();
  const committed = (requireStable: boolean) => committedOf(probe, `offsets-${protocol}`, requireStable);
  for (const [offset, commit] of [
    [5, true],
    [9, false],
  ] as const) {
    const what = `offset ${String(offset)}`;
    await probe.ask(name(`${what}: commit`), async () => {
      const added = protocol === 'v1' ? await settled(probe, () => producer.addOffsets(group)) : 0;
      return [added, await settled(probe, () => producer.commitOffset(group, topic, offset))];
    });
    await probe.ask(name(`${what}: while it is pending`), () => committed(false));
    await probe.ask(name(`${what}: while it is pending, stable`), () => committed(true));
    await probe.ask(name(`${what}: end`), () => producer.end(commit));
    await settle(probe, producer);
    await probe.until(
      () => committed(true),
      ([, errorCode]) => errorCode === 0,
    );
    await probe.ask(name(`${what}: afterwards`), () => committed(true));
  }
  await probe.ask(name('an offset of a generation of no group'), async () => {
    await settled(probe, () => producer.addOffsets(probe.name('none')));
    return producer.commitOffset(probe.name('none'), topic, 1, { generationId: 3, memberId: 'm' });
  });
  await probe.ask(name('an offset of a member of no group'), () =>
    producer.commitOffset(probe.name('none'), topic, 1, { memberId: 'm' }),
  );
  await probe.ask(name('an offset of an unknown topic'), () =>
    producer.commitOffset(group, probe.name('unknown-topic'), 1),
  );
  await producer.end(false);
}

async function committedOf(probe: Probe, group: string, requireStable: boolean) {
  const groups = [{ groupId: probe.name(group), topics: [{ name: probe.name('txn'), partitionIndexes: [0] }] }];
  const response = await probe.client.request(OffsetFetch, 9, { groups, requireStable });
  const found = response.groups[0]?.topics[0]?.partitions[0];
  return [found?.committedOffset, found?.errorCode, found?.metadata] as const;
}

async function probeDescriptions(probe: Probe): Promise<void> {
  const { client } = probe;
  const topic = 'described';
  await probe.topic(topic);
  const producer = producerOf(probe, 'described');
  const describe = async (): Promise<unknown> => {
    const transactionalIds = [producer.transactionalId, probe.name('nobody'), ''];
    const { transactionStates } = await client.request(DescribeTransactions, 0, { transactionalIds });
    return transactionStates.map((state) => [
      state.errorCode,
      state.transactionState,
      state.transactionTimeoutMs,
      state.transactionStartTimeMs > 0n,
      state.producerEpoch,
      state.topics.map((each) => [probe.short(each.topic), each.partitions]),
    ]);
  };
  const producers = async (): Promise<unknown> => {
    const topics = [{ name: probe.name(topic), partitionIndexes: [0, 7] }];
    const response = await client.request(DescribeProducers, 0, { topics });
    return response.topics[0]?.partitions.map(({ errorCode, activeProducers }) => [
      errorCode,
      activeProducers.map((each) => [
        each.producerEpoch,
        each.lastSequence,
        each.currentTxnStartOffset,
        each.coordinatorEpoch >= 0,
        each.lastTimestamp > 0n,
      ]),
    ]);
  };
  const list = async (filter: object, version = 2) => {
    const response = await client.request(ListTransactions, version, filter);
    const mine = response.transactionStates.filter(
      ({ transactionalId }) => transactionalId === producer.transactionalId,
    );
    const states = mine.map(({ transactionState }) => transactionState);
    return [response.errorCode, response.unknownStateFilters, states] as const;
  };
  await producer.init();
  await probe.ask('describe an empty one', describe);
  await settled(probe, () => producer.produce(probe.name(topic), ['a', 'b']));
  await probe.ask('describe an open one', describe);
  await probe.ask('producers with one open', producers);
  await producer.end(true);
  await settle(probe, producer);
  await probe.ask('describe a committed one', describe);
  await probe.ask('producers after a commit', producers);
  await probe.ask('list all', () => list({}));
  await probe.ask('list by state', () => list({ stateFilters: ['CompleteCommit', 'Nonsense', 'PrepareEpochFence'] }));
  await probe.ask('list by another state', () => list({ stateFilters: ['Ongoing'] }));
  await probe.ask('list by producer', () => list({ producerIdFilters: [producer.producerId] }));
  await probe.ask('list by another producer', () => list({ producerIdFilters: [producer.producerId + 100_000n] }));
  await probe.ask('list by age', () => list({ durationFilter: 60_000 }, 1));
  await probe.ask('list by age, open', async () => {
    await producer.produce(probe.name(topic), ['c']);
    const found = await probe.until(
      () => list({ durationFilter: 10, stateFilters: ['Ongoing'] }, 1),
      ([, , states]) => states.length > 0,
    );
    await producer.end(false);
    await settle(probe, producer);
    return found;
  });
  await probe.ask('list by a pattern', () =>
    list({ transactionalIdPattern: `.*${producer.transactionalId.slice(-6)}` }),
  );
  await probe.ask('list by a pattern of a part', () => list({ transactionalIdPattern: 'described' }));
  await probe.ask('list by no pattern', () => list({ transactionalIdPattern: '(' }));
}
