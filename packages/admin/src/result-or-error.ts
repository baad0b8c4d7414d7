import { asError } from '@k/wire';
import { resultsOf } from './calls.ts';
import type { ResourceMap } from './resource-map.ts';

/** What a part of a call has for resources of its own, or the PartialResultError that says which of them failed. */
export function resultOrError<K, V>(name: string, outcomes: ResourceMap<K, V | Error>): ResourceMap<K, V> | Error {
  try {
    return resultsOf(name, outcomes.keys(), outcomes);
  } catch (error) {
    return asError(error);
  }
}
