import * as wire from '@k/wire';
import type { Api, MessageInit } from '@k/wire';
import { AclOperation, PatternType, PermissionType, ResourceType } from '../../src/access/acl.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';
import type { AccessProbe, Right } from './access-probe.ts';

type Question = readonly [what: string, ask: (client: RawClient) => Promise<unknown>];

/** Of a topic, and of its partitions, the errors alone. */
function errorsIn({ errorCode = 0, ...more }: { readonly errorCode?: number }): unknown {
  const [, partitions] = Object.entries(more).find(([, value]) => Array.isArray(value)) ?? [];
  const within = (partitions ?? []) as { readonly errorCode?: number }[];
  const name = 'name' in more && more.name !== '' ? more.name : 'topicId' in more ? more.topicId : undefined;
  return [name, errorCode, ...within.map((partition) => partition.errorCode)];
}

/** Only the errors are asked for: the rest is not about access. */
function errorsOf<Req, Res>(api: Api<Req, Res>, version: number, body: MessageInit<Req>, more = ''): Question {
  const [what, ask] = question(api, version, body, more);
  return [
    what,
    async (client) => {
      const lists = Object.values((await ask(client)) as object).filter((value) => Array.isArray(value));
      return lists.flat().map((each: { readonly errorCode?: number }) => errorsIn(each));
    },
  ];
}

function question<Req, Res>(api: Api<Req, Res>, version: number, body: MessageInit<Req>, more = ''): Question {
  const what = `${api.name} v${String(version)}${more === '' ? '' : ` ${more}`}`;
  return [what, (client) => client.request(api, version, body)];
}

/** What was refused of it, and what is told of what was made. */
function createTopics(body: MessageInit<wire.CreateTopicsRequest>): Question {
  return [
    'CreateTopics v7',
    async (client) => {
      const { topics } = await client.request(wire.CreateTopics, 7, body);
      return topics.map(({ name, errorCode, topicConfigErrorCode, numPartitions, replicationFactor, configs }) => {
        return [name, errorCode, topicConfigErrorCode, numPartitions, replicationFactor, configs === null];
      });
    },
  ];
}

