import {
  assignment as assignmentChecker,
  assignmentInTime,
  assignmentInTimeOfOthers,
  atLeastOnce,
  commits,
  jumps,
  readerOrder,
  revocationDrains,
} from '../../src/index.ts';
import {
  type Event,
  assignment,
  committed,
  delivered,
  done,
  jumped,
  log,
  process,
  stored,
  taken,
} from '../support/events.ts';
import { definePromise } from '../support/promise.ts';

function byKey(id: string, offset: number): Event {
  return { ...delivered('r', id, offset), order: 'by key' } as Event;
}

definePromise(
  readerOrder,
  {
    'one after the other': [delivered('r', 'a', 0), delivered('r', 'b', 1), log('ab')],
    'from wherever it begins': [delivered('r', 'b', 1), delivered('r', 'c', 2), log('abc')],
    'over markers and what was aborted': [delivered('r', 'a', 0), delivered('r', 'd', 4), log('a.b-.d')],
    'over what was taken': [delivered('r', 'a', 0), taken(1, 2), delivered('r', 'c', 2), log('abc')],
    'two readers': [delivered('r', 'a', 0), delivered('s', 'a', 0), delivered('r', 'b', 1), log('ab')],
    'again after a rebalance': [
      delivered('r', 'a', 0, 1),
      delivered('r', 'b', 1, 1),
      assignment('revoked', 'r', 1),
      assignment('assigned', 'r', 2),
      delivered('r', 'b', 1, 2),
      log('ab'),
    ],
    'elsewhere after a jump': [
      delivered('r', 'a', 0),
      jumped('r', 2),
      delivered('r', 'c', 2),
      jumped('r', 0),
      delivered('r', 'a', 0),
      log('abc'),
    ],
    'what the log has lost since': [delivered('r', 'a', 0), taken(0, 1), log('')],
    'two keys the wrong way round, by key': [
      stored('a', 0, { key: 'x' }),
      stored('b', 1, { key: 'y' }),
      stored('c', 2, { key: 'x' }),
      byKey('b', 1),
      byKey('a', 0),
      byKey('c', 2),
      log('abc'),
    ],
    'none of a key, by key': [stored('ab'), byKey('b', 1), byKey('a', 0), log('ab')],
    'a key again after a rebalance, by key': [
      stored('ab', 0, { key: 'x' }),
      byKey('a', 0),
      byKey('b', 1),
      assignment('assigned', 'r', 2),
      byKey('a', 0),
      log('ab'),
    ],
  },
  {
    'a key the wrong way round, by key': {
      events: [stored('ab', 0, { key: 'x' }), byKey('b', 1), byKey('a', 0), log('ab')],
      says: 'r is given t-0@0 (a) behind 1, of the same key (at 60 ms)',
    },
    'one of a key is left out, by key': {
      events: [stored('abc', 0, { key: 'x' }), byKey('a', 0), byKey('c', 2), log('abc')],
      says: 'r is given t-0@2, and not t-0@1 of the same key before it (at 80 ms)',
    },
    'another record than the log has, by key': {
      events: [byKey('b', 0), log('ab')],
      says: 'r is given b as t-0@0, and a is there (at 10 ms)',
    },
    'one is left out': {
      events: [delivered('r', 'a', 0), delivered('r', 'c', 2), log('abc')],
      says: 'r is given t-0@2, and not t-0@1 (b) before it (at 20 ms)',
    },
    'the first of several that are left out is told': {
      events: [delivered('r', 'a', 0), delivered('r', 'e', 4), log('a.b-de')],
      says: 'r is given t-0@4, and not t-0@3 (d) before it (at 20 ms)',
    },
    'one is left out after a jump': {
      events: [jumped('r', 1, 'reset'), delivered('r', 'c', 2), log('abc')],
      says: 'r is given t-0@2, and not t-0@1 (b) before it (at 20 ms)',
    },
    'one comes again': {
      events: [delivered('r', 'a', 0), delivered('r', 'a', 0), log('a')],
      says: 'r is given t-0@0 (a), and 1 comes next (at 20 ms)',
    },
    'one comes again, and another partition was assigned': {
      events: [delivered('r', 'a', 0, 1), assignment('assigned', 'r', 2, [1]), delivered('r', 'a', 0, 2), log('a')],
      says: 'r is given t-0@0 (a), and 1 comes next (at 30 ms)',
    },
    'two the wrong way round': {
      events: [delivered('r', 'b', 1), delivered('r', 'a', 0), log('ab')],
      says: 'r is given t-0@0 (a), and 2 comes next (at 20 ms)',
    },
    'another record than the log has': {
      events: [delivered('r', 'b', 0), log('ab')],
      says: 'r is given b as t-0@0, and a is there (at 10 ms)',
    },
    'a marker as a record': {
      events: [delivered('r', 'x', 1), log('a.')],
      says: 'r is given x as t-0@1, and no record is there (at 10 ms)',
    },
  },
);

