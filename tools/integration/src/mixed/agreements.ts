import type { Subscription } from '../foreign/contract.ts';

/** Whose client a member is. */
export type Kind = 'ours' | 'java' | 'librdkafka' | 'kafkajs';

/** What members of several clients can agree on. */
export interface Agreement {
  readonly title: string;
  /** In the order in which they join. */
  readonly kinds: readonly Kind[];
  /** How ours join. */
  readonly ours: Pick<Subscription, 'assignors' | 'protocol'>;
  /** How the others join. */
  readonly theirs: Pick<Subscription, 'cooperative' | 'protocol'>;
}

const RANGE: Agreement = {
  title: 'eager, by range, with Java and librdkafka',
  kinds: ['java', 'ours', 'librdkafka', 'ours'],
  ours: { assignors: ['range'] },
  theirs: {},
};

const AS_KAFKAJS: Agreement = {
  title: 'eager, as kafkajs shares out: ours join its group while it is at work',
  kinds: ['kafkajs', 'ours', 'kafkajs', 'ours'],
  ours: { assignors: ['RoundRobinAssigner', 'range'] },
  theirs: {},
};

const COOPERATIVE: Agreement = {
  title: 'cooperative, with Java and librdkafka',
  kinds: ['librdkafka', 'ours', 'java', 'ours'],
  ours: { assignors: ['cooperative-sticky'] },
  theirs: { cooperative: true },
};

const BY_BROKER: Agreement = {
  title: 'by the broker (KIP-848), with Java and librdkafka',
  kinds: ['java', 'ours', 'librdkafka', 'ours'],
  ours: { protocol: 'consumer' },
  theirs: { protocol: 'consumer' },
};

/** kafkajs has the classic protocol only: the group moves to the broker's with the first of ours, and back with the last. */
const BESIDE_KAFKAJS: Agreement = {
  title: 'by both protocols at once: ours move on, kafkajs is still classic',
  kinds: ['kafkajs', 'ours', 'kafkajs', 'ours'],
  ours: { protocol: 'consumer' },
  theirs: {},
};

/** @param hasBrokerProtocol whether the broker has the protocol of KIP-848 */
export function steadyAgreements(hasBrokerProtocol: boolean): readonly Agreement[] {
  const classic: Agreement[] = [
    RANGE,
    AS_KAFKAJS,
    COOPERATIVE,
    { ...COOPERATIVE, title: 'cooperative, led by ours', kinds: ['ours', 'java', 'librdkafka', 'ours'] },
  ];
  const both: Agreement = {
    ...BY_BROKER,
    title: 'by both protocols at once: ours move on, Java and librdkafka are still classic',
    theirs: {},
  };
  return hasBrokerProtocol ? [...classic, BY_BROKER, both, BESIDE_KAFKAJS] : classic;
}

/** Those in which everything happens to members under load. */
export function churnAgreements(hasBrokerProtocol: boolean): readonly Agreement[] {
  const classic = [RANGE, AS_KAFKAJS, COOPERATIVE];
  return hasBrokerProtocol ? [...classic, BY_BROKER, BESIDE_KAFKAJS] : classic;
}
