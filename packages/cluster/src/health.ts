import { formatAddress } from '@k/conn';
import { ErrorCode, errorFor } from '@k/wire';
import type { BrokerNode, MetadataSnapshot } from './metadata.ts';

/**
 * - `connected`: a connection is ready.
 * - `connecting`: the first one, or the first after an orderly end, is being made.
 * - `failing`: the last attempt failed, or the connection was lost, and it has not been reached since.
 * - `idle`: nothing was asked of it, or its connections were closed in order.
 */
export type ReachState = 'connected' | 'connecting' | 'failing' | 'idle';

/** How one broker can be reached. */
export interface BrokerReach {
  readonly state: ReachState;
  /** When it came into this state, milliseconds since the epoch; undefined when that was never noted. */
  readonly since: number | undefined;
  /** Why it could not be reached; also while it is tried again. Undefined once it was reached. */
  readonly lastError: Error | undefined;
  /** Milliseconds for which it still wants to be left alone (KIP-219). */
  readonly throttledMs: number;
}

export type BrokerHealth = BrokerNode & BrokerReach;

/** A topic in use that is not as it should be, or is. */
export interface TopicHealth {
  readonly name: string;
  /** 0, or what the brokers said about it. */
  readonly errorCode: number;
  /** Partitions that nobody leads. */
  readonly leaderless: readonly number[];
}

export interface MetadataHealth {
  /** Since the last answer; undefined before the first. */
  readonly ageMs: number | undefined;
  /** Why the last refresh failed; undefined when it did not. */
  readonly lastError: Error | undefined;
  /** When refreshes began to fail, milliseconds since the epoch. */
  readonly failingSince: number | undefined;
}

export interface ClusterHealth {
  /** Nothing is wrong as far as this client can see: `problems` is empty. */
  readonly ok: boolean;
  /** What is wrong, a sentence each. */
  readonly problems: readonly string[];
  readonly metadata: MetadataHealth;
  readonly brokers: readonly BrokerHealth[];
  readonly topics: readonly TopicHealth[];
}

/** What a client above a cluster (a producer, a consumer) says of itself. */
export interface ClientHealth {
  /** Nothing is wrong as far as this client can see: `problems` is empty. */
  readonly ok: boolean;
  /** What is wrong, a sentence each: the client's own problems, then those of its cluster. */
  readonly problems: readonly string[];
  readonly cluster: ClusterHealth;
}

export interface HealthFacts {
  readonly closed: boolean;
  readonly snapshot: MetadataSnapshot;
  readonly metadata: MetadataHealth;
  readonly metadataMaxAgeMs: number;
  readonly reach: (brokerId: number) => BrokerReach;
}

/** Puts together what is known. It asks nobody. */
export function assessHealth(facts: HealthFacts): ClusterHealth {
  const { snapshot, metadata } = facts;
  const brokers = [...snapshot.brokers.values()].map((broker) => ({
    ...broker,
    ...facts.reach(broker.nodeId),
  }));
  const topics = [...snapshot.topics.values()].map(({ name, errorCode, partitions }) => ({
    name,
    errorCode,
    leaderless: partitions.filter(({ leaderId }) => leaderId < 0).map(({ partition }) => partition),
  }));
  const problems = [
    ...metadataProblems(facts),
    ...brokers.flatMap(brokerProblems),
    ...topics.flatMap((topic) => topicProblems(topic)),
  ];
  return { ok: problems.length === 0, problems, metadata, brokers, topics };
}

function metadataProblems({ closed, metadata, metadataMaxAgeMs }: HealthFacts): string[] {
  if (closed) return ['The cluster object is closed.'];
  const { ageMs, lastError, failingSince } = metadata;
  if (ageMs === undefined) {
    return lastError === undefined
      ? ['The cluster has not been asked anything yet: call connect() to find it now.']
      : [`The cluster cannot be found${sinceText(failingSince)}: ${lastError.message}`];
  }
  if (lastError !== undefined) {
    return [
      `Metadata cannot be refreshed${sinceText(failingSince)} and is ${durationText(ageMs)} old: ${lastError.message}`,
    ];
  }
  // A refresh that is due takes its time; twice the age says that it is stuck.
  if (ageMs > 2 * metadataMaxAgeMs) {
    return [`Metadata is ${durationText(ageMs)} old; metadataMaxAgeMs is ${durationText(metadataMaxAgeMs)}.`];
  }
  return [];
}

function brokerProblems(broker: BrokerHealth): string[] {
  const name = `Broker ${broker.nodeId} (${formatAddress(broker)})`;
  const problems: string[] = [];
  if (broker.lastError !== undefined) {
    const since = broker.state === 'failing' ? sinceText(broker.since) : '';
    problems.push(`${name} cannot be reached${since}: ${broker.lastError.message}`);
  }
  if (broker.throttledMs > 0) {
    problems.push(
      `${name} throttles this client for another ${durationText(broker.throttledMs)}: a quota is exceeded.`,
    );
  }
  return problems;
}

function topicProblems({ name, errorCode, leaderless }: TopicHealth): string[] {
  if (errorCode !== ErrorCode.NONE) return [`Topic ${name}: ${errorFor(errorCode).message}`];
  if (leaderless.length === 0) return [];
  const [what, verb] = leaderless.length === 1 ? ['partition', 'has'] : ['partitions', 'have'];
  return [`Topic ${name}: ${what} ${leaderless.join(', ')} ${verb} no leader.`];
}

/** ' since 2026-11-28T17:35:00.000Z', or nothing when that was not noted. */
function sinceText(since: number | undefined): string {
  return since === undefined ? '' : ` since ${new Date(since).toISOString()}`;
}

function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
