import { asError } from '@k/wire';
import { isUnknownTopic, resultsOf } from './calls.ts';
import { PartialResultError } from './partial-result-error.ts';
import type { ResourceMap } from './resource-map.ts';

/** What a part of a call has for resources of its own, or the PartialResultError that says which of them failed. */
export function resultOrError<K, V>(name: string, outcomes: ResourceMap<K, V | Error>): ResourceMap<K, V> | Error {
  try {
    return resultsOf(name, outcomes.keys(), outcomes);
  } catch (error) {
    return asError(error);
  }
}

/** For `isFinal` of such a call: to ask again is of no use when a topic is unknown, of those that it is about too. */
export function isFinalInPart(error: Error): boolean {
  if (error instanceof PartialResultError) return [...error.errors.values()].some(isUnknownTopic);
  return isUnknownTopic(error);
}
