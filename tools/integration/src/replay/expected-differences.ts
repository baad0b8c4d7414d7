/** What a real Kafka answers otherwise than `@k/broker` did, and why that is as it is. */
export interface ExpectedDifference {
  /** Of `API vN field: recorded became replayed`. */
  readonly line: RegExp;
  readonly why: string;
  /** It need not be there each time. @default false */
  readonly isSometimes?: boolean;
}

export const EXPECTED_DIFFERENCES: readonly ExpectedDifference[] = [
  {
    line: /^ApiVersions v\d apiKeys\[\]: nothing became \{"apiKey":(?:76|78|79|83|84|85|86|87|88|93),/,
    why: 'share and streams groups are not there, and are not announced: see the README of @k/broker',
  },
  {
    line: /^ApiVersions v\d finalizedFeatures\[\]: nothing became \{"name":"(?:streams|share)\.version",/,
    why: 'the same',
  },
  {
    line: /^ApiVersions v\d finalizedFeatures\[\]: nothing became \{"name":"eligible\.leader\.replicas\.version",/,
    why: 'eligible leaders go by the release that is played, and not by a feature that can be taken away',
  },
  {
    line: /^ApiVersions v\d finalizedFeaturesEpoch: "0" became "\d+"$/,
    why: 'it is an offset of the metadata log, which is not there',
  },
  {
    line: /^Metadata v\d topics\[\]: nothing became \{"errorCode":0,"name":"__(?:transaction_state|consumer_offsets)",/,
    why: 'offsets, groups and transactions are kept without topics',
  },
  {
    line: /^Metadata v6 topics\[\]: nothing became \{"errorCode":0,"name":"orders",/,
    why: 'kafkajs asks as soon as it has deleted the topic, and a broker hears of that a moment after the controller',
    isSometimes: true,
  },
];

/** The row that a difference stands in. */
export function rowOf(line: string): ExpectedDifference | undefined {
  return EXPECTED_DIFFERENCES.find((row) => row.line.test(line));
}
