import { UnsupportedVersionError, type Api } from '@k/wire';

/** What a broker takes of one API, both ends included. */
export interface ApiVersionRange {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** The versions one broker announced, and the choice among them. */
export class BrokerVersions {
  readonly #ranges = new Map<number, ApiVersionRange>();
  readonly #broker: string;

  constructor(broker: string, ranges: Iterable<ApiVersionRange>) {
    this.#broker = broker;
    for (const range of ranges) this.#ranges.set(range.apiKey, range);
  }

  /** The broker's own range, undefined when it lacks the API. */
  rangeOf(apiKey: number): ApiVersionRange | undefined {
    return this.#ranges.get(apiKey);
  }

  /**
   * The highest version both sides know, not above `limit`.
   * @throws UnsupportedVersionError when there is none; the message names both ranges.
   */
  pick(api: Api<unknown, unknown>, limit = Infinity): number {
    const theirs = this.#ranges.get(api.key);
    const max = Math.min(api.maxVersion, limit);
    if (theirs !== undefined) {
      const version = Math.min(max, theirs.maxVersion);
      if (version >= api.minVersion && version >= theirs.minVersion) return version;
    }
    const known = `this client knows ${api.minVersion} to ${max}`;
    const offered = theirs === undefined ? 'lacks it' : `takes ${theirs.minVersion} to ${theirs.maxVersion}`;
    throw new UnsupportedVersionError({
      api: api.name,
      minVersion: api.minVersion,
      maxVersion: max,
      message: `${api.name}: no version in common with broker ${this.#broker}, which ${offered}; ${known}`,
    });
  }
}
