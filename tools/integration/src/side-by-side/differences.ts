/** Where `@k/broker` is meant to answer otherwise than a Kafka. */
export interface Difference {
  /** The sessions, and what is asked in them. */
  readonly where: RegExp;
  readonly reason: string;
  /** What it is to say where Kafka says this. */
  readonly here: (kafka: string) => string;
}

/** ShareGroupHeartbeat, ShareFetch, ShareAcknowledge, the state of share groups, and what streams groups need. */
const NOT_ANNOUNCED = '76|78|79|83|84|85|86|87|88|93';

export const DIFFERENCES: readonly Difference[] = [
  {
    where: /^java-cluster: kafka-features describe|^kafka-python-3: describe_features/,
    reason: 'it has no share groups, no streams groups and no eligible replicas out of sync, and says so',
    here: (kafka) => kafka.replace(/^.*(eligible\.leader\.replicas|share|streams)\.version.*\n/gm, ''),
  },
  {
    where: /^java-cluster: kafka-broker-api-versions$/,
    reason: 'share and streams groups are not built here, and not announced: its README says of each API why',
    here: (kafka) => kafka.replace(new RegExp(`(?<=\\((${NOT_ANNOUNCED})\\): ).*(?=,)`, 'g'), 'UNSUPPORTED'),
  },
  {
    where: /^kadm: ApiVersions$/,
    reason: 'the same, by the keys of APIs',
    here: (kafka) => kafka.replace(new RegExp(`^ *"(${NOT_ANNOUNCED})": .*\n`, 'gm'), ''),
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
