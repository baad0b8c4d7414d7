import { faultKind } from '../faults/faults.ts';
import type { Fault } from '../scenario/scenario.ts';
import type { SimWorld } from './sim-world.ts';

/** Lets the faults of a scenario come and go at their times. */
export class Plan {
  readonly #world: SimWorld;

  constructor(world: SimWorld) {
    this.#world = world;
  }

  /** Resolves when the last fault is over and nothing is wrong any more. */
  async carryOut(): Promise<void> {
    const { faults } = this.#world.scenario;
    await Promise.all(faults.map((fault) => this.#carryOut(fault)));
  }

  async #carryOut({ kind, at, until, what }: Fault): Promise<void> {
    const { recorder } = this.#world;
    const found = faultKind(kind);
    await this.#world.sleep(at);
    recorder.write({ type: 'fault', what: found.story(what) });
    const heal = found.begin(this.#world, what);
    if (until === undefined) return;
    await this.#world.sleep(until - at);
    recorder.write({ type: 'over', what: found.story(what) });
    await heal?.();
  }
}
