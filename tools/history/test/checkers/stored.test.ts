import { ackedIsStored, failedIsAbsent, noDuplicates, producerOrder } from '../../src/index.ts';
import { acked, failed, log, sent, stored, taken } from '../support/events.ts';
import { definePromise } from '../support/promise.ts';

definePromise(
  ackedIsStored,
  {
    'records where they were said to be': [stored('abc'), log('abc')],
    'records between markers, and in two partitions': [
      stored('ab'),
      stored('c', 3),
      stored('d', 0, { partition: 1 }),
      log('ab.c'),
      log('d', 1),
    ],
    'a record whose offset the broker has forgotten': [sent('a'), acked('a', -1), log('.a')],
    'a record that was taken after it was acknowledged': [stored('ab'), taken(1, 2), log('a')],
    'a record that was taken while its answer was on its way': [sent('a'), taken(0, 1), acked('a', 0), log('')],
    'another one in its place': [stored('a'), taken(0, 1), stored('b'), log('b')],
    'one of acks 1 that only its leader had': [
      sent('a', { acks: 1 }),
      acked('a', 0),
      taken(0, 1, 't', 'another leader'),
      log('b'),
    ],
    'one that nobody acknowledges': [stored('a', -1, { acks: 0 }), log('')],
    'one that failed': [sent('a'), failed('a', 'unknown'), log('')],
    'one of acks 0, which no broker has acknowledged': [sent('a', { acks: 0 }), acked('a', -1), log('')],
  },
  {
    'a record of acks 1 is nowhere': {
      events: [sent('a', { acks: 1 }), acked('a', 0), log('')],
      says: 'a of p was acknowledged as t-0@0, and is in no log (at 20 ms)',
    },
    'a record that all in-sync replicas had goes with its leader': {
      events: [stored('a'), taken(0, 1, 't', 'another leader'), log('')],
      says: 'a of p was acknowledged as t-0@0, and is in no log (at 20 ms)',
    },
    'another record went with its leader': {
      events: [sent('a', { acks: 1 }), acked('a', 0), taken(1, 2, 't', 'another leader'), log('')],
      says: 'a of p was acknowledged as t-0@0, and is in no log (at 20 ms)',
    },
    'a record is nowhere': {
      events: [stored('ab'), log('a')],
      says: 'b of p was acknowledged as t-0@1, and is in no log (at 40 ms)',
    },
    'a record is elsewhere': {
      events: [stored('ab'), log('ba')],
      says: [
        'a of p was acknowledged as t-0@0, and is at t-0@1 (at 20 ms)',
        'b of p was acknowledged as t-0@1, and is at t-0@0 (at 40 ms)',
      ],
    },
    'a record is in another partition': {
      events: [stored('a'), log('', 0), log('a', 1)],
      says: 'a of p was acknowledged as t-0@0, and is at t-1@0 (at 20 ms)',
    },
    'a record whose offset nobody knows is nowhere': {
      events: [sent('a'), acked('a', -1), log('b')],
      says: 'a of p was acknowledged as t-0, and is in no log (at 20 ms)',
    },
    'another offset was taken': {
      events: [stored('ab'), taken(0, 1), log('')],
      says: 'b of p was acknowledged as t-0@1, and is in no log (at 40 ms)',
    },
    'it was taken before it was sent': {
      events: [taken(0, 1), stored('a'), log('')],
      says: 'a of p was acknowledged as t-0@0, and is in no log (at 30 ms)',
    },
    'there is no log to be seen': {
      events: [stored('a')],
      says: 'a of p was acknowledged as t-0@0, and is in no log (at 20 ms)',
    },
  },
);

definePromise(
  failedIsAbsent,
  {
    'not stored, and not there': [sent('a'), failed('a', 'not-stored'), log('')],
    'unknown, and there': [sent('a'), failed('a', 'unknown'), log('a')],
    "somebody else's records": [log('**')],
  },
  {
    'not stored, and there': {
      events: [sent('a'), failed('a', 'not-stored'), log('.a')],
      says: 'a of p failed as not stored (it broke), and is at t-0@1 (at 20 ms)',
    },
    'nobody sent it': { events: [log('.x')], says: 't-0@1 is x, which nobody sent' },
    'acknowledged, and failed': {
      events: [stored('a'), failed('a', 'unknown'), log('a')],
      says: 'a of p ended twice (at 30 ms)',
    },
  },
);

const plain = { idempotent: false };

definePromise(
  noDuplicates,
  {
    'each once': [stored('ab'), log('ab')],
    'twice after it was sent twice': [stored('a', 0, plain), { type: 'retried', id: 'a' }, log('aa')],
  },
  {
    'an idempotent record twice in a partition': {
      events: [stored('ab'), log('aba')],
      says: 'a of p (idempotent) is stored 2 times: t-0@0, t-0@2',
    },
    'an idempotent record in two partitions, though it was sent twice': {
      events: [stored('a'), { type: 'retried', id: 'a' }, log('a'), log('.a', 1)],
      says: 'a of p (idempotent) is stored 2 times: t-0@0, t-1@1',
    },
    'one of acks 0 twice, though it was sent twice': {
      events: [stored('a', -1, { ...plain, acks: 0 }), { type: 'retried', id: 'a' }, log('aa')],
      says: 'a of p (acks 0) is stored 2 times: t-0@0, t-0@1',
    },
    'another record twice, which was sent once': {
      events: [stored('a', 0, plain), log('aa')],
      says: 'a of p (given to a broker 1 times) is stored 2 times: t-0@0, t-0@1',
    },
    'another record three times, which was sent twice': {
      events: [stored('a', 0, plain), { type: 'retried', id: 'a' }, log('aaa')],
      says: 'a of p (given to a broker 2 times) is stored 3 times: t-0@0, t-0@1, t-0@2',
    },
  },
);

const topic = (partitions: number): { type: 'topic'; topic: string; partitions: number } => ({
  type: 'topic',
  topic: 't',
  partitions,
});
const keyed = (id: string, key: string, partition: number, offset: number) => [
  sent(id, { key }),
  acked(id, offset, partition),
];

definePromise(
  producerOrder,
  {
    'in the order of calls': [stored('abc'), log('abc')],
    'one is missing': [sent('a'), sent('b'), failed('b', 'unknown'), sent('c'), log('ac')],
    'of two producers': [sent('a'), sent('b', { producer: 'q' }), log('ba')],
    'of one that is not idempotent': [sent('a', plain), sent('b', plain), log('ba')],
    'in two partitions': [sent('a'), sent('b'), log('b'), log('a', 1)],
    'keys in their partitions': [topic(2), keyed('a', 'x', 0, 0), keyed('b', 'y', 1, 0), keyed('c', 'x', 0, 1)],
    'a key in another partition since the topic grew': [
      topic(1),
      topic(2),
      keyed('a', 'x', 0, 0),
      keyed('b', 'x', 1, 0),
    ],
  },
  {
    'two of them the other way round': {
      events: [sent('a'), sent('b'), sent('c'), log('acb')],
      says: 't-0@2 is b of p, and c, which was sent later, is at 1',
    },
    'a key in another partition': {
      events: [topic(2), keyed('a', 'x', 0, 0), keyed('b', 'x', 1, 0)],
      says: 'b with key x is in t-1, a in t-0 (at 50 ms)',
    },
    'a key goes and comes back, and the topic grew once': {
      events: [topic(1), topic(2), keyed('a', 'x', 0, 0), keyed('b', 'x', 1, 0), keyed('c', 'x', 0, 1)],
      says: 'c with key x is in t-0, b in t-1 (at 80 ms)',
    },
  },
);
