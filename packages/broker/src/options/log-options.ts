import { z } from '@k/runtime';
import { configValue, notNegative, positive } from './numbers.ts';

const isSet = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Where records lie, and how much of them goes in one piece. Names in [brackets] are Kafka's own. */
export interface BrokerLogOptions {
  /** [log.dirs] The directories that nodes say their replicas are in. Nothing is written there. @default ['/tmp/kafka-logs'] */
  readonly logDirs?: string[] | undefined;
  /** The size that each directory's volume is said to have, in bytes (KIP-827). @default 1_099_511_627_776 */
  readonly logDirBytes?: number | undefined;
  /**
   * Further settings of the brokers by Kafka's names, as in server.properties, e.g. `{ 'log.retention.ms': 60_000 }`: what
   * topics have that do not set it themselves, and what DescribeConfigs tells. Those with an option of their own are not
   * taken here. @default none
   */
  readonly configs?: Readonly<Record<string, string | number | boolean>> | undefined;
  /**
   * [message.max.bytes] Largest record batch in bytes, overridden by a topic's max.message.bytes.
   * @default 1048588; as a version before 2.8, 1000012
   */
  readonly messageMaxBytes?: number | undefined;
  /** [socket.request.max.bytes] A request of more bytes closes the connection. @default 104_857_600 */
  readonly maxRequestBytes?: number | undefined;
  /** [fetch.max.bytes] Most bytes that one fetch returns. @default 57_671_680 */
  readonly fetchMaxBytes?: number | undefined;
  /** [max.incremental.fetch.session.cache.slots] Most fetch sessions (KIP-227) of a node. @default 1_000 */
  readonly maxIncrementalFetchSessionCacheSlots?: number | undefined;
}

/** The checks and defaults of {@link BrokerLogOptions}. */
export const logFields = {
  logDirs: z
    .array(z.string().min(1))
    .min(1)
    .refine(isSet, { message: 'expected each directory once' })
    .default(['/tmp/kafka-logs']),
  logDirBytes: z.int().min(0).default(1_099_511_627_776),
  configs: z.record(z.string().min(1), configValue).default({}),
  messageMaxBytes: notNegative.optional(),
  maxRequestBytes: positive.default(104_857_600),
  fetchMaxBytes: positive.default(57_671_680),
  maxIncrementalFetchSessionCacheSlots: notNegative.default(1_000),
};
