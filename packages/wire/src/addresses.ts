import type { Api } from './message-type.ts';

/** Where a broker listens, as an answer tells it. Part of that answer: what is changed here is changed there. */
export interface ToldAddress {
  nodeId: number;
  host: string;
  port: number;
}

/** What the answers below have in common: lists of brokers under these names. */
interface Answer extends Partial<ToldAddress> {
  readonly brokers?: ToldAddress[];
  readonly coordinators?: ToldAddress[];
  readonly nodeEndpoints?: ToldAddress[];
}

/** By API key: the first version whose answer tells clients where brokers listen. */
const TOLD_SINCE: Readonly<Record<number, number | undefined>> = {
  0: 10, // Produce: new leaders (KIP-951)
  1: 16, // Fetch: the same
  3: 0, // Metadata
  10: 0, // FindCoordinator
  60: 0, // DescribeCluster
  78: 0, // ShareFetch
  79: 0, // ShareAcknowledge
};

/** Whether the answers of this API and version tell clients where brokers listen. All others a proxy can pass on as they are. */
export function tellsAddresses({ key }: Pick<Api<unknown, unknown>, 'key'>, version: number): boolean {
  return version >= (TOLD_SINCE[key] ?? Infinity);
}

/**
 * The addresses in a decoded answer, to be read or changed in place. Only those that are one: an answer with an error may
 * have no host in it. None for an API of which {@link tellsAddresses} says no.
 */
export function brokerAddresses({ key }: Pick<Api<unknown, unknown>, 'key'>, answer: object): ToldAddress[] {
  if (TOLD_SINCE[key] === undefined) return [];
  const { brokers = [], coordinators = [], nodeEndpoints = [] } = answer as Answer;
  // Up to version 3 the answer of FindCoordinator is itself one.
  const all = [...brokers, ...coordinators, ...nodeEndpoints, answer as ToldAddress];
  return all.filter(({ host }) => typeof host === 'string' && host !== '');
}
