import { fileURLToPath } from 'node:url';
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';

/** What there is to run on a real Kafka, by the file that node's test runner is given. */
export const SUITES = {
  /** Producers, consumers and groups: what `npm test` runs on `@k/broker`. */
  full: {
    file: 'kafka-suite.js',
    from: '0.11',
    why: 'producers and consumers write and read record batches, which came with 0.11',
  },
  /** Every listener and mechanism, and every refusal. */
  security: {
    file: 'security-kafka-suite.js',
    from: '0.9',
    why: 'TLS came with 0.9, SASL by password with 0.10',
  },
  /** Three brokers, which are killed, stopped and restarted. */
  nodes: {
    file: 'nodes-kafka-suite.js',
    from: '0.11',
    why: 'it is written with producers and consumers, which need the record batches of 0.11',
  },
  /** Requests of whatever version the broker takes. */
  plain: { file: 'plain-kafka-suite.js', from: '0.8.0', why: '' },
} as const;

export type SuiteName = keyof typeof SUITES;

/** One suite on one version. */
export interface Run {
  readonly suite: SuiteName;
  readonly version: string;
}

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

export function suiteFile(suite: SuiteName): string {
  return fileURLToPath(new URL(SUITES[suite].file, import.meta.url));
}

/** Where clients come in otherwise than on the newest: bare tokens, and the first requests with tokens in them. */
const OTHER_WAYS_IN = ['0.10.0.1', '0.10.2.2', '1.1.1'] as const;

/** Everything on the versions that are named; of those that cannot run, `skipped` tells why. */
export function everythingOn(versions: readonly string[]): { runs: Run[]; skipped: string[] } {
  const runs: Run[] = [];
  const skipped: string[] = [];
  for (const version of versions) {
    for (const suite of Object.keys(SUITES) as SuiteName[]) {
      const { from, why } = SUITES[suite];
      if (atLeast(version, from)) runs.push({ suite, version });
      else skipped.push(`the ${suite} suite is not run on Kafka ${version}: ${why}`);
    }
  }
  return { runs, skipped };
}

/** Without a version named: everything on the default one, and of the others what differs there for a client. */
export function usualRuns(): Run[] {
  const old = MATRIX.filter((version) => version !== DEFAULT_VERSION);
  return [
    ...everythingOn([DEFAULT_VERSION]).runs,
    ...OTHER_WAYS_IN.map((version) => ({ suite: 'security', version }) as const),
    ...old.map((version) => ({ suite: 'plain', version }) as const),
    // There the controller is one broker, nobody else stands in for it, and no answer says who leads.
    { suite: 'nodes', version: '2.8.2' },
  ];
}
