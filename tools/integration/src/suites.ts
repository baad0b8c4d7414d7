import { fileURLToPath } from 'node:url';
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';
import { prepareKerberos } from './kerberos-package.ts';

/** A release of every age that differs for a client. Those before 0.8.2 are more than is promised. */
export const MATRIX = [
  '0.8.0',
  '0.8.1.1',
  '0.8.2.2',
  '0.9.0.1',
  '0.10.0.1',
  '0.10.2.2',
  '1.1.1',
  '2.8.2',
  '3.9.2',
  DEFAULT_VERSION,
] as const;

interface Suite {
  /** What node's test runner is given. */
  readonly file: string;
  /** The first version that can run it, and why no older one can. */
  readonly from: string;
  readonly why: string;
  /** Where it is run when no version is named: on Kafkas, or on `@k/broker`. */
  readonly usual: readonly (string | undefined)[];
  /** Whether it is run by its name only, since it takes more than a Kafka. */
  readonly named?: true;
  /** Gets what it takes beside a Kafka, or throws what is missing. */
  readonly prepare?: () => Promise<void>;
}

const RECORD_BATCHES = 'it is written with producers and consumers, which need the record batches of 0.11';

/** What there is to run on a real Kafka; what takes longest first, as two run side by side. */
const TABLE = {
  /** `@k/broker` with a `dataDir`, killed a hundred times under load; `npm test` does it five times. */
  crash: { file: 'crash-kafka-suite.js', from: DEFAULT_VERSION, why: '', usual: [undefined], named: true },
  /**
   * Three brokers, which are killed, stopped and restarted. On 2.8 the controller is one of them, nobody else stands in for
   * it, and no answer says who leads.
   */
  nodes: { file: 'nodes-kafka-suite.js', from: '0.11', why: RECORD_BATCHES, usual: [DEFAULT_VERSION, '2.8.2'] },
  /** Every operation of `@k/admin`, on three nodes. By `--version` also on 2.8.2 and 3.9.2, which lie between. */
  admin: {
    file: 'admin-kafka-suite.js',
    from: '0.11',
    why: RECORD_BATCHES,
    usual: [DEFAULT_VERSION, '0.11.0.3'],
  },
  /** Topics deleted and made again: told by their ids, or, as long as they had none, by leader epochs that go back. */
  recreation: {
    file: 'recreation-kafka-suite.js',
    from: '0.11',
    why: RECORD_BATCHES,
    usual: [DEFAULT_VERSION, '2.4.1'],
  },
  /** Producers, consumers and groups: what `npm test` runs on `@k/broker`. */
  full: { file: 'kafka-suite.js', from: '0.11', why: RECORD_BATCHES, usual: [DEFAULT_VERSION] },
  /** Every listener and mechanism, and every refusal. Before 1.0 tokens are bare, and 1.1 has its first words for them. */
  security: {
    file: 'security-kafka-suite.js',
    from: '0.9',
    why: 'TLS came with 0.9, SASL by password with 0.10',
    usual: [DEFAULT_VERSION, '0.10.0.1', '0.10.2.2', '1.1.1'],
  },
  /**
   * Transactions. 0.11: the first ones; 2.8: with KIP-360 and KIP-447; 3.9: checked by the brokers; 4.x: KIP-890. By
   * `--version` also on 1.1.1, 4.0.2 and 4.3.1, which differ from their neighbours in little.
   */
  transactions: {
    file: 'transactions-kafka-suite.js',
    from: '0.11',
    why: 'transactions came with 0.11',
    usual: ['0.11.0.3', '2.8.2', '3.9.2', DEFAULT_VERSION],
  },
  /** Groups of the consumer protocol (KIP-848); 3.9 has it in an early form, with settings of its own. By name also on 4.0.2. */
  groups: {
    file: 'groups-kafka-suite.js',
    from: '3.9',
    why: 'the consumer protocol came with 4.0, and in an early form before',
    usual: [DEFAULT_VERSION, '3.9.2'],
    named: true,
  },
  /** Three brokers that become this release one by one, of 3.9, or of 2.8 with a ZooKeeper. */
  upgrade: {
    file: 'upgrade-kafka-suite.js',
    from: '3.0',
    why: 'it upgrades from 2.8 or 3.9',
    usual: ['3.9.2', DEFAULT_VERSION],
    named: true,
  },
  /** Requests of whatever version the broker takes. */
  plain: { file: 'plain-kafka-suite.js', from: '0.8.0', why: '', usual: MATRIX },
  /** Sessions of foreign clients that were recorded on `@k/broker`, and are asked of a Kafka: seconds. */
  replay: {
    file: 'replay-kafka-suite.js',
    from: DEFAULT_VERSION,
    why: 'what is recorded is of the newest',
    usual: [DEFAULT_VERSION],
  },
  /** SASL GSSAPI. One version of each way in which tokens travel: bare, bare after a handshake, in requests, with an end. */
  kerberos: {
    file: 'kerberos-kafka-suite.js',
    from: '0.9',
    why: 'SASL came with 0.9',
    usual: ['0.9.0.1', '0.10.2.2', '1.1.1', DEFAULT_VERSION],
    named: true,
    prepare: prepareKerberos,
  },
  /** Groups of ours with members of Java, librdkafka and kafkajs, which are installed on demand: settled ones, and under load. */
  'groups-mixed': {
    file: 'mixed-groups-kafka-suite.js',
    from: '2.4',
    why: 'cooperative rebalances came with the clients of 2.4',
    usual: ['4.3.1', DEFAULT_VERSION],
    named: true,
  },
  /** Clients of others. On a Kafka it shows what they do there, which is what `@k/broker` has to bear. */
  foreign: { file: 'foreign-suite.js', from: '2.1', why: 'zstd came with 2.1', usual: [undefined], named: true },
  /** Test runs in Go, Java and Python that start the command, as docs/replacing-docker.md shows. They have no Kafka. */
  recipes: {
    file: 'recipes-suite.js',
    from: DEFAULT_VERSION,
    why: 'it is about the command',
    usual: [undefined],
    named: true,
  },
  /** Kafka's tools and the admin clients of others, side by side with what the Kafka of the record said to them. */
  'side-by-side': {
    file: 'side-by-side-suite.js',
    from: DEFAULT_VERSION,
    why: 'what is recorded is of the newest',
    usual: [undefined],
    named: true,
  },
} as const satisfies Record<string, Suite>;

