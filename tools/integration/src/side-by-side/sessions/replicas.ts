import { writes } from '../acts.ts';
import type { Session, Told } from '../session.ts';

const T = 'kafka-reassign-partitions';
interface Wanted {
  readonly topic: string;
  readonly partition: number;
  readonly replicas: readonly number[];
  readonly log_dirs?: readonly string[];
}
const moved = (topic: string, ...replicas: readonly (readonly number[])[]): Wanted[] =>
  replicas.map((each, partition) => ({ topic, partition, replicas: each }));

function reassigns(name: string, partitions: readonly Wanted[], how: string, more: Partial<Told> = {}): Told {
  return {
    run: `${T} --reassignment-json-file {${name}.json} ${how}`,
    files: { [`${name}.json`]: { version: 1, partitions } },
    ...more,
  };
}

/** What is proposed begins at a broker of chance. */
const withoutProposal = (line: string): string => line.replace(/"replicas":\[[\d,]+\]/g, '"replicas":[...]');
/** In the order in which they came in. */
const sortedIsr = (line: string): string =>
  line.replace(/Isr: ([\d,]+)/, (_, ids: string) => `Isr: ${ids.split(',').sort().join(',')}`);

/** kafka-reassign-partitions, kafka-leader-election and kafka-log-dirs. */
export const replicas: Session = {
  name: 'replicas',
  steps: [
    'kafka-topics --create --topic orders --replica-assignment 0:1,1:2 --config retention.ms=-1',
    'kafka-topics --create --topic other --replica-assignment 2:0',
    writes('orders', 2, 10),
    { run: 'kafka-log-dirs --describe --topic-list orders', anyOrder: true },
    { run: 'kafka-log-dirs --describe --topic-list orders --broker-list 1,2', anyOrder: true },
    { run: 'kafka-log-dirs --describe --topic-list nothing --broker-list 0', anyOrder: true },
    'kafka-log-dirs --describe --broker-list 0,9',

    {
      run: `${T} --generate --topics-to-move-json-file {topics.json} --broker-list 0,1,2`,
      files: { 'topics.json': { version: 1, topics: [{ topic: 'orders' }] } },
      pick: withoutProposal,
    },
    {
      run: `${T} --generate --topics-to-move-json-file {nothing.json} --broker-list 0,1,2`,
      files: { 'nothing.json': { version: 1, topics: [{ topic: 'nothing' }] } },
    },
    `${T} --list`,
    reassigns('same', moved('orders', [0, 1], [1, 2]), '--execute'),
    reassigns('move', moved('orders', [2, 1], [2, 0]), '--execute'),
    reassigns('move', moved('orders', [2, 1], [2, 0]), '--verify', { until: /completed[^]*completed/ }),
    { run: 'kafka-topics --describe --topic orders', until: /Isr: 0,2/, pick: sortedIsr },
    reassigns('back', moved('orders', [0, 1]), '--verify'),
    reassigns('unknown', moved('nothing', [0, 1]), '--execute'),
    reassigns('unknown', moved('nothing', [0, 1]), '--verify'),
    reassigns('gone', moved('orders', [0, 9]), '--execute'),
    reassigns('empty', moved('orders', []), '--execute'),
    reassigns('twice', [...moved('orders', [0, 1]), ...moved('orders', [1, 0])], '--execute'),
    reassigns('double', moved('orders', [1, 1]), '--execute'),
    reassigns('done', moved('orders', [2, 1], [2, 0]), '--cancel'),
    reassigns('more', moved('other', [2, 0, 1]), '--execute --throttle 1000000'),
    reassigns('more', moved('other', [2, 0, 1]), '--verify', { until: /completed/ }),
    { run: 'kafka-topics --describe --topic other', until: /Isr: 0,1,2/, pick: sortedIsr },
    reassigns('dirs', [{ topic: 'other', partition: 0, replicas: [2, 0], log_dirs: ['/nowhere', 'any'] }], '--execute'),

    'kafka-leader-election --election-type preferred --topic orders --partition 0',
    'kafka-leader-election --election-type preferred --all-topic-partitions',
    'kafka-leader-election --election-type unclean --topic orders --partition 0',
    'kafka-leader-election --election-type preferred --topic nothing --partition 0',
    'kafka-leader-election --election-type preferred --topic orders --partition 7',
    {
      run: 'kafka-leader-election --election-type preferred --path-to-json-file {elect.json}',
      files: {
        'elect.json': {
          partitions: [
            { topic: 'orders', partition: 0 },
            { topic: 'other', partition: 0 },
          ],
        },
      },
      anyOrder: true,
    },
    { run: 'kafka-topics --describe --topic orders', after: 'elections', pick: sortedIsr },
  ],
};
