import type { FinalizedFeatures } from '@k/conn';

/**
 * What the cluster has switched on, from all that its brokers say: they learn of a change one after the other, so the answer
 * with the highest epoch counts.
 */
export class Features {
  #known: FinalizedFeatures | undefined;

  get known(): FinalizedFeatures | undefined {
    return this.#known;
  }

  learn(told: FinalizedFeatures | undefined): void {
    if (told !== undefined && told.epoch >= (this.#known?.epoch ?? -1n)) this.#known = told;
  }
}
