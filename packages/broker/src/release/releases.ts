import { Fetch, FindCoordinator, Heartbeat, ListOffsets, Metadata, OffsetFetch, Produce } from '@k/wire';
import { BEFORE_4_4, SINCE_4_4, type ConsumerGroupHabits } from './consumer-group-habits.ts';
import { RANGES, RELEASE_NAMES } from './release-ranges.ts';

export type PlayedRelease = (typeof RELEASE_NAMES)[number];

export interface VersionRange {
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** Those of 0.8.2, by API key; measured. OffsetCommit is the one that asks. */
const UNAWARE_OF_VERSIONS = [Produce, Fetch, ListOffsets, Metadata, OffsetFetch, FindCoordinator, Heartbeat].map(
  ({ key }) => key,
);

/** What a release does other than the others, beside the versions it takes. */
export interface Release {
  readonly name: PlayedRelease;
  /** By API key; what it does not have is not there. */
  readonly announced: ReadonlyMap<number, VersionRange>;
  /** The same without what is announced but not taken. */
  readonly served: ReadonlyMap<number, VersionRange>;
  /**
   * A request it cannot read: 'close' ends the connection. 'ignore' (0.9) gives no answer and goes on with the next
   * request, but closes where the client id is null, which its header does not allow.
   */
  readonly unreadable: 'close' | 'ignore';
  /** APIs whose version it does not look at: a newer one is read and answered as the newest it knows (0.8.2). */
  readonly unawareOfVersions: ReadonlySet<number>;
  /** KIP-511: the answer to a too new ApiVersions tells the range of ApiVersions; before, it is empty. */
  readonly tellsApiVersionsRange: boolean;
  /** JoinGroup and the rest. Without, offsets are committed by whoever comes, and Heartbeat gets an unknown error. */
  readonly hasGroups: boolean;
  /** Whether topics are made and deleted by the controller alone, others answering NOT_CONTROLLER. */
  readonly controllerOnly: boolean;
  /** A fresh cluster names no broker in Metadata until a first topic was made. */
  readonly emptyUntilFirstTopic: boolean;
  /** The server's check of the nonce in SCRAM: 4.x wants its own, older ones take one that ends with it. */
  readonly scramNonce: 'equal' | 'suffix';
  /** Whether a set of older messages may hold compressed ones beside others (not since 2.4 at the latest). */
  readonly mixedMessageSets: boolean;
  /** Whether acks=all waits for min.insync.replicas even where a partition has fewer (before 3.7, KAFKA-15583). */
  readonly minIsrBeyondReplicas: boolean;
  /** Whether an idempotent producer needs IDEMPOTENT_WRITE on the cluster, whatever it may write to (before 2.8, KIP-679). */
  readonly idempotentWriteAlone: boolean;
  /** Whether features are updated one by one, each with its result (before 4.0). */
  readonly updatesFeaturesOneByOne: boolean;
  /** Whether UnregisterBroker says why it refuses by a code alone (before 4.0). */
  readonly wordlessUnregistration: boolean;
  /** Whether who is over a quota is answered when the wait is over, and not at once with a wait afterwards (before 2.0, KIP-219). */
  readonly throttlesBeforeAnswers: boolean;
  /** Measured beside 4.3.1. */
  readonly consumerGroups: ConsumerGroupHabits;
  /** Defaults of its settings, where they changed over time. */
  readonly defaults: {
    readonly messageMaxBytes: number;
    readonly groupMaxSessionTimeoutMs: number;
    /** message.timestamp.after.max.ms: an hour since 4.0, before it no limit. */
    readonly timestampAfterMaxMs: string;
  };
}

/** Position in {@link RELEASE_NAMES}: greater is newer. */
const rank = (name: PlayedRelease): number => RELEASE_NAMES.indexOf(name);

/** Whether `name` is `since` or newer. */
export function isAtLeast(name: PlayedRelease, since: PlayedRelease): boolean {
  return rank(name) >= rank(since);
}

export function releaseOf(name: PlayedRelease): Release {
  const announced = new Map<number, VersionRange>();
  const served = new Map<number, VersionRange>();
  for (const [apiKey, ranges] of RANGES) {
    const range = /^(?:(\d+)<)?(\d+)-(\d+)$/.exec(ranges.split(' ')[rank(name)] ?? '');
    if (range === null) continue;
    const [minVersion, maxVersion] = [Number(range[2]), Number(range[3])];
    announced.set(apiKey, { minVersion: Number(range[1] ?? minVersion), maxVersion });
    served.set(apiKey, { minVersion, maxVersion });
  }
  const since = (release: PlayedRelease): boolean => isAtLeast(name, release);
  return {
    name,
    announced,
    served,
    unawareOfVersions: new Set(name === '0.8.2' ? UNAWARE_OF_VERSIONS : []),
    unreadable: name === '0.9' ? 'ignore' : 'close',
    tellsApiVersionsRange: since('2.4'),
    hasGroups: since('0.9'),
    controllerOnly: !since('3.9'),
    emptyUntilFirstTopic: name === '0.8.2',
    scramNonce: since('4.3') ? 'equal' : 'suffix',
    mixedMessageSets: !since('2.4'),
    minIsrBeyondReplicas: !since('3.9'),
    idempotentWriteAlone: !since('2.8'),
    updatesFeaturesOneByOne: !since('4.3'),
    wordlessUnregistration: !since('4.3'),
    throttlesBeforeAnswers: !since('2.4'),
    consumerGroups: since('4.4') ? SINCE_4_4 : BEFORE_4_4,
    defaults: {
      messageMaxBytes: since('2.8') ? 1_048_588 : 1_000_012,
      groupMaxSessionTimeoutMs: since('2.4') ? 1_800_000 : since('0.10.2') ? 300_000 : 30_000,
      timestampAfterMaxMs: since('4.3') ? '3600000' : '9223372036854775807',
    },
  };
}
