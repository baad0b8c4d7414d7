import type { Place } from '@k/testing';
import { Cluster, type ClusterOptions } from '../../src/index.ts';

/** A client, closed at the place's end. */
export function clientAt(place: Place, options: ClusterOptions): Cluster {
  return place.own(new Cluster({ runtime: place.runtime, ...options }));
}
