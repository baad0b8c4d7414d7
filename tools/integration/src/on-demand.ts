import { fileURLToPath } from 'node:url';
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';
import { prepareKerberos } from './kerberos-package.ts';

/** Suites that are run only by their name: each takes more than a Kafka, which no usual run may hang on. */
export const ON_DEMAND = {
  /** SASL GSSAPI. It takes a KDC, and a native package that is fetched or compiled (CONTRIBUTING.md). */
  kerberos: {
    file: 'kerberos-kafka-suite.js',
    from: '0.9',
    why: 'SASL came with 0.9',
    // One of each way in which tokens travel: bare, bare after a handshake, in requests without a lifetime and with one.
    versions: ['0.9.0.1', '0.10.2.2', '1.1.1', DEFAULT_VERSION],
    prepare: prepareKerberos,
  },
} as const;

export type OnDemandName = keyof typeof ON_DEMAND;

export interface OnDemandRun {
  readonly suite: OnDemandName;
  readonly version: string;
}

export function isOnDemand(suite: string): suite is OnDemandName {
  return Object.hasOwn(ON_DEMAND, suite);
}

export function onDemandFile(suite: OnDemandName): string {
  return fileURLToPath(new URL(ON_DEMAND[suite].file, import.meta.url));
}

/** One suite on the versions that are named, or on its own choice; of those that cannot run, `skipped` tells why. */
export function runsOnDemand(
  suite: OnDemandName,
  versions: readonly string[] = ON_DEMAND[suite].versions,
): { runs: OnDemandRun[]; skipped: string[] } {
  const { from, why } = ON_DEMAND[suite];
  return {
    runs: versions.filter((version) => atLeast(version, from)).map((version) => ({ suite, version })),
    skipped: versions
      .filter((version) => !atLeast(version, from))
      .map((version) => `the ${suite} suite is not run on Kafka ${version}: ${why}`),
  };
}
