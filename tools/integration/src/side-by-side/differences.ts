/** Where `@k/broker` is meant to answer otherwise than a Kafka. */
export interface Difference {
  /** The sessions, and what is asked in them. */
  readonly where: RegExp;
  readonly reason: string;
  /** What it is to say where Kafka says this. */
  readonly here: (kafka: string) => string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    where: /^java-cluster: kafka-features describe|^kafka-python-3: describe_features/,
    reason: 'it has no share groups, no streams groups and no eligible replicas out of sync, and says so',
    here: (kafka) => kafka.replace(/^.*(eligible\.leader\.replicas|share|streams)\.version.*\n/gm, ''),
  },
  {
    where: /^java-cluster: kafka-metadata-quorum describe --replication/,
    reason: 'its nodes keep nothing in directories, which would have ids',
    here: (kafka) => kafka.replaceAll('<id>', 'A'.repeat(22)),
  },
  {
    where: /^java-access: kafka-acls --list \(as bob\)/,
    reason: 'a Kafka shows a request as a Java object here',
    here: (kafka) =>
      kafka.replaceAll(
        'Request <request> needs DESCRIBE permission.',
        'The request needs DESCRIBE permission on the cluster.',
      ),
  },
];

/** What `@k/broker` is to answer as a Kafka does, and does not yet. Its test is skipped, and fails once it does. */
export const NOT_YET: readonly Pick<Difference, 'where' | 'reason'>[] = [];

/** Why `@k/broker` does not answer that as a Kafka does; undefined when it is to. */
export function whyNotYet(session: string, asked: string): string | undefined {
  return NOT_YET.find(({ where }) => where.test(`${session}: ${asked}`))?.reason;
}

/** @returns what `@k/broker` is to say, and why, where that is not what Kafka said */
export function expectedHere(session: string, asked: string, kafka: string): { said: string; reasons: string[] } {
  let said = kafka;
  const reasons: string[] = [];
  for (const { where, reason, here } of DIFFERENCES) {
    if (!where.test(`${session}: ${asked}`)) continue;
    said = here(said);
    reasons.push(reason);
  }
  return { said, reasons };
}
