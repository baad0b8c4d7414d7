import type { AssignmentEvent, HistoryEvent } from '@k/tool-history';

/** One line of a story: who did what. */
export interface Line {
  readonly at: number;
  readonly actor: string;
  readonly what: string;
}

type Place = { readonly topic: string; readonly partition: number };
type Of<T extends HistoryEvent['type']> = HistoryEvent & { readonly type: T };

const place = ({ topic, partition }: Place): string => `${topic}-${String(partition)}`;
const offsetOf = (at: Place & { readonly offset: number }): string => `${place(at)}@${String(at.offset)}`;

/** The environment: its lines are marked. */
export const WORLD = '*** world';

const LINES: { readonly [T in HistoryEvent['type']]: (event: Of<T>) => Omit<Line, 'at'> } = {
  sent: ({ producer, id, topic, key, partition, transaction }) => ({
    actor: producer,
    what:
      `sends ${id} to ${topic}${partition === undefined ? '' : `-${String(partition)}`}` +
      `${key === null ? '' : `, key ${key}`}${transaction === undefined ? '' : `, in transaction ${transaction}`}`,
  }),
  acked: ({ id, partition, offset }) => ({
    actor: senderOf(id),
    what: `${id} is stored: ${String(partition)}@${String(offset)}`,
  }),
  failed: ({ id, outcome, error }) => ({ actor: senderOf(id), what: `${id} failed (${outcome}): ${error}` }),
  retried: ({ id }) => ({ actor: senderOf(id), what: `a broker is given ${id} once more` }),
  transaction: ({ producer, transaction, phase, offsets = [] }) => ({
    actor: producer,
    what: `transaction ${transaction}: ${phase}${offsets.map((each) => ` ${offsetOf(each)} of ${each.group}`).join(',')}`,
  }),
  assigned: (event) => rebalance(event, 'is given'),
  revoked: (event) => rebalance(event, 'gives back'),
  lost: (event) => rebalance(event, 'has lost'),
  delivered: (event) => ({ actor: event.reader, what: `gets ${offsetOf(event)}: ${String(event.id)}` }),
  done: (event) => ({ actor: event.reader, what: `has done ${offsetOf(event)}` }),
  committed: (event) => ({ actor: event.member, what: `has committed ${offsetOf(event)} of ${event.group}` }),
  jumped: ({ reader, to, why, ...at }) => ({ actor: reader, what: `goes on at ${place(at)}@${String(to)}: ${why}` }),
  process: ({ process, state }) => ({ actor: process, what: `the process is ${state}` }),
  fault: ({ what }) => ({ actor: WORLD, what: `begins: ${what}` }),
  over: ({ what }) => ({ actor: WORLD, what: `is over: ${what}` }),
  healed: ({ what }) => ({ actor: WORLD, what }),
  topic: ({ topic, partitions }) => ({ actor: WORLD, what: `${topic} has ${String(partitions)} partitions` }),
  log: ({ records, startOffset, endOffset, ...at }) => ({
    actor: WORLD,
    what: `${place(at)} holds ${String(startOffset)} to ${String(endOffset)}, ${String(records.length)} records`,
  }),
  offsets: ({ group, offsets }) => ({
    actor: WORLD,
    what: `group ${group} has committed ${offsets.map(offsetOf).join(', ')}`,
  }),
  taken: ({ from, to, why, ...at }) => ({
    actor: WORLD,
    what: `${place(at)} loses ${String(from)} to ${String(to - 1)}: ${why}`,
  }),
  config: (event) => {
    const setting = `${event.name} ${String(event.value)} of ${event.resource}`;
    if (event.phase === 'read') return { actor: 'admin', what: `reads ${setting}` };
    return { actor: senderOf(event.change), what: `${event.phase === 'asked' ? 'asks for' : 'has set'} ${setting}` };
  },
  left: ({ kind, what }) => ({ actor: WORLD, what: `left over, ${kind}: ${what}` }),
};

export function lineOf(event: HistoryEvent): Line {
  return { at: event.at, ...(LINES[event.type] as (event: HistoryEvent) => Omit<Line, 'at'>)(event) };
}

/** Ids begin with the name of who sent them. */
function senderOf(id: string): string {
  return id.replace(/[->:]\d+$/, '');
}

function rebalance(event: AssignmentEvent, verb: string): Omit<Line, 'at'> {
  const { member, group, generation, partitions } = event;
  const list = partitions.map(place).join(', ') || 'nothing';
  return { actor: member, what: `${verb} ${list} (${group}, generation ${String(generation)})` };
}
