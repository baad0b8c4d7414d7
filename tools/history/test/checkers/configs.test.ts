import { configs } from '../../src/index.ts';
import type { Event } from '../support/events.ts';
import { definePromise } from '../support/promise.ts';

const retention = { type: 'config', resource: 'topic t', name: 'retention.ms' } as const;

function asked(value: string, more: { resource?: string; name?: string } = {}): Event {
  return { ...retention, phase: 'asked', change: value, value, ...more };
}

function set(value: string, more: { resource?: string; name?: string } = {}): Event[] {
  return [asked(value, more), { ...retention, phase: 'acked', change: value, value, ...more }];
}

function read(value: string | null): Event {
  return { ...retention, phase: 'read', value };
}

const says = 'retention.ms of topic t is read as 1, and 2 was acknowledged (at 50 ms)';

definePromise(
  configs,
  {
    'what was set is read': [set('1'), read('1'), set('2'), read('2'), read('2')],
    'nobody has set it': [read(null), read('7'), asked('1'), read('7')],
    'another one is asked for, and may hold already': [set('1'), asked('2'), read('1'), read('2'), read('1')],
    'one of unknown fate comes late': [asked('1'), set('2'), read('2'), read('1')],
    'others have others': [
      set('1'),
      set('2', { resource: 'topic u' }),
      set('3', { name: 'retention.bytes' }),
      read('1'),
    ],
  },
  {
    'it is read as it was before': { events: [set('1'), set('2'), read('1')], says },
    'it is gone': {
      events: [set('2'), read(null)],
      says: 'retention.ms of topic t is read as null, and 2 was acknowledged (at 30 ms)',
    },
  },
);
