import { wrongArgument, KafkaError, UnsupportedVersionError, type Api } from '@k/wire';
import type { ApiVersionRange } from './api-version-range.ts';
import { checkApi } from './arguments.ts';
import type { FinalizedFeatures } from './features.ts';
import { firstReleaseWith } from './releases.ts';

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
    const offered = theirs === undefined ? lacking(api) : taking(api, theirs);
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

/** Which versions a broker takes, and since when there is one that takes newer ones, if those are needed. */
function taking(api: Api<unknown, unknown>, { minVersion, maxVersion }: ApiVersionRange): string {
  const release = maxVersion < api.minVersion ? firstReleaseWith(api, api.minVersion) : undefined;
  const newer = release === undefined ? '' : ` (Kafka ${release} and later take ${api.minVersion})`;
  return `takes ${minVersion} to ${maxVersion}${newer}`;
}

/** That a broker lacks an API, and since when there is one that has it, as far as it is written down here. */
function lacking(api: Api<unknown, unknown>): string {
  const release = firstReleaseWith(api);
  return release === undefined ? 'lacks it' : `lacks it (Kafka ${release} and later have it)`;
}
