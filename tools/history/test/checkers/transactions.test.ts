import { atomicTransactions, exactlyOnce, readCommitted } from '../../src/index.ts';
import { committed, delivered, failed, healed, log, phases, sent, stored, taken } from '../support/events.ts';
import { definePromise } from '../support/promise.ts';

const tx = { transaction: 'x' };
const offsets = (offset: number) =>
  ({
    type: 'transaction',
    transaction: 'x',
    producer: 'p',
    phase: 'offsets',
    offsets: [{ group: 'g', topic: 't', partition: 0, offset }],
  }) as const;
const kept = (offset: number) =>
  ({ type: 'offsets', group: 'g', offsets: [{ topic: 't', partition: 0, offset }] }) as const;

definePromise(
  atomicTransactions,
  {
    'all is committed': [
      phases('x', 'begun'),
      stored('ab', 0, tx),
      phases('x', 'committing', 'committed'),
      log('a+b+.'),
    ],
    'all is aborted': [phases('x', 'begun'), stored('ab', 0, tx), phases('x', 'aborting', 'aborted'), log('a-b-.')],
    'nothing of what was aborted is there': [sent('a', tx), phases('x', 'aborting', 'aborted'), log('')],
    'nobody knows, and all is there': [stored('ab', 0, tx), phases('x', 'committing', 'unknown'), log('a+b+.')],
    'nobody knows, and nothing is there': [
      sent('a', tx),
      sent('b', tx),
      phases('x', 'committing', 'unknown'),
      log('a-.'),
    ],
    'its producer died in the middle': [phases('x', 'begun'), stored('a', 0, tx), sent('b', tx), log('a-.')],
    'part of it was taken': [stored('ab', 0, tx), phases('x', 'committing', 'committed'), taken(1, 2), log('a+')],
    'offsets with it': [offsets(3), phases('x', 'committing', 'committed'), kept(3)],
    'offsets of a topic that was deleted': [
      committed('m', 2, 1),
      { type: 'taken', topic: 't', partition: 0, from: 0, to: 0, why: 'topic deleted' },
      { type: 'offsets', group: 'g', offsets: [] },
    ],
    'offsets without it': [committed('m', 2, 1), offsets(3), phases('x', 'aborting', 'aborted'), kept(2)],
    'offsets that were committed again': [
      offsets(3),
      phases('x', 'aborting', 'aborted'),
      committed('m', 3, 1),
      kept(3),
    ],
    'records that belong to none': [stored('a'), log('a')],
  },
  {
    'one is missing': {
      events: [stored('ab', 0, tx), phases('x', 'committing', 'committed'), log('a+')],
      says: 'transaction x is committed, and b is in no log (at 60 ms)',
    },
    'one failed, and it is committed': {
      events: [
        stored('a', 0, tx),
        sent('b', tx),
        failed('b', 'not-stored'),
        phases('x', 'committing', 'committed'),
        log('a+'),
      ],
      says: 'transaction x is committed, and b is in no log (at 60 ms)',
    },
    'one is aborted': {
      events: [stored('ab', 0, tx), phases('x', 'committing', 'committed'), log('a+b-')],
      says: 'committed: transaction x has aborted b at t-0@1 (at 60 ms)',
    },
    'it was aborted, and is committed': {
      events: [stored('a', 0, tx), phases('x', 'aborting', 'aborted'), log('a+')],
      says: 'aborted: transaction x has committed a at t-0@0 (at 40 ms)',
    },
    'nobody knows, and half of it is there': {
      events: [stored('ab', 0, tx), phases('x', 'committing', 'unknown'), log('a+b-')],
      says: 'transaction x has committed a at t-0@0 and aborted b at t-0@1 (at 60 ms)',
    },
    'nobody knows, and one of what is committed is nowhere': {
      events: [stored('a', 0, tx), sent('b', tx), phases('x', 'committing', 'unknown'), log('a+')],
      says: 'transaction x is committed, and b is in no log (at 50 ms)',
    },
    'nobody asked for a commit': {
      events: [phases('x', 'begun'), stored('a', 0, tx), log('a+')],
      says: 'nobody committed transaction x, which has a at t-0@0 (at 10 ms)',
    },
    'it stays open': {
      events: [stored('a', 0, tx), phases('x', 'committing', 'unknown'), log('a?')],
      says: 'unknown: transaction x is open: a at t-0@0 (at 40 ms)',
    },
    'a record of a transaction is in none': {
      events: [stored('a', 0, tx), phases('x', 'committing', 'unknown'), log('a')],
      says: 't-0@0 (a) was sent in x, and its transaction is: none',
    },
    'a record of none is in one': {
      events: [stored('a'), log('a+')],
      says: 't-0@0 (a) was sent in no transaction, and its transaction is: committed',
    },
    'its offsets are not kept': {
      events: [committed('m', 2, 1), offsets(3), phases('x', 'committing', 'committed'), kept(2)],
      says: 'g t-0: 3 was committed, and 2 is kept (at 50 ms)',
    },
    'what a member committed is not kept': {
      events: [committed('m', 2, 1), { type: 'offsets', group: 'g', offsets: [] }],
      says: 'g t-0: 2 was committed, and undefined is kept (at 20 ms)',
    },
    'offsets of what was aborted are kept': {
      events: [committed('m', 2, 1), offsets(3), phases('x', 'aborting', 'aborted'), kept(3)],
      says: 'g t-0: 3 is kept, of transaction x, which was aborted (at 50 ms)',
    },
  },
);

