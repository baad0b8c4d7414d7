import type { CompressionType } from '@k/codec';
import { type Ability, type Administration, CODECS } from './contract.ts';
import {
  type GetProgram,
  goProgram,
  installedProgram,
  javaProgram,
  javaTools,
  nodeProgram,
  pythonProgram,
  streamsProgram,
} from './programs.ts';

/** A client that others have written. */
export interface ForeignClient {
  /** Lower case, with its age where there are several: `java` stands for `java-3.9` and the like on the command line. */
  readonly name: string;
  readonly language: string;
  /** Gets it on demand, in the version that the files in tools/integration/foreign pin. */
  readonly get: GetProgram;
  readonly writes: readonly CompressionType[];
  readonly reads: readonly CompressionType[];
  /** Whether it transforms streams, exactly once. */
  readonly streams?: boolean;
  /** Whether its driver can join by the cooperative protocol. */
  readonly cooperative?: boolean;
  /** Whether its driver can join by the protocol of KIP-848; and leave patterns to the broker there. */
  readonly consumerProtocol?: 'by name' | 'by pattern';
  /** What its driver does of an administrator's work. */
  readonly admin?: readonly Administration[];
  /** What it lacks, and why: what the skipped test says. */
  readonly cannot?: Readonly<Partial<Record<Ability, string>>>;
}

const NO_PATTERN = { pattern: 'it subscribes by name only' };
const NO_TRANSACTIONS = { transactions: 'its producer has no transactions' };
/** They are librdkafka, whose transactions another client tries. */
const LIBRDKAFKA = { transactions: 'confluent-kafka tries the transactions of librdkafka' };
/**
 * kafka-python 2.3.3 and 3.0.12, on a real Kafka too: a leader joins again because the partitions of its topics are others than
 * those it assigned (`need_rejoin()` of kafka/coordinator/consumer.py compares snapshots, `rejoin_needed` stays false). When
 * the answer of its JoinGroup is there it takes the new snapshot, and `need_rejoin()` is false from then on. If poll()
 * runs out of time before SyncGroup is answered, the next one neither enters the loop of `join_group()` in
 * kafka/coordinator/base.py nor takes the answer: all was revoked and nothing is assigned, and 3.0 sends no heartbeats
 * either. Java asks for `rejoinNeeded || joinFuture != null`; so did kafka-python from its pull request 1695 until 2528,
 * which is in 2.1. The cause is proven: 8 of 13 such tests failed on our broker and 2 of 10 on Kafka 4.3.1, and 0 of 20 once
 * `or self.join_future is not None` stood in both places.
 */
const FORGETS_JOINS = { newTopics: 'its poll() forgets a join for new topics that outlasts it, and stands still' };
/** Its clients are Java's, which others try by themselves. */
const ONLY_STREAMS = 'it transforms streams, and nothing else';
const STREAMS = {
  topics: ONLY_STREAMS,
  transactions: ONLY_STREAMS,
  committedOnly: ONLY_STREAMS,
  members: ONLY_STREAMS,
};
const all = { writes: CODECS, reads: CODECS };

