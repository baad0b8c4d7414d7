import { sleep } from '@k/runtime';
import type { Process } from '@k/testing';
import type { Chance } from '../chance.ts';
import type { SimWorld } from '../world/sim-world.ts';

/** A program in a process of its own. */
export interface Incarnation {
  readonly world: SimWorld;
  /** Its time, network and chance: a program uses no other. */
  readonly process: Process;
  /** Unique in the run. */
  readonly name: string;
  /** What the program itself decides by. */
  readonly chance: Chance;
}

/** What the world asks of a program that runs. */
export interface Running {
  /** Begins nothing new any more; resolves when all that was begun has its outcome. */
  finish(): Promise<void>;
  /** What it still has to do, in words; undefined: nothing. Asked after {@link finish}. */
  behind(): string | undefined;
  /** Ends as a program does. */
  close(): Promise<void>;
}

/** In the time of the process. */
export function pause({ process }: Incarnation, ms: number): Promise<void> {
  return sleep(process.clock, ms);
}