/** What a client may ask, each naming something of its own, something of others, and something that is not there. */
function questions(probe: AccessProbe, ids: { readonly mine: string; readonly theirs: string }): Question[] {
  const [mine, theirs, none] = ['mine', 'theirs', 'none'].map((short) => probe.name(short)) as [string, string, string];
  const names = [mine, theirs, none];
  const topicIds = [ids.mine, ids.theirs, 'AAAAAAAAAAAAAAAAAAAAAQ'];
  const records = batchOf(['x']);
  const idempotent = batchOf(['x'], { producerId: 9_000_000, producerEpoch: 0, baseSequence: 0 });
  const transactional = batchOf(['x'], {
    producerId: 9_000_000,
    producerEpoch: 0,
    baseSequence: 0,
    isTransactional: true,
  });
  const produce = (data: Buffer, transactionalId: string | null = null) => ({
    acks: -1,
    timeoutMs: 5000,
    transactionalId,
    topicData: names.map((name) => ({ name, partitionData: [{ index: 0, records: data }] })),
  });
  const at = { partition: 0, fetchOffset: 0, partitionMaxBytes: 1 };
  const fetch = { maxWaitMs: 0, minBytes: 0, maxBytes: 1 };
  const offset = { partitionIndex: 0, committedOffset: 1, committedMetadata: '' };
  const commit = { generationIdOrMemberEpoch: -1, memberId: '' };
  const producer = { producerId: 9_000_000, producerEpoch: 0 };
  return [
    question(wire.Metadata, 1, { topics: [{ name: mine }, { name: theirs }] }),
    question(wire.Metadata, 4, { topics: [{ name: mine }, { name: theirs }], allowAutoTopicCreation: false }),
    question(wire.Metadata, 8, { topics: names.map((name) => ({ name })), allowAutoTopicCreation: false, includeClusterAuthorizedOperations: true, includeTopicAuthorizedOperations: true }), // prettier-ignore
    question(wire.Metadata, 12, { topics: topicIds.map((topicId) => ({ topicId, name: null })), includeTopicAuthorizedOperations: true }, 'by id'), // prettier-ignore
    question(wire.Metadata, 12, { topics: null, includeTopicAuthorizedOperations: true }, 'all'),
    errorsOf(wire.Metadata, 9, { topics: [{ name: probe.name('made') }], allowAutoTopicCreation: true }, 'to make it'),
    errorsOf(wire.Produce, 3, produce(records)),
    errorsOf(wire.Produce, 9, produce(records)),
    errorsOf(wire.Produce, 9, produce(idempotent), 'idempotent'),
    errorsOf(wire.Produce, 9, { ...produce(transactional, mine), acks: -1 }, 'transactional'),
    errorsOf(wire.Produce, 13, { acks: -1, timeoutMs: 5000, topicData: topicIds.map((topicId) => ({ topicId, partitionData: [{ index: 0, records }] })) }), // prettier-ignore
    errorsOf(wire.Produce, 9, { ...produce(records), acks: 7 }, 'odd acks'),
    question(wire.Fetch, 4, { ...fetch, topics: names.map((topic) => ({ topic, partitions: [at] })) }),
    question(wire.Fetch, 12, { ...fetch, topics: names.map((topic) => ({ topic, partitions: [at] })) }),
    question(wire.Fetch, 13, { ...fetch, topics: topicIds.map((topicId) => ({ topicId, partitions: [at] })) }),
    question(wire.Fetch, 12, { ...fetch, replicaId: 77, topics: names.map((topic) => ({ topic, partitions: [at] })) }, 'as a follower'), // prettier-ignore
    question(wire.ListOffsets, 1, { topics: names.map((name) => ({ name, partitions: [{ partitionIndex: 0, timestamp: -2 }] })) }), // prettier-ignore
    question(wire.ListOffsets, 7, { topics: names.map((name) => ({ name, partitions: [{ partitionIndex: 0, timestamp: -1 }] })) }), // prettier-ignore
    question(wire.OffsetForLeaderEpoch, 3, { topics: names.map((topic) => ({ topic, partitions: [{ partition: 0, leaderEpoch: 0 }] })) }), // prettier-ignore
    ...[mine, theirs].flatMap((groupId) => [
      question(wire.FindCoordinator, 2, { key: groupId, keyType: 0 }, `group ${groupId}`),
      question(wire.FindCoordinator, 2, { key: groupId, keyType: 1 }, `transactional ${groupId}`),
      question(wire.OffsetCommit, 2, { ...commit, groupId, topics: names.map((name) => ({ name, partitions: [offset] })) }, groupId), // prettier-ignore
      question(wire.OffsetCommit, 8, { ...commit, groupId, topics: names.map((name) => ({ name, partitions: [offset] })) }, groupId), // prettier-ignore
      question(wire.OffsetCommit, 10, { ...commit, groupId, topics: topicIds.map((topicId) => ({ topicId, partitions: [offset] })) }, groupId), // prettier-ignore
      question(wire.OffsetFetch, 1, { groupId, topics: names.map((name) => ({ name, partitionIndexes: [0] })) }, groupId), // prettier-ignore
      question(wire.OffsetFetch, 5, { groupId, topics: names.map((name) => ({ name, partitionIndexes: [0] })) }, groupId), // prettier-ignore
      question(wire.OffsetFetch, 5, { groupId, topics: null }, `${groupId}, all`),
      question(wire.Heartbeat, 3, { groupId, memberId: 'nobody', generationId: 1 }, groupId),
      question(wire.SyncGroup, 3, { groupId, memberId: 'nobody', generationId: 1 }, groupId),
      question(wire.LeaveGroup, 1, { groupId, memberId: 'nobody' }, groupId),
      question(wire.LeaveGroup, 3, { groupId, members: [{ memberId: 'nobody' }] }, groupId),
      question(wire.JoinGroup, 2, { groupId, memberId: 'nobody', sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, protocolType: 'consumer', protocols: [] }, groupId), // prettier-ignore
      question(wire.JoinGroup, 7, { groupId, memberId: 'nobody', sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, protocolType: 'consumer', protocols: [] }, groupId), // prettier-ignore
      question(wire.OffsetDelete, 0, { groupId, topics: names.map((name) => ({ name, partitions: [{ partitionIndex: 0 }] })) }, groupId), // prettier-ignore
      question(wire.ConsumerGroupHeartbeat, 0, { groupId, memberId: 'nobody', memberEpoch: 5, topicPartitions: null }, groupId), // prettier-ignore
      question(wire.ConsumerGroupHeartbeat, 0, { groupId, memberId: 'nobody', memberEpoch: 5, subscribedTopicNames: names, topicPartitions: null }, `${groupId}, with topics`), // prettier-ignore
      question(wire.InitProducerId, 4, { transactionalId: groupId, transactionTimeoutMs: 99_999_999, producerId: -1, producerEpoch: -1 }, groupId), // prettier-ignore
      question(wire.AddOffsetsToTxn, 3, { transactionalId: mine, ...producer, groupId }, `mine, ${groupId}`),
      question(wire.AddOffsetsToTxn, 3, { transactionalId: theirs, ...producer, groupId }, `theirs, ${groupId}`),
      question(wire.EndTxn, 3, { transactionalId: groupId, ...producer, committed: true }, groupId),
      question(wire.TxnOffsetCommit, 3, { transactionalId: mine, ...producer, ...commit, groupId, topics: names.map((name) => ({ name, partitions: [offset] })) }, groupId), // prettier-ignore
    ]),
    question(wire.OffsetFetch, 8, { groups: [mine, theirs].map((groupId) => ({ groupId, topics: names.map((name) => ({ name, partitionIndexes: [0] })) })) }), // prettier-ignore
    question(wire.OffsetFetch, 10, { groups: [mine, theirs].map((groupId) => ({ groupId, topics: topicIds.map((topicId) => ({ topicId, partitionIndexes: [0] })) })) }), // prettier-ignore
    question(wire.OffsetFetch, 9, { groups: [mine, theirs].map((groupId) => ({ groupId, topics: null })) }, 'all'),
    question(wire.FindCoordinator, 4, { coordinatorKeys: names, keyType: 0 }, 'groups'),
    question(wire.FindCoordinator, 4, { coordinatorKeys: names, keyType: 1 }, 'transactional ids'),
    question(wire.DescribeGroups, 5, { groups: names, includeAuthorizedOperations: true }),
    question(wire.ListGroups, 4, {}),
    question(wire.ConsumerGroupDescribe, 0, { groupIds: names, includeAuthorizedOperations: true }),
    question(wire.TxnOffsetCommit, 3, { transactionalId: theirs, ...producer, ...commit, groupId: mine, topics: [{ name: mine, partitions: [offset] }] }, 'theirs, mine'), // prettier-ignore
    question(wire.AddPartitionsToTxn, 3, { v3AndBelowTransactionalId: mine, v3AndBelowProducerId: 9_000_000, v3AndBelowProducerEpoch: 0, v3AndBelowTopics: names.map((name) => ({ name, partitions: [0] })) }, 'mine'), // prettier-ignore
    question(wire.AddPartitionsToTxn, 3, { v3AndBelowTransactionalId: theirs, v3AndBelowProducerId: 9_000_000, v3AndBelowProducerEpoch: 0, v3AndBelowTopics: names.map((name) => ({ name, partitions: [0] })) }, 'theirs'), // prettier-ignore
    question(wire.AddPartitionsToTxn, 4, { transactions: [{ transactionalId: mine, ...producer, verifyOnly: true, topics: [{ name: mine, partitions: [0] }] }] }), // prettier-ignore
    question(wire.WriteTxnMarkers, 1, { markers: [{ ...producer, topics: [{ name: mine, partitionIndexes: [5] }] }] }),
    question(wire.DescribeProducers, 0, { topics: names.map((name) => ({ name, partitionIndexes: [0] })) }),
    question(wire.DescribeTransactions, 0, { transactionalIds: names }),
    question(wire.ListTransactions, 0, {}),
    createTopics({ timeoutMs: 5000, validateOnly: true, topics: [probe.name('new'), probe.name('mine-new'), mine].map((name) => ({ name, numPartitions: 1, replicationFactor: 1 })) }), // prettier-ignore
    errorsOf(wire.CreatePartitions, 3, { timeoutMs: 5000, validateOnly: true, topics: names.map((name) => ({ name, count: 2, assignments: null })) }), // prettier-ignore
    question(wire.DeleteTopics, 6, { timeoutMs: 5000, topics: [theirs, none].map((name) => ({ name })) }),
    question(wire.DeleteTopics, 6, { timeoutMs: 5000, topics: topicIds.slice(1).map((topicId) => ({ name: null, topicId })) }, 'by id'), // prettier-ignore
    question(wire.DeleteGroups, 2, { groupsNames: [theirs, none] }),
    question(wire.DescribeAcls, 3, { ...ANY, resourceNameFilter: mine, operation: AclOperation.READ }),
    question(wire.CreateAcls, 3, { creations: [] }, 'of none'),
    question(wire.CreateAcls, 3, { creations: [{ resourceType: 2, resourceName: '', principal: 'User:x', host: '*', operation: 3, permissionType: 3 }] }), // prettier-ignore
    question(wire.DeleteAcls, 3, { filters: [{ ...ANY, resourceNameFilter: 'no such name' }] }),
  ];
}

