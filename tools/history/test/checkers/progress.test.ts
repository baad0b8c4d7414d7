import { goodbyes, groupsGoOn, nothingLeft, sendsGoOn, settles } from '../../src/index.ts';
import {
  acked,
  assignment,
  delivered,
  failed,
  healed,
  jumped,
  log,
  phases,
  process,
  sent,
  stored,
  taken,
} from '../support/events.ts';
import { definePromise } from '../support/promise.ts';

const fault = { type: 'fault', what: 'a broker is killed' } as const;

definePromise(
  settles,
  {
    'all ends': [stored('a'), sent('b'), failed('b', 'unknown'), phases('x', 'begun', 'aborting', 'aborted')],
    'a process died': [sent('a', { producer: 'app/p' }), process('app', 'crashed')],
  },
  {
    'a send never ends': { events: [sent('a')], says: 'the send of a of p never ended (at 10 ms)' },
    'a send never ends, and another process died': {
      events: [sent('a'), process('app', 'crashed'), process('p', 'closed')],
      says: 'the send of a of p never ended (at 10 ms)',
    },
    'a transaction never ends': {
      events: [phases('x', 'begun', 'committing')],
      says: 'transaction x of p never ended (at 20 ms)',
    },
  },
);

definePromise(
  sendsGoOn(1_000),
  {
    'what was sent afterwards': [fault, sent('a'), healed, sent('b'), failed('a', 'unknown'), acked('b', 0)],
    'just in time': [healed, { ...sent('a'), at: 100 }, { ...acked('a', 0), at: 1_100 }],
    'what its producer aborted': [
      healed,
      sent('a', { transaction: 'x' }),
      phases('x', 'aborting'),
      failed('a', 'not-stored'),
    ],
    'it is in one batch with what was sent before': [
      sent('a'),
      healed,
      sent('b'),
      { ...failed('a', 'unknown'), at: 50 },
      { ...failed('b', 'unknown'), at: 50 },
      stored('c'),
    ],
    'as long as something is wrong': [healed, fault, sent('a'), failed('a', 'unknown')],
  },
  {
    'it fails': {
      events: [fault, healed, sent('a'), failed('a', 'unknown')],
      says: 'a of p was sent 10 ms after the healing, and failed: it broke (at 40 ms)',
    },
    'it is in one batch with what was sent before, and nothing goes on': {
      events: [
        sent('a'),
        healed,
        sent('b'),
        { ...failed('a', 'unknown'), at: 50 },
        { ...failed('b', 'unknown'), at: 50 },
      ],
      says: 'b of p was sent 10 ms after the healing, and failed: it broke (at 50 ms)',
    },
    'it fails apart from what was sent before': {
      events: [sent('a'), healed, sent('b'), failed('a', 'unknown'), failed('b', 'unknown'), stored('c')],
      says: 'b of p was sent 10 ms after the healing, and failed: it broke (at 50 ms)',
    },
    'it is late': {
      events: [healed, { ...sent('a'), at: 100 }, { ...acked('a', 0), at: 1_101 }],
      says: 'a of p was sent 90 ms after the healing, and acknowledged 1001 ms later (at 1101 ms)',
    },
  },
);

const end = { ...process('m', 'closing'), at: 5_000 };

definePromise(
  groupsGoOn(1_000),
  {
    'what was there, and what comes': [
      assignment('assigned', 'm', 1),
      stored('a'),
      healed,
      { ...delivered('m', 'a', 0, 1), at: 1_040 },
      stored('b', 1),
      delivered('m', 'b', 1, 1),
      end,
      log('ab'),
    ],
    'what was given before': [stored('a'), delivered('m', 'a', 0, 1), healed, end, log('a')],
    'what was aborted, taken or left out': [
      delivered('m', 'a', 0, 1),
      healed,
      jumped('m', 2),
      taken(3, 4),
      end,
      log('abc-d'),
    ],
    'what came after the group had ended': [
      assignment('assigned', 'm', 1),
      healed,
      process('m', 'closed'),
      stored('a'),
      log('a'),
    ],
    'a group that had ended before': [
      assignment('assigned', 'm', 1),
      stored('a'),
      process('m', 'closed'),
      healed,
      log('a'),
    ],
    'what came after the process of its member had ended': [
      assignment('assigned', 'app/m', 1),
      healed,
      process('app', 'closing'),
      stored('a'),
      log('a'),
    ],
    'what was stored again when the group had ended': [
      stored('a'),
      delivered('m', 'a', 0, 1),
      healed,
      stored('b', 1),
      delivered('m', 'b', 1, 1),
      end,
      log('aba'),
    ],
    'topics that are not of the group': [assignment('assigned', 'm', 1), healed, end, log('a', 0, 'u')],
    'as long as something is wrong': [assignment('assigned', 'm', 1), healed, fault, stored('a'), end, log('a')],
  },
  {
    'it never comes': {
      events: [assignment('assigned', 'm', 1), stored('a'), healed, end, log('a')],
      says: 'g was to be given t-0@0 (a) from 40 ms on, and was not until its end at 5000 ms',
    },
    'it comes late': {
      events: [stored('a'), healed, { ...delivered('m', 'a', 0, 1), at: 1_031 }, end, log('a')],
      says: 'g was to be given t-0@0 (a) from 30 ms on, and was at 1031 ms',
    },
    'one of another partition of its topic': {
      events: [assignment('assigned', 'm', 1), healed, stored('a', 0, { partition: 1 }), end, log(''), log('a', 1)],
      says: 'g was to be given t-1@0 (a) from 40 ms on, and was not until its end at 5000 ms',
    },
    'nobody has the partition': {
      events: [assignment('assigned', 'm', 1), assignment('lost', 'm', 1), stored('a'), healed, end, log('a')],
      says: 'g was to be given t-0@0 (a) from 50 ms on, and was not until its end at 5000 ms',
    },
  },
);

definePromise(
  nothingLeft,
  { 'nothing is': [stored('a')] },
  {
    'a timer': {
      events: [{ type: 'left', kind: 'timer', what: 'of consumer m, 300 ms' }],
      says: 'timer: of consumer m, 300 ms (at 10 ms)',
    },
  },
);

definePromise(
  goodbyes,
  { 'nobody is left': [{ type: 'offsets', group: 'g', members: 0, offsets: [] }] },
  {
    'somebody is': {
      events: [{ type: 'offsets', group: 'g', members: 2, offsets: [] }],
      says: 'group g has 2 members that are closed (at 10 ms)',
    },
  },
);