export type SuiteName = keyof typeof TABLE;
export const SUITES: Readonly<Record<SuiteName, Suite>> = TABLE;
export const SUITE_NAMES = Object.keys(TABLE) as SuiteName[];

/** One suite on one version; on `@k/broker` where there is none. */
export interface Run {
  readonly suite: SuiteName;
  readonly version: string | undefined;
}

export function suiteFile(suite: SuiteName): string {
  return fileURLToPath(new URL(SUITES[suite].file, import.meta.url));
}

/**
 * What to run, and why not the rest.
 * @param suite left out: all but those that are run by their name only
 * @param versions left out: each suite's usual ones
 */
export function planRuns(
  suite: SuiteName | undefined,
  versions: readonly string[] | undefined,
): { runs: Run[]; skipped: string[] } {
  const runs: Run[] = [];
  const skipped: string[] = [];
  for (const name of suite === undefined ? SUITE_NAMES : [suite]) {
    const { from, why, usual, named = false } = SUITES[name];
    if (suite === undefined && named) continue;
    for (const version of versions ?? usual) {
      if (version === undefined || atLeast(version, from)) runs.push({ suite: name, version });
      else skipped.push(`the ${name} suite is not run on Kafka ${version}: ${why}`);
    }
  }
  return { runs, skipped };
}
