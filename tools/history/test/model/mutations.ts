import { type AssignmentEvent, type EventOf, type HistoryEvent, PROGRESS_MS } from '../../src/index.ts';
import type { Draw } from './model.ts';

type History = readonly HistoryEvent[];
type Rebalance = EventOf<AssignmentEvent>;
type Of<T extends HistoryEvent['type']> = Extract<HistoryEvent, { type: T }>;

/** One thing that is wrong with a history that was right. */
export interface Mutation {
  readonly name: string;
  /** The checker that must see it. */
  readonly seenBy: string;
  /** Undefined: the history has nothing that could be made wrong in this way. */
  readonly mutate: (history: History, draw: Draw) => History | undefined;
}

function indices(history: History, wanted: (event: HistoryEvent, index: number) => boolean): number[] {
  return history.flatMap((event, index) => (wanted(event, index) ? [index] : []));
}

function pick(
  history: History,
  draw: Draw,
  wanted: (event: HistoryEvent, index: number) => boolean,
): number | undefined {
  const found = indices(history, wanted);
  return found[draw(found.length)];
}

function edited(
  history: History,
  at: number | undefined,
  how: (event: HistoryEvent) => HistoryEvent[],
): History | undefined {
  return at === undefined ? undefined : history.flatMap((event, index) => (index === at ? how(event) : [event]));
}

type LogRecord = Of<'log'>['records'][number];

/** One record of the log of topic t. */
function editedRecord(
  history: History,
  draw: Draw,
  wanted: (record: LogRecord) => boolean,
  how: (record: LogRecord, log: Of<'log'>) => LogRecord[],
): History | undefined {
  const at = pick(history, draw, (event) => event.type === 'log' && event.topic === 't' && event.records.some(wanted));
  return edited(history, at, (event) => {
    const log = event as Of<'log'>;
    const found = log.records.filter(wanted);
    const chosen = found[draw(found.length)];
    return [{ ...log, records: log.records.flatMap((each) => (each === chosen ? how(each, log) : [each])) }];
  });
}

/** Whether the same reader is given a later record of the partition, and no rebalance is between. */
function goesOn(history: History, index: number): boolean {
  const from = history[index];
  if (from?.type !== 'delivered') return false;
  for (const event of history.slice(index + 1)) {
    if (event.type === 'delivered' && event.reader === from.reader && event.partition === from.partition) return true;
    if (event.type === 'revoked' && event.member === from.reader) return false;
  }
  return false;
}

function isAckedIn(history: History): (record: LogRecord) => boolean {
  const acked = new Set(history.flatMap((event) => (event.type === 'acked' ? [event.id] : [])));
  return ({ id }) => id !== null && acked.has(id);
}

/** Whether the same reader is given it, or was given one before, without a rebalance between. */
function hasBefore(history: History, index: number): boolean {
  return history.slice(0, index).some((_, before) => {
    const { [before]: one, [index]: other } = history;
    if (one?.type !== 'delivered' || other?.type !== 'delivered') return false;
    if (one.reader !== other.reader || one.partition !== other.partition) return false;
    return !history.slice(before, index).some((event) => event.type === 'revoked' && event.member === one.reader);
  });
}

