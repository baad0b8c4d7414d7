import type { ExpectNoRecordsOptions, ExpectRecordsOptions, RecordsOptions } from '../expect/arguments.ts';
import type { LoggedRecord } from '../expect/logged-record.ts';
import type { RecordPattern } from '../expect/record-pattern.ts';
import type { BrokerParts } from './broker-parts.ts';
import { partitionOf } from './locate.ts';

/** Records as a test looks at them, and waits for them. */
export interface BrokerRecords {
  /**
   * The records of a topic, or of one of its partitions, decompressed and decoded: by partition, each in the order of its
   * offsets. What transactions and the broker write for themselves is not among them.
   * @throws ConfigError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  records(topic: string, options?: RecordsOptions): LoggedRecord[];

  /**
   * Waits until records are there: so many, or one for each pattern of a list; others may be there, too, unless `exactly` is
   * asked for. Patterns are parts of records: `{ key: 'alice', value: { drink: 'tea' }, headers: { trace: /^a/ } }`, where an
   * object is part of the value's JSON; see {@link RecordPattern}. The topic need not be there yet.
   *
   * @returns of a number all records that there are, of a list those that were expected, in its order
   * @throws ExpectationError after `timeoutMs` (or at once when it cannot come any more): what came instead; the signal's
   * reason; ConfigError; StateError when the broker is closed
   */
  expectRecords(
    topic: string,
    expected: number | readonly RecordPattern[],
    options?: ExpectRecordsOptions,
  ): Promise<LoggedRecord[]>;

  /**
   * Waits for `forMs` milliseconds, in which no record (that fits `matching`) may be there or come.
   * @throws ExpectationError as soon as there is one; else as {@link expectRecords}
   */
  expectNoRecords(topic: string, options?: ExpectNoRecordsOptions): Promise<void>;
}

/** Makes them of the parts of a broker. */
export function brokerRecords(parts: BrokerParts): BrokerRecords {
  return {
    records(topic: string, options: RecordsOptions = {}): LoggedRecord[] {
      return parts.expectations.records(topic, options, (partition) => {
        partitionOf(parts, 'Broker: records()', topic, partition);
      });
    },

    expectRecords(
      topic: string,
      expected: number | readonly RecordPattern[],
      options: ExpectRecordsOptions = {},
    ): Promise<LoggedRecord[]> {
      return parts.expectations.expectRecords(topic, expected, options);
    },

    expectNoRecords(topic: string, options: ExpectNoRecordsOptions = {}): Promise<void> {
      return parts.expectations.expectNoRecords(topic, options);
    },
  };
}