const ANY = {
  resourceTypeFilter: ResourceType.ANY,
  resourceNameFilter: null,
  patternTypeFilter: PatternType.ANY,
  principalFilter: null,
  hostFilter: null,
  operation: AclOperation.ANY,
  permissionType: PermissionType.ANY,
};

const all = (operation: Right['operation'], name: string): Right[] =>
  (['TOPIC', 'GROUP', 'TRANSACTIONAL_ID'] as const).map((type) => ({ operation, type, name }));
const cluster = (operation: Right['operation']): Right => ({ operation, type: 'CLUSTER', name: 'kafka-cluster' });

/** By what they have. */
const RIGHTS: readonly [what: string, rights: readonly Right[]][] = [
  ['nothing', []],
  ['to know of them', all('DESCRIBE', 'mine')],
  ['to use them', [...all('READ', 'mine'), ...all('WRITE', 'mine')]],
  ['all of them', all('ALL', 'mine')],
  ['all that begin so', all('ALL', 'mi').map((right) => ({ ...right, prefixed: true }))],
  ['all but theirs', [...all('ALL', '*'), ...all('ALL', 'theirs').map((right) => ({ ...right, deny: true }))]],
  ['all, reading denied', [...all('ALL', '*'), ...all('READ', 'mine').map((right) => ({ ...right, deny: true }))]],
  ['by another address', all('ALL', 'mine').map((right) => ({ ...right, host: '10.1.2.3' }))],
  ['by its own address', all('ALL', 'mine').map((right) => ({ ...right, host: '127.0.0.1' }))],
  ['of everyone', all('ALL', 'mine').map((right) => ({ ...right, principal: 'User:*' }))],
  ['of somebody else', all('ALL', 'mine').map((right) => ({ ...right, principal: 'User:bob' }))],
  ['of the cluster: to know of it', [cluster('DESCRIBE')]],
  ['of the cluster: to make and delete topics', [cluster('CREATE'), cluster('DELETE')]],
  ['of the cluster: to alter it', [cluster('ALTER')]],
  ['of the cluster: to act as a broker', [cluster('CLUSTER_ACTION')]],
  ['of the cluster: to write without doubles', [cluster('IDEMPOTENT_WRITE')]],
  ['of the cluster: all, and to alter topics', [cluster('ALL'), { operation: 'ALTER', type: 'TOPIC', name: 'mine' }]],
  ['configurations', [{ operation: 'ALTER_CONFIGS', type: 'TOPIC', name: 'mine' }, { operation: 'CREATE', type: 'TOPIC', name: 'mine', prefixed: true }]], // prettier-ignore
];

