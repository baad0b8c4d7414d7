import { describesAndDeletes, forgetsOffsets, growsTopics, movesOffsets } from './administration.ts';
import { type Case, administers, needs } from './case.ts';
import { readsAll, writes } from './codecs.ts';
import {
  followsServerPattern,
  keepsItsPlace,
  migrates,
  outlivesADeadMember,
  sharesByBroker,
} from './consumer-groups.ts';
import { CODECS } from './contract.ts';
import { joinsAndResumes, sharesCooperatively, sharesWithAnother } from './groups.ts';
import { countsExactlyOnce } from './streams.ts';
import { isFenced, readsCommitted, transacts } from './transactions.ts';
import { followsPattern, listsTopics, seesNewTopics } from './topics.ts';

/** For the cases of KIP-848. */
const needsConsumerProtocol: Case['lacks'] = ({ consumerProtocol }) =>
  consumerProtocol === undefined ? 'its driver joins by the classic protocol' : undefined;
const needsServerPattern: Case['lacks'] = ({ consumerProtocol }) =>
  consumerProtocol === 'by pattern' ? undefined : 'it matches patterns by itself';

/** In this order, each by every client before the next begins: what is read is what all have written. */
export const CASES: readonly Case[] = [
  { title: 'lists all topics', lacks: needs('topics'), run: listsTopics },
  ...CODECS.map((codec): Case => ({
    title: `writes ${codec}`,
    lacks: (client) => (client.writes.includes(codec) ? undefined : `it does not write ${codec}`),
    run: (stage) => writes(stage, codec),
  })),
  ...CODECS.map((codec): Case => ({
    title: `reads ${codec} of all`,
    lacks: (client) => (client.reads.includes(codec) ? undefined : `it does not read ${codec}`),
    run: (stage) => readsAll(stage, codec),
  })),
  // kafkajs hands out what is aborted when a transaction was begun before another one and aborted after it: of the list that a
  // broker sends, in the order of the ends, it looks at the first entry only (filterAbortedMessages.js).
  { title: 'commits and aborts transactions', lacks: needs('transactions'), run: transacts, inTurns: true },
  { title: 'is fenced by another of its id', lacks: needs('transactions'), run: isFenced, inTurns: true },
  { title: 'reads what was committed', lacks: needs('committedOnly'), run: readsCommitted },
  {
    title: 'counts exactly once',
    lacks: ({ streams }) => (streams === true ? undefined : 'it is no stream processor'),
    run: countsExactlyOnce,
  },
  { title: 'joins, commits, resumes', lacks: needs('members'), run: joinsAndResumes },
  { title: 'shares with a second member', lacks: needs('members', 'assignments'), run: sharesWithAnother },
  {
    title: 'shares cooperatively with ours',
    lacks: ({ cooperative }) => (cooperative === true ? undefined : 'its driver joins by the eager protocol'),
    run: sharesCooperatively,
  },
  { title: 'describes and deletes groups', lacks: administers('groups'), run: describesAndDeletes },
  { title: 'moves the offsets of groups', lacks: administers('move'), run: movesOffsets },
  { title: 'takes offsets of groups away', lacks: administers('forget', 'move'), run: forgetsOffsets },
  { title: 'gives topics more partitions', lacks: administers('grow'), run: growsTopics },
  { title: 'subscribes by a pattern', lacks: needs('members', 'pattern'), run: followsPattern },
  { title: 'sees new topics of a pattern', lacks: needs('members', 'pattern', 'newTopics'), run: seesNewTopics },
  { title: 'is given its share by the broker', lacks: needsConsumerProtocol, run: sharesByBroker },
  { title: 'leaves a pattern to the broker', lacks: needsServerPattern, run: followsServerPattern },
  { title: 'gets what a dead member had', lacks: needsConsumerProtocol, run: outlivesADeadMember },
  { title: 'keeps its place over a restart', lacks: needsConsumerProtocol, run: keepsItsPlace },
  { title: 'moves a live group to KIP-848 and back', lacks: needsConsumerProtocol, run: migrates },
];
