import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode, Metadata, type MessageInit, type MetadataResponse } from '@k/wire';
import {
  addBroker,
  mergeMetadata,
  NO_METADATA,
  tellsNews,
  withLeaders,
  type MetadataSnapshot,
} from '../src/metadata.ts';
import { OlderAnswers } from '../src/older-answers.ts';

const NEWEST = Metadata.maxVersion;
const ID_A = 'aaaaaaaaaaaaaaaaaaaaaA';
const ID_B = 'bbbbbbbbbbbbbbbbbbbbbA';

/** A response with every field, as it comes from the wire. */
function response(init: MessageInit<MetadataResponse>): MetadataResponse {
  return Metadata.response.decode(NEWEST, Metadata.response.encode(NEWEST, { clusterId: 'c', ...init }));
}

const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

function topic(name: string, topicId: string, leaderId: number, leaderEpoch: number) {
  return {
    name,
    topicId,
    partitions: [{ partitionIndex: 0, leaderId, leaderEpoch, replicaNodes: [1, 2], isrNodes: [1] }],
  };
}

function snapshot(...topics: ReturnType<typeof topic>[]): MetadataSnapshot {
  return mergeMetadata(NO_METADATA, response({ topics }));
}

const leader = (s: MetadataSnapshot, name: string): number | undefined => s.topics.get(name)?.partitions[0]?.leaderId;

it('takes over brokers, controller and topics', () => {
  const brokers = [{ nodeId: 1, host: 'a', port: 9092, rack: 'r1' }];
  const s = mergeMetadata(NO_METADATA, response({ brokers, controllerId: 1, topics: [topic('t', ID_A, 1, 4)] }));
  assert.deepEqual([...s.brokers.values()], brokers);
  assert.equal(s.controllerId, 1);
  assert.equal(s.clusterId, 'c');
  assert.equal(s.version, 1);
  assert.deepEqual(s.topics.get('t'), {
    name: 't',
    topicId: ID_A,
    isInternal: false,
    errorCode: 0,
    partitions: [
      { partition: 0, leaderId: 1, leaderEpoch: 4, replicas: [1, 2], isr: [1], offlineReplicas: [], errorCode: 0 },
    ],
  });
});

it('keeps topics that the response does not speak of, and leaves the old snapshot as it was', () => {
  const before = snapshot(topic('a', ID_A, 1, 0), topic('b', ID_B, 1, 0));
  const after = mergeMetadata(before, response({ topics: [topic('b', ID_B, 2, 1)] }), ['gone']);
  assert.equal(leader(after, 'a'), 1);
  assert.equal(leader(after, 'b'), 2);
  assert.equal(leader(before, 'b'), 1);
  assert.equal(mergeMetadata(after, response({}), ['a']).topics.has('a'), false);
});

it('an older leader epoch does not overwrite a newer one', () => {
  const before = snapshot(topic('t', ID_A, 2, 7));
  const stale = mergeMetadata(before, response({ topics: [topic('t', ID_A, 1, 6)] }));
  assert.equal(leader(stale, 't'), 2);
  const same = mergeMetadata(before, response({ topics: [topic('t', ID_A, -1, 7)] }));
  assert.equal(leader(same, 't'), -1);
  const unknownEpoch = mergeMetadata(before, response({ topics: [topic('t', ID_A, 1, -1)] }));
  assert.equal(leader(unknownEpoch, 't'), 1);
});

it('a topic made anew under the same name starts its epochs anew', () => {
  const before = snapshot(topic('t', ID_A, 2, 7));
  assert.equal(leader(mergeMetadata(before, response({ topics: [topic('t', ID_B, 1, 0)] })), 't'), 1);
});

/** What is known after each answer, in order, as `leader@epoch`, or the topic's id. */
function history(
  older: OlderAnswers,
  answers: readonly ReturnType<typeof topic>[],
  show: (s: MetadataSnapshot) => string | undefined = leaderAtEpoch,
): (string | undefined)[] {
  let s = NO_METADATA;
  return answers.map((answer) => {
    s = mergeMetadata(s, response({ topics: [answer] }), [], older);
    return show(s);
  });
}

const leaderAtEpoch = (s: MetadataSnapshot): string => {
  const partition = s.topics.get('t')?.partitions[0];
  return `${partition?.leaderId ?? -1}@${partition?.leaderEpoch ?? -1}`;
};

for (const id of [NO_ID, ID_A]) {
  it(`an older leader epoch is believed after a few refusals in a row (${id === NO_ID ? 'no ids' : 'same id'})`, () => {
    const [known, old] = [topic('t', id, 2, 7), topic('t', id, 1, 0)];
    const answers = [known, old, old, known, old, old, old, old, old, old, old];
    assert.deepEqual(history(new OlderAnswers(), answers), [...new Array<string>(9).fill('2@7'), '1@0', '1@0']);
  });
}

it('an older leader epoch is believed at once when the known leader denies it', () => {
  const older = new OlderAnswers();
  const [known, old] = [topic('t', NO_ID, 2, 7), topic('t', NO_ID, 1, 0)];
  let s = mergeMetadata(NO_METADATA, response({ topics: [known] }), [], older);
  older.denied('t', 0);
  s = mergeMetadata(s, response({ topics: [old] }), [], older);
  assert.equal(leaderAtEpoch(s), '1@0');
  s = mergeMetadata(s, response({ topics: [topic('t', NO_ID, 3, 2)] }), [], older);
  older.denied('t', 0);
  s = mergeMetadata(s, response({ topics: [topic('t', NO_ID, 2, 3)] }), [], older);
  s = mergeMetadata(s, response({ topics: [old] }), [], older);
  assert.equal(leaderAtEpoch(s), '2@3', 'a newer one has settled it');
});