/** Asks of a producer that writes without doubles, which depends on what it may write to. */
const WRITERS: readonly [what: string, rights: readonly Right[]][] = [
  ['nothing', []],
  ['one topic', [{ operation: 'WRITE', type: 'TOPIC', name: 'mine' }]],
  ['one topic that is denied', [{ operation: 'WRITE', type: 'TOPIC', name: 'mine' }, { operation: 'WRITE', type: 'TOPIC', name: 'mine', deny: true }]], // prettier-ignore
  ['a prefix within one that is denied', [{ operation: 'WRITE', type: 'TOPIC', name: 'mine', prefixed: true }, { operation: 'WRITE', type: 'TOPIC', name: 'mi', prefixed: true, deny: true }]], // prettier-ignore
  ['a topic within a prefix that is denied', [{ operation: 'WRITE', type: 'TOPIC', name: 'mine' }, { operation: 'ALL', type: 'TOPIC', name: 'mi', prefixed: true, deny: true }]], // prettier-ignore
  ['a prefix around one that is denied', [{ operation: 'WRITE', type: 'TOPIC', name: 'mi', prefixed: true }, { operation: 'WRITE', type: 'TOPIC', name: 'mine', deny: true }]], // prettier-ignore
  ['all but all denied', [{ operation: 'WRITE', type: 'TOPIC', name: 'mine' }, { operation: 'WRITE', type: 'TOPIC', name: '*', deny: true }]], // prettier-ignore
  ['all', [{ operation: 'ALL', type: 'TOPIC', name: '*' }]],
  ['reading alone', [{ operation: 'READ', type: 'TOPIC', name: '*' }]],
];

