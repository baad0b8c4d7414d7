import type { AssignmentEvent, HistoryEvent, JumpedEvent, LogEvent, SentEvent, TakenEvent } from '../../src/index.ts';

type Untimed<E> = E extends unknown ? Omit<E, 'at'> & { at?: number } : never;

/** A history of these events, 10 ms apart where they do not say when they were. */
export function historyOf(...events: (Event | readonly Event[])[]): HistoryEvent[] {
  let now = 0;
  return events.flat().map((event) => {
    now = event.at ?? now + 10;
    return { ...event, at: now };
  });
}

export type Event = Untimed<HistoryEvent>;

/** Of producer p, to topic t. */
export function sent(id: string, more: Partial<SentEvent> = {}): Event {
  return { type: 'sent', producer: 'p', id, topic: 't', key: null, idempotent: true, acks: -1, ...more };
}

export function acked(id: string, offset: number, partition = 0): Event {
  return { type: 'acked', id, partition, offset };
}

export function failed(id: string, outcome: 'not-stored' | 'unknown'): Event {
  return { type: 'failed', id, error: 'it broke', outcome };
}

/** Sent and acknowledged, one after the other, from an offset on. */
export function stored(ids: string, from = 0, more: Partial<SentEvent> = {}): Event[] {
  return ids.split('').flatMap((id, i) => [sent(id, more), acked(id, from + i, more.partition ?? 0)]);
}

const STATES = { '+': 'committed', '-': 'aborted', '?': 'open' } as const;

/**
 * What a partition of topic t holds: a letter is the id of a record, `.` an offset without one; `+`, `-` or `?` behind a letter:
 * its transaction is committed, aborted or open.
 */
export function log(text: string, partition = 0, topic = 't'): Event {
  const records: LogEvent['records'][number][] = [];
  let offset = 0;
  for (const [, id = '', state = ''] of text.matchAll(/(.)([-+?]?)/g)) {
    const transaction = state in STATES ? STATES[state as keyof typeof STATES] : 'none';
    if (id !== '.') records.push({ offset, id: id === '*' ? null : id, transaction });
    offset++;
  }
  return { type: 'log', topic, partition, startOffset: 0, endOffset: offset, records };
}

/** To a reader of no group, or of group g when it has a generation. */
export function delivered(reader: string, id: string, offset: number, generation?: number, partition = 0): Event {
  const group = generation === undefined ? {} : { group: 'g', generation };
  return { type: 'delivered', reader, ...group, isolation: 'read_committed', topic: 't', partition, offset, id };
}

export function done(reader: string, offset: number, partition = 0): Event {
  return { type: 'done', reader, topic: 't', partition, offset };
}

export function committed(member: string, offset: number, generation: number, partition = 0): Event {
  return { type: 'committed', group: 'g', member, generation, topic: 't', partition, offset };
}

/** A member of group g gets or gives partitions of topic t. */
export function assignment(
  type: AssignmentEvent['type'],
  member: string,
  generation: number,
  partitions: readonly number[] = [0],
  groupInstanceId?: string,
): Event {
  const places = partitions.map((partition) => ({ topic: 't', partition }));
  const instance = groupInstanceId === undefined ? {} : { groupInstanceId };
  return { type, group: 'g', member, generation, partitions: places, ...instance };
}

export function jumped(reader: string, to: number, why: JumpedEvent['why'] = 'seek'): Event {
  return { type: 'jumped', reader, topic: 't', partition: 0, to, why };
}

export function taken(from: number, to: number, topic = 't', why: TakenEvent['why'] = 'unclean election'): Event {
  return { type: 'taken', topic, partition: 0, from, to, why };
}

export function process(
  process: string,
  state: 'started' | 'closing' | 'closed' | 'crashed' | 'frozen' | 'resumed',
): Event {
  return { type: 'process', process, state };
}

type Phase = Extract<Event, { type: 'transaction' }>['phase'];

export function phases(transaction: string, ...list: Phase[]): Event[] {
  return list.map((phase) => ({ type: 'transaction', transaction, producer: 'p', phase }));
}

export const healed: Event = { type: 'healed', what: 'all' };