/** A new client is a row here and a driver in tools/integration/foreign, whose README tells what that one does. */
export const CLIENTS: readonly ForeignClient[] = [
  {
    name: 'kcat',
    language: 'C',
    get: installedProgram('kcat', '-V', 'apt-get install kcat'),
    ...all,
    cannot: LIBRDKAFKA,
  },
  {
    name: 'kafkajs',
    language: 'JavaScript',
    get: nodeProgram('kafkajs'),
    writes: ['none', 'gzip'],
    reads: ['none', 'gzip'],
    admin: ['groups', 'move', 'grow'],
    cannot: { newTopics: 'it looks once which topics match' },
  },
  {
    name: 'kafka-python-2',
    language: 'Python',
    get: pythonProgram('kafka_python_client.py', 'kafka-python-2.txt'),
    ...all,
    admin: ['groups', 'grow'],
    cannot: FORGETS_JOINS,
  },
  {
    name: 'kafka-python-3',
    language: 'Python',
    get: pythonProgram('kafka_python_client.py', 'kafka-python-3.txt'),
    ...all,
    admin: ['groups', 'move', 'forget', 'grow'],
    cannot: FORGETS_JOINS,
  },
  {
    name: 'java-3.9',
    language: 'Java',
    get: javaProgram('3.9.2'),
    ...all,
    cooperative: true,
    consumerProtocol: 'by name',
  },
  {
    name: 'java-4.4',
    language: 'Java',
    get: javaProgram('4.4.0'),
    ...all,
    cooperative: true,
    consumerProtocol: 'by pattern',
  },
  ...(['3.9.2', '4.4.0'] as const).map((version) => ({
    name: `java-streams-${version.slice(0, 3)}`,
    language: 'Java',
    get: streamsProgram(version),
    writes: [],
    reads: [],
    streams: true,
    cannot: STREAMS,
  })),
  ...(['3.9.2', '4.4.0'] as const).map((version) => ({
    name: `java-tools-${version.slice(0, 3)}`,
    language: 'Java',
    get: javaTools(version),
    ...all,
    // Each of them is a Java to start: the newest are enough.
    ...(version === '4.4.0' ? { admin: ['groups', 'move', 'forget', 'grow'] as const } : {}),
    cannot: { ...NO_TRANSACTIONS, assignments: 'the console consumer does not tell what it was assigned' },
  })),
  {
    name: 'confluent-kafka',
    language: 'C, Python',
    get: pythonProgram('confluent_kafka_client.py', 'confluent-kafka.txt'),
    ...all,
    consumerProtocol: 'by pattern',
    admin: ['groups', 'move', 'grow'],
    cooperative: true,
  },
  {
    name: 'confluent-kafka-2022',
    language: 'C, Python',
    get: pythonProgram('confluent_kafka_client.py', 'confluent-kafka-2022.txt', [3, 11]),
    ...all,
  },
  {
    name: 'confluent-js',
    language: 'C++, JavaScript',
    // Where its binary cannot be fetched, it is compiled with the libraries of this machine: it would fetch their sources.
    get: nodeProgram('confluent-js', {
      native: { name: '@confluentinc/kafka-javascript', env: { CKJS_LINKING: 'dynamic' } },
    }),
    ...all,
    cannot: LIBRDKAFKA,
  },
  { name: 'franz-go', language: 'Go', get: goProgram('franz-go'), ...all },
  { name: 'sarama', language: 'Go', get: goProgram('sarama'), ...all, cannot: NO_PATTERN },
  {
    name: 'segmentio',
    language: 'Go',
    get: goProgram('segmentio'),
    ...all,
    cannot: { ...NO_PATTERN, ...NO_TRANSACTIONS, committedOnly: 'its reader does not pass over what was aborted' },
  },
  {
    name: 'platformatic',
    language: 'TypeScript',
    get: nodeProgram('platformatic', { newNode: true }),
    ...all,
    cannot: { ...NO_PATTERN, transactions: 'its transactions take offsets of records that its own consumer has read' },
  },
  {
    name: 'kafka-ts',
    language: 'TypeScript',
    get: nodeProgram('kafka-ts', { newNode: true }),
    writes: ['none'],
    reads: CODECS,
    cannot: { ...NO_PATTERN, ...NO_TRANSACTIONS },
  },
];

/** @returns those of these names, or of names that begin so; all when there is none. @throws Error on a name of none */
export function chooseClients(names: readonly string[]): readonly ForeignClient[] {
  const isMeant = (name: string, wanted: string): boolean => name === wanted || name.startsWith(`${wanted}-`);
  for (const wanted of names) {
    if (!CLIENTS.some(({ name }) => isMeant(name, wanted))) {
      throw new Error(`there is no client "${wanted}", but ${CLIENTS.map(({ name }) => name).join(', ')}`);
    }
  }
  if (names.length === 0) return CLIENTS;
  return CLIENTS.filter(({ name }) => names.some((wanted) => isMeant(name, wanted)));
}