const worked = (member: string, ids: string, from = 0, generation = 1) =>
  ids.split('').flatMap((id, i) => [delivered(member, id, from + i, generation), done(member, from + i)]);

definePromise(
  atLeastOnce,
  {
    'what is done is committed': [worked('m', 'ab'), committed('m', 2, 1), log('ab')],
    'what another member has done': [worked('m', 'a'), worked('n', 'b', 1), committed('n', 2, 2), log('ab')],
    'by key a later record comes first': [
      assignment('assigned', 'm', 1),
      worked('m', 'a'),
      assignment('assigned', 'm', 2),
      { ...delivered('m', 'c', 2, 2), order: 'by key' } as Event,
      delivered('m', 'b', 1, 2),
      done('m', 1),
      done('m', 2),
      log('abc'),
    ],
    'over markers': [worked('m', 'a'), committed('m', 4, 1), log('ab-..')],
    'a group that does not tell what it has done': [
      delivered('m', 'a', 0, 1),
      delivered('m', 'b', 1, 1),
      committed('m', 2, 1),
      log('ab'),
    ],
    'the next owner goes on where the one before has stopped': [
      assignment('assigned', 'm', 1),
      worked('m', 'a'),
      delivered('m', 'b', 1, 1),
      assignment('lost', 'm', 1),
      assignment('assigned', 'n', 2),
      worked('n', 'b', 1, 2),
      log('ab'),
    ],
    'what a jump leaves out': [worked('m', 'a'), jumped('m', 2), worked('m', 'c', 2), committed('m', 3, 1), log('abc')],
    'what is before the place where the group began': [
      assignment('assigned', 'm', 1),
      jumped('m', 2, 'reset'),
      committed('m', 2, 1),
      log('abc'),
    ],
    'what was taken': [worked('m', 'a'), taken(1, 2), committed('m', 2, 1), log('ab')],
  },
  {
    'it is committed before it is done': {
      events: [worked('m', 'a'), delivered('m', 'b', 1, 1), committed('m', 2, 1), done('m', 1), log('ab')],
      says: 'm of g committed t-0@2, and nobody finished with t-0@1 (b) (at 40 ms)',
    },
    'one in the middle was never done': {
      events: [worked('m', 'a'), delivered('m', 'b', 1, 1), worked('m', 'c', 2), committed('m', 3, 1), log('abc')],
      says: 'm of g committed t-0@3, and nobody finished with t-0@1 (b) (at 60 ms)',
    },
    'nothing was done': {
      events: [stored('a'), committed('m', 1, 1), log('a')],
      says: 'm of g committed t-0@1, and nobody was given t-0@0 (a) (at 30 ms)',
    },
    'it is another group that has done it': {
      events: [
        worked('m', 'a'),
        delivered('x', 'b', 1),
        { type: 'done', reader: 'x', group: 'h', topic: 't', partition: 0, offset: 1 },
        committed('m', 2, 1),
        log('ab'),
      ],
      says: 'm of g committed t-0@2, and nobody finished with t-0@1 (b) (at 50 ms)',
    },
    'behind the end of the log': {
      events: [worked('m', 'a'), committed('m', 2, 1), log('a')],
      says: 'm of g committed t-0@2, and the log ends at 1 (at 30 ms)',
    },
    'the next owner leaves out what the one before had in hand': {
      events: [
        assignment('assigned', 'm', 1),
        worked('m', 'a'),
        delivered('m', 'b', 1, 1),
        assignment('lost', 'm', 1),
        assignment('assigned', 'n', 2),
        worked('n', 'c', 2, 2),
        log('abc'),
      ],
      says: 'n goes on at t-0@2, and nobody finished with t-0@1 (b) of g (at 70 ms)',
    },
  },
);