it('the id that a topic had before it was made again is refused, and not for ever', () => {
  const [a, b] = [topic('t', ID_A, 1, 0), topic('t', ID_B, 2, 0)];
  const id = (s: MetadataSnapshot): string | undefined => s.topics.get('t')?.topicId[0];
  assert.deepEqual(history(new OlderAnswers(), [a, b, a, a, b, a], id).join(''), 'abbbbb', 'a broker that is behind');
  assert.deepEqual(history(new OlderAnswers(), [a, b, a, a, a, a, a, a], id).join(''), 'abbbbbba', 'first told by one');
  const older = new OlderAnswers();
  let s = NO_METADATA;
  const gone = { name: 't', errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, partitions: [] };
  for (const answer of [a, gone, b, gone, a]) s = mergeMetadata(s, response({ topics: [answer] }), [], older);
  assert.equal(s.topics.get('t')?.errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 'remembered while it is gone');
});

it('a topic keeps its id when a broker from before ids answers', () => {
  const answers = [topic('t', NO_ID, 1, 0), topic('t', ID_A, 1, 1), topic('t', NO_ID, 2, 2), topic('t', NO_ID, 1, 1)];
  const shown = history(
    new OlderAnswers(),
    answers,
    (s) => `${s.topics.get('t')?.topicId[0] ?? ''}${leaderAtEpoch(s)}`,
  );
  assert.deepEqual(shown, ['A1@0', 'a1@1', 'a2@2', 'a2@2']);
});

it('an error of one topic is that topic’s alone', () => {
  const before = snapshot(topic('a', ID_A, 1, 0), topic('b', ID_B, 1, 0));
  const denied = { name: 'b', errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED };
  const after = mergeMetadata(before, response({ topics: [topic('a', ID_A, 2, 1), denied] }));
  assert.equal(leader(after, 'a'), 2);
  assert.equal(after.topics.get('b')?.errorCode, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
  assert.deepEqual(after.topics.get('b')?.partitions, []);
});

it('a passing error keeps the known routes, a deleted topic loses them', () => {
  const before = snapshot(topic('t', ID_A, 1, 0));
  const code = (errorCode: number): MetadataSnapshot =>
    mergeMetadata(before, response({ topics: [{ name: 't', errorCode }] }));
  assert.equal(leader(code(ErrorCode.LEADER_NOT_AVAILABLE), 't'), 1);
  assert.equal(leader(code(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION), 't'), undefined);
});

it('partitions stand at their id, whatever their order on the wire', () => {
  const partitions = [2, 0].map((partitionIndex) => ({ partitionIndex, leaderId: partitionIndex + 10 }));
  const s = mergeMetadata(NO_METADATA, response({ topics: [{ name: 't', partitions }] }));
  assert.deepEqual(
    s.topics.get('t')?.partitions.map(({ partition, leaderId, errorCode }) => [partition, leaderId, errorCode]),
    [
      [0, 10, 0],
      [1, -1, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
      [2, 12, 0],
    ],
  );
});

it('another cluster behind the same address forgets the first one', () => {
  const before = snapshot(topic('a', ID_A, 2, 7), topic('t', ID_A, 2, 7));
  const after = mergeMetadata(before, response({ clusterId: 'other', topics: [topic('t', ID_A, 1, 0)] }));
  assert.equal(leader(after, 't'), 1);
  assert.equal(after.topics.has('a'), false);
});

it('a broker that moved, one more, another controller or cluster are news; the same again is none', () => {
  const told = (host: string, init: MessageInit<MetadataResponse> = {}): MetadataSnapshot =>
    mergeMetadata(NO_METADATA, response({ brokers: [{ nodeId: 1, host, port: 9092 }], controllerId: 1, ...init }));
  const before = told('a');
  assert.equal(tellsNews(before, told('a')), false);
  for (const next of [
    told('b'),
    told('a', { controllerId: 2 }),
    told('a', { clusterId: 'other' }),
    addBroker(before, { nodeId: 2, host: 'b', port: 9092, rack: null }),
  ]) {
    assert.equal(tellsNews(before, next), true);
  }
});

it('learns a broker that a coordinator lookup names', () => {
  const node = { nodeId: 5, host: 'h', port: 1, rack: null };
  const s = addBroker(NO_METADATA, node);
  assert.deepEqual(s.brokers.get(5), node);
  assert.equal(addBroker(s, node), s);
});

it('takes in leader hints that are news, with their addresses, and no others (KIP-951)', () => {
  const brokers = [{ nodeId: 1, host: 'a', port: 1 }];
  const before = mergeMetadata(NO_METADATA, response({ brokers, topics: [topic('t', ID_A, 1, 4)] }));
  const hint = { topic: 't', partition: 0, leaderId: 2, leaderEpoch: 5 };
  const endpoint = { nodeId: 2, host: 'b', port: 2, rack: null };
  const after = withLeaders(before, [hint], [endpoint]);
  assert.equal(leader(after, 't'), 2);
  assert.equal(after.topics.get('t')?.partitions[0]?.leaderEpoch, 5);
  assert.deepEqual(after.brokers.get(2), endpoint);
  assert.equal(after.version, before.version + 1);
  assert.equal(leader(before, 't'), 1, 'the old snapshot stays as it was');
  assert.equal(withLeaders(before, [{ ...hint, leaderEpoch: 4 }], [endpoint]), before, 'not later');
  assert.equal(withLeaders(before, [hint], []), before, 'nobody knows where it is');
  assert.equal(withLeaders(before, [{ ...hint, leaderId: -1 }], [endpoint]), before, 'no leader named');
  assert.equal(withLeaders(before, [{ ...hint, topic: 'u' }], [endpoint]), before, 'a topic that is not in use');
});