const isCommit = (event: HistoryEvent): event is Of<'committed'> => event.type === 'committed';

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'an acknowledged record is not in the log',
    seenBy: 'acked-is-stored',
    mutate: (history, draw) => editedRecord(history, draw, isAckedIn(history), () => []),
  },
  {
    name: 'an acknowledgement tells another offset',
    seenBy: 'acked-is-stored',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, ({ type }) => type === 'acked'),
        (event) => [{ ...(event as Of<'acked'>), offset: (event as Of<'acked'>).offset + 1 }],
      ),
  },
  {
    name: 'a record that is stored failed as not stored',
    seenBy: 'failed-is-absent',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, (event) => event.type === 'failed' && event.outcome === 'unknown'),
        (event) => [{ ...(event as Of<'failed'>), outcome: 'not-stored' }],
      ),
  },
  {
    name: 'a record is stored twice',
    seenBy: 'no-duplicates',
    mutate: (history, draw) =>
      editedRecord(
        history,
        draw,
        () => true,
        (record, { endOffset }) => [record, { ...record, offset: endOffset }],
      ),
  },
  {
    name: 'two records are in the order of nobody',
    seenBy: 'producer-order',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, (event) => event.type === 'log' && event.topic === 'i' && event.records.length > 1),
        (event) => {
          const log = event as Of<'log'>;
          const at = draw(log.records.length - 1);
          const ids = log.records.map(({ id }) => id);
          [ids[at], ids[at + 1]] = [ids[at + 1] ?? null, ids[at] ?? null];
          return [{ ...log, records: log.records.map((record, i) => ({ ...record, id: ids[i] ?? null })) }];
        },
      ),
  },
  {
    name: 'a record is left out by a reader',
    seenBy: 'reader-order',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, (_, index) => goesOn(history, index) && hasBefore(history, index)),
        () => [],
      ),
  },
  {
    name: 'a reader takes its log for cut',
    seenBy: 'jumps',
    mutate: (history, draw) => {
      const at = pick(history, draw, ({ type }) => type === 'delivered');
      const before = history[at ?? -1];
      if (before?.type !== 'delivered') return undefined;
      const { at: when, reader, topic, partition, offset: to } = before;
      return edited(history, at, () => [
        { at: when, type: 'jumped', reader, topic, partition, to, why: 'truncated' },
        before,
      ]);
    },
  },
  {
    name: 'a record comes twice',
    seenBy: 'reader-order',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, ({ type }) => type === 'delivered'),
        (event) => [event, event],
      ),
  },
  {
    name: 'nobody has finished with a record that is committed',
    seenBy: 'at-least-once',
    mutate: (history, draw) => {
      const last = history.findLast((event) => event.type === 'healed')?.at ?? 0;
      return edited(
        history,
        pick(history, draw, (event) => event.type === 'done' && event.at > last && isOnlyOne(history, event)),
        () => [],
      );
    },
  },
  {
    name: 'more is committed than is there',
    seenBy: 'at-least-once',
    mutate: (history, draw) =>
      edited(history, pick(history, draw, isCommit), (event) => [{ ...(event as Of<'committed'>), offset: 100_000 }]),
  },
  {
    name: 'what is committed goes back',
    seenBy: 'commits',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, (event) => isCommit(event) && event.offset > 0),
        (event) => [event, { ...(event as Of<'committed'>), offset: (event as Of<'committed'>).offset - 1 }],
      ),
  },
  {
    name: 'who has lost a partition commits it in the next generation',
    seenBy: 'commits',
    mutate: (history, draw) => {
      const at = pick(history, draw, (event) => event.type === 'revoked' && event.partitions.length > 0);
      return edited(history, at, (event) => {
        const { at: time, group, member, generation, partitions } = event as Rebalance;
        const [place = { topic: 't', partition: 0 }] = partitions;
        return [event, { type: 'committed', at: time, group, member, generation: generation + 1, ...place, offset: 0 }];
      });
    },
  },
  {
    name: 'a record of a committed transaction is aborted',
    seenBy: 'atomic-transactions',
    mutate: (history, draw) =>
      editedRecord(
        history,
        draw,
        ({ transaction }) => transaction === 'committed',
        (record) => [{ ...record, transaction: 'aborted' }],
      ),
  },
  {
    name: 'a record of an aborted transaction is committed',
    seenBy: 'atomic-transactions',
    mutate: (history, draw) =>
      editedRecord(
        history,
        draw,
        ({ transaction }) => transaction === 'aborted',
        (record) => [{ ...record, transaction: 'committed' }],
      ),
  },
  {
    name: 'the coordinator keeps an older offset',
    seenBy: 'atomic-transactions',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, (event) => event.type === 'offsets' && event.offsets.length > 0),
        (event) => [
          {
            ...(event as Of<'offsets'>),
            offsets: (event as Of<'offsets'>).offsets.map((each) => ({ ...each, offset: each.offset - 1 })),
          },
        ],
      ),
  },
  {
    name: 'a record of an aborted transaction is handed out',
    seenBy: 'read-committed',
    mutate: (history, draw) => {
      const logs = history.filter((event) => event.type === 'log');
      const log = logs.find(
        ({ topic, records }) => topic === 't' && records.some((each) => each.transaction === 'aborted'),
      );
      const record = log?.records.find((each) => each.transaction === 'aborted');
      if (log === undefined || record === undefined) return undefined;
      const { partition } = log;
      const { offset, id } = record;
      return edited(
        history,
        pick(history, draw, ({ type }) => type === 'healed'),
        (event) => [
          event,
          {
            type: 'delivered',
            at: event.at,
            reader: 's',
            isolation: 'read_committed',
            topic: 't',
            partition,
            offset,
            id,
          },
        ],
      );
    },
  },
  {
    name: 'an input has two outputs',
    seenBy: 'exactly-once',
    mutate: (history, draw) => {
      const outputs = indices(history, (event) => event.type === 'sent' && event.input !== undefined);
      const [first] = outputs;
      const at = outputs[1 + draw(outputs.length - 1)];
      const { input } = (history[first ?? -1] ?? {}) as Partial<Of<'sent'>>;
      if (at === undefined || input === undefined) return undefined;
      return edited(history, at, (event) => [{ ...(event as Of<'sent'>), input }]);
    },
  },
  {
    name: 'two members have a partition in one generation',
    seenBy: 'assignment',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, ({ type }) => type === 'assigned'),
        (event) => [event, { ...(event as Rebalance), member: 'another' }],
      ),
  },
  {
    name: 'a partition is not given back',
    seenBy: 'assignment-in-time',
    mutate: (history, draw) => {
      const at = pick(
        history,
        draw,
        (event, index) => event.type === 'revoked' && goesToAnother(history, event, index),
      );
      return edited(history, at, () => []);
    },
  },
  {
    name: 'a record is finished after its partition was given back',
    seenBy: 'revocation-drains',
    mutate: (history, draw) => {
      const at = pick(history, draw, (event) => event.type === 'revoked' && event.partitions.length > 0);
      return edited(history, at, (event) => {
        const { member, partitions, generation, at: time } = event as Rebalance;
        const place = { ...(partitions[0] ?? { topic: 't', partition: 0 }), offset: 0 };
        const isolation = 'read_committed';
        return [
          { type: 'delivered', at: time, reader: member, group: 'g', generation, isolation, id: null, ...place },
          event,
          { type: 'done', at: time, reader: member, group: 'g', ...place },
        ];
      });
    },
  },
  {
    name: 'a send never ends',
    seenBy: 'settles',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, ({ type }) => type === 'acked' || type === 'failed'),
        () => [],
      ),
  },
  {
    name: 'a transaction never ends',
    seenBy: 'settles',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, (event) => event.type === 'transaction' && event.phase === 'committed'),
        () => [],
      ),
  },
  {
    name: 'a send fails though nothing is wrong',
    seenBy: 'sends-go-on',
    mutate: (history, draw) => {
      const healed = history.findIndex(({ type }) => type === 'healed');
      const sentAfter = new Set(history.slice(healed).flatMap((event) => (event.type === 'sent' ? [event.id] : [])));
      const at = pick(history, draw, (event) => event.type === 'acked' && sentAfter.has(event.id));
      return edited(history, at, (event) => [
        { type: 'failed', at: event.at, id: (event as Of<'acked'>).id, error: 'it broke', outcome: 'unknown' },
      ]);
    },
  },
  {
    name: 'a record is never given to the group',
    seenBy: 'groups-go-on',
    mutate: (history, draw) => {
      const at = pick(history, draw, (event) => event.type === 'delivered' && event.group !== undefined);
      const lost = history[at ?? -1];
      if (lost?.type !== 'delivered') return undefined;
      return history.filter(
        (event) =>
          event.type !== 'delivered' ||
          event.group === undefined ||
          event.partition !== lost.partition ||
          event.offset !== lost.offset,
      );
    },
  },
  {
    name: 'a record is given to the group too late',
    seenBy: 'groups-go-on',
    mutate: (history) => {
      const healed = history.findIndex(({ type }) => type === 'healed');
      const isGiven = (event: HistoryEvent): boolean => event.type === 'delivered' && event.group !== undefined;
      const before = new Set(history.slice(0, healed).filter(isGiven).map(placeOf));
      const late = history.findIndex((event, index) => index > healed && isGiven(event) && !before.has(placeOf(event)));
      if (late === -1) return undefined;
      return history.map((event, index) => (index < late ? event : { ...event, at: event.at + PROGRESS_MS + 10_000 }));
    },
  },
  {
    name: 'a member says no goodbye',
    seenBy: 'goodbyes',
    mutate: (history, draw) =>
      edited(
        history,
        pick(history, draw, ({ type }) => type === 'offsets'),
        (event) => [{ ...(event as Of<'offsets'>), members: 1 }],
      ),
  },
  {
    name: 'a setting is read as it was before',
    seenBy: 'configs',
    mutate: (history) => {
      const at = history.findLastIndex((event) => event.type === 'config' && event.phase === 'read');
      return edited(history, at, (event) => [{ ...(event as Of<'config'>), value: '1' }]);
    },
  },
  {
    name: 'a timer is left',
    seenBy: 'nothing-left',
    mutate: (history) => [...history, { type: 'left', at: 0, kind: 'timer', what: 'one' }],
  },
];

function placeOf(event: HistoryEvent): string {
  return event.type === 'delivered' ? `${String(event.partition)}@${String(event.offset)}` : '';
}

/** A record may come again after a crash, and then be finished twice. */
function isOnlyOne(history: History, done: Of<'done'>): boolean {
  const same = history.filter(
    (event) => event.type === 'done' && event.partition === done.partition && event.offset === done.offset,
  );
  return same.length === 1;
}

function goesToAnother(history: History, { member, partitions }: Rebalance, index: number): boolean {
  const next = history
    .slice(index)
    .find((event) => event.type === 'assigned' && event.partitions[0]?.partition === partitions[0]?.partition);
  return next?.type === 'assigned' && next.member !== member;
}
