import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AclOperation, ResourceType } from '../../src/access/acl.ts';
import {
  CreateAcls,
  DeleteAcls,
  DescribeAcls,
  DescribeGroups,
  EndTxn,
  ErrorCode,
  Fetch,
  Heartbeat,
  InitProducerId,
  JoinGroup,
  Metadata,
  OffsetCommit,
  Produce,
  SaslAuthenticate,
  SaslHandshake,
} from '@k/wire';
import { fetchBody, produceTo } from '../support/calls.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { Simulated, watch } from '../support/simulated.ts';
import { aclOf, ANY, Guarded } from './support.ts';

const { TOPIC_AUTHORIZATION_FAILED, GROUP_AUTHORIZATION_FAILED, TRANSACTIONAL_ID_AUTHORIZATION_FAILED } = ErrorCode;
const group = { resourceType: ResourceType.GROUP };

describe('access control', () => {
  it('is off without an authorizer: nobody is refused, and there are no rules', async () => {
    const simulated = await Simulated.start();
    const client = await simulated.client();
    const described = await simulated.run(client.request(DescribeAcls, 1, ANY));
    assert.deepEqual([described.errorCode, described.errorMessage], [ErrorCode.SECURITY_DISABLED, 'No Authorizer is configured on the broker']); // prettier-ignore
    const creations = [{ ...aclOf('READ', 'a'), patternType: undefined }].map(({ patternType: _, ...acl }) => acl);
    const created = await simulated.run(client.request(CreateAcls, 3, { creations }));
    assert.deepEqual(created.results, [{ errorCode: ErrorCode.SECURITY_DISABLED, errorMessage: 'No Authorizer is configured.' }]); // prettier-ignore
    const deleted = await simulated.run(client.request(DeleteAcls, 3, { filters: [ANY] }));
    assert.equal(deleted.filterResults[0]?.errorCode, ErrorCode.SECURITY_DISABLED);
    assert.deepEqual(simulated.broker.topicNames, []);
    await simulated.stop();
  });

  it('knows who did not say a name as ANONYMOUS', async () => {
    const simulated = await Simulated.start({ authorizer: { superUsers: ['User:ANONYMOUS'] } });
    const client = await simulated.client();
    const { errorCode } = await simulated.run(client.request(DescribeAcls, 3, ANY));
    assert.equal(errorCode, ErrorCode.NONE);
    await simulated.stop();
  });

  it('holds from the next request on, for connections that there are', async () => {
    await using guarded = await Guarded.start();
    guarded.simulated.broker.createTopic('t');
    const alice = await guarded.as('alice');
    const codeOf = async (): Promise<number> => (await guarded.run(produceTo(alice, { name: 't' }, 0, batchOf(['x'])))).errorCode; // prettier-ignore
    assert.equal(await codeOf(), TOPIC_AUTHORIZATION_FAILED);
    await guarded.allow(aclOf('WRITE', 't'));
    assert.equal(await codeOf(), ErrorCode.NONE);
    await guarded.forbid();
    assert.equal(await codeOf(), TOPIC_AUTHORIZATION_FAILED);
    assert.deepEqual(recordsIn(guarded.simulated.broker.log('t', 0).read(0, 1000, true)), ['0:x']);
  });

  it('closes the connection of a producer that wants no answer', async () => {
    await using guarded = await Guarded.start();
    guarded.simulated.broker.createTopic('t');
    const alice = await guarded.as('alice');
    alice.send(Produce, 9, { acks: 0, timeoutMs: 1000, topicData: [{ name: 't', partitionData: [{ index: 0, records: batchOf(['x']) }] }] }); // prettier-ignore
    await guarded.run(alice.closed);
    const bob = await guarded.as('bob');
    bob.send(Produce, 9, { acks: 0, timeoutMs: 1000, transactionalId: 'tx', topicData: [{ name: 't', partitionData: [{ index: 0, records: batchOf(['x']) }] }] }); // prettier-ignore
    await guarded.run(bob.closed);
    assert.equal(guarded.simulated.broker.log('t', 0).endOffset, 0);
  });

  it('gives a fetch that waits what it was allowed, and refuses the next', async () => {
    await using guarded = await Guarded.start();
    guarded.simulated.broker.createTopic('t');
    await guarded.allow(aclOf('READ', 't'));
    const alice = await guarded.as('alice');
    const waiting = watch(alice.request(Fetch, 12, fetchBody('t', 0, 0, { maxWaitMs: 60_000 })));
    await guarded.forbid();
    assert.equal(waiting.settled, false, 'rules that go wake nobody');
    await guarded.run(produceTo(guarded.admin, { name: 't' }, 0, batchOf(['x'])));
    const { responses } = await guarded.run(waiting.promise);
    assert.deepEqual(recordsIn(responses[0]?.partitions[0]?.records ?? null), ['0:x']);
    const next = await guarded.run(alice.request(Fetch, 12, fetchBody('t', 0, 0)));
    assert.equal(next.responses[0]?.partitions[0]?.errorCode, TOPIC_AUTHORIZATION_FAILED);
  });

  it('tells a fetch session of topics that it may not read any more, though nothing happened to them', async () => {
    await using guarded = await Guarded.start();
    for (const name of ['t', 'u']) guarded.simulated.broker.createTopic(name);
    await guarded.allow(aclOf('READ', 't'), aclOf('READ', 'u'));
    const alice = await guarded.as('alice');
    const at = { partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 };
    const terms = { maxWaitMs: 0, minBytes: 1, maxBytes: 1000 };
    const topics = ['t', 'u'].map((topic) => ({ topic, partitions: [at] }));
    const opened = await guarded.run(alice.request(Fetch, 12, { ...terms, sessionEpoch: 0, topics }));
    const { sessionId } = opened;
    const ask = async (sessionEpoch: number): Promise<[string, number | undefined][]> => {
      const answer = await guarded.run(alice.request(Fetch, 12, { ...terms, sessionId, sessionEpoch, topics: [] }));
      return answer.responses.map(({ topic, partitions }) => [topic, partitions[0]?.errorCode]);
    };
    assert.deepEqual(await ask(1), []);
    await guarded.forbid({ resourceNameFilter: 'u' });
    assert.deepEqual(await ask(2), [['u', TOPIC_AUTHORIZATION_FAILED]]);
    assert.deepEqual(await ask(3), [['u', TOPIC_AUTHORIZATION_FAILED]], 'as long as it asks');
    await guarded.allow(aclOf('READ', 'u'));
    assert.deepEqual(await ask(4), [['u', ErrorCode.NONE]]);
    assert.deepEqual(await ask(5), []);
  });

  it('refuses a member of a group, which stays one until its session ends', async () => {
    await using guarded = await Guarded.start();
    await guarded.allow(aclOf('READ', 'g', group));
    const alice = await guarded.as('alice');
    const join = { groupId: 'g', sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, protocolType: 'consumer', protocols: [{ name: 'range', metadata: Buffer.alloc(0) }] }; // prettier-ignore
    const joined = await guarded.run(alice.request(JoinGroup, 2, join));
    const beat = { groupId: 'g', memberId: joined.memberId, generationId: joined.generationId };
    await guarded.forbid();
    assert.equal((await guarded.run(alice.request(Heartbeat, 3, beat))).errorCode, GROUP_AUTHORIZATION_FAILED);
    const commit = { groupId: 'g', generationIdOrMemberEpoch: joined.generationId, memberId: joined.memberId, topics: [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 1 }] }] }; // prettier-ignore
    const committed = await guarded.run(alice.request(OffsetCommit, 8, commit));
    assert.equal(committed.topics[0]?.partitions[0]?.errorCode, GROUP_AUTHORIZATION_FAILED);
    assert.equal(guarded.simulated.broker.group('g')?.members.length, 1);
    await guarded.run(new Promise<void>((resolve) => void guarded.simulated.clock.setTimeout(resolve, 11_000)));
    assert.equal(guarded.simulated.broker.group('g')?.members.length, 0);
  });

  it('refuses the end of a transaction, which stays open', async () => {
    await using guarded = await Guarded.start();
    await guarded.allow(aclOf('WRITE', 'tx', { resourceType: ResourceType.TRANSACTIONAL_ID }));
    const alice = await guarded.as('alice');
    const { producerId, producerEpoch } = await guarded.run(alice.request(InitProducerId, 4, { transactionalId: 'tx', transactionTimeoutMs: 60_000, producerId: -1, producerEpoch: -1 })); // prettier-ignore
    await guarded.forbid();
    const ended = await guarded.run(alice.request(EndTxn, 3, { transactionalId: 'tx', producerId, producerEpoch, committed: true })); // prettier-ignore
    assert.equal(ended.errorCode, TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    assert.equal(guarded.simulated.broker.transaction('tx')?.state, 'Empty');
  });

  it('tells which operations are allowed, as the rules are', async () => {
    await using guarded = await Guarded.start();
    guarded.simulated.broker.createTopic('t');
    await guarded.allow(aclOf('READ', 't'), aclOf('CREATE', 't'), aclOf('DESCRIBE', 'g', group));
    const alice = await guarded.as('alice');
    const { topics } = await guarded.run(alice.request(Metadata, 9, { topics: [{ name: 't' }], includeTopicAuthorizedOperations: true })); // prettier-ignore
    const bits = (...operations: number[]): number => operations.reduce((all, operation) => all | (1 << operation), 0);
    const { READ, CREATE, DESCRIBE } = AclOperation;
    assert.equal(topics[0]?.topicAuthorizedOperations, bits(READ, CREATE, DESCRIBE));
    const { groups } = await guarded.run(alice.request(DescribeGroups, 5, { groups: ['g'], includeAuthorizedOperations: true })); // prettier-ignore
    assert.equal(groups[0]?.authorizedOperations, bits(DESCRIBE));
  });

  it('asks an idempotent producer of a Kafka before 2.8 for IDEMPOTENT_WRITE, and those since for some topic', async () => {
    for (const [asVersion, allowed] of [
      ['2.4', false],
      ['2.8', true],
    ] as const) {
      await using guarded = await Guarded.start({ asVersion });
      guarded.simulated.broker.createTopic('t');
      await guarded.allow(aclOf('WRITE', 't'));
      const alice = await guarded.as('alice');
      const expected = allowed ? ErrorCode.NONE : ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      const init = await guarded.run(
        alice.request(InitProducerId, 1, { transactionalId: null, transactionTimeoutMs: 1 }),
      );
      assert.equal(init.errorCode, expected, asVersion);
      const { producerId } = await guarded.run(guarded.admin.request(InitProducerId, 1, { transactionalId: null, transactionTimeoutMs: 1 })); // prettier-ignore
      const batch = batchOf(['x'], { producerId, producerEpoch: 0, baseSequence: 0 });
      assert.equal((await guarded.run(produceTo(alice, { name: 't' }, 0, batch, { version: 8 }))).errorCode, expected, asVersion); // prettier-ignore
      assert.equal(
        (await guarded.run(produceTo(alice, { name: 't' }, 0, batchOf(['x']), { version: 8 }))).errorCode,
        0,
      );
    }
  });

  it('wants clients of a SASL listener to be known before anything else', async () => {
    await using guarded = await Guarded.start();
    const client = await guarded.simulated.client();
    await guarded.run(client.request(SaslHandshake, 1, { mechanism: 'PLAIN' }));
    const { errorCode } = await guarded.run(
      client.request(SaslAuthenticate, 1, { authBytes: Buffer.from('\0admin\0wrong') }),
    );
    assert.equal(errorCode, ErrorCode.SASL_AUTHENTICATION_FAILED);
    await guarded.run(client.closed);
  });
});