definePromise(
  commits,
  {
    'by the owner': [assignment('assigned', 'm', 1), committed('m', 1, 1), committed('m', 1, 1), committed('m', 2, 2)],
    'by who assigns itself': [committed('m', 1, -1), committed('m', 2, -1)],
    'acknowledged after it was given back': [
      assignment('assigned', 'm', 1),
      assignment('revoked', 'm', 1),
      committed('m', 1, 1),
    ],
    'the answer comes after the next owner has committed': [
      assignment('assigned', 'm', 1),
      assignment('lost', 'm', 1),
      assignment('assigned', 'n', 2),
      committed('n', 5, 2),
      committed('m', 3, 1),
      committed('n', 6, 2),
    ],
    'back after a jump': [committed('m', 5, -1), jumped('m', 2), committed('m', 3, -1)],
    'back after a jump, and one from before it is answered between': [
      committed('m', 3, -1),
      jumped('m', 2),
      committed('m', 5, -1),
      committed('m', 3, -1),
    ],
    'back after records were taken': [committed('m', 5, -1), taken(2, 5), committed('m', 3, -1)],
    'back after records were taken that it had just committed': [
      taken(2, 5),
      committed('m', 5, -1),
      committed('m', 3, -1),
    ],
    'back after coordinators lost offsets': [
      committed('m', 5, -1),
      taken(0, 9, '__consumer_offsets'),
      committed('m', 3, -1),
    ],
  },
  {
    'in a generation in which it has lost the partition': {
      events: [assignment('assigned', 'm', 1), assignment('lost', 'm', 1), committed('m', 1, 2)],
      says: 'm of g committed t-0@1 in 2, and had t-0 until 1 (at 30 ms)',
    },
    'of a partition that it never had': {
      events: [assignment('assigned', 'm', 1, [1]), committed('m', 1, 1)],
      says: 'm of g committed t-0@1 in 1, and never had t-0 (at 20 ms)',
    },
    'goes back': {
      events: [committed('m', 5, 1), committed('m', 4, 1)],
      says: 'm of g committed t-0@4 in 1, and m had committed 5 in 1 (at 20 ms)',
    },
    'goes back long after records were taken': {
      events: [
        { ...taken(2, 5), at: 10 },
        { ...committed('m', 5, 1), at: 2_000 },
        { ...committed('m', 4, 1), at: 2_010 },
      ],
      says: 'm of g committed t-0@4 in 1, and m had committed 5 in 1 (at 2010 ms)',
    },
    'goes back with the next owner': {
      events: [committed('m', 5, 1), committed('n', 4, 2)],
      says: 'n of g committed t-0@4 in 2, and m had committed 5 in 1 (at 20 ms)',
    },
    'goes back behind the jump': {
      events: [committed('m', 5, 1), jumped('m', 3), committed('m', 2, 1)],
      says: 'm of g committed t-0@2 in 1, and m had committed 5 in 1 (at 30 ms)',
    },
    'goes back after it has got on since the jump': {
      events: [
        committed('m', 5, 1),
        jumped('m', 2),
        delivered('m', 'a', 2, 1),
        committed('m', 3, 1),
        committed('m', 2, 1),
      ],
      says: 'm of g committed t-0@2 in 1, and m had committed 3 in 1 (at 50 ms)',
    },
  },
);