definePromise(
  readCommitted,
  {
    'what is committed, and what is in no transaction': [
      stored('a', 0, tx),
      phases('x', 'committing'),
      delivered('r', 'a', 0),
      phases('x', 'committed'),
      delivered('r', 'b', 2),
      log('a+.b'),
    ],
    'what was aborted, to who reads all': [
      { ...delivered('r', 'a', 0), isolation: 'read_uncommitted' } as ReturnType<typeof delivered>,
      log('a-'),
    ],
    'what was taken': [delivered('r', 'a', 0), taken(0, 1), log('b-')],
  },
  {
    'what was aborted': {
      events: [delivered('r', 'a', 0), log('a-')],
      says: 'r is given t-0@0 (a), of a transaction that is aborted (at 10 ms)',
    },
    'what is open': {
      events: [delivered('r', 'a', 0), log('a?')],
      says: 'r is given t-0@0 (a), of a transaction that is open (at 10 ms)',
    },
    'before anybody asked for its commit': {
      events: [stored('a', 0, tx), delivered('r', 'a', 0), phases('x', 'committing', 'committed'), log('a+')],
      says: 'r is given t-0@0 (a), and t-0@0 of transaction x is to be committed only later (at 30 ms)',
    },
    'behind two, and the commit of the second one was not asked for': {
      events: [
        stored('a', 0, { transaction: 'y' }),
        stored('b', 1, tx),
        phases('y', 'committing', 'committed'),
        delivered('r', 'c', 2),
        phases('x', 'committing', 'committed'),
        log('a+b+c'),
      ],
      says: 'r is given t-0@2 (c), and t-0@1 of transaction x is to be committed only later (at 70 ms)',
    },
    'behind one whose commit nobody has asked for': {
      events: [
        stored('a', 0, tx),
        stored('b', 1),
        delivered('r', 'b', 1),
        phases('x', 'committing', 'committed'),
        log('a+b.'),
      ],
      says: 'r is given t-0@1 (b), and t-0@0 of transaction x is to be committed only later (at 50 ms)',
    },
  },
);

const output = (id: string, offset: number, transaction = 'x') =>
  sent(id, { topic: 'o', transaction, input: { topic: 't', partition: 0, offset } });

definePromise(
  exactlyOnce,
  {
    'an output for each input': [output('a', 0), output('b', 1), healed, log('ij'), log('a+b+.', 0, 'o')],
    'a second one was aborted': [output('a', 0), output('b', 0, 'y'), healed, log('i'), log('a-b+', 0, 'o')],
    'an input without one before all is well': [output('a', 0), log('ij'), log('a+', 0, 'o')],
    'an input that was aborted or taken': [output('a', 0), taken(2, 3), healed, log('ij-k'), log('a+', 0, 'o')],
  },
  {
    'two outputs for an input': {
      events: [output('a', 0), output('b', 0, 'y'), log('i'), log('a+b+', 0, 'o')],
      says: 't-0@0 has 2 outputs: a at o-0@0, b at o-0@1',
    },
    'no output': {
      events: [output('a', 0), healed, log('ij'), log('a+', 0, 'o')],
      says: 't-0@1 (j) has no output',
    },
    'only one that was aborted': {
      events: [output('a', 0), healed, log('i'), log('a-', 0, 'o')],
      says: 't-0@0 (i) has no output',
    },
  },
);
