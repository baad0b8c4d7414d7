import type { Chance } from '../chance.ts';
import type { Scenario, TopicSpec } from '../scenario/scenario.ts';
import type { SimWorld } from '../world/sim-world.ts';

/** A scenario but for what is still to be drawn. */
export type Drawn = Omit<Scenario, 'faults'>;

/** How a fault ends. */
export type Heal = () => void | Promise<void>;

/** A way for things to go wrong. */
export interface FaultKind<What extends object = object> {
  /** Unique; the `kind` of its faults. */
  readonly name: string;
  /** How long it lasts, in ms from and to; undefined: it is over at once. */
  readonly lastsMs: readonly [number, number] | undefined;
  /**
   * Whether a member of a group may hear nothing of its coordinator for a session, and go on with what others are given
   * meanwhile: as with Java's consumer, it is told with the next answer. @default false
   */
  readonly hidesCoordinator?: boolean;
  /** What becomes of the topic: where one has that fate, this is drawn for it, however many kinds there are. */
  readonly fate?: TopicSpec['fate'];
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** What exactly goes wrong; undefined where it cannot. What is drawn must hold whatever happened before. */
  draw(chance: Chance, scenario: Drawn): What | undefined;
  /** It begins; what it returns ends it. Finding nothing to do at the moment is no error. */
  begin(world: SimWorld, what: What): Heal | undefined;
  /** One line: what happens, as a clause. */
  story(what: What): string;
}