definePromise(
  assignmentChecker,
  {
    'to one in each generation': [
      assignment('assigned', 'm', 1),
      delivered('m', 'a', 0, 1),
      assignment('assigned', 'n', 2),
      delivered('n', 'a', 0, 2),
    ],
    'a static member that is back': [
      assignment('assigned', 'm', 1, [0], 'i'),
      assignment('assigned', 'n', 1, [0], 'i'),
      delivered('n', 'a', 0, 1),
    ],
    'those that are in no generation': [delivered('m', 'a', 0, -1), delivered('n', 'a', 0, -1)],
    'coordinators lost what they knew': [
      assignment('assigned', 'm', 1),
      taken(0, 9, '__consumer_offsets'),
      assignment('assigned', 'n', 1),
    ],
  },
  {
    'two get it': {
      events: [assignment('assigned', 'm', 1, [0, 1]), assignment('assigned', 'n', 1, [1, 2])],
      says: "n of g gets t-1 in generation 1, in which it is m's (at 20 ms)",
    },
    'two are given its records': {
      events: [delivered('m', 'a', 0, 1), delivered('n', 'b', 1, 1)],
      says: "n of g is given t-0@1 in generation 1, in which it is m's (at 20 ms)",
    },
    'two static members': {
      events: [assignment('assigned', 'm', 1, [0], 'i'), assignment('assigned', 'n', 1, [0], 'j')],
      says: "n of g gets t-0 in generation 1, in which it is i's (at 20 ms)",
    },
  },
);

definePromise(
  assignmentInTime,
  {
    'given back, lost, and dead': [
      assignment('assigned', 'm', 1),
      assignment('revoked', 'm', 1),
      assignment('assigned', 'n', 2),
      assignment('lost', 'n', 2),
      assignment('assigned', 'o/1', 3),
      process('o', 'crashed'),
      assignment('assigned', 'm', 4),
      delivered('m', 'a', 0, 4),
    ],
    'taken from who stands still, and hears of it before anything else': [
      process('m', 'started'),
      assignment('assigned', 'm', 1),
      process('m', 'frozen'),
      assignment('assigned', 'n', 2),
      process('m', 'resumed'),
      assignment('lost', 'm', 1),
    ],
    'from one static member to the next one': [
      assignment('assigned', 'm', 1, [0], 'i'),
      assignment('assigned', 'n', 1, [0], 'i'),
      delivered('m', 'a', 0, 1),
    ],
    'of a topic that was made again': [
      assignment('assigned', 'm', 1),
      taken(0, 9, 't', 'topic deleted'),
      assignment('assigned', 'n', 2),
      assignment('revoked', 'm', 1),
      delivered('n', 'a', 0, 2),
    ],
    'a record that comes before somebody else has the partition': [
      assignment('assigned', 'm', 1),
      assignment('revoked', 'm', 1),
      delivered('m', 'a', 0, 1),
    ],
  },
  {
    'its owner still has it': {
      events: [assignment('assigned', 'm', 1), assignment('assigned', 'n', 2)],
      says: 'n of g gets t-0, and m has had it since 10 ms (at 20 ms)',
    },
    'its owner has that of the topic that was made again': {
      events: [
        taken(0, 9, 't', 'topic deleted'),
        assignment('assigned', 'm', 1),
        taken(0, 9, 't', 'retention'),
        assignment('assigned', 'n', 2),
      ],
      says: 'n of g gets t-0, and m has had it since 20 ms (at 40 ms)',
    },
    'who had the topic before is given a record of it': {
      events: [
        assignment('assigned', 'm', 1),
        taken(0, 9, 't', 'topic deleted'),
        assignment('assigned', 'n', 2),
        delivered('m', 'a', 0, 1),
      ],
      says: 'm of g is given t-0@0, and n has had t-0 since 30 ms (at 40 ms)',
    },
    'another one was given back': {
      events: [
        assignment('assigned', 'm', 1, [0, 1]),
        assignment('revoked', 'm', 1, [1]),
        assignment('assigned', 'n', 2),
      ],
      says: 'n of g gets t-0, and m has had it since 10 ms (at 30 ms)',
    },
    'the former owner is given a record': {
      events: [
        assignment('assigned', 'm', 1),
        assignment('revoked', 'm', 1),
        assignment('assigned', 'n', 2),
        delivered('m', 'a', 0, 1),
      ],
      says: 'm of g is given t-0@0, and n has had t-0 since 30 ms (at 40 ms)',
    },
    'who stood still works on': {
      events: [
        process('m', 'started'),
        assignment('assigned', 'm', 1),
        process('m', 'frozen'),
        assignment('assigned', 'n', 2),
        process('m', 'resumed'),
        delivered('m', 'a', 0, 1),
      ],
      says: 'm of g is given t-0@0, and n has had t-0 since 40 ms (at 60 ms)',
    },
    'a static member of another name': {
      events: [assignment('assigned', 'm', 1, [0], 'i'), assignment('assigned', 'n', 2, [0], 'j')],
      says: 'n of g gets t-0, and m has had it since 10 ms (at 20 ms)',
    },
  },
);

