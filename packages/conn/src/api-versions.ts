import { wrongArgument, KafkaError, UnsupportedVersionError, type Api } from '@k/wire';
import { checkApi } from './arguments.ts';
import type { FinalizedFeatures } from './features.ts';
import { KAFKA_RELEASES, RANGES } from './release-ranges.ts';

/** What a broker takes of one API, both ends included. */
export interface ApiVersionRange {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** The release that a broker is taken for because it does not tell its versions. */
export interface TakenFor {
  readonly release: string;
  /** Until then, on the monotonic clock, this is a guess, to be looked at again; Infinity when it is believed. */
  readonly until: number;
}

/** The versions one broker takes, and the choice among them. */
export class BrokerVersions {
  /** Set when the broker did not tell them itself. */
  readonly takenFor: TakenFor | undefined;
  /** What the broker said that the cluster has switched on (KIP-584); undefined when it said nothing. */
  readonly features: FinalizedFeatures | undefined;
  readonly #ranges = new Map<number, ApiVersionRange>();
  readonly #broker: string;

  constructor(broker: string, ranges: Iterable<ApiVersionRange>, takenFor?: TakenFor, features?: FinalizedFeatures) {
    if (typeof (ranges as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== 'function') {
      throw wrongArgument('BrokerVersions', 'ranges', 'an array of { apiKey, minVersion, maxVersion }', ranges);
    }
    this.#broker = broker;
    this.takenFor = takenFor;
    this.features = features;
    for (const range of ranges) this.#ranges.set(range.apiKey, range);
  }

  /** Whether they rest on a guess: what the broker seems to lack it may well have. */
  get guessed(): boolean {
    return this.takenFor !== undefined && this.takenFor.until < Infinity;
  }

  /** The broker's own range, undefined when it lacks the API. */
  rangeOf(apiKey: number): ApiVersionRange | undefined {
    return this.#ranges.get(apiKey);
  }

  /**
   * The highest version both sides know, not above `limit`.
   * @throws UnsupportedVersionError when there is none; the message names both ranges. Retriable when they are guessed.
   */
  pick(api: Api<unknown, unknown>, limit = Infinity): number {
    checkApi('BrokerVersions: pick()', api);
    const theirs = this.#ranges.get(api.key);
    const max = Math.min(api.maxVersion, limit);
    if (theirs !== undefined) {
      const version = Math.min(max, theirs.maxVersion);
      if (version >= api.minVersion && version >= theirs.minVersion) return version;
    }
    const known = `this client knows ${api.minVersion} to ${max}`;
    const offered = theirs === undefined ? lacking(api) : `takes ${theirs.minVersion} to ${theirs.maxVersion}`;
    throw new UnsupportedVersionError({
      api: api.name,
      minVersion: api.minVersion,
      maxVersion: max,
      guessed: this.guessed,
      message: `${api.name}: no version in common with broker ${this.#broker}, which ${offered}; ${known}${this.#doubt()}`,
    });
  }

  /**
   * The error of a request that failed for good. While the versions are guessed nothing is for good: what cannot be said
   * or read in a version may go well in the one that the broker really takes.
   */
  weigh(error: unknown, api: Api<unknown, unknown>, version: number): unknown {
    if (!this.guessed || !KafkaError.is(error) || error.retriable) return error;
    return new UnsupportedVersionError({
      api: api.name,
      version,
      minVersion: api.minVersion,
      maxVersion: api.maxVersion,
      guessed: true,
      message: `${error.message}${this.#doubt()}`,
      cause: error,
    });
  }

  #doubt(): string {
    if (this.takenFor === undefined) return '';
    const { release } = this.takenFor;
    const text = `. It does not answer ApiVersions, and is taken for Kafka ${release}`;
    return this.guessed ? `${text}: a guess, which is looked at again within seconds` : text;
  }
}

/** That a broker lacks an API, and since when there is one that has it, as far as it is written down here. */
function lacking({ key }: Api<unknown, unknown>): string {
  const ranges = RANGES.find(([apiKey]) => apiKey === key)?.[1].split(' ') ?? [];
  const release = KAFKA_RELEASES[ranges.findIndex((range) => range !== '-')];
  return release === undefined ? 'lacks it' : `lacks it (Kafka ${release} and later have it)`;
}
