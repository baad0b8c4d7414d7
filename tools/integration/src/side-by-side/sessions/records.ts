import { BEGINNING, writes } from '../acts.ts';
import type { Session, Told } from '../session.ts';

const deletes = (name: string, partitions: readonly object[]): Told => ({
  run: `kafka-delete-records --offset-json-file {${name}.json}`,
  files: { [`${name}.json`]: { version: 1, partitions } },
  anyOrder: true,
});
const at = (topic: string, partition: number, offset: number): object => ({ topic, partition, offset });

/** kafka-get-offsets and kafka-delete-records. */
export const records: Session = {
  name: 'records',
  steps: [
    'kafka-topics --create --topic orders --replica-assignment 0:1,1:2 --config retention.ms=-1',
    'kafka-topics --create --topic empty --replica-assignment 2:0',
    writes('orders', 2, 10),
    'kafka-get-offsets --topic orders',
    'kafka-get-offsets --topic orders --time earliest',
    'kafka-get-offsets --topic orders --time latest',
    'kafka-get-offsets --topic orders --time max-timestamp',
    'kafka-get-offsets --topic orders --time earliest-local',
    'kafka-get-offsets --topic orders --time latest-tiered',
    `kafka-get-offsets --topic orders --time ${BEGINNING + 3500}`,
    `kafka-get-offsets --topic orders --time ${BEGINNING + 3_500_000}`,
    'kafka-get-offsets --topic orders --partitions 1',
    'kafka-get-offsets --topic-partitions orders:0,empty:0',
    'kafka-get-offsets --topic empty --time max-timestamp',
    'kafka-get-offsets --topic nothing',
    'kafka-get-offsets --topic orders --partitions 7',
    'kafka-get-offsets --exclude-internal-topics',
    deletes('some', [at('orders', 0, 4), at('orders', 1, 0)]),
    deletes('all', [at('orders', 1, -1)]),
    deletes('before', [at('orders', 0, 2)]),
    deletes('beyond', [at('orders', 0, 11), at('empty', 0, 0)]),
    deletes('negative', [at('orders', 0, -2)]),
    deletes('none', []),
    deletes('twice', [at('orders', 0, 5), at('orders', 0, 6)]),
    'kafka-get-offsets --topic orders --time -2',
    'kafka-topics --create --topic compacted --replica-assignment 0 --config cleanup.policy=compact --config retention.ms=-1',
    writes('compacted', 1, 3),
    deletes('compacted', [at('compacted', 0, 2)]),
  ],
};