definePromise(
  assignmentInTimeOfOthers,
  {
    'taken from who stands still, who hears of it later': [
      process('m', 'started'),
      assignment('assigned', 'm', 1),
      process('m', 'frozen'),
      assignment('assigned', 'n', 2),
      process('m', 'resumed'),
      delivered('m', 'a', 0, 1),
      assignment('lost', 'm', 1),
    ],
  },
  {
    'who stood still has heard of it': {
      events: [
        process('m', 'started'),
        assignment('assigned', 'm', 1),
        process('m', 'frozen'),
        assignment('assigned', 'n', 2),
        process('m', 'resumed'),
        assignment('lost', 'm', 1),
        delivered('m', 'a', 0, 1),
      ],
      says: 'm of g is given t-0@0, and n has had t-0 since 40 ms (at 70 ms)',
    },
  },
);

const inHand = [assignment('assigned', 'm', 1), { ...delivered('m', 'a', 0, 1), at: 1_000 }];

definePromise(
  revocationDrains(500),
  {
    'it is finished before': [inHand, done('m', 0), assignment('revoked', 'm', 1)],
    'it takes too long': [inHand, assignment('revoked', 'm', 1), { ...done('m', 0), at: 1_501 }],
    'it is finished by nobody': [inHand, assignment('revoked', 'm', 1)],
    'it was lost': [inHand, assignment('lost', 'm', 1), done('m', 0)],
    'it is closed from without': [inHand, process('m', 'closing'), assignment('revoked', 'm', 1), done('m', 0)],
    'another partition went': [inHand, assignment('revoked', 'm', 1, [1]), done('m', 0)],
    'it goes back before': [inHand, jumped('m', 0), assignment('revoked', 'm', 1), done('m', 0)],
    'it gets it again after': [
      inHand,
      assignment('revoked', 'm', 1),
      assignment('assigned', 'm', 2),
      inHand,
      done('m', 0),
    ],
  },
  {
    'it goes on after it was given back': {
      events: [inHand, assignment('revoked', 'm', 1), { ...done('m', 0), at: 1_500 }],
      says: 'm finished with t-0@0 in 500 ms, and had given it back at 1010 ms (at 1500 ms)',
    },
    'and goes back behind it only': {
      events: [inHand, jumped('m', 1), assignment('revoked', 'm', 1), { ...done('m', 0), at: 1_500 }],
      says: 'm finished with t-0@0 in 500 ms, and had given it back at 1020 ms (at 1500 ms)',
    },
  },
);

definePromise(
  jumps,
  {
    'after something was taken': [delivered('r', 'a', 0), taken(1, 2), jumped('r', 1, 'truncated'), log('a')],
    'after the topic was deleted': [taken(0, 2, 't', 'topic deleted'), jumped('r', 0, 'recreated'), log('a')],
    'by the application': [delivered('r', 'a', 0), jumped('r', 0), log('a')],
  },
  {
    'though the log is whole': {
      events: [delivered('r', 'a', 0), jumped('r', 0, 'truncated'), log('a')],
      says: 'r goes to t-0@0 (truncated), and nothing of it was taken (at 20 ms)',
    },
    'before anything was taken': {
      events: [jumped('r', 0, 'reset'), taken(1, 2), log('a')],
      says: 'r goes to t-0@0 (reset), and nothing of it was taken (at 10 ms)',
    },
    'and only what nobody could read was taken': {
      events: [taken(1, 2, 't', 'another leader'), jumped('r', 0, 'truncated'), log('a')],
      says: 'r goes to t-0@0 (truncated), and nothing of it was taken (at 20 ms)',
    },
    'more often than the topic was deleted': {
      events: [taken(0, 1, 't', 'topic deleted'), jumped('r', 0, 'recreated'), jumped('r', 0, 'recreated'), log('a')],
      says: 'r goes to t-0@0 (recreated), and it was not deleted before (at 30 ms)',
    },
  },
);
