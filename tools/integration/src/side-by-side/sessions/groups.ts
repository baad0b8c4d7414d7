import { commits, joins, writes } from '../acts.ts';
import type { Session, Told } from '../session.ts';

const T = 'kafka-consumer-groups';
const onOrders = `${T} --group billing --topic orders`;
const resets = (how: string): Told => ({ run: `${onOrders} --reset-offsets ${how}`, anyOrder: true });
const any = (run: string): Told => ({ run, anyOrder: true });
/** Which broker coordinates is up to the number of partitions of a topic of Kafka's own. */
const state = (run: string): Told => ({
  run: `${T} --describe ${run} --state`,
  anyOrder: true,
  pick: (line) => line.replace(/<broker \d> {2}\(\d\)/, '<coordinator>'),
});

/** kafka-consumer-groups, kafka-groups and their like. */
export const groups: Session = {
  name: 'groups',
  steps: [
    'kafka-topics --create --topic orders --replica-assignment 0:1,1:2 --config retention.ms=-1',
    'kafka-topics --create --topic other --replica-assignment 2:0',
    writes('orders', 2, 10),
    commits('billing', 'orders', [5, 3]),
    commits('billing', 'other', [0]),
    commits('idle', 'other', [0]),
    joins('live', 'orders', 'classic'),
    joins('modern', 'orders', 'consumer'),

    any(`${T} --list`),
    any(`${T} --list --state`),
    any(`${T} --list --state Empty`),
    any(`${T} --list --type`),
    any(`${T} --list --type consumer`),
    any('kafka-groups --list'),
    any('kafka-groups --list --consumer'),
    any('kafka-groups --list --group-type classic'),
    any('kafka-groups --list --protocol consumer'),
    any('kafka-share-groups --list'),
    any('kafka-streams-groups --list'),

    any(`${T} --describe --group billing`),
    state('--group billing'),
    any(`${T} --describe --group billing --members`),
    any(`${T} --describe --group live`),
    state('--group live --verbose'),
    any(`${T} --describe --group live --members --verbose`),
    any(`${T} --describe --group modern`),
    state('--group modern --verbose'),
    any(`${T} --describe --group modern --members --verbose`),
    any(`${T} --describe --group nothing`),
    state('--group nothing'),
    any(`${T} --describe --group nothing --members`),
    any('kafka-share-groups --describe --group billing'),
    any('kafka-share-groups --describe --group nothing'),
    any('kafka-streams-groups --describe --group billing'),

    resets('--to-earliest --dry-run'),
    resets('--to-latest'),
    resets('--to-current --export'),
    resets('--shift-by -2 --execute'),
    resets('--shift-by 100 --dry-run'),
    resets('--to-offset 7 --execute'),
    resets('--to-datetime 2020-01-01T00:00:04.000 --dry-run'),
    resets('--to-datetime 2030-01-01T00:00:00.000 --dry-run'),
    resets('--by-duration PT1H --dry-run'),
    { run: `${T} --group billing --topic orders:1 --reset-offsets --to-offset 2 --execute`, anyOrder: true },
    {
      run: `${T} --group billing --reset-offsets --from-file {offsets.csv} --execute`,
      files: { 'offsets.csv': 'orders,0,4\norders,1,8\n' },
      anyOrder: true,
    },
    { run: `${T} --group billing --describe --offsets`, anyOrder: true },
    any(`${T} --group fresh --topic orders --reset-offsets --to-earliest --execute`),
    any(`${T} --group fresh --describe`),
    any(`${T} --group live --topic orders --reset-offsets --to-earliest --execute`),
    any(`${T} --group modern --topic orders --reset-offsets --to-earliest --execute`),
    any(`${T} --group billing --topic nothing --reset-offsets --to-earliest --execute`),

    any(`${T} --group billing --topic orders:1 --delete-offsets`),
    any(`${T} --group billing --topic nothing --delete-offsets`),
    any(`${T} --group live --topic orders --delete-offsets`),
    any(`${T} --group modern --topic orders --delete-offsets`),
    any(`${T} --group nothing --topic orders --delete-offsets`),
    any(`${T} --group billing --describe --offsets --verbose`),

    any(`${T} --delete --group billing`),
    any(`${T} --delete --group live`),
    any(`${T} --delete --group modern`),
    any(`${T} --delete --group nothing`),
    any(`${T} --delete --group idle --group nothing`),
    any(`${T} --list --type --state`),
    any(`${T} --validate-regex 'or.*'`),
    any(`${T} --validate-regex '(or'`),
  ],
};