/** What users with more and less rights are told. */
export async function probeAccess(probe: AccessProbe): Promise<void> {
  const ids = { mine: await probe.topic('mine'), theirs: await probe.topic('theirs') };
  for (const short of ['mine', 'theirs', 'none']) await awaitCoordinators(probe, short);
  for (const [given, rights] of RIGHTS) {
    await probe.give(rights);
    const asked = questions(probe, ids);
    for (const [what, ask] of asked) await probe.ask(`${given}: ${what.replaceAll(probe.name(''), '')}`, ask);
    // It may have been made or deleted by one who may.
    await probe.admin.request(wire.DeleteTopics, 6, { timeoutMs: 5000, topics: [{ name: probe.name('made') }] });
    ids.theirs = await again(probe, ids.theirs);
  }
  for (const [given, rights] of WRITERS) {
    await probe.give(rights);
    await probe.ask(`writes ${given}: InitProducerId`, async (client) => {
      const answer = await client.request(wire.InitProducerId, 2, {
        transactionalId: null,
        transactionTimeoutMs: 1000,
      });
      return answer.errorCode;
    });
  }
  await probe.give([]);
}

async function again(probe: AccessProbe, topicId: string): Promise<string> {
  const { topics } = await probe.admin.request(wire.Metadata, 12, { topics: [{ name: probe.name('theirs') }], allowAutoTopicCreation: false }); // prettier-ignore
  return topics[0]?.errorCode === 0 ? topicId : await probe.topic('theirs');
}

/** A fresh Kafka needs a moment for its internal topics. */
async function awaitCoordinators(probe: AccessProbe, short: string): Promise<void> {
  for (const keyType of [0, 1]) {
    for (let attempt = 0; attempt < 100; attempt++) {
      const { coordinators } = await probe.admin.request(wire.FindCoordinator, 4, { coordinatorKeys: [probe.name(short)], keyType }); // prettier-ignore
      if (coordinators[0]?.errorCode === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
